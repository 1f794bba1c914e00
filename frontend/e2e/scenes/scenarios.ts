import type { Page } from '@playwright/test';
import { after, busy, click, refusal, shows } from './scene';
import type { Answer, Json, Scenes } from './scene';

const scenario = (change: Json): Json => ({
  id: JSON.stringify(change), api: 'payments/pay', product: '', paymentMethod: '', matchField: '', matchValue: '', resultCode: '', resultStatus: '', resultMessage: '', latencyMillis: 0,
  fault: '', faultStatus: 0, callsLeft: -1, endsAt: '', createdAt: '2026-03-05T08:30:00.000Z', endedAt: '', armed: true, ...change,
});

/** One of each kind, armed and ended. */
const each: Answer = () => ({
  items: [
    scenario({ resultCode: 'RISK_REJECT', resultStatus: 'F', endsAt: new Date(Date.now() + 1_790_000).toISOString() }),
    scenario({ api: 'payments/inquiryPayment', resultCode: 'UNKNOWN_EXCEPTION', resultStatus: 'U', latencyMillis: 2500, callsLeft: 3 }),
    scenario({ api: 'payments/createPaymentSession', fault: 'status', faultStatus: 503, product: 'CASHIER_PAYMENT', paymentMethod: 'GCASH', matchField: 'order.referenceOrderId', matchValue: 'ORDER-order-7781' }),
    scenario({ api: 'payments/refund', fault: 'cut', armed: false, endedAt: '2026-03-05T08:40:00.000Z' }),
  ],
});

const dialog = after(click('main header .ant-btn-primary'), shows('.ant-modal .ant-segmented'), shows('.ant-modal .ant-select:not(.ant-select-loading)'));
const everyField = async (page: Page) => {
  await page.locator('.ant-modal .ant-segmented-item').nth(4).click();
  await page.locator('.ant-modal input[id$="faultStatus"], .ant-modal input[id="calls"]').first().waitFor();
};

export const scenarioScenes: Scenes = () => [
  { name: 'scenarios-empty', at: '/scenarios', act: shows('.ant-empty') },
  { name: 'scenarios', at: '/scenarios', answers: { 'Scenarios/List': each }, act: shows('table') },
  { name: 'scenarios-arm', at: '/scenarios', answers: { 'Scenarios/List': each }, act: after(shows('table'), dialog, everyField) },
  {
    name: 'scenarios-refused',
    at: '/scenarios',
    answers: { 'Scenarios/List': each, 'Scenarios/Arm': refusal(400, 'invalid_argument', 'choose a result code, a latency or a fault; this scenario would change nothing', 'resultCode') },
    act: after(shows('table'), dialog, click('.ant-modal-footer .ant-btn-primary'), shows('.ant-form-item-explain-error')),
  },
  { name: 'scenarios-loading', at: '/scenarios', answers: { 'Scenarios/List': 'never' }, act: shows('.ant-skeleton') },
  { name: 'scenarios-error', at: '/scenarios', answers: { 'Scenarios/List': busy }, act: shows('.ant-alert-error') },
];
