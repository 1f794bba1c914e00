import type { Page } from '@playwright/test';
import { after, busy, click, press as keys, refusal, shows } from './scene';
import type { Scenes } from './scene';

const table = shows('table');
const drawer = after(table, shows('.ant-drawer .ant-timeline'));
const press = (name: RegExp) => (page: Page) => page.locator('.ant-drawer').getByRole('button', { name }).click();
const refund = /^(Refund|退\s?款)$/;
const dispute = /^(Open a dispute|发起争议)$/;
const dialog = shows('.ant-modal input');
const exporting = (page: Page) => page.getByRole('button', { name: /^(download )?(Export|导出)$/ }).click();
const tooMuch = (page: Page) => page.locator('#amount_amount').fill('99999999');

export const transactionScenes: Scenes = ({ paidId }) => {
  const at = `/transactions/${paidId}`;
  return [
    { name: 'transactions', at: '/transactions', act: table },
    { name: 'transactions-filtered', at: '/transactions?status=SUCCESS&from=2026-01-01T00:00:00.000Z', act: table },
    { name: 'transactions-nothing', at: '/transactions?query=zzz', act: shows('.ant-empty') },
    { name: 'transactions-empty', at: '/transactions', live: true, act: shows('.ant-empty') },
    { name: 'transactions-loading', at: '/transactions', answers: { 'Payments/List': 'never' }, act: shows('.ant-skeleton') },
    { name: 'transactions-error', at: '/transactions', answers: { 'Payments/List': busy }, act: shows('.ant-alert-error') },
    { name: 'transactions-export', at: '/transactions', act: after(table, exporting, shows('.ant-modal [role="status"]')) },
    { name: 'transactions-keys', at: '/transactions', act: after(table, keys('j'), keys('j')) },
    { name: 'transaction', at, act: drawer },
    { name: 'transaction-refund', at, act: after(drawer, press(refund), dialog) },
    { name: 'transaction-amount-wrong', at, act: after(drawer, press(refund), dialog, tooMuch, shows('.ant-modal .ant-form-item-explain-error')) },
    { name: 'transaction-dispute', at, act: after(drawer, press(dispute), dialog) },
    {
      name: 'transaction-refused',
      at,
      answers: { 'Payments/Refund': refusal(409, 'conflict', 'REFUND_AMOUNT_EXCEED: The refund amount is more than what is left of the payment.') },
      act: after(drawer, press(refund), dialog, click('.ant-modal-footer .ant-btn-primary'), shows('.ant-modal .ant-alert-error')),
    },
    { name: 'transaction-loading', at, answers: { 'Payments/Get': 'never' }, act: shows('.ant-drawer .ant-skeleton') },
    { name: 'transaction-missing', at: '/transactions/20260302194010800100188000000000', act: shows('.ant-drawer .ant-alert-error') },
  ];
};
