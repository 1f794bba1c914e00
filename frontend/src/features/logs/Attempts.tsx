import { Timeline } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { DeskMoment } from '@/components/DeskTimes';
import { EmptyPanel } from '@/components/states';
import { YesNoText } from '@/components/outcome';
import type { LogDetail, LogKind } from '@/bridge/types';
import { spoken } from '@/i18n/spoken';

function useStatusText(status: string): string {
  const { t } = useTranslation();
  switch (status) {
    case 'PENDING':
    case 'ACKNOWLEDGED':
    case 'ABANDONED':
      return t(`logs.delivery${status}`);
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
      <Timeline
        items={detail.attempts.map((attempt) => ({
          key: attempt.number,
          color: attempt.acknowledged ? 'green' : 'red',
          content: (
            <>
              <div>
                <strong>{t('logs.attemptNumber', { number: attempt.number })}</strong>
                {' · '}<DeskMoment at={attempt.at} exact />
                {' · '}
                {attempt.exchangeId === detail.row.id
                  ? <span className="secondary">{t('logs.thisOne')}</span>
                  : <Link to={{ pathname: `/logs/${log}/${attempt.exchangeId}`, search }}>{t('logs.attemptExchange')}</Link>}
              </div>
              <YesNoText yes={attempt.acknowledged} yesText={t('logs.acknowledged')} noText={t('logs.notAcknowledged')} />
              {attempt.reason !== '' && <div className="secondary">{spoken(attempt.reason)}</div>}
            </>
          ),
        }))}
      />
    </>
  );
}
