import { Alert, Button, Form, Input, Modal, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { APIKeyKind } from '@/bridge/apiKeyTypes';
import { toApiError } from '@/bridge/errors';
import { CopyButton } from '@/components/copy';
import { useEnvironment } from '@/components/environment';
import { ErrorPanel } from '@/components/states';
import { TagsBox } from '@/components/TagsBox';
import { spoken } from '@/i18n/spoken';
import styles from './ApiKeys.module.css';
import { useApis, useCreate } from './useApiKeys';

interface KeyForm {
  name: string;
  kind: APIKeyKind;
  allowedApis?: string[];
  allowedIps: string[];
}

function SecretOnce({ secret }: { secret: string }) {
  const { t } = useTranslation();
  return (
    <>
      <Alert type="warning" showIcon title={t('apiKeys.shownOnce')} />
      <div className={styles.secretHead}>
        <span className="secondary">{t('apiKeys.bearerHint')}</span>
        <CopyButton text={secret} name={t('apiKeys.secret')} labelled />
      </div>
      <div className={styles.secret} tabIndex={0} role="region" aria-label={t('apiKeys.secret')} data-testid="api-key">{secret}</div>
    </>
  );
}

/** Asks, makes the key and shows it once; it closes then only by "I know". */
export function CreateDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const { environment } = useEnvironment();
  const [form] = Form.useForm<KeyForm>();
  const kind = Form.useWatch<APIKeyKind | undefined>('kind', form);
  const apis = useApis(environment.id, open);
  const create = useCreate();
  const made = create.data;
  const refusal = create.isError ? toApiError(create.error) : undefined;
  const problem = (field: string) => (refusal?.field === field ? { help: spoken(refusal.message), validateStatus: 'error' as const } : {});
  const close = () => {
    create.reset();
    onClose();
  };
  const submit = (values: KeyForm) => create.mutate({ name: values.name, kind: values.kind, allowedApis: values.kind === 'restricted' ? values.allowedApis ?? [] : [], allowedIps: values.allowedIps });

  return (
    <Modal
      open={open}
      width={600}
      destroyOnHidden
      closable={made === undefined}
      keyboard={made === undefined}
      mask={{ closable: false }}
      onCancel={close}
      title={made ? t('apiKeys.shownTitle') : t('apiKeys.create')}
      footer={made
        ? <Button type="primary" onClick={close}>{t('apiKeys.iKnow')}</Button>
        : (
          <>
            <Button onClick={close}>{t('common.cancel')}</Button>
            <Button type="primary" htmlType="submit" form="apiKey" loading={create.isPending}>{t('apiKeys.create')}</Button>
          </>
        )}
    >
      {made && <SecretOnce secret={made.secret} />}
      {!made && (
        <Form<KeyForm>
          form={form}
          name="apiKey"
          layout="vertical"
          requiredMark={false}
          clearOnDestroy
          className={styles.form}
          initialValues={{ name: '', kind: 'standard', allowedIps: [] }}
          onFinish={submit}
          onValuesChange={() => create.isError && create.reset()}
        >
          <Form.Item<KeyForm> name="name" label={t('apiKeys.name')} rules={[{ required: true, whitespace: true, message: t('apiKeys.nameMissing') }]} {...problem('name')}>
            <Input maxLength={64} autoComplete="off" />
          </Form.Item>
          <Form.Item<KeyForm> name="kind" label={t('apiKeys.kind')} {...problem('kind')}>
            <Radio.Group options={[{ value: 'standard', label: t('apiKeys.standardHelp') }, { value: 'restricted', label: t('apiKeys.restrictedHelp') }]} />
          </Form.Item>
          {kind === 'restricted' && (
            <Form.Item<KeyForm> name="allowedApis" label={t('apiKeys.apis')} rules={[{ required: true, message: t('apiKeys.apisMissing') }]} {...problem('allowedApis')}>
              <Select mode="multiple" loading={apis.isPending} options={apis.data?.map((api) => ({ value: api, label: api })) ?? []} />
            </Form.Item>
          )}
          <Form.Item<KeyForm> name="allowedIps" label={t('apiKeys.addresses')} extra={t('apiKeys.addressesHelp')} {...problem('allowedIps')}>
            <TagsBox tokenSeparators={[' ', ',', ';']} placeholder={t('apiKeys.anywhere')} />
          </Form.Item>
        </Form>
      )}
      {refusal && !['name', 'kind', 'allowedApis', 'allowedIps'].includes(refusal.field) && <ErrorPanel error={refusal} />}
    </Modal>
  );
}
