import { Alert, Button, Card } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeyConfiguration } from '@/bridge/queries';
import type { KeyConfiguration } from '@/bridge/types';
import { useEnvironment } from '@/components/environment';
import { PageFrame } from '@/components/PageFrame';
import { EmptyPanel, ErrorPanel, LoadingPanel } from '@/components/states';
import { spoken } from '@/i18n/spoken';
import { CurrentKeys } from './CurrentKeys';
import { GenerateDialog } from './GenerateDialog';
import { ImportDialog } from './ImportDialog';
import { KeyHistory } from './KeyHistory';
import styles from './KeysPage.module.css';
import { ReplaceMenu } from './ReplaceMenu';

export type KeyDialog = 'none' | 'generate' | 'import';

function Content({ keys, onOpen }: { keys: KeyConfiguration; onOpen: (dialog: KeyDialog) => void }) {
  const { t } = useTranslation();
  const empty = keys.merchantPublicKey === '';
  return (
    <>
      {keys.warnings.map((warning) => <Alert key={warning} type="warning" showIcon title={spoken(warning)} />)}
      {empty && (
        <Card>
          <EmptyPanel
            title={t('keys.emptyTitle')}
            text={t('keys.emptyText')}
            action={(
              <div className={styles.row}>
                <Button type="primary" onClick={() => onOpen('generate')}>{t('keys.generate')}</Button>
                <Button onClick={() => onOpen('import')}>{t('keys.useOwn')}</Button>
              </div>
            )}
          />
        </Card>
      )}
      <Card title={<h2 className={styles.heading}>{empty ? t('keys.environment') : t('keys.current')}</h2>}><CurrentKeys keys={keys} /></Card>
      {!empty && <Card title={<h2 className={styles.heading}>{t('keys.history')}</h2>} styles={{ body: { padding: 0 } }}><KeyHistory history={keys.history} /></Card>}
    </>
  );
}

/** The keys of the environment: generate, replace, bring your own, and what was before. */
export function KeysPage() {
  const { t } = useTranslation();
  const { environment, mode } = useEnvironment();
  const keys = useKeyConfiguration(environment.id);
  const [dialog, setDialog] = useState<KeyDialog>('none');
  const replacing = keys.data !== undefined && keys.data.merchantPublicKey !== '';
  const close = () => setDialog('none');

  return (
    <PageFrame
      title={t('keys.title')}
      purpose={t('keys.purpose', { mode: mode === 'live' ? t('keys.modeLive') : t('keys.modeTest') })}
      action={keys.data && (replacing
        ? <ReplaceMenu onOpen={setDialog} />
        : <Button type="primary" onClick={() => setDialog('generate')}>{t('keys.generate')}</Button>)}
    >
      {keys.data && <Content keys={keys.data} onOpen={setDialog} />}
      {!keys.data && (keys.isError
        ? <ErrorPanel error={keys.error} onRetry={() => void keys.refetch()} />
        : <Card><LoadingPanel rows={8} /></Card>)}
      <GenerateDialog open={dialog === 'generate'} replacing={replacing} onClose={close} />
      {keys.data && <ImportDialog open={dialog === 'import'} replacing={replacing} clientId={keys.data.clientId} onClose={close} />}
    </PageFrame>
  );
}
