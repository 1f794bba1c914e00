import { useQuery } from '@tanstack/react-query';
import { Card, Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { useClient } from '@/bridge/context';
import { queryKeys } from '@/bridge/keys';
import { useEnvironment } from '@/components/environment';
import { PageFrame } from '@/components/PageFrame';
import { ErrorPanel, LoadingPanel } from '@/components/states';
import { useAddress } from '@/components/useAddress';
import { Configuration } from './Configuration';
import { TestBench } from './TestBench';

/** Where notifications go, and sending one by hand; the tab stands in the address. */
export function NotificationsPage() {
  const { t } = useTranslation();
  const client = useClient();
  const { environment } = useEnvironment();
  const { search, put } = useAddress();
  const urls = useQuery({ queryKey: queryKeys.notificationURLs(environment.id), queryFn: () => client.notifications.urls({ environment: environment.id }) });
  const tab = search.get('tab') === 'test' ? 'test' : 'configuration';

  return (
    <PageFrame
      fill={tab === 'test'}
      title={t('notifications.title')}
      purpose={t('notifications.purpose')}
      filters={(
        <Tabs
          activeKey={tab}
          onChange={(next) => put({ tab: next === 'test' ? next : undefined })}
          items={[{ key: 'configuration', label: t('notifications.tabConfiguration') }, { key: 'test', label: t('notifications.tabTest') }]}
        />
      )}
    >
      {urls.data && tab === 'configuration' && <Configuration key={environment.id} urls={urls.data} />}
      {urls.data && tab === 'test' && <TestBench key={environment.id} urls={urls.data} />}
      {!urls.data && (urls.isError ? <ErrorPanel error={urls.error} onRetry={() => void urls.refetch()} /> : <Card><LoadingPanel rows={10} /></Card>)}
    </PageFrame>
  );
}
