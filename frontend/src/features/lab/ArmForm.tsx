import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox, Form, Input, InputNumber, Select } from 'antd';
import type { FormInstance } from 'antd';
import { useTranslation } from 'react-i18next';
import { useClient } from '@/bridge/context';
import { toApiError } from '@/bridge/errors';
import { queryKeys } from '@/bridge/keys';
import { labKinds } from '@/bridge/types';
import { useEnvironment } from '@/components/environment';
import { ErrorPanel } from '@/components/states';
import { armInput, durations, hasCopies, initialValues } from './form';
import type { ArmValues } from './form';
import styles from './Lab.module.css';

const fields = ['copies', 'millis', 'percent', 'count', 'seed', 'url', 'paymentId', 'type'] as const;

/** One fault to arm, for what is queued from now on. */
export function ArmForm({ form }: { form: FormInstance<ArmValues> }) {
  const { t } = useTranslation();
  const client = useClient();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const { environment } = useEnvironment();
  const watched = Form.useWatch('kind', form);
  const kind = labKinds.find((one) => one === watched) ?? initialValues.kind; // nothing is watched until the form is drawn
  const urls = useQuery({ queryKey: queryKeys.notificationURLs(environment.id), queryFn: () => client.notifications.urls({ environment: environment.id }) });
  const arm = useMutation({
    mutationFn: () => client.lab.arm(armInput(environment.id, { ...form.getFieldsValue(true) as ArmValues, kind })),
    onSuccess: (list) => {
      queries.setQueryData(queryKeys.lab(environment.id), list);
      void message.success(t('lab.armed'));
    },
  });
  const refusal = arm.isError ? toApiError(arm.error) : undefined;
  const problem = (field: string) => (refusal?.field === field ? { help: refusal.message, validateStatus: 'error' as const } : {});
  const marked = refusal && fields.some((field) => field === refusal.field);

  return (
    <>
      <Form.Item name="kind" label={t('lab.kindLabel')} extra={t(`lab.${kind}Hint`)}>
        <Select options={labKinds.map((one) => ({ value: one, label: t(`lab.kind.${one}`) }))} />
      </Form.Item>
      <div className={styles.numbers}>
        {hasCopies(kind) && <Form.Item name="copies" label={t('lab.copies')} {...problem('copies')}><InputNumber min={2} max={20} precision={0} placeholder="2" /></Form.Item>}
        {durations[kind] !== undefined && <Form.Item name="millis" label={t('lab.duration')} {...problem('millis')}><InputNumber min={1} precision={0} placeholder={String(durations[kind])} /></Form.Item>}
        <Form.Item name="percent" label={t('lab.percentLabel')} {...problem('percent')}><InputNumber min={1} max={100} precision={0} placeholder="100" /></Form.Item>
        <Form.Item name="count" label={t('lab.countLabel')} {...problem('count')}><InputNumber min={1} precision={0} placeholder={t('lab.countAll')} /></Form.Item>
        <Form.Item name="seed" label={t('lab.seedLabel')} {...problem('seed')}><InputNumber min={1} max={2_147_483_647} precision={0} /></Form.Item>
        <Form.Item name="minutes" label={t('lab.minutesLabel')} {...problem('durationMinutes')}><InputNumber min={1} max={1440} precision={0} placeholder={t('lab.minutesNever')} /></Form.Item>
      </div>
      <Form.Item name="url" label={t('lab.urlLabel')} {...problem('url')}><Input className="mono" spellCheck={false} autoComplete="off" placeholder={t('lab.any')} /></Form.Item>
      <div className={styles.two}>
        <Form.Item name="paymentId" label={t('lab.paymentLabel')} {...problem('paymentId')}><Input className="mono" spellCheck={false} autoComplete="off" placeholder={t('lab.any')} /></Form.Item>
        <Form.Item name="type" label={t('lab.typeLabel')} {...problem('type')}>
          <Select allowClear placeholder={t('lab.any')} options={(urls.data?.rows ?? []).map((row) => ({ value: row.type, label: row.type }))} />
        </Form.Item>
      </div>
      <Form.Item name="everyTry" valuePropName="checked"><Checkbox>{t('lab.everyTry')}</Checkbox></Form.Item>
      {refusal && !marked && <ErrorPanel error={refusal} />}
      <Button type="primary" loading={arm.isPending} onClick={() => arm.mutate()}>{t('lab.arm')}</Button>
    </>
  );
}
