import { Alert, Form, Input, Modal, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Endpoint, Target, TargetForm } from '@/bridge/endpointTypes';
import { toApiError } from '@/bridge/errors';
import { ErrorPanel } from '@/components/states';
import { coversOtherPath } from './rule';
import { useSaveTarget } from './useEndpoints';

type Values = Pick<TargetForm, 'url' | 'types' | 'signature'>;

interface TargetDialogProps {
  endpoint: Endpoint;
  /** undefined adds one. */
  target: Target | undefined;
  types: string[];
  onClose: () => void;
}

/** A URL to forward to, for which types and with whose signature. */
export function TargetDialog({ endpoint, target, types, onClose }: TargetDialogProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Values>();
  const save = useSaveTarget();
  const url = Form.useWatch('url', form);
  const signature = Form.useWatch('signature', form);
  const refusal = save.isError ? toApiError(save.error) : undefined;
  const marked = refusal !== undefined && ['url', 'types', 'signature'].includes(refusal.field);
  const problem = (field: string) => (refusal?.field === field ? { help: refusal.message, validateStatus: 'error' as const } : {});
  const mismatch = signature === 'original' && endpoint.key !== 'none' && coversOtherPath(url, endpoint.path);
  const submit = (values: Values) => save.mutate({ ...values, endpointId: endpoint.id, id: target?.id ?? '' }, { onSuccess: onClose });

  return (
    <Modal
      open
      width={600}
      title={target ? t('endpoints.editTarget') : t('endpoints.addTarget')}
      okText={t('endpoints.save')}
      cancelText={t('common.cancel')}
      confirmLoading={save.isPending}
      mask={{ closable: false }}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <p className="secondary">{t('endpoints.targetHelp')}</p>
      <Form<Values>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ url: target?.url ?? '', types: target?.types ?? [], signature: target?.signature ?? 'original' }}
        onFinish={submit}
        onValuesChange={() => save.isError && save.reset()}
      >
        <Form.Item name="url" label={t('endpoints.targetUrl')} rules={[{ required: true, whitespace: true, message: t('endpoints.urlMissing') }]} {...problem('url')}>
          <Input className="mono" placeholder={`http://127.0.0.1:3000${endpoint.path}`} spellCheck={false} autoComplete="off" autoFocus />
        </Form.Item>
        <Form.Item name="types" label={t('endpoints.targetTypes')} {...problem('types')}>
          <Select
            mode="multiple"
            allowClear
            placeholder={t('endpoints.allTypes')}
            options={types.map((type) => ({ value: type, label: type === 'other' ? t('endpoints.otherType') : type }))}
          />
        </Form.Item>
        <Form.Item name="signature" label={t('endpoints.targetSignature')} {...problem('signature')}>
          <Radio.Group options={[{ value: 'original', label: t('endpoints.keepOriginal') }, { value: 'fresh', label: t('endpoints.signFresh') }]} />
        </Form.Item>
      </Form>
      {mismatch && <Alert type="warning" showIcon title={t('endpoints.mismatch', { path: endpoint.path })} />}
      {refusal && !marked && <ErrorPanel error={refusal} />}
    </Modal>
  );
}
