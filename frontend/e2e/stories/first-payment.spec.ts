import type { Page } from '@playwright/test';
import { call } from '../support/merchant';
import { bodyEditor, chooseCall, copy, editBody, goTo, pick, rows, search, send } from '../support/screens';
import { expect, test } from '../support/test';

const found = async (log: Page, words: string, count: number) => {
  await search(log, words);
  await expect(rows(log)).toHaveCount(count);
};

test('the first payment, from keys to refund, live and without a reload', async ({ desk, shop, home, context }) => {
  // Another tab shows the request log all along; it must never be loaded again.
  const log = await context.newPage();
  await log.goto(`${desk.at.ui}/#/logs/requests`);
  await expect(log.getByText('No calls yet')).toBeVisible();
  for (const page of [home, log]) await page.evaluate(() => Object.assign(window, { neverReloaded: true }));

  await goTo(home, 'Key configuration');
  await home.getByRole('banner').or(home.getByRole('main')).getByRole('button', { name: 'Generate key' }).first().click();
  const dialog = home.getByRole('dialog');
  await dialog.getByRole('checkbox').uncheck();
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  await expect(dialog.getByText('It is shown once')).toBeVisible();
  const privateKey = await copy(home, 'PKCS#8');
  expect(await dialog.getByTestId('private-key').first().innerText()).toBe(privateKey);
  await dialog.getByRole('button', { name: 'I know' }).click();
  await expect(home.getByTestId('private-key')).toHaveCount(0);
  const antomPublicKey = await copy(home, 'Antom public key');
  const clientId = await copy(home, 'Client ID');

  await goTo(home, 'API call simulation');
  await chooseCall(home, /^Pay/, 'productCode');
  await home.getByRole('textbox', { name: 'Private key for this call' }).fill(privateKey);
  await editBody(home, (body) => Object.assign(body, { paymentRedirectUrl: `${shop.origin}/return`, paymentNotifyUrl: `${shop.origin}/notify` }));
  expect(await bodyEditor(home).innerText()).toContain('GCASH');
  await send(home, 'PAYMENT_IN_PROCESS');
  await expect(home.getByTestId('answer-summary')).toContainText('Verified');
  await home.getByRole('tab', { name: 'Strings to sign' }).click();
  await expect(home.getByRole('region', { name: 'String to sign', exact: true })).toContainText(`${clientId}.`);
  await expect(rows(log)).toHaveCount(1);
  await expect(rows(log).first()).toContainText('PAYMENT_IN_PROCESS');

  const [wallet] = await Promise.all([context.waitForEvent('page'), home.getByRole('button', { name: 'Open wallet page' }).click()]);
  await wallet.getByRole('button', { name: /^Pay/ }).click();
  await expect(wallet).toHaveURL(new RegExp(`^${shop.origin}/return`));

  await expect.poll(() => shop.verified(antomPublicKey).length).toBe(1);
  const notification = JSON.parse(shop.received[0]?.body ?? '') as { paymentId: string; notifyType: string };
  const { paymentId } = notification;
  expect(shop.received[0]).toMatchObject({ path: '/notify', clientId });
  expect(notification.notifyType).toBe('PAYMENT_RESULT');

  await goTo(home, 'Notification log');
  await expect(rows(home)).toHaveCount(1);
  await expect(rows(home).first()).toContainText(paymentId);
  await rows(home).first().click();
  await expect(home).toHaveURL(/#\/logs\/notifications\/[0-9a-f-]{36}/);
  await home.getByRole('tab', { name: 'Attempts' }).click();
  await expect(home.getByRole('dialog')).toContainText('Attempt 1');
  await expect(home.getByRole('dialog')).toContainText('Acknowledged');

  await goTo(home, 'API call simulation');
  const key = home.getByRole('textbox', { name: 'Private key for this call' });
  await pick(home, 'API', /^Inquire a payment/);
  await key.fill(privateKey);
  await expect(bodyEditor(home)).toHaveText(new RegExp(`^\\s*{\\s*"paymentId": "${paymentId}"\\s*}\\s*$`));
  await send(home, 'SUCCESS');
  await expect(home.getByRole('textbox', { name: 'Answer', exact: true })).toContainText('"paymentStatus": "SUCCESS"');

  await chooseCall(home, /^Refund/, 'refundAmount');
  await editBody(home, (body) => Object.assign(body, { refundAmount: { currency: 'PHP', value: '50000' } }));
  await send(home, 'SUCCESS');
  await editBody(home, (body) => Object.assign(body, { refundRequestId: 'too-large', refundAmount: { currency: 'PHP', value: '100001' } }));
  await send(home, 'REFUND_AMOUNT_EXCEED');

  await chooseCall(home, /^Pay/, 'productCode');
  await send(home, 'PAYMENT_IN_PROCESS');
  await expect(home.getByRole('textbox', { name: 'Answer', exact: true })).toContainText(paymentId);
  await editBody(home, (body) => Object.assign(body, { paymentAmount: { currency: 'PHP', value: '150001' } }));
  await send(home, 'REPEAT_REQ_INCONSISTENT');

  const merchant = { gateway: desk.at.gateway, clientId, privateKey };
  const tampered = await call(merchant, 'payments/inquiryPayment', { paymentId }, { paymentId: 'another' });
  expect(tampered.result.resultCode).toBe('INVALID_SIGNATURE');

  await expect(rows(log)).toHaveCount(7);
  await expect(rows(log).first()).toContainText('Invalid');
  await found(log, paymentId, 7);
  await found(log, 'REFUND_AMOUNT_EXCEED', 1);
  await found(log, 'REPEAT_REQ_INCONSISTENT', 1);
  await found(log, 'payments/refund', 2);
  await found(log, 'INVALID_SIGNATURE', 1);
  await expect(log).toHaveURL(/q=INVALID_SIGNATURE/);
  await rows(log).first().click();
  await expect(log.getByRole('dialog')).toContainText('Invalid');
  const address = log.url();

  // The drawer's address is enough to find the exchange again, in another tab.
  const shared = await context.newPage();
  await shared.goto(address);
  await expect(shared.getByRole('dialog')).toContainText('INVALID_SIGNATURE');
  for (const page of [home, log]) expect(await page.evaluate(() => 'neverReloaded' in window)).toBe(true);
});
