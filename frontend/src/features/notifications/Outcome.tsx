import { ClockCircleFilled } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useClient } from '@/bridge/context';
import { queryKeys } from '@/bridge/keys';
import type { NotificationView } from '@/bridge/types';
import { BodyView } from '@/components/body/BodyView';
import { HeadView } from '@/components/body/HeadView';
import { AttemptList } from '@/components/delivery/AttemptList';
import { FillTabs } from '@/components/FillTabs';
import { ToneText, YesNoText } from '@/components/outcome';
import { ErrorPanel, LoadingPanel } from '@/components/states';
import { Took } from '@/components/Times';
import { spoken } from '@/i18n/spoken';
import bench from '@/components/bench/Bench.module.css';
import styles from './Notifications.module.css';

/** What the merchant's system answered to one attempt, byte for byte. */
function AnswerOf({ exchangeId, children }: { exchangeId: string; children: React.ReactNode }) {
  const { t } = useTranslation();
  const client = useClient();
  const exchange = useQuery({ queryKey: queryKeys.exchange(exchangeId), queryFn: () => client.logs.get({ id: exchangeId }) });
  if (!exchange.data) return exchange.isError ? <ErrorPanel error={exchange.error} onRetry={() => void exchange.refetch()} /> : <LoadingPanel rows={4} />;
  const { row, responseBody, requestBody, requestHead, responseHead, warnings } = exchange.data;
  return (
    <>
      <div className={bench.summary}>
        <span className="tabular">{row.httpStatus === 0 ? t('notifications.answerNone') : `HTTP ${row.httpStatus}`}</span>
        <Took micros={row.durationMicros} />
        {children}
      </div>
      {warnings.map((warning) => <Alert key={warning} type="warning" showIcon title={spoken(warning)} />)}
      <div className={styles.answer}>
        <FillTabs
          items={[
            { key: 'answer', label: t('notifications.tabAnswer'), children: <BodyView base64={responseBody} name={t('notifications.answer')} /> },
            { key: 'sent', label: t('notifications.tabSent'), children: <BodyView base64={requestBody} name={t('notifications.tabSent')} /> },
            {
              key: 'headers',
              label: t('notifications.tabHeaders'),
              children: (
                <>
                  <HeadView head={requestHead} name={t('notifications.sentHead')} />
                  <HeadView head={responseHead} name={t('notifications.answerHead')} />
                </>
              ),
            },
          ]}
        />
      </div>
    </>
  );
}

/** How a notification's delivery went: the verdict, every attempt, and the answer to the last. */
export function Outcome({ sent }: { sent: NotificationView }) {
  const { t } = useTranslation();
  const client = useClient();
  const navigate = useNavigate();
  const shown = useQuery({
    queryKey: queryKeys.notification(sent.id),
    queryFn: () => client.notifications.show({ id: sent.id }),
    initialData: sent,
    // Hints say when it changes; this is for the moment in which they cannot be had.
    refetchInterval: ({ state }) => (state.data?.status === 'PENDING' ? 1_000 : false),
  });
  const { status, held, attempts } = shown.data;
  const last = attempts.at(-1);
  return (
    <div className={bench.result}>
      <div className={bench.summary} role="status" data-testid="delivery-summary">
        {status === 'PENDING'
          ? <ToneText tone="open" icon={<ClockCircleFilled aria-hidden />} text={held ? t('notifications.held') : t('notifications.waiting')} />
          : <YesNoText yes={status === 'ACKNOWLEDGED'} yesText={t('delivery.acknowledged')} noText={t('delivery.notAcknowledged')} />}
      </div>
      {attempts.length > 0 && (
        <section aria-label={t('notifications.attempts')}>
          <AttemptList attempts={attempts} link={(attempt) => <Link to={`/logs/notifications/${attempt.exchangeId}`}>{t('logs.attemptExchange')}</Link>} />
        </section>
      )}
      {last && !last.marks.includes('under_way') && (
        <AnswerOf exchangeId={last.exchangeId}>
          <Button onClick={() => void navigate(`/logs/notifications/${last.exchangeId}`)}>{t('notifications.openLog')}</Button>
        </AnswerOf>
      )}
    </div>
  );
}
