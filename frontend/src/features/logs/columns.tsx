import { ArrowDownOutlined, ArrowRightOutlined, ArrowUpOutlined, ImportOutlined, NodeIndexOutlined } from '@ant-design/icons';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { IdText } from '@/components/IdText';
import { ResultText, ToneText } from '@/components/outcome';
import { Moment, Took } from '@/components/Times';
import type { LogKind, LogRow } from '@/bridge/types';
import styles from './LogList.module.css';
import { Signature } from './Signature';

export interface Column {
  key: string;
  title: string;
  /** A CSS grid track. */
  width: string;
  end?: boolean;
  cell: (row: LogRow) => ReactNode;
}

function Code({ text }: { text: string }) {
  return text === '' ? <span className="secondary">–</span> : <span className="mono" title={text}>{text}</span>;
}

function HttpStatus({ status, t }: { status: number; t: TFunction }) {
  return status === 0 ? <span className="secondary" title={t('logs.noAnswer')}>–</span> : <span className="mono">{status}</span>;
}

/** The result's word, then its code. */
function Outcome({ row }: { row: LogRow }) {
  return (
    <span className={styles.outcome}>
      <ResultText status={row.resultStatus} />
      {row.resultCode !== '' && <span className={styles.code} title={row.resultCode}>{row.resultCode}</span>}
    </span>
  );
}

/** Where it went: a call to the gateway, out to the merchant, in to the listener, or on from there. */
function Direction({ row, t }: { row: LogRow; t: TFunction }) {
  switch (row.kind) {
    case 'gateway':
      return <ToneText tone="plain" icon={<ImportOutlined aria-hidden />} text={t('logTools.called')} />;
    case 'delivery':
      return <ToneText tone="plain" icon={<ArrowUpOutlined aria-hidden />} text={t('logs.sent')} />;
    case 'capture':
      return <ToneText tone="plain" icon={<ArrowDownOutlined aria-hidden />} text={t('logs.received')} />;
    case 'forward':
      return <ToneText tone="plain" icon={<ArrowRightOutlined aria-hidden />} text={t('logs.forwarded')} />;
  }
}

/** A payment's id, and a way to everything about it for the mouse; the key p and the detail lead there too. */
function Payment({ row, t, onPayment }: { row: LogRow; t: TFunction; onPayment: (row: LogRow) => void }) {
  if (row.paymentId === '') return <IdText text="" />;
  return (
    <span className={styles.payment}>
      <IdText text={row.paymentId} />
      <span
        className={styles.trail}
        title={t('logTools.paymentAll')}
        onClick={(event) => {
          event.stopPropagation();
          onPayment(row);
        }}
      >
        <NodeIndexOutlined aria-hidden />
      </span>
    </span>
  );
}

/** An amount: right-aligned by its column, tabular figures, the currency named. */
function Amount({ row }: { row: LogRow }) {
  return row.amountText === '' ? <span className="secondary">–</span> : <span className="tabular" title={row.amountText}>{row.amountText}</span>;
}

/**
 * The columns of a log; they fit 1280 px without scrolling sideways, ids readable. What a narrow
 * window leaves out, the detail says.
 */
export function columnsOf(log: LogKind, t: TFunction, onPayment: (row: LogRow) => void, narrow: boolean): Column[] {
  const time: Column = { key: 'time', title: t('logs.time'), width: '68px', cell: (row) => <Moment at={row.startedAt} /> };
  const payment: Column = { key: 'payment', title: t('logs.paymentId'), width: 'minmax(114px, 1.3fr)', cell: (row) => <Payment row={row} t={t} onPayment={onPayment} /> };
  const amount: Column = { key: 'amount', title: t('logs.amount'), width: '100px', end: true, cell: (row) => <Amount row={row} /> };
  const signature: Column = { key: 'signature', title: t('logs.signature'), width: '110px', cell: (row) => <Signature row={row} /> };
  const http: Column = { key: 'http', title: t('logs.http'), width: '36px', end: true, cell: (row) => <HttpStatus status={row.httpStatus} t={t} /> };
  const request: Column = { key: 'request', title: t('logs.requestId'), width: 'minmax(98px, 1.3fr)', cell: (row) => <IdText text={row.requestId} /> };
  const took: Column[] = narrow ? [] : [{ key: 'took', title: t('logs.took'), width: '60px', end: true, cell: (row) => <Took micros={row.durationMicros} /> }];
  const direction: Column = { key: 'direction', title: t('logs.direction'), width: '84px', cell: (row) => <Direction row={row} t={t} /> };
  if (log === 'all') {
    return [
      time, direction,
      { key: 'api', title: t('logTools.apiOrType'), width: 'minmax(130px, 1fr)', cell: (row) => <Code text={row.api === '' ? row.target : row.api} /> },
      { key: 'result', title: t('logs.result'), width: 'minmax(160px, 1.3fr)', cell: (row) => <Outcome row={row} /> },
      request, payment, amount, signature, http, ...took,
    ];
  }
  if (log === 'requests') {
    return [
      time,
      { key: 'api', title: t('logs.api'), width: 'minmax(172px, 1fr)', cell: (row) => <Code text={row.api === '' ? row.target : row.api} /> },
      { key: 'result', title: t('logs.result'), width: 'minmax(222px, 1fr)', cell: (row) => <Outcome row={row} /> },
      request, payment, amount, signature, http, ...took,
    ];
  }
  return [
    time,
    direction,
    { key: 'type', title: t('logs.type'), width: '104px', cell: (row) => <Code text={row.api} /> },
    { key: 'result', title: t('logs.result'), width: 'minmax(150px, 1fr)', cell: (row) => <Outcome row={row} /> },
    payment, amount,
    { key: 'target', title: t('logs.target'), width: 'minmax(110px, 1.3fr)', cell: (row) => <Code text={row.target} /> },
    signature, http, ...took,
  ];
}
