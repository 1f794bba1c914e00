import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Card, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { useClient } from '@/bridge/context';
import { queryKeys } from '@/bridge/keys';
import { useEnvironment } from '@/components/environment';
import { PageFrame } from '@/components/PageFrame';
import { EmptyPanel, ErrorPanel, LoadingPanel } from '@/components/states';
import { ArmForm } from './ArmForm';
import { DeliveryLog } from './DeliveryLog';
import { FaultTable } from './FaultTable';
import { initialValues } from './form';
import type { ArmValues } from './form';
import styles from './Lab.module.css';
import { Presets } from './Presets';

/** What is armed, arming more, and one button that ends it all. */
export function LabPage() {
  const { t } = useTranslation();
  const client = useClient();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const { environment } = useEnvironment();
  const [form] = Form.useForm<ArmValues>();
  const key = queryKeys.lab(environment.id);
  const faults = useQuery({ queryKey: key, queryFn: () => client.lab.list({ environment: environment.id }) });
  const endAll = useMutation({
    mutationFn: () => client.lab.endAll({ environment: environment.id }),
    onSuccess: (list) => {
      queries.setQueryData(key, list);
      void message.success(t('lab.ended'));
    },
  });
  const items = faults.data?.items ?? [];
  const armed = items.filter((fault) => fault.armed);
  const before = items.filter((fault) => !fault.armed);
  const heading = (text: string) => <h2 className={styles.heading}>{text}</h2>;

  return (
    <PageFrame
      title={t('lab.title')}
      purpose={t('lab.purpose')}
      action={<Button danger type="primary" disabled={armed.length === 0} loading={endAll.isPending} onClick={() => endAll.mutate()}>{t('lab.endAll')}</Button>}
    >
      {armed.length > 0 && <Alert type="warning" showIcon title={t('lab.armedWarning', { count: armed.length })} />}
      {endAll.isError && <ErrorPanel error={endAll.error} />}
      <Card title={heading(t('lab.armedTitle'))} styles={{ body: { padding: armed.length > 0 ? 0 : 16 } }}>
        {!faults.data && (faults.isError ? <ErrorPanel error={faults.error} onRetry={() => void faults.refetch()} /> : <LoadingPanel rows={3} />)}
        {faults.data && armed.length === 0 && <EmptyPanel title={t('lab.armedNone')} text={t('lab.armedNoneText')} />}
        {armed.length > 0 && <FaultTable faults={armed} />}
      </Card>
      <div className={styles.pair}>
        <Card title={heading(t('lab.armTitle'))}><Form<ArmValues> form={form} layout="vertical" requiredMark={false} initialValues={initialValues}><ArmForm form={form} /></Form></Card>
        <Card title={heading(t('lab.presetsTitle'))}><Presets form={form} /></Card>
      </div>
      {items.length > 0 && <Card title={heading(t('lab.logTitle'))}><DeliveryLog key={items[0]?.id} /></Card>}
      {before.length > 0 && <Card title={heading(t('lab.history'))} styles={{ body: { padding: 0 } }}><FaultTable faults={before} /></Card>}
    </PageFrame>
  );
}
