import { call, walletPayment } from '../support/merchant';
import { pick } from '../support/screens';
import { expect, test } from '../support/test';

interface Keys {
  client_id: string;
  merchant_private_key: string;
}

test('error scenarios: armed on the screen, answered to merchant code, used up and ended', async ({ desk, home }) => {
  const keys = JSON.parse(await desk.ctl('keys', 'generate')) as Keys;
  const merchant = { gateway: desk.at.gateway, clientId: keys.client_id, privateKey: keys.merchant_private_key };
  await home.getByRole('navigation').getByRole('link', { name: 'Error scenarios' }).click();
  await expect(home.getByRole('heading', { level: 1, name: 'Error scenarios' })).toBeVisible();

  await home.getByRole('button', { name: 'Simulate an error' }).click();
  const dialog = home.getByRole('dialog', { name: 'Simulate an error' });
  await dialog.getByRole('button', { name: 'Start the simulation' }).click();
  await expect(dialog).toContainText('Choose a result code, a latency or a fault');
  await dialog.getByRole('combobox', { name: 'Result code' }).fill('USER_BALANCE');
  await pick(home, 'Result code', /^USER_BALANCE_NOT_ENOUGH/);
  await dialog.getByText('Next calls').click();
  await dialog.getByRole('spinbutton', { name: 'How many calls' }).fill('2');
  await dialog.getByRole('button', { name: 'Start the simulation' }).click();
  const row = home.getByRole('row').filter({ hasText: 'USER_BALANCE_NOT_ENOUGH' });
  await expect(row).toContainText('After 2 more calls');

  const first = await call(merchant, 'payments/pay', walletPayment('simulated-1', '100'));
  expect(first.result.resultCode).toBe('USER_BALANCE_NOT_ENOUGH');
  expect(first.paymentId).toBeUndefined();
  await expect(row).toContainText('After 1 more call');
  expect((await call(merchant, 'payments/pay', walletPayment('simulated-2', '100'))).result.resultCode).toBe('USER_BALANCE_NOT_ENOUGH');
  await expect(row).toContainText('Ended');
  expect((await call(merchant, 'payments/pay', walletPayment('simulated-3', '100'))).result.resultCode).toBe('PAYMENT_IN_PROCESS');

  await home.getByRole('button', { name: 'Simulate an error' }).click();
  await pick(home, 'HTTP fault', /^HTTP error status/);
  await dialog.getByText('Until ended').click();
  await dialog.getByRole('button', { name: 'Start the simulation' }).click();
  await expect(home.getByRole('row').filter({ hasText: 'HTTP status 503' })).toContainText('Active');
  await expect(call(merchant, 'payments/pay', walletPayment('simulated-4', '100'))).rejects.toThrow();
  await home.getByRole('button', { name: 'End the simulation of payments/pay' }).click();
  await expect(home.getByText('Active')).toHaveCount(0);
  expect((await call(merchant, 'payments/pay', walletPayment('simulated-5', '100'))).result.resultCode).toBe('PAYMENT_IN_PROCESS');
});
