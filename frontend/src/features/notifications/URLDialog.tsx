import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { useClient } from '@/bridge/context';
import { toApiError } from '@/bridge/errors';
import { queryKeys } from '@/bridge/keys';
import { useEnvironment } from '@/components/environment';
import { ErrorPanel } from '@/components/states';

interface URLDialogProps {
  type: string;
  url: string;
  onClose: () => void;
}

/** Sets the URL of one type. What was typed stays when the answer is a refusal. */
export function URLDialog({ type, url, onClose }: URLDialogProps) {
  const { t } = useTranslation();
  const client = useClient();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const { environment } = useEnvironment();
  const [form] = Form.useForm<{ url: string }>();
  const save = useMutation({
    mutationFn: (typed: string) => client.notifications.setUrl({ environment: environment.id, type, url: typed }),
    onSuccess: (urls) => {
      queries.setQueryData(queryKeys.notificationURLs(environment.id), urls);
      void message.success(t('notifications.saved'));
      onClose();
    },
  });
  const refusal = save.isError ? toApiError(save.error) : undefined;
  return (
    <Modal
      open
      title={t(url === '' ? 'notifications.addFor' : 'notifications.modifyFor', { type })}
      onCancel={onClose}
      footer={(
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="primary" loading={save.isPending} onClick={() => form.submit()}>{t('notifications.save')}</Button>
        </>
      )}
    >
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ url }} onFinish={(values) => save.mutate(values.url.trim())} onValuesChange={() => save.isError && save.reset()}>
        <Form.Item
          name="url"
          label={t('notifications.url')}
          extra={t('notifications.urlHelp')}
          rules={[{ required: true, whitespace: true, message: t('notifications.urlMissing') }]}
          {...(refusal?.field === 'url' ? { help: refusal.message, validateStatus: 'error' as const } : {})}
        >
          <Input className="mono" autoFocus spellCheck={false} autoComplete="off" placeholder="http://127.0.0.1:8080/notify" />
        </Form.Item>
      </Form>
      {refusal && refusal.field !== 'url' && <ErrorPanel error={refusal} />}
    </Modal>
  );
}
