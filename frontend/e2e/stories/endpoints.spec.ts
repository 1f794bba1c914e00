import type { Page } from '@playwright/test';
import { goTo, rows } from '../support/screens';
import { expect, test } from '../support/test';

const section = (page: Page, name: string) => page.getByRole('region', { name: `Forwarding of ${name}` });

async function post(url: string, body: string): Promise<number> {
  return (await fetch(url, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body })).status;
}

test('an endpoint fails twice, then acknowledges; its captures are forwarded, held while paused, and found in the log', async ({ desk, home, shop }) => {
  await goTo(home, 'Listener endpoints');
  await expect(home.getByText('No endpoint of your own yet')).toBeVisible();
  await home.getByRole('button', { name: 'Add endpoint' }).first().click();
  const drawer = home.getByRole('dialog');
  const path = drawer.getByRole('textbox', { name: 'Path' });
  await path.fill('/notifications');
  await expect(drawer).toContainText('This is the built-in endpoint’s path');
  await path.fill('/shop');
  await drawer.getByRole('radio', { name: 'Not verified' }).check();
  await drawer.getByRole('button', { name: 'Add a step' }).click();
  const first = drawer.getByText('Step 1', { exact: true }).locator('xpath=ancestor::div[2]');
  await first.getByRole('radio', { name: 'A reply of your own' }).check();
  await first.getByRole('spinbutton', { name: 'HTTP status' }).fill('503');
  await first.getByRole('spinbutton', { name: 'Captures' }).fill('2');
  const body = drawer.getByRole('textbox', { name: 'Body of step 1' });
  await body.fill('{\n  "id": {{.Nope}}\n}');
  await expect(drawer).toContainText('Line 2 of the body');
  await body.fill('{"id":{{json (.Field "paymentRequestId")}}}');
  await expect(drawer).toContainText('HTTP/1.1 503 Service Unavailable');
  await drawer.getByRole('button', { name: 'Save' }).click();
  await expect(drawer).toBeHidden();

  const url = `${desk.at.listener}/shop`;
  expect([await post(url, '{"n":1}'), await post(url, '{"n":2}'), await post(url, '{"n":3}')]).toEqual([503, 503, 200]);
  await expect(home.getByText('3 captures')).toBeVisible();
  await expect(home.getByText('next is step 2 of 2')).toBeVisible();
  await home.getByRole('button', { name: 'Begin anew' }).click();
  await expect(home.getByText('next is step 1 of 2')).toBeVisible();

  await home.getByRole('button', { name: 'Add target to /shop' }).click();
  await home.getByRole('textbox', { name: 'URL' }).fill(`${shop.origin}/hook`);
  await home.getByRole('button', { name: 'Save' }).click();
  await section(home, '/shop').getByRole('button', { name: /^Pause/ }).click();
  await expect(section(home, '/shop')).toContainText('Paused');
  await post(url, '{"n":4}');
  await post(url, '{"n":5}');
  await expect(section(home, '/shop').getByRole('row').last().getByRole('cell').nth(4)).toHaveText('2');
  expect(shop.received).toEqual([]);
  await section(home, '/shop').getByRole('button', { name: /^Resume/ }).click();
  await expect.poll(() => shop.received.map(({ body: sent }) => sent)).toEqual(['{"n":4}', '{"n":5}']);
  await expect(section(home, '/shop')).toContainText('Up');

  await home.getByRole('link', { name: 'Last one' }).click();
  await expect(home.getByRole('dialog')).toContainText('Answered by its rule · Step 1 of 2');
  await home.getByRole('tab', { name: 'Forwards' }).click();
  await expect(home.getByRole('dialog')).toContainText('HTTP 200');
  await home.getByRole('link', { name: 'Show exchange' }).click();
  await expect(home.getByRole('dialog')).toContainText('Notification forwarded');
});

test('a test POST to the built-in endpoint is captured, verified and shown', async ({ home }) => {
  await goTo(home, 'Listener endpoints');
  await home.getByRole('button', { name: 'Send a test POST to Built-in endpoint' }).click();
  await expect(home.getByText('Built-in endpoint answered HTTP 200')).toBeVisible();
  await home.getByRole('button', { name: 'Show in the log' }).click();
  await expect(rows(home)).toHaveCount(1);
  await expect(rows(home).first()).toContainText('Verified');
});
