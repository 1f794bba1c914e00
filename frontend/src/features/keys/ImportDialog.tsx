import { Alert, App, Button, Checkbox, Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { toApiError } from '@/bridge/errors';
import { ErrorPanel } from '@/components/states';
import { useImport } from './useKeyChange';
import type { ImportForm } from './useKeyChange';

interface ImportDialogProps {
  open: boolean;
  replacing: boolean;
  clientId: string;
  onClose: () => void;
}

const secretArea = { autoSize: { minRows: 3, maxRows: 7 }, spellCheck: false, autoComplete: 'off', className: 'mono' };

/** Registers your own keys. What was typed stays when the answer is a refusal. */
export function ImportDialog({ open, replacing, clientId, onClose }: ImportDialogProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<ImportForm>();
  const register = useImport();
  const privateKey = Form.useWatch('privateKey', form);
  const refusal = register.isError ? toApiError(register.error) : undefined;
  const marked = refusal && ['clientId', 'publicKey', 'privateKey'].includes(refusal.field);
  const problem = (field: string) => (refusal?.field === field ? { help: refusal.message, validateStatus: 'error' as const } : {});
  const close = () => {
    register.reset();
    onClose();
  };

  const submit = (values: ImportForm) => {
    register.mutate({ ...values, keepPrivate: values.keepPrivate && values.privateKey.trim() !== '' }, {
      onSuccess: (keys) => {
        void message.success(t('keys.imported', { version: keys.keyVersion }));
        close();
      },
    });
  };

  return (
    <Modal
      open={open}
      width={640}
      destroyOnHidden
      mask={{ closable: false }}
      onCancel={close}
      title={t('keys.useOwn')}
      footer={(
        <>
          <Button onClick={close}>{t('common.cancel')}</Button>
          <Button type="primary" danger={replacing} loading={register.isPending} onClick={() => form.submit()}>
            {replacing ? t('keys.confirmReplacement') : t('common.confirm')}
          </Button>
        </>
      )}
    >
      {replacing && <Alert type="warning" showIcon title={t('keys.replaceConfirm')} style={{ marginBottom: 16 }} />}
      <Form<ImportForm>
        form={form}
        layout="vertical"
        requiredMark={false}
        clearOnDestroy
        initialValues={{ clientId, publicKey: '', privateKey: '', keepPrivate: true }}
        onFinish={submit}
        onValuesChange={() => register.isError && register.reset()}
      >
        <Form.Item name="clientId" label={t('keys.clientIdLabel')} extra={t('keys.clientIdHelp')} rules={[{ required: true, whitespace: true, message: t('keys.clientIdMissing') }]} {...problem('clientId')}>
          <Input className="mono" spellCheck={false} autoComplete="off" />
        </Form.Item>
        <Form.Item name="publicKey" label={t('keys.publicKeyLabel')} extra={t('keys.publicKeyHelp')} rules={[{ required: !privateKey, whitespace: true, message: t('keys.publicKeyMissing') }]} {...problem('publicKey')}>
          <Input.TextArea {...secretArea} />
        </Form.Item>
        <Form.Item name="privateKey" label={t('keys.privateKeyLabel')} extra={t('keys.privateKeyHelp')} {...problem('privateKey')}>
          <Input.TextArea {...secretArea} />
        </Form.Item>
        <Form.Item name="keepPrivate" valuePropName="checked" extra={t('keys.keepPrivateHint')} hidden={!privateKey}>
          <Checkbox>{t('keys.keepPrivate')}</Checkbox>
        </Form.Item>
      </Form>
      {refusal && !marked && <ErrorPanel error={refusal} />}
    </Modal>
  );
}
