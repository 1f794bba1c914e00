import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useKeyConfiguration, useStatus } from '@/bridge/queries';
import { CodeText } from '@/components/copy';
import { useEnvironment } from '@/components/environment';
import { ErrorPanel, LoadingPanel } from '@/components/states';
import type { KeyConfiguration, Status } from '@/bridge/types';
import styles from './HomePage.module.css';
import { hasKey } from './progress';

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  );
}

interface OriginProps {
  label: string;
  origin: string;
  server: Status['servers'][number] | undefined;
}

/** An address to put into code, or why it would not answer. */
function Origin({ label, origin, server }: OriginProps) {
  const { t } = useTranslation();
  if (server?.off) return null;
  const down = server !== undefined && server.origin === '';
  return (
    <Row label={label}>
      <CodeText text={origin} name={label} />
      {down && <span className={styles.down}>{t('home.notListening')}</span>}
    </Row>
  );
}

function Facts({ keys, status }: { keys: KeyConfiguration; status: Status | undefined }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const server = (name: string) => status?.servers.find((candidate) => candidate.name === name);
  return (
    <dl className={styles.facts}>
      <Row label={t('home.clientId')}><CodeText text={keys.clientId} name={t('home.clientId')} /></Row>
      <Origin label={t('home.gateway')} origin={keys.gateway} server={server('gateway')} />
      <Origin label={t('home.gatewayTls')} origin={keys.gatewayTls} server={server('gateway_tls')} />
      <Row label={t('home.antomPublicKey')}>
        {hasKey(keys)
          ? <CodeText text={keys.antomPublicKey} name={t('home.antomPublicKey')} />
          : <><span className="secondary">{t('home.noKeyYet')}</span><Button size="small" onClick={() => void navigate('/keys')}>{t('home.configureKeys')}</Button></>}
      </Row>
      <Origin label={t('home.listener')} origin={keys.listener} server={server('listener')} />
      {status && status.caFile !== '' && <Row label={t('home.caFile')}><CodeText text={status.caFile} name={t('home.caFile')} /></Row>}
    </dl>
  );
}

/** What goes into the merchant's code, each with its copy button. */
export function Resources() {
  const { t } = useTranslation();
  const { environment } = useEnvironment();
  const keys = useKeyConfiguration(environment.id);
  const status = useStatus();
  if (!keys.data) return keys.isError ? <ErrorPanel error={keys.error} onRetry={() => void keys.refetch()} /> : <LoadingPanel rows={6} />;
  return (
    <>
      <p className={styles.hint}>{t('home.resourcesHint')}</p>
      <Facts keys={keys.data} status={status.data} />
    </>
  );
}
