import { call, sign, walletPayment } from '../support/merchant';
import { goTo, rows } from '../support/screens';
import { expect, test } from '../support/test';

const path = '/ams/sandbox/api/v1/payments/pay';

test('a signature that does not verify: the cause in the log, mended in the doctor', async ({ desk, home }) => {
  const keys = JSON.parse(await desk.ctl('keys', 'generate', '--keep-private')) as { client_id: string; merchant_private_key: string };
  const merchant = { gateway: desk.at.gateway, clientId: keys.client_id, privateKey: keys.merchant_private_key };
  const order = walletPayment('order-1', '1000');

  // The shop signs one JSON text and sends another: its HTTP client wrote it anew.
  const time = String(Date.now());
  const response = await fetch(merchant.gateway + path, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json', 'Client-Id': merchant.clientId, 'Request-Time': time, 'User-Agent': 'axios/1.7.9',
      Signature: sign(merchant.privateKey, path, merchant.clientId, time, JSON.stringify(order)),
    },
    body: JSON.stringify(order, null, 2),
  });
  expect(await response.text()).toContain('it was made over the body as compact JSON');

  await goTo(home, 'Request log');
  await expect(rows(home)).toHaveCount(1);
  await rows(home).first().click();
  await expect(home.getByRole('dialog')).toContainText('The signature does not verify. It was made over the body as compact JSON');
  await home.getByRole('tab', { name: 'String to sign' }).click();
  await expect(home.getByTestId('finding')).toContainText('Proven');
  await expect(home.getByRole('region', { name: 'Where they differ' })).toContainText('in the body');
  await expect(home.getByRole('region', { name: 'The line to change' })).toContainText('JSON.stringify');

  await home.getByRole('button', { name: 'Open in Signature doctor' }).click();
  await expect(home.getByRole('heading', { level: 1, name: 'Signature doctor' })).toBeVisible();
  await expect(home.getByTestId('finding')).toBeVisible();
  const body = home.getByRole('textbox', { name: 'Body, exactly as sent' });
  await body.fill(JSON.stringify(order));
  await home.getByRole('button', { name: 'Verify', exact: true }).click();
  await expect(home.getByText('The signature verifies')).toBeVisible();

  // The doctor signs, too, and what it signs the gateway takes.
  await home.getByText('Sign', { exact: true }).first().click();
  await home.getByRole('button', { name: 'Sign', exact: true }).click();
  const head = await home.getByRole('region', { name: 'Headers to send' }).locator('pre').innerText();
  const headers = Object.fromEntries(head.trim().split('\n').map((line) => line.split(': ') as [string, string]));
  const taken = await fetch(merchant.gateway + path, { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(order) });
  expect(await taken.text()).toContain('PAYMENT_IN_PROCESS');

  expect(await home.evaluate(() => JSON.stringify([Object.values(localStorage), Object.values(sessionStorage)]))).not.toContain('order-1');
  expect((await call(merchant, 'payments/inquiryPayment', { paymentRequestId: 'order-1' })).result.resultCode).toBe('SUCCESS');
});
