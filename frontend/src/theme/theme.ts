import { theme as antd } from 'antd';
import type { ThemeConfig } from 'antd';

export type ThemeChoice = 'system' | 'light' | 'dark';

// Latin ones come first: in a Chinese font the apostrophe and the quotation marks are as wide as a character.
const fontFamily = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', Cantarell, Ubuntu, 'DejaVu Sans', 'Liberation Sans', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif";
const fontFamilyCode = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Noto Sans Mono CJK SC', monospace";

const shared = {
  fontFamily,
  fontFamilyCode,
  fontSize: 13,
  borderRadius: 6,
  controlHeight: 32,
  wireframe: false,
};

// Every text colour reaches 4.5:1 on the surfaces it stands on; axe checks it in both themes, a test what the pointer changes.
const light = {
  colorPrimary: '#0a4fc4',
  colorInfo: '#0a4fc4',
  colorLink: '#0a4fc4',
  colorSuccess: '#1a7f37',
  colorWarning: '#8f5b00',
  colorError: '#c4232f',
  colorErrorHover: '#b21c28',
  colorErrorTextHover: '#b21c28',
  colorWarningBg: '#fff6e0',
  colorWarningBorder: '#e2b659',
  colorSuccessBg: '#e9f6ec',
  colorSuccessBorder: '#9fd3ac',
  colorErrorBg: '#fff1f0',
  colorErrorBorder: '#f0a8a4',
  colorBgLayout: '#f4f5f7',
  colorTextDescription: '#5b6472',
  colorTextTertiary: '#5b6472',
  colorTextPlaceholder: '#6b7482',
  colorTextQuaternary: '#6b7482',
};

// The dark algorithm dims seeds, so these are brighter than what is seen.
const dark = {
  colorPrimary: '#2f6fe4',
  colorPrimaryHover: '#3570d8',
  colorPrimaryActive: '#2156b5',
  colorInfo: '#4f8ff7',
  colorLink: '#8ab8ff',
  colorLinkHover: '#b3d1ff',
  colorSuccess: '#56d364',
  colorWarning: '#eac04e',
  colorError: '#ff8078',
  colorErrorActive: '#d9706a',
  colorErrorTextActive: '#d9706a',
  colorBgLayout: '#0d1117',
  colorBgContainer: '#161b22',
  colorBgElevated: '#1d232c',
  colorBorder: '#3a424d',
  colorBorderSecondary: '#272e38',
  colorText: '#e3e8ee',
  colorTextDescription: '#a4adba',
  colorTextTertiary: '#a4adba',
  colorTextPlaceholder: '#8f99a8',
  colorTextQuaternary: '#8f99a8',
  colorPrimaryBg: '#142340',
  colorErrorBg: '#33191a',
  colorErrorBorder: '#7a3333',
  colorWarningBg: '#2e2612',
  colorWarningBorder: '#6e5a1e',
};

/** Syntax colours, all at least 4.5:1 on the container's background. */
const code = {
  light: { name: '#0a4fc4', string: '#1a6b33', number: '#9a4a00', atom: '#7a3fc9' },
  dark: { name: '#7fb0ff', string: '#7ee2a0', number: '#f0b35a', atom: '#d2a8ff' },
};

/** Own CSS variables beside antd's, set on <html>. */
export function ownVariables(isDark: boolean): Record<string, string> {
  const colours = isDark ? code.dark : code.light;
  return {
    '--desk-live-background': '#8c1257',
    '--desk-live-text': '#ffffff',
    '--desk-code-name': colours.name,
    '--desk-code-string': colours.string,
    '--desk-code-number': colours.number,
    '--desk-code-atom': colours.atom,
  };
}

/** Text on a red ground. */
const onDanger = { light: '#ffffff', dark: '#1c0503' };

/** The class that scopes the theme's CSS variables; it stands on <html>, so own styles may use them. */
export function themeClass(isDark: boolean): string {
  return isDark ? 'desk-dark' : 'desk-light';
}

export function themeFor(isDark: boolean, motion: boolean): ThemeConfig {
  const selected = isDark ? '#9cc4ff' : light.colorPrimary;
  return {
    algorithm: isDark ? antd.darkAlgorithm : antd.defaultAlgorithm,
    cssVar: { key: themeClass(isDark) },
    hashed: false,
    token: { ...shared, ...(isDark ? dark : light), motion },
    components: {
      Layout: { headerHeight: 48, headerPadding: '0 16px', headerBg: 'var(--ant-color-bg-container)', siderBg: 'var(--ant-color-bg-container)' },
      Menu: { itemHeight: 34, itemMarginInline: 8, activeBarBorderWidth: 0, itemSelectedColor: selected, itemBg: 'transparent' },
      Button: {
        defaultHoverColor: selected, defaultHoverBorderColor: selected, defaultActiveColor: selected, defaultActiveBorderColor: selected,
        dangerColor: isDark ? onDanger.dark : onDanger.light,
      },
      Dropdown: { colorPrimary: selected, colorTextLightSolid: isDark ? onDanger.dark : onDanger.light },
      Card: { headerHeight: 44, headerPadding: 16, bodyPadding: 16, headerFontSize: 14 },
      Table: { cellPaddingBlockSM: 7, cellPaddingInlineSM: 10 },
      Tabs: { horizontalItemPadding: '8px 0', itemSelectedColor: selected },
    },
  };
}
