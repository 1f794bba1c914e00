import { call, walletPayment } from '../support/merchant';
import { goTo } from '../support/screens';
import { expect, test } from '../support/test';

interface Keys {
  client_id: string;
  merchant_private_key: string;
}

test('the clock: frozen, moved past a payment’s end with what happens told before, and back to real time', async ({ desk, home }) => {
  const keys = JSON.parse(await desk.ctl('keys', 'generate')) as Keys;
  const merchant = { gateway: desk.at.gateway, clientId: keys.client_id, privateKey: keys.merchant_private_key };
  const { paymentId = '' } = await call(merchant, 'payments/pay', walletPayment('waits', '100'));
  const header = home.getByTestId('clock-button');
  await expect(header).toHaveAttribute('data-clock', 'real');
  await header.click();
  await expect(home.getByRole('heading', { level: 1, name: 'Virtual clock' })).toBeVisible();
  await expect(home.getByRole('table').getByRole('row').nth(1)).toContainText(paymentId.slice(-8));

  await home.getByRole('button', { name: 'Freeze' }).click();
  await expect(header).toHaveAttribute('data-clock', 'frozen');
  const stands = await home.getByTestId('clock-reading').innerText();

  const preview = home.getByTestId('clock-preview');
  await home.getByText('+10 min').click();
  await expect(preview).toContainText('Nothing falls due on the way.');
  await home.getByText('+1 h', { exact: true }).click();
  await expect(preview).toContainText('The payment closes unless it is paid');
  await home.getByRole('button', { name: 'Move the clock' }).click();
  await expect(home.getByText('Nothing is due')).toBeVisible();
  await expect(home.getByTestId('clock-reading')).not.toHaveText(stands);

  await goTo(home, 'Home');
  await expect(home.getByRole('row').filter({ hasText: paymentId.slice(-8) })).toContainText('Failed');
  await expect(home.getByRole('img', { name: 'Virtual time of this environment' }).first()).toBeVisible();
  await expect(header).toHaveAttribute('data-clock', 'frozen');

  // Another program moves it too, and every page shows it at once.
  await desk.ctl('clock', 'resume');
  await expect(header).toHaveAttribute('data-clock', 'virtual');
  await goTo(home, 'Virtual clock');
  await home.getByRole('button', { name: 'Back to real time' }).click();
  await expect(header).toHaveAttribute('data-clock', 'real');
});
