import { DesktopOutlined, MoonOutlined, SunOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import { useThemeChoice } from '@/theme/context';
import type { ThemeChoice } from '@/theme/theme';

export function ThemeMenu() {
  const { t } = useTranslation();
  const { choice, dark, setChoice } = useThemeChoice();
  const items = [
    { key: 'system', icon: <DesktopOutlined aria-hidden />, label: t('shell.themeSystem') },
    { key: 'light', icon: <SunOutlined aria-hidden />, label: t('shell.themeLight') },
    { key: 'dark', icon: <MoonOutlined aria-hidden />, label: t('shell.themeDark') },
  ];
  return (
    <Dropdown
      trigger={['click']}
      menu={{ items, selectable: true, selectedKeys: [choice], onClick: ({ key }) => setChoice(key as ThemeChoice) }}
    >
      <Button type="text" icon={dark ? <MoonOutlined aria-hidden /> : <SunOutlined aria-hidden />} aria-label={t('shell.theme')} title={t('shell.theme')} />
    </Dropdown>
  );
}
