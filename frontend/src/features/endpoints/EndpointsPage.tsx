import { PlusOutlined } from '@ant-design/icons';
import { Button, Card } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { PageFrame } from '@/components/PageFrame';
import { EmptyPanel, ErrorPanel, LoadingPanel } from '@/components/states';
import { EndpointCard } from './EndpointCard';
import { EndpointDrawer } from './EndpointDrawer';
import { useEndpoints } from './useEndpoints';

/** Every address of the listener; the one being edited stands in the address bar. */
export function EndpointsPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const list = useEndpoints();
  const open = (which: string) => void navigate(which === '' ? '/endpoints' : `/endpoints/${which}`);
  const add = <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => open('new')}>{t('endpoints.add')}</Button>;

  let content = <Card><LoadingPanel rows={8} /></Card>;
  if (list.isError && !list.data) content = <ErrorPanel error={list.error} onRetry={() => void list.refetch()} />;
  else if (list.data) {
    content = (
      <>
        {list.data.items.map((endpoint) => <EndpointCard key={endpoint.id} endpoint={endpoint} types={list.data.types} onEdit={() => open(endpoint.id)} />)}
        {list.data.items.length === 1 && (
          <Card>
            <EmptyPanel title={t('endpoints.emptyTitle')} text={t('endpoints.emptyText')} action={<Button onClick={() => open('new')}>{t('endpoints.add')}</Button>} />
          </Card>
        )}
      </>
    );
  }

  return (
    <PageFrame title={t('endpoints.title')} purpose={t('endpoints.purpose')} action={add}>
      {content}
      {list.data && <EndpointDrawer id={id} all={list.data.items} onClose={() => open('')} />}
    </PageFrame>
  );
}
