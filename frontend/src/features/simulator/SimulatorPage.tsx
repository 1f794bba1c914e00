import { useQuery } from '@tanstack/react-query';
import { Button, Card } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { useClient } from '@/bridge/context';
import { queryKeys } from '@/bridge/keys';
import { useEnvironment } from '@/components/environment';
import { PageFrame } from '@/components/PageFrame';
import { EmptyPanel, ErrorPanel, LoadingPanel } from '@/components/states';
import { choose } from './choice';
import { Workbench } from './Workbench';

function NoKeys() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <Card>
      <EmptyPanel
        title={t('simulator.noKeys')}
        text={t('simulator.noKeysText')}
        action={<Button type="primary" onClick={() => void navigate('/keys')}>{t('simulator.configureKeys')}</Button>}
      />
    </Card>
  );
}

/** Calls the gateway the way the merchant's code does, and shows every byte of it. */
export function SimulatorPage() {
  const { t } = useTranslation();
  const client = useClient();
  const { environment } = useEnvironment();
  const [search] = useSearchParams();
  const apis = useQuery({ queryKey: queryKeys.simulator(environment.id), queryFn: () => client.simulator.apis({ environment: environment.id }) });
  const choice = apis.data && choose(apis.data.apis, { api: search.get('api') ?? '', product: search.get('product') ?? '', sample: search.get('template') ?? '' });

  let content = <Card><LoadingPanel rows={10} /></Card>;
  if (apis.isError && !apis.data) content = <ErrorPanel error={apis.error} onRetry={() => void apis.refetch()} />;
  else if (!environment.hasKeys) content = <NoKeys />;
  else if (apis.data && choice) content = <Workbench key={environment.id} apis={apis.data} choice={choice} />;
  else if (apis.data) content = <Card><EmptyPanel title={t('simulator.noApis')} text={t('simulator.noApisText')} /></Card>;

  return <PageFrame fill title={t('simulator.title')} purpose={t('simulator.purpose')}>{content}</PageFrame>;
}
