import { expect } from '@playwright/test';
import type { Desk } from '../support/desk';
import { call, walletPayment } from '../support/merchant';
import type { Credentials } from '../support/merchant';

/** What the scenes of a used program refer to. */
export interface Made {
  merchant: Credentials;
  paidId: string;
  refusedExchange: string;
  paidExchange: string;
  delivery: string;
  capture: string;
  endpoint: string;
  /** A capture of the endpoint that waits for its target. */
  forwarded: string;
}

interface Row {
  id: string;
  kind: string;
  verdict: string;
}

async function rowsOf(desk: Desk, log: string): Promise<Row[]> {
  const page = await desk.api<{ items: Row[] }>('Logs', 'List', { environment: 'test', log, query: '', beforeSeq: '', afterSeq: '', limit: 200 });
  return page.items;
}

/** A flaky endpoint that was called once and forwards to a target that is down. */
async function useListener(desk: Desk): Promise<Pick<Made, 'endpoint' | 'forwarded'>> {
  const json = async <T>(...args: string[]) => JSON.parse(await desk.ctl('--json', ...args)) as T;
  const { id } = await json<{ id: string }>('endpoints', 'add', '/shop/notify', '--name', 'Shop, flaky', '--answer', '500*2', '--answer', 'ack@1500ms', '--header', 'Retry-After: 120', '--body', '{"paymentId":{{json (.Field "paymentId")}}}');
  await desk.ctl('endpoints', 'add', '/webhooks/other', '--name', 'Another provider', '--no-key', '--methods', 'GET');
  await desk.ctl('forwards', 'add', '/shop/notify', 'http://127.0.0.1:9/shop/notify');
  await desk.ctl('forwards', 'add', '/shop/notify', 'http://127.0.0.1:9/hook', '--type', 'notifyRefund', '--type', 'other');
  const { requestId } = await json<{ requestId: string }>('endpoints', 'test', '/shop/notify');
  const waited = await json<{ items: Row[] }>('notifications', 'wait', '--match', `request=${requestId}`);
  return { endpoint: id, forwarded: waited.items[0]?.id ?? '' };
}

/** Plays a day of a merchant: paid, declined and open payments, refunds, mistakes. The live environment stays as installed. */
export async function useDesk(desk: Desk): Promise<Made> {
  await desk.ctl('keys', 'generate');
  const keys = JSON.parse(await desk.ctl('keys', 'generate', '--keep-private')) as { client_id: string; merchant_private_key: string };
  const merchant: Credentials = { gateway: desk.at.gateway, clientId: keys.client_id, privateKey: keys.merchant_private_key };
  const paid = (await call(merchant, 'payments/pay', walletPayment('order-7781', '150000'))).paymentId ?? '';
  await desk.ctl('wallet', 'approve', paid);
  const declined = (await call(merchant, 'payments/pay', walletPayment('order-7782', '99900'))).paymentId ?? '';
  await desk.ctl('wallet', 'decline', declined);
  await call(merchant, 'payments/inquiryPayment', { paymentId: paid });
  await call(merchant, 'payments/refund', { refundRequestId: 'refund-1', paymentId: paid, refundAmount: { currency: 'PHP', value: '50000' } });
  await call(merchant, 'payments/refund', { refundRequestId: 'refund-2', paymentId: paid, refundAmount: { currency: 'PHP', value: '9999999' } });
  await call(merchant, 'payments/pay', walletPayment('order-7781', '150001'));
  await call(merchant, 'payments/pay', { ...walletPayment('order-7783', '100'), paymentAmount: { currency: 'PHP', value: 100 } });
  await call(merchant, 'payments/pay', { productCode: 'CASHIER_PAYMENT' });
  await call(merchant, 'payments/inquiryPayment', { paymentId: paid }, { paymentId: 'another' });
  await call(merchant, 'payments/pay', walletPayment('order-7784', '1250000'));
  // Two notifications are sent and captured: paid, and refunded.
  await expect.poll(async () => (await rowsOf(desk, 'notifications')).length).toBeGreaterThanOrEqual(4);
  const calls = await rowsOf(desk, 'requests');
  const notices = await rowsOf(desk, 'notifications');
  const listener = await useListener(desk);
  const id = (rows: Row[], is: (row: Row) => boolean) => rows.find(is)?.id ?? '';
  return {
    merchant,
    ...listener,
    paidId: paid,
    refusedExchange: id(calls, (row) => row.verdict === 'failed'),
    paidExchange: calls.at(-1)?.id ?? '',
    delivery: id(notices, (row) => row.kind === 'delivery'),
    capture: id(notices, (row) => row.kind === 'capture'),
  };
}
