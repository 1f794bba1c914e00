import { App, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ThemeContext } from './context';
import { useMedia } from './useMedia';
import { ownVariables, themeClass, themeFor } from './theme';
import type { ThemeChoice } from './theme';

const storageKey = 'antomdesk.theme';

function savedChoice(): ThemeChoice {
  const saved = localStorage.getItem(storageKey);
  return saved === 'light' || saved === 'dark' ? saved : 'system';
}

/** Light, dark or the system's choice; the antd locale follows the language; motion follows the system. */
export function ThemeProvider({ children }: { children: ReactNode }) {
  const [choice, setChoiceState] = useState<ThemeChoice>(savedChoice);
  const systemDark = useMedia('(prefers-color-scheme: dark)');
  const still = useMedia('(prefers-reduced-motion: reduce)');
  const { i18n } = useTranslation();
  const dark = choice === 'dark' || (choice === 'system' && systemDark);

  useEffect(() => {
    const root = document.documentElement;
    root.classList.remove(themeClass(!dark));
    root.classList.add(themeClass(dark));
    root.style.colorScheme = dark ? 'dark' : 'light';
    for (const [name, value] of Object.entries(ownVariables(dark))) root.style.setProperty(name, value);
  }, [dark]);

  const value = useMemo(() => ({
    choice,
    dark,
    setChoice: (next: ThemeChoice) => {
      localStorage.setItem(storageKey, next);
      setChoiceState(next);
    },
  }), [choice, dark]);

  return (
    <ThemeContext value={value}>
      <ConfigProvider theme={themeFor(dark, !still)} locale={i18n.language.startsWith('zh') ? zhCN : enUS} button={{ autoInsertSpace: false }}>
        <App className="desk-app">{children}</App>
      </ConfigProvider>
    </ThemeContext>
  );
}
