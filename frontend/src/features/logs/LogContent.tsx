import { Button } from 'antd';
import { useCallback } from 'react';
import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { EmptyPanel, ErrorPanel, LoadingPanel } from '@/components/states';
import type { LogKind } from '@/bridge/types';
import { LogList } from './LogList';
import type { useLogWindow } from './useLogWindow';
import styles from './LogContent.module.css';

interface LogContentProps {
  log: LogKind;
  result: ReturnType<typeof useLogWindow>;
  query: string;
  onShowAll: () => void;
  list: Omit<ComponentProps<typeof LogList>, 'more' | 'olderFailed' | 'onOlder'>;
}

/** The log in whichever of its states it is: loading, error, empty, nothing found, full. */
export function LogContent({ log, result, query, onShowAll, list }: LogContentProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const empty = {
    requests: { title: t('logs.requestsEmpty'), text: t('logs.requestsEmptyText') },
    notifications: { title: t('logs.notificationsEmpty'), text: t('logs.notificationsEmptyText') },
    all: { title: t('logTools.allEmpty'), text: t('logTools.allEmptyText') },
  }[log];
  const retry = () => void result.refetch();
  const { loadOlder } = result;
  const onOlder = useCallback(() => void loadOlder(), [loadOlder]);

  if (result.data && result.data.items.length > 0) {
    return (
      <div className={styles.full}>
        {result.isError && <ErrorPanel error={result.error} onRetry={retry} />}
        <div className={styles.list}>
          <LogList {...list} more={result.data.more} olderFailed={result.olderError !== undefined} onOlder={onOlder} />
        </div>
      </div>
    );
  }
  if (result.isError) return <ErrorPanel error={result.error} onRetry={retry} />;
  if (!result.data) return <div className={styles.panel}><LoadingPanel rows={10} /></div>;
  if (query !== '') {
    return (
      <div className={styles.panel}>
        <EmptyPanel title={t('logs.nothingFound', { query })} text={t('logs.nothingFoundText')} action={<Button onClick={onShowAll}>{t('logs.showAll')}</Button>} />
      </div>
    );
  }
  return (
    <div className={styles.panel}>
      <EmptyPanel
        {...empty}
        action={<Button type="primary" onClick={() => void navigate('/simulator')}>{t('logs.simulate')}</Button>}
      />
    </div>
  );
}
