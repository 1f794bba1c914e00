import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import type { Desk } from '../support/desk';
import { call, walletPayment } from '../support/merchant';
import type { Credentials } from '../support/merchant';
import { goTo } from '../support/screens';
import { expect, test } from '../support/test';

interface Keys {
  client_id: string;
  merchant_private_key: string;
}

async function merchantOf(desk: Desk): Promise<Credentials> {
  const keys = JSON.parse(await desk.ctl('keys', 'generate')) as Keys;
  return { gateway: desk.at.gateway, clientId: keys.client_id, privateKey: keys.merchant_private_key };
}

/** A wallet payment whose buyer has paid. */
async function paid(desk: Desk, merchant: Credentials, requestId: string, value: string): Promise<string> {
  const { paymentId = '' } = await call(merchant, 'payments/pay', walletPayment(requestId, value));
  await desk.api('Wallet', 'Approve', { environment: '', paymentId });
  return paymentId;
}

/** A card payment whose money is held until it is captured. */
function heldPayment(requestId: string, value: string): object {
  return {
    ...walletPayment(requestId, value),
    paymentAmount: { currency: 'SGD', value },
    paymentMethod: { paymentMethodType: 'CARD', paymentMethodMetaData: { cardNo: '4054695723100768', cvv: '123', expiryYear: '29', expiryMonth: '12' } },
    paymentFactor: { isAuthorization: true, captureMode: 'MANUAL' },
  };
}

const drawerOf = (page: Page) => page.getByRole('dialog', { name: 'Payment' });

async function openPayment(page: Page, paymentId: string): Promise<void> {
  await page.getByRole('link', { name: `Detail of payment ${paymentId}` }).click();
  await expect(drawerOf(page).getByText(paymentId).first()).toBeVisible();
}

/** Types an amount into the open dialog and sends it. */
async function sendAmount(page: Page, action: string, amount: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: action });
  await dialog.getByRole('textbox', { name: /^Amount/ }).fill(amount);
  await dialog.getByRole('textbox', { name: /^Amount/ }).press('Enter');
}

test('a payment on the screen of all transactions: found, paid, refunded, disputed, judged, and another cancelled', async ({ desk, home }) => {
  const merchant = await merchantOf(desk);
  const { paymentId = '' } = await call(merchant, 'payments/pay', walletPayment('counter-1', '150000'));
  await call(merchant, 'payments/pay', walletPayment('counter-2', '99900'));

  await goTo(home, 'All transactions');
  await expect(home.getByRole('link', { name: /^Detail of payment/ })).toHaveCount(2);
  await home.getByRole('searchbox', { name: 'Payment ID or payment request ID' }).fill('counter-1');
  await home.keyboard.press('Enter');
  await expect(home.getByRole('link', { name: /^Detail of payment/ })).toHaveCount(1);
  await home.getByRole('link', { name: `Detail of payment ${paymentId}` }).click();
  const drawer = drawerOf(home);
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

test('held money: amounts in the currency’s own units, captured in two parts, then refunded', async ({ desk, home }) => {
  const merchant = await merchantOf(desk);
  const { paymentId = '' } = await call(merchant, 'payments/pay', heldPayment('held-1', '4200'));
  await goTo(home, 'All transactions');
  await openPayment(home, paymentId);
  const drawer = drawerOf(home);
  const money = (name: string) => drawer.getByText(name, { exact: true }).locator('..');
  await expect(drawer.getByRole('button', { name: 'Cancel payment' })).toBeVisible();
  await expect(drawer.getByRole('button', { name: 'Refund' })).toHaveCount(0);

  await drawer.getByRole('button', { name: 'Capture' }).click();
  const capture = home.getByRole('dialog', { name: 'Capture' });
  const amount = capture.getByRole('textbox', { name: 'Amount in SGD' });
  await expect(amount).toHaveValue('42.00');
  for (const [typed, wrong] of [
    ['12.345', 'The amount has too many decimals; SGD has 2.'],
    ['0', 'The amount is 0; it has to be more.'],
    ['42.01', 'The amount is more than the 42.00 SGD left to capture.'],
    ['', 'The amount is missing; type how much, such as 42.00.'],
    ['12,50', 'The amount is not a number; use digits and at most one point, such as 42.00.'],
  ] as const) {
    await sendAmount(home, 'Capture', typed);
    await expect(capture).toContainText(wrong);
    await expect(amount).toHaveValue(typed);
  }
  await capture.getByRole('checkbox', { name: 'Keep what is left open for another capture' }).check();
  await sendAmount(home, 'Capture', '12.5');
  await expect(capture).toBeHidden();
  await expect(money('Captured')).toContainText('12.50 SGD');
  await expect(money('Left to capture')).toContainText('29.50 SGD');

  await drawer.getByRole('button', { name: 'Capture' }).click();
  await expect(amount).toHaveValue('29.50');
  await sendAmount(home, 'Capture', '9.5');
  await expect(capture).toBeHidden();
  await expect(money('Captured')).toContainText('22.00 SGD');
  await expect(money('Left to capture')).toContainText('0.00 SGD');
  await expect(drawer.getByRole('button', { name: 'Capture' })).toHaveCount(0);
  await expect(drawer).toContainText('notifyCapture');

  await drawer.getByRole('button', { name: 'Refund' }).click();
  await expect(home.getByRole('dialog', { name: 'Refund' }).getByRole('textbox', { name: 'Amount in SGD' })).toHaveValue('22.00');
  await sendAmount(home, 'Refund', '22');
  await expect(money('Refunded')).toContainText('22.00 SGD');
  await expect(drawer.getByRole('button', { name: 'Refund' })).toHaveCount(0);
});

test('a payment is cancelled only where the gateway would', async ({ desk, home }) => {
  const merchant = await merchantOf(desk);
  const refunded = await paid(desk, merchant, 'refunded-1', '150000');
  const old = await paid(desk, merchant, 'old-1', '99900');
  await goTo(home, 'All transactions');
  const drawer = drawerOf(home);
  const cancel = drawer.getByRole('button', { name: 'Cancel payment' });
  const dispute = drawer.getByRole('button', { name: 'Open a dispute' });

  await openPayment(home, refunded);
  await expect(cancel).toBeVisible();
  await drawer.getByRole('button', { name: 'Refund' }).click();
  await sendAmount(home, 'Refund', '1');
  await expect(cancel).toHaveCount(0);
  await expect(dispute).toBeVisible();
  const refused = await call(merchant, 'payments/cancel', { paymentId: refunded });
  expect(refused.result).toMatchObject({ resultStatus: 'F', resultCode: 'ORDER_STATUS_INVALID' });
  await drawer.getByRole('button', { name: 'Close' }).click();

  await openPayment(home, old);
  await expect(cancel).toBeVisible();
  await desk.ctl('clock', 'advance', '25h');
  await expect(cancel).toHaveCount(0);
  await expect(drawer.getByRole('button', { name: 'Refund' })).toBeVisible();
  const late = await call(merchant, 'payments/cancel', { paymentId: old });
  expect(late.result).toMatchObject({ resultStatus: 'F', resultCode: 'CANCEL_WINDOW_EXCEED' });
});

test('disputes: judged for the buyer, taken back by the buyer, accepted by the merchant', async ({ desk, home }) => {
  const merchant = await merchantOf(desk);
  const paymentId = await paid(desk, merchant, 'disputed-1', '150000');
  await goTo(home, 'All transactions');
  await openPayment(home, paymentId);
  const drawer = drawerOf(home);
  const judge = drawer.getByRole('button', { name: 'Judge for the buyer' });
  const disputeOf = async (amount: string) => {
    await drawer.getByRole('button', { name: 'Open a dispute' }).click();
    await sendAmount(home, 'Open a dispute', amount);
    await expect(judge).toBeVisible();
    await expect(drawer.getByRole('button', { name: 'Open a dispute' })).toHaveCount(0);
  };

  await drawer.getByRole('button', { name: 'Open a dispute' }).click();
  await sendAmount(home, 'Open a dispute', '1500.01');
  await expect(home.getByRole('dialog', { name: 'Open a dispute' })).toContainText('The amount is more than the payment of 1500.00 PHP.');
  await home.getByRole('dialog', { name: 'Open a dispute' }).getByRole('button', { name: 'Close' }).last().click();

  await disputeOf('600');
  await judge.click();
  await expect(drawer.getByText('judged', { exact: true })).toBeVisible();
  await expect(judge).toHaveCount(0);
  expect(JSON.parse(await desk.ctl('--json', 'disputes', 'list'))).toMatchObject({ items: [{ status: 'JUDGED', judgedResult: 'ACCEPT_BY_MERCHANT', amountMinor: '60000' }] });

  await disputeOf('700.50');
  await drawer.getByRole('button', { name: 'Buyer takes it back' }).click();
  await expect(drawer.getByText('taken back by the buyer')).toBeVisible();
  await expect(judge).toHaveCount(0);

  await disputeOf('1500');
  const { items } = await desk.api<{ items: { disputeId: string }[] }>('Disputes', 'List', { environment: '', paymentId });
  const accepted = await call(merchant, 'payments/acceptDispute', { disputeId: items[0]?.disputeId });
  expect(accepted.result).toMatchObject({ resultCode: 'SUCCESS' });
  await expect(drawer.getByText('accepted', { exact: true })).toBeVisible();
  await expect(judge).toHaveCount(0);
});

test('the list by keyboard, and what it filters as a file', async ({ desk, home }) => {
  const merchant = await merchantOf(desk);
  const ids: string[] = [];
  for (const name of ['keys-1', 'keys-2', 'keys-3']) ids.unshift(await paid(desk, merchant, name, '150000'));
  await call(merchant, 'payments/pay', { ...walletPayment('=1+1', '500'), order: { referenceOrderId: '=HYPERLINK("http://evil")', orderDescription: 'Tea', orderAmount: { currency: 'PHP', value: '500' } } });
  await goTo(home, 'All transactions');
  await expect(home.getByRole('link', { name: /^Detail of payment/ })).toHaveCount(4);
  const selected = home.getByRole('row', { selected: true });

  await home.keyboard.press('/');
  await expect(home.getByRole('searchbox', { name: 'Payment ID or payment request ID' })).toBeFocused();
  await home.keyboard.type('keys');
  await home.keyboard.press('Enter');
  await expect(home.getByRole('link', { name: /^Detail of payment/ })).toHaveCount(3);
  for (const key of ['j', 'j', 'j', 'k']) await home.keyboard.press(key);
  await expect(selected).toHaveId(`row-${ids[1] ?? ''}`);
  await home.keyboard.press('Enter');
  await expect(home).toHaveURL(new RegExp(`/transactions/${ids[1] ?? ''}\\?query=keys`));
  await home.keyboard.press('j');
  await expect(drawerOf(home).getByText(ids[2] ?? '').first()).toBeVisible();
  await drawerOf(home).getByRole('button', { name: 'Refund' }).click();
  await expect(home.getByRole('dialog', { name: 'Refund' })).toBeVisible();
  // The dialog's keys are its own: the list does not move, and Esc closes one thing at a time.
  await home.getByRole('dialog', { name: 'Refund' }).getByRole('button', { name: 'Refund' }).focus();
  await home.keyboard.press('k');
  await home.keyboard.press('Escape');
  await expect(home.getByRole('dialog', { name: 'Refund' })).toBeHidden();
  await expect(drawerOf(home).getByText(ids[2] ?? '').first()).toBeVisible();
  await home.keyboard.press('Escape');
  await expect(drawerOf(home)).toBeHidden();
  await expect(home.getByRole('grid', { name: 'All transactions' })).toBeFocused();

  const exported = async (format: string) => {
    await home.getByRole('button', { name: 'Export' }).click();
    const dialog = home.getByRole('dialog', { name: 'Export what is listed' });
    await dialog.getByRole('radio', { name: new RegExp(format) }).check();
    const [file] = await Promise.all([home.waitForEvent('download'), dialog.getByRole('button', { name: 'Download' }).click()]);
    expect(file.suggestedFilename()).toMatch(new RegExp(`^antom-desk-transactions-.*\\.${format.toLowerCase()}$`));
    return (await readFile(await file.path(), 'utf8')).trimEnd().split('\n');
  };
  const lines = (await exported('NDJSON')).map((line) => JSON.parse(line) as { paymentId: string; amount: string });
  expect(lines.map(({ paymentId }) => paymentId)).toEqual(ids);
  expect(lines[0]?.amount).toBe('1500.00');
  await home.getByRole('button', { name: 'Reset all' }).click();
  await expect(home.getByRole('link', { name: /^Detail of payment/ })).toHaveCount(4);
  const table = await exported('CSV');
  expect(table).toHaveLength(5);
  expect(table[1]).toContain(`,'=1+1,"'=HYPERLINK(""http://evil"")",`);
});
