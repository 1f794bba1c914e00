import { Alert, Button, Spin } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { toApiError } from '@/bridge/errors';
import { useStatus } from '@/bridge/queries';
import type { Status } from '@/bridge/types';
import { ErrorPanel } from '@/components/states';
import { spoken } from '@/i18n/spoken';
import { failureTitle } from './failures';
import styles from './StatusGate.module.css';

function Scene({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className={styles.scene}>
      <h1 className={styles.title}>{title}</h1>
      {children}
    </main>
  );
}

function Starting() {
  const { t } = useTranslation();
  return (
    <Scene title={t('status.startingTitle')}>
      <div role="status" className={styles.line}><Spin size="small" /> {t('status.startingText')}</div>
    </Scene>
  );
}

function Failed({ status, onRetry }: { status: Status; onRetry: () => void }) {
  const { t } = useTranslation();
  return (
    <Scene title={failureTitle(t, status.problemCode)}>
      <Alert
        type="error"
        showIcon
        role="alert"
        title={spoken(status.problem)}
        description={spoken(status.remedy)}
        action={<Button onClick={onRetry}>{t('common.retry')}</Button>}
      />
      {status.dataFolder !== '' && (
        <p className="secondary">{t('status.dataFolder')}: <span className="mono">{status.dataFolder}</span></p>
      )}
    </Scene>
  );
}

function Unreachable({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation();
  switch (toApiError(error).code) {
    case 'denied':
      return <Scene title={t('status.deniedTitle')}><Alert type="warning" showIcon role="alert" title={t('status.deniedText')} /></Scene>;
    case 'offline':
      return (
        <Scene title={t('status.unreachableTitle')}>
          <Alert type="warning" showIcon role="alert" title={t('status.unreachableText')} action={<Button onClick={onRetry}>{t('common.retry')}</Button>} />
        </Scene>
      );
    default:
      return <Scene title={t('status.failedTitle')}><ErrorPanel error={error} onRetry={onRetry} /></Scene>;
  }
}

/** Lets the screens in once the program is ready; until then its state and remedy are the screen. */
export function StatusGate({ children }: { children: ReactNode }) {
  const status = useStatus();
  const retry = () => void status.refetch();
  if (!status.data) return status.isError ? <Unreachable error={status.error} onRetry={retry} /> : <Starting />;
  switch (status.data.state) {
    case 'ready':
      return children;
    case 'failed':
      return <Failed status={status.data} onRetry={retry} />;
    case 'starting':
      return <Starting />;
  }
}
