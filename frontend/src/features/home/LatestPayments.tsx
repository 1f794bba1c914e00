import { Button, Table } from 'antd';
import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { openPage } from '@/bridge/host';
import type { PaymentRow } from '@/bridge/types';
import { CodeText } from '@/components/copy';
import { DeskMoment } from '@/components/DeskTimes';
import { useEnvironment } from '@/components/environment';
import { PaymentStatusText } from '@/components/outcome';
import { EmptyPanel, ErrorPanel, LoadingPanel } from '@/components/states';
import styles from './HomePage.module.css';
import { usePayments } from './usePayments';

function PaymentActions({ payment }: { payment: PaymentRow }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const open = payment.walletUrl !== '' && (payment.status === 'PROCESSING' || payment.status === 'PENDING');
  return (
    <div className={styles.actions}>
      {open && <Button size="small" type="primary" aria-label={t('home.openWalletFor', { id: payment.paymentId })} onClick={() => openPage(payment.walletUrl)}>{t('home.openWallet')}</Button>}
      <Button
        size="small"
        aria-label={t('home.showCallsFor', { id: payment.paymentId })}
        onClick={() => void navigate({ pathname: '/logs/requests', search: `?q=${encodeURIComponent(payment.paymentId)}` })}
      >
        {t('home.showCalls')}
      </Button>
    </div>
  );
}

function useColumns(): TableColumnsType<PaymentRow> {
  const { t } = useTranslation();
  return [
    { title: t('home.created'), width: 96, render: (_, row) => <DeskMoment at={row.createdAt} /> },
    { title: t('home.paymentId'), ellipsis: true, render: (_, row) => <CodeText text={row.paymentId} name={t('home.paymentId')} keepEnd /> },
    { title: t('home.paymentRequestId'), ellipsis: true, render: (_, row) => <CodeText text={row.paymentRequestId} name={t('home.paymentRequestId')} keepEnd /> },
    { title: t('home.method'), width: 120, ellipsis: true, render: (_, row) => <span className="mono">{row.paymentMethodType}</span> },
    { title: t('home.amount'), width: 130, align: 'right', render: (_, row) => <span className="tabular">{row.amountText}</span> },
    { title: t('home.status'), width: 116, render: (_, row) => <PaymentStatusText status={row.status} /> },
    { title: t('home.actions'), width: 190, align: 'right', render: (_, row) => <PaymentActions payment={row} /> },
  ];
}

/** The latest payments, each with its wallet page while it can be paid. */
export function LatestPayments() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { environment } = useEnvironment();
  const payments = usePayments(environment.id);
  const columns = useColumns();
  if (!payments.data) {
    return (
      <div style={{ padding: 16 }}>
        {payments.isError ? <ErrorPanel error={payments.error} onRetry={() => void payments.refetch()} /> : <LoadingPanel rows={5} />}
      </div>
    );
  }
  if (payments.data.items.length === 0) {
    return (
      <EmptyPanel
        title={t('home.paymentsEmpty')}
        text={t('home.paymentsEmptyText')}
        action={<Button onClick={() => void navigate('/simulator')}>{t('home.send')}</Button>}
      />
    );
  }
  return <Table<PaymentRow> size="small" rowKey="paymentId" tableLayout="fixed" pagination={false} columns={columns} dataSource={payments.data.items} />;
}
