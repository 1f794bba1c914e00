import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { Desk } from './desk';
import { call, walletPayment } from './merchant';
import type { Credentials } from './merchant';

/** One screen in one state, reached in a page that is signed in. */
export interface Scene {
  name: string;
  at: string;
  live?: boolean;
  /** Served instead of the real answer, by "Service/Method"; for states the program leaves too soon. */
  answers?: Record<string, Answer>;
  act?: (page: Page) => Promise<void>;
}

type Answer = 'never' | { status: number; json: object };

/** What the scenes of a used program refer to. */
export interface Made {
  paidId: string;
  refusedExchange: string;
  paidExchange: string;
  delivery: string;
  capture: string;
}

interface Row {
  id: string;
  kind: string;
  paymentId: string;
  resultCode: string;
  verdict: string;
}

async function rowsOf(desk: Desk, log: string): Promise<Row[]> {
  const page = await desk.api<{ items: Row[] }>('Logs', 'List', { environment: 'test', log, query: '', beforeSeq: '', afterSeq: '', limit: 200 });
  return page.items;
}

/** Plays a day of a merchant: paid, declined and open payments, refunds, mistakes. */
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
  await call(merchant, 'payments/pay', { ...walletPayment('order-7783', '10'), paymentAmount: { currency: 'PHP', value: 10 } });
  await call(merchant, 'payments/pay', { productCode: 'CASHIER_PAYMENT' });
  await call(merchant, 'payments/inquiryPayment', { paymentId: paid }, { paymentId: 'another' });
  await call(merchant, 'payments/pay', walletPayment('order-7784', '1250000'));
  // Two notifications are sent and captured: paid, and refunded.
  await expect.poll(async () => (await rowsOf(desk, 'notifications')).length).toBeGreaterThanOrEqual(4);
  return found(paid, await rowsOf(desk, 'requests'), await rowsOf(desk, 'notifications'));
}

function found(paidId: string, calls: Row[], notices: Row[]): Made {
  const id = (rows: Row[], is: (row: Row) => boolean) => rows.find(is)?.id ?? '';
  return {
    paidId,
    refusedExchange: id(calls, (row) => row.verdict === 'failed'),
    paidExchange: calls.at(-1)?.id ?? '',
    delivery: id(notices, (row) => row.kind === 'delivery'),
    capture: id(notices, (row) => row.kind === 'capture'),
  };
}

const shows = (selector: string) => async (page: Page) => { await page.locator(selector).first().waitFor(); };
const click = (selector: string) => async (page: Page) => { await page.locator(selector).first().click(); };
const after = (...steps: ((page: Page) => Promise<void>)[]) => async (page: Page) => { for (const step of steps) await step(page); };

const send = after(click('.ant-card-extra .ant-btn-primary'), shows('[data-testid="answer-summary"]'), shows('.cm-content'));
const tab = (index: number) => async (page: Page) => { await page.getByRole('tab').nth(index).click(); };

/** The screens of a program that was used. */
export function usedScenes(made: Made): Scene[] {
  const call = `/logs/requests/${made.paidExchange}`;
  return [
    { name: 'home', at: '/', act: shows('table') },
    { name: 'status', at: '/', act: after(click('[data-testid="status-button"]'), shows('.ant-popover dl')) },
    { name: 'theme-menu', at: '/', act: after(async (page) => page.getByRole('banner').getByRole('button').last().click(), shows('.ant-dropdown [role="menuitem"], .ant-dropdown-menu-item')) },
    { name: 'keys', at: '/keys', act: shows('table') },
    { name: 'keys-replace-menu', at: '/keys', act: after(click('header .ant-btn-primary'), shows('.ant-dropdown-menu-item')) },
    { name: 'keys-replace', at: '/keys', act: after(click('header .ant-btn-primary'), click('.ant-dropdown-menu-item'), shows('.ant-modal [type="checkbox"]')) },
    { name: 'keys-own', at: '/keys', act: after(click('header .ant-btn-primary'), async (page) => page.locator('.ant-dropdown-menu-item').nth(1).click(), shows('.ant-modal textarea')) },
    { name: 'simulator', at: '/simulator', act: shows('.cm-content') },
    { name: 'simulator-apis', at: '/simulator', act: after(shows('.cm-content'), click('.ant-select'), shows('.ant-select-item-option-active')) },
    { name: 'simulator-answer', at: '/simulator', act: after(shows('.cm-content'), send) },
    { name: 'simulator-signed', at: '/simulator', act: after(shows('.cm-content'), send, tab(1)) },
    { name: 'simulator-headers', at: '/simulator', act: after(shows('.cm-content'), send, tab(3)) },
    { name: 'simulator-refused', at: '/simulator?api=payments/refund', act: after(shows('.cm-content'), async (page) => page.locator('.cm-content').fill('{ "refundRequestId": 1'), send) },
    { name: 'simulator-paste', at: '/simulator', act: after(shows('.cm-content'), async (page) => page.locator('.ant-segmented').nth(2).locator('.ant-segmented-item').nth(1).click(), click('.ant-card-extra .ant-btn-primary')) },
    { name: 'requests', at: '/logs/requests', act: shows('[role="gridcell"]') },
    { name: 'requests-search', at: `/logs/requests?q=${made.paidId}`, act: shows('[role="gridcell"]') },
    { name: 'requests-nothing', at: '/logs/requests?q=zzz', act: shows('.ant-empty') },
    { name: 'requests-paused', at: '/logs/requests', act: after(shows('[role="gridcell"]'), click('button[aria-pressed]')) },
    { name: 'call', at: call, act: shows('.ant-drawer dl') },
    { name: 'call-refused', at: `/logs/requests/${made.refusedExchange}`, act: shows('.ant-drawer dl') },
    { name: 'call-request', at: `${call}?tab=request`, act: shows('.ant-drawer .cm-content') },
    { name: 'call-raw', at: `${call}?tab=request`, act: after(shows('.ant-drawer .cm-content'), async (page) => page.locator('.ant-drawer .ant-segmented-item').nth(1).click()) },
    { name: 'call-hex', at: `${call}?tab=request`, act: after(shows('.ant-drawer .cm-content'), async (page) => page.locator('.ant-drawer .ant-segmented-item').nth(2).click()) },
    { name: 'call-answer', at: `${call}?tab=answer`, act: shows('.ant-drawer .cm-content') },
    { name: 'call-headers', at: `${call}?tab=headers`, act: shows('.ant-drawer pre') },
    { name: 'call-signed', at: `${call}?tab=signed`, act: shows('.ant-drawer pre') },
    { name: 'call-missing', at: '/logs/requests/unknown', act: shows('.ant-drawer :is(.ant-alert, .ant-empty)') },
    { name: 'notifications', at: '/logs/notifications', act: shows('[role="gridcell"]') },
    { name: 'notification-attempts', at: `/logs/notifications/${made.delivery}?tab=attempts`, act: shows('.ant-drawer .ant-timeline') },
    { name: 'notification-capture', at: `/logs/notifications/${made.capture}`, act: shows('.ant-drawer dl') },
    { name: 'not-found', at: '/nowhere', act: shows('main .ant-btn-primary') },
  ];
}

/** The screens of a program just installed; the live environment stays that way. */
export function emptyScenes(): Scene[] {
  return [
    { name: 'home-empty', at: '/', live: true, act: shows('.ant-empty') },
    { name: 'keys-empty', at: '/keys', live: true, act: shows('.ant-empty') },
    { name: 'keys-generate', at: '/keys', live: true, act: after(click('header .ant-btn-primary'), shows('.ant-modal [type="checkbox"]')) },
    { name: 'simulator-nokeys', at: '/simulator', live: true, act: shows('.ant-empty') },
    { name: 'requests-empty', at: '/logs/requests', live: true, act: shows('.ant-empty') },
    { name: 'notifications-empty', at: '/logs/notifications', live: true, act: shows('.ant-empty') },
  ];
}

const busy: Answer = { status: 503, json: { code: 'unavailable', message: 'the data file is busy: another program holds it; close that program, then try again', field: '', exchangeId: '' } };

const pages = [
  { name: 'home', at: '/', method: 'Keys/Show' },
  { name: 'keys', at: '/keys', method: 'Keys/Show' },
  { name: 'simulator', at: '/simulator', method: 'Simulator/APIs' },
  { name: 'requests', at: '/logs/requests', method: 'Logs/List' },
];

const server = { name: 'gateway', address: '127.0.0.1:18080', origin: 'http://127.0.0.1:18080', off: false, problem: '', remedy: '' };
const state = { state: 'ready', problem: '', problemCode: '', remedy: '', version: '0.1.0', dataFolder: '/home/ada/.local/share/antomdesk', clock: { now: '2026-03-02T08:30:00Z', virtual: false }, servers: [server], warnings: [], caFile: '' };
const status = (change: object): Record<string, Answer> => ({ 'System/Status': { status: 200, json: { ...state, ...change } } });
const failed = (problemCode: string, problem: string, remedy: string) => status({ state: 'failed', servers: [], problemCode, problem, remedy });

/** States that pass too soon, or that a headless program ends in instead of showing. */
export function passingScenes(): Scene[] {
  const error = shows('.ant-alert-error');
  return [
    ...pages.map(({ name, at, method }): Scene => ({ name: `${name}-loading`, at, answers: { [method]: 'never' }, act: shows('.ant-skeleton') })),
    ...pages.map(({ name, at, method }): Scene => ({ name: `${name}-error`, at, answers: { [method]: busy }, act: error })),
    { name: 'starting', at: '/', answers: status({ state: 'starting', servers: [] }), act: shows('.ant-spin') },
    { name: 'port-taken', at: '/', answers: status({ servers: [{ ...server, origin: '', problem: '127.0.0.1:18080 is already in use by another program', remedy: 'Close that program, or choose another address' }] }), act: error },
    { name: 'folder-locked', at: '/', answers: failed('conflict', 'The data folder is already open in another Antom Desk (antomctl serve, process 4711)', 'Use that one, or close it first'), act: error },
    { name: 'folder-read-only', at: '/', answers: failed('unavailable', 'The data folder /home/ada/.local/share/antomdesk cannot be written to', 'Give yourself permission to write there, or choose another folder with --data'), act: error },
    { name: 'denied', at: '/', answers: { 'System/Status': { status: 401, json: { code: 'denied', message: 'this browser is not signed in', field: '', exchangeId: '' } } }, act: shows('.ant-alert-warning') },
  ];
}

/** Opens a scene in a fresh document; the page shows the program already. */
export async function open(page: Page, desk: Desk, scene: Scene): Promise<void> {
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  for (const [method, answer] of Object.entries(scene.answers ?? {})) {
    await page.route(`**/api/${method}`, (route) => (answer === 'never' ? undefined : route.fulfill(answer)));
  }
  await page.evaluate((live) => { sessionStorage.setItem('antomdesk.mode', live ? 'live' : 'test'); }, scene.live === true);
  // Another address than before, or the browser would only move within the document.
  await page.goto(`${desk.at.ui}/?scene=${scene.name}#${scene.at}`);
  await scene.act?.(page);
}

export interface Look {
  theme: 'light' | 'dark';
  language: 'en' | 'zh-CN';
}

export async function setLook(page: Page, look: Look): Promise<void> {
  await page.addInitScript(({ theme, language }) => {
    localStorage.setItem('antomdesk.theme', theme);
    localStorage.setItem('antomdesk.language', language);
  }, look);
}
