import { useQuery } from '@tanstack/react-query';
import { Card } from 'antd';
import { useTranslation } from 'react-i18next';
import { useClient } from '@/bridge/context';
import { queryKeys } from '@/bridge/keys';
import { useEnvironment } from '@/components/environment';
import { PageFrame } from '@/components/PageFrame';
import { ErrorPanel, LoadingPanel } from '@/components/states';
import { SettingsForm } from './SettingsForm';

/** What Antom's documentation leaves open, as choices of this environment. */
export function SettingsPage() {
  const { t } = useTranslation();
  const client = useClient();
  const { environment } = useEnvironment();
  const settings = useQuery({ queryKey: queryKeys.settings(environment.id), queryFn: () => client.merchants.settings({ environment: environment.id }) });
  return (
    <PageFrame title={t('settings.title')} purpose={t('settings.purpose')}>
      {settings.data && <SettingsForm key={environment.id} view={settings.data} />}
      {!settings.data && (settings.isError ? <ErrorPanel error={settings.error} onRetry={() => void settings.refetch()} /> : <Card><LoadingPanel rows={10} /></Card>)}
    </PageFrame>
  );
}
