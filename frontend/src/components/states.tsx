import { Alert, Button, Empty, Flex, Skeleton, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { toApiError } from '@/bridge/errors';

/** Loading: the shape of what is coming. */
export function LoadingPanel({ rows = 4 }: { rows?: number }) {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t('common.loading')}>
      <Skeleton active title={false} paragraph={{ rows }} />
    </div>
  );
}

interface EmptyPanelProps {
  title: string;
  text: string;
  action?: ReactNode;
}

/** Empty: what this is, and the one action that fills it. */
export function EmptyPanel({ title, text, action }: EmptyPanelProps) {
  return (
    <Flex vertical align="center" justify="center" gap={4} style={{ padding: '40px 24px', textAlign: 'center' }}>
      <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={false} styles={{ image: { marginBottom: 4 } }} />
      <Typography.Text strong>{title}</Typography.Text>
      <Typography.Paragraph type="secondary" style={{ maxWidth: 460, marginBottom: action === undefined ? 0 : 12 }}>{text}</Typography.Paragraph>
      {action}
    </Flex>
  );
}

interface ErrorPanelProps {
  error: unknown;
  onRetry?: () => void;
  title?: string;
}

/** Error: what happened, what to do, and a way to try again where the same may go better. */
export function ErrorPanel({ error, onRetry, title }: ErrorPanelProps) {
  const { t } = useTranslation();
  const known = toApiError(error);
  const remedy = t(`common.error.${known.code}Remedy`);
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={title ?? t(`common.error.${known.code}`)}
      description={(
        <Flex vertical gap={4} align="flex-start">
          {known.message !== '' && <span>{known.message}</span>}
          {(known.message === '' || known.code !== 'invalid_argument') && <span className="secondary">{remedy}</span>}
          {known.exchangeId !== '' && <Link to={`/logs/requests/${known.exchangeId}`}>{t('common.error.showExchange')}</Link>}
        </Flex>
      )}
      action={onRetry && known.code !== 'invalid_argument' && <Button size="small" onClick={onRetry}>{t('common.retry')}</Button>}
    />
  );
}
