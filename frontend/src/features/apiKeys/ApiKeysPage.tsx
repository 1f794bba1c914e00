import { Button, Card } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { APIKey } from '@/bridge/apiKeyTypes';
import { useEnvironment } from '@/components/environment';
import { PageFrame } from '@/components/PageFrame';
import { EmptyPanel, ErrorPanel, LoadingPanel } from '@/components/states';
import { ApiKeyTable } from './ApiKeyTable';
import { CreateDialog } from './CreateDialog';
import { useApiKeys } from './useApiKeys';

function Content({ keys, onCreate }: { keys: APIKey[]; onCreate: () => void }) {
  const { t } = useTranslation();
  if (keys.length > 0) return <Card styles={{ body: { padding: 0 } }}><ApiKeyTable keys={keys} /></Card>;
  return <Card><EmptyPanel title={t('apiKeys.empty')} text={t('apiKeys.emptyText')} action={<Button type="primary" onClick={onCreate}>{t('apiKeys.create')}</Button>} /></Card>;
}

/** The environment's API keys: the newer SDKs' way of authentication beside signatures. */
export function ApiKeysPage() {
  const { t } = useTranslation();
  const { environment } = useEnvironment();
  const keys = useApiKeys(environment.id);
  const [creating, setCreating] = useState(false);
  const items = keys.data?.items;
  return (
    <PageFrame
      title={t('apiKeys.title')}
      purpose={t('apiKeys.purpose')}
      action={items && items.length > 0 && <Button type="primary" onClick={() => setCreating(true)}>{t('apiKeys.create')}</Button>}
    >
      {items && <Content keys={items} onCreate={() => setCreating(true)} />}
      {!items && (keys.isError
        ? <ErrorPanel error={keys.error} onRetry={() => void keys.refetch()} />
        : <Card><LoadingPanel rows={6} /></Card>)}
      <CreateDialog open={creating} onClose={() => setCreating(false)} />
    </PageFrame>
  );
}
