import {
  ApiOutlined, BellOutlined, BugOutlined, CreditCardOutlined, ExperimentOutlined, FieldTimeOutlined, HomeOutlined, InboxOutlined, KeyOutlined, MedicineBoxOutlined, SafetyOutlined,
  SendOutlined, SettingOutlined, TransactionOutlined, UnorderedListOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Page } from './pages';

export const pageGroups = ['', 'transactions', 'payments', 'developer', 'settings'] as const;

export type PageGroup = (typeof pageGroups)[number];

interface PageEntry {
  path: Page;
  title: string;
  icon: ReactNode;
  /** The heading it stands under; '' for those without. */
  group: PageGroup;
}

/** The pages that work, in the order of the navigation. */
export function usePages(): PageEntry[] {
  const { t } = useTranslation();
  return [
    { path: '/', title: t('shell.home'), icon: <HomeOutlined aria-hidden />, group: '' },
    { path: '/transactions', title: t('shell.allTransactions'), icon: <TransactionOutlined aria-hidden />, group: 'transactions' },
    { path: '/methods', title: t('shell.methods'), icon: <CreditCardOutlined aria-hidden />, group: 'payments' },
    { path: '/keys', title: t('shell.keys'), icon: <KeyOutlined aria-hidden />, group: 'developer' },
    { path: '/api-keys', title: t('shell.apiKeys'), icon: <SafetyOutlined aria-hidden />, group: 'developer' },
    { path: '/simulator', title: t('shell.simulator'), icon: <ApiOutlined aria-hidden />, group: 'developer' },
    { path: '/scenarios', title: t('shell.scenarios'), icon: <BugOutlined aria-hidden />, group: 'developer' },
    { path: '/notifications', title: t('shell.notificationUrl'), icon: <SendOutlined aria-hidden />, group: 'developer' },
    { path: '/endpoints', title: t('shell.endpoints'), icon: <InboxOutlined aria-hidden />, group: 'developer' },
    { path: '/lab', title: t('shell.lab'), icon: <ExperimentOutlined aria-hidden />, group: 'developer' },
    { path: '/doctor', title: t('shell.doctor'), icon: <MedicineBoxOutlined aria-hidden />, group: 'developer' },
    { path: '/clock', title: t('shell.clock'), icon: <FieldTimeOutlined aria-hidden />, group: 'developer' },
    { path: '/logs/requests', title: t('shell.requestLog'), icon: <UnorderedListOutlined aria-hidden />, group: 'developer' },
    { path: '/logs/notifications', title: t('shell.notificationLog'), icon: <BellOutlined aria-hidden />, group: 'developer' },
    { path: '/settings', title: t('shell.settings'), icon: <SettingOutlined aria-hidden />, group: 'settings' },
  ];
}
