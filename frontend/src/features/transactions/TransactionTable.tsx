import { Table } from 'antd';
import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import type { PaymentRow } from '@/bridge/types';
import { CodeText } from '@/components/copy';
import { DeskMoment } from '@/components/DeskTimes';
import { PaymentStatusText } from '@/components/outcome';

function DetailLink({ paymentId }: { paymentId: string }) {
  const { t } = useTranslation();
  const { search } = useLocation();
  return <Link to={{ pathname: `/transactions/${paymentId}`, search }} aria-label={t('transactions.showOf', { id: paymentId })}>{t('transactions.show')}</Link>;
}

function useColumns(): TableColumnsType<PaymentRow> {
  const { t } = useTranslation();
  return [
    { title: t('transactions.created'), width: 120, render: (_, row) => <DeskMoment at={row.createdAt} /> },
    { title: t('transactions.paymentId'), ellipsis: true, render: (_, row) => <CodeText text={row.paymentId} name={t('transactions.paymentId')} keepEnd /> },
    { title: t('transactions.paymentRequestId'), ellipsis: true, render: (_, row) => <CodeText text={row.paymentRequestId} name={t('transactions.paymentRequestId')} keepEnd /> },
    { title: t('transactions.method'), width: 150, ellipsis: true, render: (_, row) => <span className="mono">{row.paymentMethodType}</span> },
    { title: t('transactions.amount'), width: 150, align: 'right', render: (_, row) => <span className="tabular">{row.amountText}</span> },
    { title: t('transactions.status'), width: 130, render: (_, row) => <PaymentStatusText status={row.status} /> },
    { title: <span className="sr-only">{t('transactions.detail')}</span>, width: 90, align: 'right', render: (_, row) => <DetailLink paymentId={row.paymentId} /> },
  ];
}

/** The list; the row whose detail is open is marked. */
export function TransactionTable({ rows, openId }: { rows: PaymentRow[]; openId: string }) {
  const columns = useColumns();
  return (
    <Table<PaymentRow>
      size="small"
      rowKey="paymentId"
      tableLayout="fixed"
      pagination={false}
      columns={columns}
      dataSource={rows}
      rowClassName={({ paymentId }) => (paymentId === openId ? 'ant-table-row-selected' : '')}
    />
  );
}
