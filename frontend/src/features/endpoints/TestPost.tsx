import { SendOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Endpoint, TestResult } from '@/bridge/endpointTypes';
import { toApiError } from '@/bridge/errors';
import { duration } from '@/components/time';
import { spoken } from '@/i18n/spoken';
import { useTestEndpoint } from './useEndpoints';

/** Sends a signed test notification and says what came back. */
export function TestPost({ endpoint, name }: { endpoint: Endpoint; name: string }) {
  const { t, i18n } = useTranslation();
  const { notification } = App.useApp();
  const navigate = useNavigate();
  const test = useTestEndpoint();

  const told = (result: TestResult) => {
    const key = `test-${endpoint.id}`;
    const show = () => {
      notification.destroy(key);
      void navigate(`/logs/notifications?q=${encodeURIComponent(result.requestId)}`);
    };
    const good = result.httpStatus >= 200 && result.httpStatus < 300;
    notification.open({
      key,
      type: good ? 'success' : 'warning',
      title: result.reason === '' ? t('endpoints.testAnswered', { name, status: result.httpStatus }) : t('endpoints.testFailed', { name }),
      description: result.reason === '' ? t('endpoints.testTook', { time: duration(result.durationMicros, i18n.language) }) : spoken(result.reason),
      actions: <Button size="small" onClick={show}>{t('endpoints.showInLog')}</Button>,
    });
  };

  const send = () => test.mutate(endpoint.id, {
    onSuccess: told,
    onError: (reason) => notification.error({ key: `test-${endpoint.id}`, title: t('endpoints.testFailed', { name }), description: toApiError(reason).message }),
  });
  return <Button icon={<SendOutlined aria-hidden />} loading={test.isPending} disabled={endpoint.url === ''} aria-label={t('endpoints.testNamed', { name })} onClick={send}>{t('endpoints.test')}</Button>;
}
