import { Table } from 'antd';
import type { TableColumnsType } from 'antd';
import { createContext, use, useImperativeHandle, useMemo, useRef } from 'react';
import type { ComponentProps, KeyboardEvent, Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import type { PaymentRow } from '@/bridge/types';
import { CodeText } from '@/components/copy';
import { DeskMoment } from '@/components/DeskTimes';
import { PaymentStatusText } from '@/components/outcome';
import type { ListHandle } from '@/components/useListKeys';
import styles from './Transactions.module.css';

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

interface TransactionTableProps {
  ref: Ref<ListHandle>;
  rows: PaymentRow[];
  /** The row the keys are at, or whose detail is open. */
  activeId: string;
  /** The keys are near the last row. */
  onNearEnd: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

/** More rows are asked for this many rows before the keys reach the end. */
const lookAhead = 10;

const rowIdOf = (paymentId: string) => `row-${paymentId}`;

/** What makes the table a grid that holds the keys. */
const Grid = createContext<ComponentProps<'table'>>({});

function GridTable(props: ComponentProps<'table'>) {
  return <table {...props} {...use(Grid)} />;
}

const components = { table: GridTable };

/** The list, a grid inside which the keys move. */
export function TransactionTable({ ref, rows, activeId, onNearEnd, onKeyDown }: TransactionTableProps) {
  const { t } = useTranslation();
  const columns = useColumns();
  const table = useRef<HTMLTableElement>(null);
  useImperativeHandle(ref, () => ({
    focus: () => table.current?.focus({ preventScroll: true }),
    show: (index) => {
      const row = rows[index];
      if (row) document.getElementById(rowIdOf(row.paymentId))?.scrollIntoView({ block: 'nearest' });
      if (index >= rows.length - lookAhead) onNearEnd();
    },
  }), [rows, onNearEnd]);
  const label = t('transactions.title');
  const shown = rows.some(({ paymentId }) => paymentId === activeId);
  const grid = useMemo(() => ({
    ref: table, role: 'grid', tabIndex: 0, 'aria-label': label, 'aria-activedescendant': shown ? rowIdOf(activeId) : undefined, onKeyDown,
  }), [label, shown, activeId, onKeyDown]);
  return (
    <Grid value={grid}>
      <Table<PaymentRow>
        className={styles.table}
        size="small"
        rowKey="paymentId"
        tableLayout="fixed"
        pagination={false}
        components={components}
        columns={columns}
        dataSource={rows}
        onRow={({ paymentId }) => ({ id: rowIdOf(paymentId), 'aria-selected': paymentId === activeId })}
        rowClassName={({ paymentId }) => (paymentId === activeId ? 'ant-table-row-selected' : '')}
      />
    </Grid>
  );
}
