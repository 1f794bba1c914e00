import { ApiOutlined, BellOutlined, HomeOutlined, KeyOutlined, UnorderedListOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Page } from './pages';

interface PageEntry {
  path: Page;
  title: string;
  icon: ReactNode;
  /** Stands under Developer. */
  developer: boolean;
}

/** The pages that work, in the order of the navigation. */
export function usePages(): PageEntry[] {
  const { t } = useTranslation();
  return [
    { path: '/', title: t('shell.home'), icon: <HomeOutlined aria-hidden />, developer: false },
    { path: '/keys', title: t('shell.keys'), icon: <KeyOutlined aria-hidden />, developer: true },
    { path: '/simulator', title: t('shell.simulator'), icon: <ApiOutlined aria-hidden />, developer: true },
    { path: '/logs/requests', title: t('shell.requestLog'), icon: <UnorderedListOutlined aria-hidden />, developer: true },
    { path: '/logs/notifications', title: t('shell.notificationLog'), icon: <BellOutlined aria-hidden />, developer: true },
  ];
}
