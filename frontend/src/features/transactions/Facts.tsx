import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { PaymentDetail } from '@/bridge/paymentTypes';
import { CodeText } from '@/components/copy';
import { DeskMoment } from '@/components/DeskTimes';
import { PaymentStatusText } from '@/components/outcome';
import styles from './Transactions.module.css';

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

function TextFact({ label, text }: { label: string; text: string }) {
  return text === '' ? null : <Fact label={label}>{text}</Fact>;
}

function MomentFact({ label, at }: { label: string; at: string }) {
  return at === '' ? null : <Fact label={label}><DeskMoment at={at} exact ahead /></Fact>;
}

const ofHeld = ['authorised', 'captured', 'refunded', 'captureLeft', 'refundLeft'] as const;
const ofPaid = ['refunded', 'refundLeft'] as const;

/** Where the money is; captures are for money that was held first. */
function Money({ detail }: { detail: PaymentDetail }) {
  const { t } = useTranslation();
  const parts = detail.hold === '' ? ofPaid : ofHeld;
  return (
    <dl className={styles.money}>
      {parts.map((part) => (
        <div key={part}>
          <dt>{t(`transactions.money.${part}`)}</dt>
          <dd>{detail.money[part].text}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What the payment is, and where its money is. */
export function Facts({ detail }: { detail: PaymentDetail }) {
  const { t } = useTranslation();
  const { row } = detail;
  const card = [detail.cardBrand, detail.cardNumber].filter((text) => text !== '').join(' ');
  return (
    <>
      <dl className={styles.facts}>
        <Fact label={t('transactions.status')}><PaymentStatusText status={row.status} /></Fact>
        <Fact label={t('transactions.amount')}><strong className="tabular">{row.amountText}</strong></Fact>
        <CodeFact label={t('transactions.result')} text={row.resultCode} />
        <TextFact label={t('transactions.resultMessage')} text={detail.resultMessage} />
        <CodeFact label={t('transactions.paymentId')} text={row.paymentId} />
        <CodeFact label={t('transactions.paymentRequestId')} text={row.paymentRequestId} />
        <CodeFact label={t('transactions.orderId')} text={detail.referenceOrderId} />
        <TextFact label={t('transactions.order')} text={detail.orderDescription} />
        <CodeFact label={t('transactions.product')} text={detail.productCode} />
        <CodeFact label={t('transactions.method')} text={row.paymentMethodType} />
        <TextFact label={t('transactions.card')} text={card} />
        <MomentFact label={t('transactions.created')} at={row.createdAt} />
        <MomentFact label={t('transactions.paid')} at={row.paidAt} />
        <MomentFact label={t('transactions.expires')} at={detail.expiresAt} />
        <MomentFact label={t('transactions.heldUntil')} at={detail.heldUntil} />
        <CodeFact label={t('transactions.notifyUrl')} text={detail.notifyUrl} />
        <Fact label={t('transactions.calls')}>
          <Link to={{ pathname: '/logs/all', search: new URLSearchParams({ q: `payment:${row.paymentId}` }).toString() }}>{t('transactions.showCalls', { count: detail.calls.length })}{detail.moreCalls && '+'}</Link>
        </Fact>
      </dl>
      <h2 className={styles.section}>{t('transactions.whereMoney')}</h2>
      <Money detail={detail} />
    </>
  );
}
