import { Button, Card } from 'antd';
import type { InputRef } from 'antd';
import { useRef } from 'react';
import type { KeyboardEvent, Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { anyPayment } from '@/bridge/paymentTypes';
import type { PaymentFilter } from '@/bridge/paymentTypes';
import type { PaymentRow } from '@/bridge/types';
import { useEnvironment } from '@/components/environment';
import { PageFrame } from '@/components/PageFrame';
import { EmptyPanel, ErrorPanel, LoadingPanel } from '@/components/states';
import { useAddress } from '@/components/useAddress';
import { useListFocus } from '@/components/useListFocus';
import { useListKeys } from '@/components/useListKeys';
import type { ListHandle } from '@/components/useListKeys';
import { filtersNothing, readFilter, writeFilter } from './filter';
import { ExportTransactions } from './ExportTransactions';
import { Filters } from './Filters';
import { TransactionDrawer } from './TransactionDrawer';
import styles from './Transactions.module.css';
import { TransactionTable } from './TransactionTable';
import { useTransactions } from './useTransactions';

interface ContentProps {
  pages: ReturnType<typeof useTransactions>;
  rows: PaymentRow[];
  filter: PaymentFilter;
  onFilter: (change: Partial<PaymentFilter>) => void;
  activeId: string;
  list: Ref<ListHandle>;
  onKeyDown: (event: KeyboardEvent) => void;
}

function Content({ pages, rows, filter, onFilter, activeId, list, onKeyDown }: ContentProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  if (!pages.data) return pages.isError ? <ErrorPanel error={pages.error} onRetry={() => void pages.refetch()} /> : <Card><LoadingPanel rows={10} /></Card>;
  if (rows.length === 0) {
    return (
      <Card>
        {filtersNothing(filter)
          ? <EmptyPanel title={t('transactions.empty')} text={t('transactions.emptyText')} action={<Button type="primary" onClick={() => void navigate('/simulator')}>{t('transactions.simulate')}</Button>} />
          : <EmptyPanel title={t('transactions.nothing')} text={t('transactions.nothingText')} action={<Button onClick={() => onFilter(anyPayment)}>{t('transactions.resetAll')}</Button>} />}
      </Card>
    );
  }
  const more = () => {
    if (pages.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage();
  };
  return (
    <Card styles={{ body: { padding: 0 } }}>
      <TransactionTable ref={list} rows={rows} activeId={activeId} onNearEnd={more} onKeyDown={onKeyDown} />
      <div className={styles.foot}>
        {pages.hasNextPage && <Button size="small" loading={pages.isFetchingNextPage} onClick={more}>{t('transactions.more')}</Button>}
        <span>{t('transactions.keysHelp')}</span>
      </div>
    </Card>
  );
}

const idOf = (row: PaymentRow) => row.paymentId;

function View({ environment }: { environment: string }) {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const { search, open: goTo, put } = useAddress();
  const filter = readFilter(search);
  const pages = useTransactions(environment, filter);
  const rows = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const { list, attach, focus } = useListFocus();
  const searchBox = useRef<InputRef>(null);

  const onFilter = (change: Partial<PaymentFilter>) => put(writeFilter(change));
  const open = (openId: string, replace: boolean) => goTo(openId === '' ? '/transactions' : `/transactions/${openId}`, replace);
  const keys = useListKeys({ rows, idOf, openId: id, list, searchBox, open });

  return (
    <PageFrame
      title={t('transactions.title')}
      purpose={t('transactions.purpose')}
      action={<ExportTransactions environment={environment} filter={filter} />}
      filters={<Filters environment={environment} filter={filter} onFilter={onFilter} searchBox={searchBox} onLeave={focus} />}
    >
      <Content pages={pages} rows={rows} filter={filter} onFilter={onFilter} activeId={keys.activeId} list={attach} onKeyDown={keys.onKeyDown} />
      <TransactionDrawer environment={environment} id={id} onClose={() => open('', false)} onStep={keys.step} onClosed={focus} />
    </PageFrame>
  );
}

/** Every payment of the environment: search, filter, and one in full beside the list. */
export function TransactionsPage() {
  const { environment } = useEnvironment();
  return <View key={environment.id} environment={environment.id} />;
}
