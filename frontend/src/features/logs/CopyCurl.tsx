import { CheckOutlined, CodeOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useClient } from '@/bridge/context';
import { toApiError } from '@/bridge/errors';
import { copyText } from '@/bridge/host';

/** Copies the shell command that sends the request again, byte for byte and signed as it was. */
export function CopyCurl({ id }: { id: string }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useClient();
  const copy = useMutation({
    mutationFn: async () => {
      const { command } = await client.logs.curl({ id });
      if (!(await copyText(command))) void message.error(t('common.copyFailed'));
      else void message.success(t('logTools.curlCopied'));
    },
    onError: (error) => void message.error(toApiError(error).message),
  });
  return (
    <Button
      type="text"
      icon={copy.isSuccess ? <CheckOutlined aria-hidden /> : <CodeOutlined aria-hidden />}
      disabled={id === ''}
      aria-label={t('logTools.curl')}
      title={t('logTools.curlHelp')}
      onClick={() => copy.mutate()}
    />
  );
}
