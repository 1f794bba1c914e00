import { Alert } from 'antd';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useExplanation } from '@/bridge/queries';
import { CodeText } from '@/components/copy';
import { causeText } from '@/components/signature/causeText';
import { Moment } from '@/components/Times';
import { duration } from '@/components/time';
import type { LogDetail } from '@/bridge/types';
import { spoken } from '@/i18n/spoken';
import { AnsweredBy } from './AnsweredBy';
import styles from './Detail.module.css';
import { PaymentLink } from './PaymentLink';

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  );
}

function CodeFact({ label, text }: { label: string; text: string }) {
  return text === '' ? null : <Fact label={label}><CodeText text={text} name={label} wrap /></Fact>;
}

function skewText(t: TFunction, millis: number, language: string): string {
  if (millis === 0) return t('logs.skewNone');
  const time = duration(Math.abs(millis) * 1_000, language);
  return millis > 0 ? t('logs.skewAhead', { time }) : t('logs.skewBehind', { time });
}

/** Why it was refused; of a signature in the current language, once the doctor has looked. */
function Reason({ detail: { row } }: { detail: LogDetail }) {
  const { t, i18n } = useTranslation();
  const bad = row.resultStatus === 'F' || row.verdict === 'failed';
  const { data } = useExplanation(row.id, row.verdict === 'failed');
  const causes = data?.causes.map((cause) => causeText(t, cause, i18n.language)) ?? [];
  const title = causes.length > 0 && row.reason === data?.sentence ? `${t('logs.signatureFails')} ${causes.join(' ')}` : spoken(row.reason);
  return <Alert type={bad ? 'error' : 'info'} showIcon title={title} />;
}

/** What happened, in facts; why it was refused comes first. */
export function Overview({ detail }: { detail: LogDetail }) {
  const { t, i18n } = useTranslation();
  const { row } = detail;
  const outgoing = row.kind === 'delivery' || row.kind === 'forward';
  return (
    <>
      {(row.reason !== '' || detail.warnings.length > 0) && (
        <div className={styles.notes}>
          {row.reason !== '' && <Reason detail={detail} />}
          {detail.warnings.map((warning) => <Alert key={warning} type="warning" showIcon title={spoken(warning)} />)}
        </div>
      )}
      <dl className={styles.facts}>
        <Fact label={t('logs.startedAt')}><Moment at={row.startedAt} exact /></Fact>
        <CodeFact label={t('logs.target')} text={`${row.method} ${row.target}`} />
        {detail.endpoint.id !== '' && <Fact label={t('logs.endpoint')}><AnsweredBy endpoint={detail.endpoint} /></Fact>}
        {row.amountText !== '' && <Fact label={t('logs.amount')}><span className="tabular">{row.amountText}</span></Fact>}
        <CodeFact label={t('logs.requestId')} text={row.requestId} />
        <CodeFact label={t('logs.paymentId')} text={row.paymentId} />
        {row.paymentId !== '' && <Fact label=""><PaymentLink paymentId={row.paymentId} /></Fact>}
        <CodeFact label={t('logs.refundId')} text={row.refundId} />
        <CodeFact label={t('logs.notificationId')} text={row.notificationId} />
        <CodeFact label={t('logs.clientId')} text={row.clientId} />
        <CodeFact label={t('logs.keyVersion')} text={detail.keyVersion} />
        <CodeFact label={t('logs.requestTime')} text={detail.requestTime} />
        {!outgoing && detail.requestTime !== '' && <Fact label={t('logs.skew')}>{skewText(t, detail.skewMillis, i18n.language)}</Fact>}
        {!outgoing && <CodeFact label={t('logs.from')} text={detail.remoteAddr} />}
        <CodeFact label={t('logs.exchangeId')} text={row.id} />
      </dl>
    </>
  );
}
