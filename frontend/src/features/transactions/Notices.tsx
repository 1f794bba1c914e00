import { CheckCircleFilled, ClockCircleFilled, CloseCircleFilled } from '@ant-design/icons';
import { Table } from 'antd';
import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { PaymentNotification } from '@/bridge/paymentTypes';
import { DeskMoment } from '@/components/DeskTimes';
import { ToneText } from '@/components/outcome';
import { spoken } from '@/i18n/spoken';

const looks = {
  PENDING: { tone: 'open', icon: <ClockCircleFilled aria-hidden /> },
  ACKNOWLEDGED: { tone: 'good', icon: <CheckCircleFilled aria-hidden /> },
  ABANDONED: { tone: 'bad', icon: <CloseCircleFilled aria-hidden /> },
} as const;

function useColumns(): TableColumnsType<PaymentNotification> {
  const { t } = useTranslation();
  return [
    { title: t('transactions.type'), width: 150, ellipsis: true, render: (_, { type }) => <span className="mono">{type}</span> },
    { title: t('transactions.delivery'), width: 140, render: (_, { status, reason }) => <ToneText {...looks[status]} text={t(`transactions.deliveryState.${status}`)} hint={reason === '' ? undefined : spoken(reason)} /> },
    { title: t('transactions.attempts'), width: 104, align: 'right', render: (_, { attempts }) => <span className="tabular">{attempts}</span> },
    { title: t('transactions.nextAttempt'), width: 120, render: (_, { nextAttemptAt }) => <DeskMoment at={nextAttemptAt} ahead /> },
    { title: <span className="sr-only">{t('transactions.lastAttempt')}</span>, align: 'right', render: (_, { exchangeId }) => exchangeId !== '' && <Link to={`/logs/notifications/${exchangeId}`}>{t('transactions.lastAttempt')}</Link> },
  ];
}

/** The notifications about the payment and how their delivery stands. */
export function Notices({ notifications }: { notifications: PaymentNotification[] }) {
  const { t } = useTranslation();
  const columns = useColumns();
  if (notifications.length === 0) return <p className="secondary">{t('transactions.noNotifications')}</p>;
  return <Table<PaymentNotification> size="small" rowKey="id" tableLayout="fixed" pagination={false} columns={columns} dataSource={notifications} />;
}
