import { Button, Timeline } from 'antd';
import { useTranslation } from 'react-i18next';
import type { PaymentEvent } from '@/bridge/paymentTypes';
import { CodeText } from '@/components/copy';
import { DeskMoment } from '@/components/DeskTimes';
import { ErrorPanel } from '@/components/states';
import styles from './Transactions.module.css';
import { useDeed } from './useTransactions';

const kinds = ['created', 'paid', 'failed', 'cancelled', 'capture', 'refund', 'dispute'] as const;
const statuses = ['PROCESSING', 'SUCCESS', 'FAIL', 'OPEN', 'DEFENDED', 'ACCEPTED', 'JUDGED', 'CANCELLED', 'RESOLVED'] as const;

function colorOf({ what, status }: PaymentEvent): string {
  if (what === 'failed' || status === 'FAIL' || what === 'dispute') return 'red';
  if (what === 'cancelled') return 'gray';
  return status === 'SUCCESS' ? 'green' : 'blue';
}

/** What the buyer's bank and the buyer may still decide about a dispute. */
function Decide({ disputeId }: { disputeId: string }) {
  const { t } = useTranslation();
  const deed = useDeed();
  const judge = (forMerchant: boolean) => deed.mutate((client, environment) => client.disputes.judge({ environment, disputeId, forMerchant }));
  return (
    <>
      <div className={styles.event}>
        <Button size="small" disabled={deed.isPending} onClick={() => judge(true)}>{t('transactions.judgeFor')}</Button>
        <Button size="small" disabled={deed.isPending} onClick={() => judge(false)}>{t('transactions.judgeAgainst')}</Button>
        <Button size="small" disabled={deed.isPending} onClick={() => deed.mutate((client, environment) => client.disputes.cancel({ environment, disputeId }))}>{t('transactions.cancelDispute')}</Button>
      </div>
      {deed.isError && <ErrorPanel error={deed.error} />}
    </>
  );
}

function Event({ event }: { event: PaymentEvent }) {
  const { t } = useTranslation();
  const kind = kinds.find((known) => known === event.what);
  const status = event.what === 'paid' || event.what === 'failed' || event.what === 'cancelled' ? undefined : statuses.find((known) => known === event.status);
  return (
    <>
      <div className={styles.event}>
        <strong>{kind === undefined ? event.what : t(`transactions.event.${kind}`)}</strong>
        {event.amountText !== '' && <span className="tabular">{event.amountText}</span>}
        {status !== undefined && <span>{t(`transactions.eventStatus.${status}`)}</span>}
        <span className="secondary"><DeskMoment at={event.at} exact /></span>
      </div>
      {event.what !== 'created' && event.id !== '' && <CodeText text={event.id} name={t('transactions.number')} wrap />}
      {event.note !== '' && <div className="secondary">{event.note}</div>}
      {event.what === 'dispute' && (event.status === 'OPEN' || event.status === 'DEFENDED') && <Decide disputeId={event.id} />}
    </>
  );
}

/** The payment's life, oldest first. */
export function Life({ events }: { events: PaymentEvent[] }) {
  return <Timeline items={events.map((event, index) => ({ key: `${event.what} ${event.id} ${index}`, color: colorOf(event), content: <Event event={event} /> }))} />;
}
