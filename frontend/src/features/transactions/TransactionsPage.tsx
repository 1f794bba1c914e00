import { Button, Card } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { anyPayment } from '@/bridge/paymentTypes';
import type { PaymentFilter } from '@/bridge/paymentTypes';
import { useEnvironment } from '@/components/environment';
import { PageFrame } from '@/components/PageFrame';
import { EmptyPanel, ErrorPanel, LoadingPanel } from '@/components/states';
import { filtersNothing, readFilter, writeFilter } from './filter';
import { Filters } from './Filters';
import { TransactionDrawer } from './TransactionDrawer';
import styles from './Transactions.module.css';
import { TransactionTable } from './TransactionTable';
import { useTransactions } from './useTransactions';

interface ContentProps {
  environment: string;
  filter: PaymentFilter;
  onFilter: (filter: PaymentFilter) => void;
  openId: string;
}

function Content({ environment, filter, onFilter, openId }: ContentProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const pages = useTransactions(environment, filter);
  if (!pages.data) return pages.isError ? <ErrorPanel error={pages.error} onRetry={() => void pages.refetch()} /> : <Card><LoadingPanel rows={10} /></Card>;
  const rows = pages.data.pages.flatMap((page) => page.items);
  if (rows.length === 0) {
    return (
      <Card>
        {filtersNothing(filter)
          ? <EmptyPanel title={t('transactions.empty')} text={t('transactions.emptyText')} action={<Button type="primary" onClick={() => void navigate('/simulator')}>{t('transactions.simulate')}</Button>} />
          : <EmptyPanel title={t('transactions.nothing')} text={t('transactions.nothingText')} action={<Button onClick={() => onFilter(anyPayment)}>{t('transactions.resetAll')}</Button>} />}
      </Card>
    );
  }
  return (
    <Card styles={{ body: { padding: 0 } }}>
      <TransactionTable rows={rows} openId={openId} />
      {pages.hasNextPage && <div className={styles.more}><Button loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{t('transactions.more')}</Button></div>}
    </Card>
  );
}

/** Every payment of the environment: search, filter, and one in full beside the list. */
export function TransactionsPage() {
  const { t } = useTranslation();
  const { environment } = useEnvironment();
  const navigate = useNavigate();
  const { id = '' } = useParams();
  const [search] = useSearchParams();
  const filter = readFilter(search);
  const to = (openId: string, next: PaymentFilter) => void navigate({ pathname: openId === '' ? '/transactions' : `/transactions/${openId}`, search: writeFilter(next).toString() }, { replace: true });

  return (
    <PageFrame
      title={t('transactions.title')}
      purpose={t('transactions.purpose')}
      filters={<Filters environment={environment.id} filter={filter} onFilter={(next) => to(id, next)} />}
    >
      <Content key={environment.id} environment={environment.id} filter={filter} onFilter={(next) => to(id, next)} openId={id} />
      <TransactionDrawer key={`${environment.id} drawer`} environment={environment.id} id={id} onClose={() => to('', filter)} />
    </PageFrame>
  );
}
