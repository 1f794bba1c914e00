import { call, walletPayment } from '../support/merchant';
import type { Credentials } from '../support/merchant';
import { goTo } from '../support/screens';
import { expect, test } from '../support/test';
import type { Desk } from '../support/desk';

async function merchantOf(desk: Desk): Promise<Credentials> {
  const keys = JSON.parse(await desk.ctl('keys', 'generate', '--keep-private')) as { client_id: string; merchant_private_key: string };
  return { gateway: desk.at.gateway, clientId: keys.client_id, privateKey: keys.merchant_private_key };
}

test('a payment method’s rule is changed, holds for the next call, and is reset', async ({ desk, home }) => {
  const merchant = await merchantOf(desk);
  expect((await call(merchant, 'payments/pay', walletPayment('rule-1', '150000'))).result.resultStatus).toBe('U');
  await goTo(home, 'Payment methods');
  await home.getByRole('searchbox', { name: 'Method, country or currency' }).fill('gcash');
  await home.getByRole('button', { name: 'Edit GCASH' }).click();
  const dialog = home.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'At most' }).fill('lots');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toContainText('"lots" is not an amount of PHP');
  await dialog.getByRole('textbox', { name: 'At most' }).fill('1000');
  await dialog.getByRole('checkbox', { name: 'Refuse amounts outside the limits' }).check();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  await expect(home.getByRole('row', { name: /GCASH/ })).toContainText('Changed');
  const refused = await call(merchant, 'payments/pay', walletPayment('rule-2', '150000'));
  expect(refused.result.resultStatus).toBe('F');

  await home.getByRole('button', { name: 'Edit GCASH' }).click();
  await dialog.getByRole('button', { name: 'Reset to default' }).click();
  await expect(dialog).toBeHidden();
  expect((await call(merchant, 'payments/pay', walletPayment('rule-3', '150000'))).result.resultStatus).toBe('U');
});

test('a setting is refused with its reason, saved, and undone to the default', async ({ desk, home }) => {
  const merchant = await merchantOf(desk);
  await goTo(home, 'Settings');
  const code = home.getByRole('textbox', { name: 'Result code when the buyer declines' });
  await code.fill('declined');
  await home.getByRole('button', { name: 'Save' }).click();
  await expect(home.getByText(/is not a result code/)).toBeVisible();
  await code.fill('RISK_REJECT');
  await home.getByRole('button', { name: 'Save' }).click();
  await expect(home.getByText('1 setting is not the default.')).toBeVisible();
  await expect(home.getByRole('button', { name: 'Save' })).toBeDisabled();
  const paymentId = (await call(merchant, 'payments/pay', walletPayment('setting-1', '150000'))).paymentId ?? '';
  await desk.ctl('wallet', 'decline', paymentId);
  const asked = await call(merchant, 'payments/inquiryPayment', { paymentId }) as { paymentResultCode?: string };
  expect(asked.paymentResultCode).toBe('RISK_REJECT');

  await home.getByRole('button', { name: 'Fill in the defaults' }).click();
  await home.getByRole('button', { name: 'Save' }).click();
  await expect(home.getByText('Everything is as in a new environment.')).toBeVisible();
});
