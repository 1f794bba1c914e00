import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Answer } from '../support/merchant';
import { walletPayment } from '../support/merchant';
import { copy, goTo, pick } from '../support/screens';
import type { Desk } from '../support/desk';
import { expect, test } from '../support/test';

/** POSTs over TLS with a Bearer key and no signature, as the newer SDKs do. */
async function bearer(desk: Desk, key: string, api: string, sent: object): Promise<string> {
  const call = request(`${desk.at.gateway_tls}/ams/sandbox/api/v1/${api}`, {
    method: 'POST',
    ca: readFileSync(desk.at.ca_file),
    headers: { 'Content-Type': 'application/json; charset=UTF-8', Authorization: `Bearer ${key}`, 'Request-Time': String(Date.now()) },
  });
  call.end(JSON.stringify(sent));
  const [response] = (await once(call, 'response')) as [IncomingMessage];
  return (JSON.parse(await text(response)) as Answer).result.resultCode;
}

test('API keys: a standard and a restricted one, each shown once, used over HTTPS, and revoked', async ({ desk, home }) => {
  await desk.ctl('keys', 'generate');
  await goTo(home, 'API keys');
  const create = home.getByRole('button', { name: 'Create an API key' });
  await create.click();
  const dialog = home.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Web shop');
  await dialog.getByRole('button', { name: 'Create an API key' }).click();
  const standard = await copy(home, 'API key');
  expect(standard).toMatch(/^isak_TEST_/);
  await dialog.getByRole('button', { name: 'I have copied it' }).click();
  await expect(home.getByText(standard)).toHaveCount(0);
  expect(await bearer(desk, standard, 'payments/pay', walletPayment('by-key', '100'))).toBe('PAYMENT_IN_PROCESS');

  await create.click();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Look only');
  await dialog.getByText('Restricted: only some APIs').click();
  await dialog.getByRole('combobox', { name: 'Allowed APIs' }).fill('payments/inquiryPayment');
  await pick(home, 'Allowed APIs', /^payments\/inquiryPayment$/);
  await home.keyboard.press('Escape');
  await dialog.getByRole('button', { name: 'Create an API key' }).click();
  const restricted = await copy(home, 'API key');
  expect(restricted).toMatch(/^irak_TEST_/);
  await dialog.getByRole('button', { name: 'I have copied it' }).click();
  await expect(home.getByRole('row').filter({ hasText: 'Look only' })).toContainText('payments/inquiryPayment');
  expect(await bearer(desk, restricted, 'payments/inquiryPayment', { paymentRequestId: 'by-key' })).toBe('SUCCESS');
  expect(await bearer(desk, restricted, 'payments/pay', walletPayment('not-allowed', '100'))).toBe('ACCESS_DENIED');

  await home.getByRole('button', { name: 'Revoke Web shop' }).click();
  await home.getByRole('button', { name: 'Revoke', exact: true }).last().click();
  await expect(home.getByRole('row').filter({ hasText: 'Web shop' })).toContainText('Revoked');
  expect(await bearer(desk, standard, 'payments/inquiryPayment', { paymentRequestId: 'by-key' })).not.toBe('SUCCESS');
});
