import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from '@/bridge/context';
import { queryKeys } from '@/bridge/keys';
import { Code } from '@/components/code/Code';
import { CopyButton } from '@/components/copy';
import { useEnvironment } from '@/components/environment';
import { ErrorPanel, LoadingPanel } from '@/components/states';
import styles from './Lab.module.css';

/** The log of the fault armed last, which the seed alone decides. */
export function DeliveryLog() {
  const { t } = useTranslation();
  const client = useClient();
  const { environment } = useEnvironment();
  const [shown, setShown] = useState(false);
  const log = useQuery({ queryKey: [...queryKeys.lab(environment.id), 'log'], queryFn: () => client.lab.log({ environment: environment.id, id: '' }), enabled: shown });
  const text = log.data?.lines.join('\n') ?? '';
  return (
    <>
      <p className={styles.help}>{t('lab.logHelp')}</p>
      {!shown && <Button onClick={() => setShown(true)}>{t('lab.logShow')}</Button>}
      {shown && !log.data && (log.isError ? <ErrorPanel error={log.error} onRetry={() => void log.refetch()} /> : <LoadingPanel rows={4} />)}
      {log.data && text === '' && <p className="secondary">{t('lab.logNone')}</p>}
      {text !== '' && (
        <>
          <div className={styles.logBar}><span className="secondary">{t('lab.seed')} <span className="mono">{log.data?.seed}</span></span><CopyButton text={text} name={t('lab.logTitle')} /></div>
          <div className={styles.log}><Code value={text} label={t('lab.logTitle')} language="text" /></div>
        </>
      )}
    </>
  );
}
