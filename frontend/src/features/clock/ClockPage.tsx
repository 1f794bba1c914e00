import { useQuery } from '@tanstack/react-query';
import { Card } from 'antd';
import { useTranslation } from 'react-i18next';
import { useEnvironmentTime } from '@/bridge/clockQueries';
import { useClient } from '@/bridge/context';
import { queryKeys } from '@/bridge/keys';
import { useEnvironment } from '@/components/environment';
import { PageFrame } from '@/components/PageFrame';
import { ErrorPanel, LoadingPanel } from '@/components/states';
import styles from './ClockPage.module.css';
import { DueTable } from './DueTable';
import { JumpCard } from './JumpCard';
import { Reading } from './Reading';
import { useMove } from './useMove';

function Panels({ environment }: { environment: string }) {
  const { t } = useTranslation();
  const client = useClient();
  const time = useEnvironmentTime(environment);
  const due = useQuery({ queryKey: queryKeys.due(environment), queryFn: () => client.clock.due({ environment }) });
  const move = useMove();
  if (!time.data || !due.data) {
    const failed = [time, due].find((query) => query.isError);
    return failed ? <ErrorPanel error={failed.error} onRetry={() => void failed.refetch()} /> : <Card><LoadingPanel rows={8} /></Card>;
  }
  return (
    <>
      <div className={styles.columns}>
        <Reading time={time.data} move={move} />
        <JumpCard time={time.data} due={due.data} move={move} />
      </div>
      <Card title={<h2 className={styles.heading}>{t('clock.dueNext')}</h2>} styles={{ body: { padding: 0 } }}><DueTable due={due.data} /></Card>
    </>
  );
}

/** The environment's time: what it shows, where it may go, and what that will set off. */
export function ClockPage() {
  const { t } = useTranslation();
  const { environment } = useEnvironment();
  return (
    <PageFrame title={t('clock.title')} purpose={t('clock.purpose')}>
      <Panels key={environment.id} environment={environment.id} />
    </PageFrame>
  );
}
