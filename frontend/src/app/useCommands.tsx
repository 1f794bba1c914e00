import { DesktopOutlined, MoonOutlined, SunOutlined, SwapOutlined, TranslationOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useEnvironment } from '@/components/environment';
import { setLanguage } from '@/i18n';
import { useThemeChoice } from '@/theme/context';
import type { Command } from './commands';
import { usePages } from './usePages';

/** Every page and setting, in words of the current language. */
export function useCommands(): Command[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const pages = usePages();
  const { setChoice } = useThemeChoice();
  const { mode, setMode } = useEnvironment();
  return [
    ...pages.map(({ path, title, icon }) => ({ key: path, title, icon, group: t('shell.page'), run: () => void navigate(path) })),
    {
      key: 'mode', title: mode === 'test' ? t('shell.live') : t('shell.test'), icon: <SwapOutlined aria-hidden />, group: t('shell.mode'),
      run: () => {
        setMode(mode === 'test' ? 'live' : 'test');
        void navigate('/');
      },
    },
    { key: 'system', title: t('shell.themeSystem'), icon: <DesktopOutlined aria-hidden />, group: t('shell.theme'), run: () => setChoice('system') },
    { key: 'light', title: t('shell.themeLight'), icon: <SunOutlined aria-hidden />, group: t('shell.theme'), run: () => setChoice('light') },
    { key: 'dark', title: t('shell.themeDark'), icon: <MoonOutlined aria-hidden />, group: t('shell.theme'), run: () => setChoice('dark') },
    { key: 'en', title: t('shell.english'), icon: <TranslationOutlined aria-hidden />, group: t('shell.language'), run: () => setLanguage('en') },
    { key: 'zh-CN', title: t('shell.chinese'), icon: <TranslationOutlined aria-hidden />, group: t('shell.language'), run: () => setLanguage('zh-CN') },
  ];
}
