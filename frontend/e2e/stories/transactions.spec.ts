import { call, walletPayment } from '../support/merchant';
import { goTo } from '../support/screens';
import { expect, test } from '../support/test';

interface Keys {
  client_id: string;
  merchant_private_key: string;
}

test('a payment on the screen of all transactions: found, paid, refunded, disputed, judged, and another cancelled', async ({ desk, home }) => {
  const keys = JSON.parse(await desk.ctl('keys', 'generate')) as Keys;
  const merchant = { gateway: desk.at.gateway, clientId: keys.client_id, privateKey: keys.merchant_private_key };
  const { paymentId = '' } = await call(merchant, 'payments/pay', walletPayment('counter-1', '150000'));
  await call(merchant, 'payments/pay', walletPayment('counter-2', '99900'));

  await goTo(home, 'All transactions');
  await expect(home.getByRole('link', { name: /^Detail of payment/ })).toHaveCount(2);
  await home.getByRole('searchbox', { name: 'Payment ID or payment request ID' }).fill('counter-1');
  await home.keyboard.press('Enter');
  await expect(home.getByRole('link', { name: /^Detail of payment/ })).toHaveCount(1);
  await home.getByRole('link', { name: `Detail of payment ${paymentId}` }).click();
  const drawer = home.getByRole('dialog', { name: 'Payment' });
  await drawer.getByRole('button', { name: 'Pay as the buyer' }).click();
  await expect(drawer.getByRole('button', { name: 'Open a dispute' })).toBeVisible();
  await expect(drawer).toContainText('notifyPayment');

  await drawer.getByRole('button', { name: 'Refund' }).click();
  const refund = home.getByRole('dialog', { name: 'Refund' });
  await refund.getByRole('textbox', { name: /^Amount/ }).fill('1500.01');
  await refund.getByRole('button', { name: 'Refund' }).click();
  await expect(refund).toContainText('The amount is more than the 1500.00 PHP left to refund.');
  await expect(refund.getByRole('textbox', { name: /^Amount/ })).toHaveValue('1500.01');
  await refund.getByRole('textbox', { name: /^Amount/ }).fill('500');
  await refund.getByRole('button', { name: 'Refund' }).click();
  await expect(refund).toBeHidden();
  await expect(drawer.getByText('Left to refund').locator('..')).toContainText('1000.00 PHP');

  await drawer.getByRole('button', { name: 'Open a dispute' }).click();
  const dispute = home.getByRole('dialog', { name: 'Open a dispute' });
  await dispute.getByRole('textbox', { name: /^Amount/ }).fill('600.00');
  await dispute.getByRole('button', { name: 'Open a dispute' }).click();
  await drawer.getByRole('button', { name: 'Judge for the merchant' }).click();
  await expect(drawer.getByText('judged', { exact: true })).toBeVisible();
  await expect(drawer).toContainText('notifyDispute');
  await drawer.getByRole('button', { name: 'Close' }).click();

  await home.getByRole('button', { name: 'Reset all' }).click();
  await expect(home.getByRole('link', { name: /^Detail of payment/ })).toHaveCount(2);
  await home.getByRole('link', { name: /^Detail of payment/ }).first().click();
  await drawer.getByRole('button', { name: 'Cancel payment' }).click();
  await home.getByRole('tooltip').getByRole('button', { name: 'Cancel payment' }).click();
  await expect(drawer.getByRole('button', { name: 'Cancel payment' })).toHaveCount(0);
  await expect(home.getByRole('row').filter({ hasText: 'counter-2' })).toContainText('Cancelled');
});
