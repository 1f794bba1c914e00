import { bodyEditor, goTo, pick, rows } from '../support/screens';
import { expect, test } from '../support/test';

const refundOf = (body: string) => (JSON.parse(body) as { notifyType: string }).notifyType;

test('a type gets a URL; a test is sent there, refused, judged in one sentence, and sent again from the log', async ({ home, shop }) => {
  await goTo(home, 'Notification URL');
  await home.getByRole('button', { name: 'Add a URL for notifyRefund' }).click();
  const url = home.getByRole('dialog').getByRole('textbox');
  await url.fill('localhost:3000');
  await url.press('Enter');
  await expect(home.getByRole('dialog')).toContainText('http');
  await url.fill(`${shop.origin}/refunds`);
  await url.press('Enter');
  await expect(home.getByRole('dialog')).toBeHidden();
  await expect(home.getByRole('row', { name: /notifyRefund/ })).toContainText(`${shop.origin}/refunds`);

  await home.getByRole('tab', { name: 'Test' }).click();
  await pick(home, 'Notification type', /notifyRefund/);
  await expect(bodyEditor(home)).toContainText('"refundId"');
  shop.refuses = true;
  await home.getByRole('button', { name: 'Send', exact: true }).click();
  const verdict = home.getByTestId('delivery-summary');
  await expect(verdict).toContainText('Not acknowledged');
  await expect(home.getByRole('region', { name: 'Attempts' })).toContainText('result');
  shop.refuses = false;
  await home.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(verdict).toHaveText('Acknowledged');
  expect(shop.received.map(({ path, body }) => [path, refundOf(body)])).toEqual(Array(2).fill(['/refunds', 'REFUND_RESULT']));

  await goTo(home, 'Notification log');
  await rows(home).last().click();
  await home.getByRole('button', { name: 'Resend', exact: true }).click();
  await home.getByRole('dialog', { name: 'Send this notification again' }).getByRole('radio', { name: /As it was/ }).check();
  await home.getByRole('dialog', { name: 'Send this notification again' }).getByRole('button', { name: 'Resend', exact: true }).click();
  await expect.poll(() => shop.received.length).toBe(3);
  expect(shop.received[2]).toEqual(shop.received[0]);
});

test('the Lab sends a notification three times, says so, and ends with one click', async ({ home, shop }) => {
  await goTo(home, 'Delivery Lab');
  await expect(home.getByText('Nothing is armed')).toBeVisible();
  await home.getByRole('spinbutton', { name: 'Copies' }).fill('3');
  await home.getByRole('spinbutton', { name: /^Seed/ }).fill('4711');
  await home.getByRole('button', { name: 'Arm', exact: true }).click();
  await expect(home.getByText('1 fault is armed')).toBeVisible();

  await goTo(home, 'Notification URL');
  await home.getByRole('tab', { name: 'Test' }).click();
  await home.getByRole('textbox', { name: 'Send to' }).fill(`${shop.origin}/hook`);
  await home.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(home.getByTestId('delivery-summary')).toHaveText('Acknowledged');
  await expect.poll(() => shop.received.length).toBe(3);
  expect(new Set(shop.received.map(({ body }) => body)).size).toBe(1);

  await goTo(home, 'Delivery Lab');
  await home.getByRole('button', { name: 'Show the delivery log' }).click();
  await expect(home.getByText(/"attempt":1/).first()).toBeVisible();
  await home.getByRole('button', { name: 'End all' }).click();
  await expect(home.getByText('Nothing is armed', { exact: true })).toBeVisible();
  await goTo(home, 'Notification URL');
  await home.getByRole('tab', { name: 'Test' }).click();
  await home.getByRole('textbox', { name: 'Send to' }).fill(`${shop.origin}/hook`);
  await home.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(home.getByTestId('delivery-summary')).toHaveText('Acknowledged');
  expect(shop.received.length).toBe(4);
});
