import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { AttemptList } from '@/components/delivery/AttemptList';
import { EmptyPanel } from '@/components/states';
import type { LogDetail, LogKind } from '@/bridge/types';

function useStatusText(status: string): string {
  const { t } = useTranslation();
  switch (status) {
    case 'PENDING':
    case 'ACKNOWLEDGED':
    case 'ABANDONED':
      return t(`delivery.status${status}`);
    default:
      return status;
  }
}

/** Every delivery attempt of the notification, oldest first, and where its delivery stands. */
export function Attempts({ detail, log }: { detail: LogDetail; log: LogKind }) {
  const { t } = useTranslation();
  const { search } = useLocation();
  const statusText = useStatusText(detail.notificationStatus);
  if (detail.attempts.length === 0) return <EmptyPanel title={t('logs.noAttempts')} text={statusText} />;
  return (
    <>
      <p><span className="secondary">{t('logs.delivery')}: </span><strong>{statusText}</strong></p>
      <AttemptList
        attempts={detail.attempts}
        link={(attempt) => (attempt.exchangeId === detail.row.id
          ? <span className="secondary">{t('logs.thisOne')}</span>
          : <Link to={{ pathname: `/logs/${log}/${attempt.exchangeId}`, search }}>{t('logs.attemptExchange')}</Link>)}
      />
    </>
  );
}
