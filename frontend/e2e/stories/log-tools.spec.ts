import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { useDesk } from '../scenes/made';
import { goTo, rows, search } from '../support/screens';
import { expect, test } from '../support/test';

const run = promisify(execFile);
const searchBox = (page: Page) => page.getByRole('combobox', { name: 'Search', exact: true });
const option = (page: Page, text: string) => page.locator('.ant-select-item-option').filter({ hasText: text }).first();

test('a search is typed with completions, stands in the address, and is taken apart again', async ({ desk, home }) => {
  await useDesk(desk);
  await goTo(home, 'Request log');
  await expect(rows(home)).toHaveCount(10);
  await home.keyboard.press('/');
  await home.keyboard.type('stat');
  await expect(option(home, 'status:')).toBeVisible();
  await home.keyboard.press('ArrowDown');
  await home.keyboard.press('Enter');
  await expect(searchBox(home)).toHaveValue('status:');
  await home.keyboard.type('F');
  await home.keyboard.type(' code:refund_am');
  await expect(option(home, 'REFUND_AMOUNT_EXCEED')).toBeVisible();
  await home.keyboard.press('ArrowDown');
  await home.keyboard.press('Enter');
  await expect(searchBox(home)).toHaveValue('status:F code:REFUND_AMOUNT_EXCEED ');
  await expect(rows(home)).toHaveCount(1);
  await expect(home).toHaveURL(/q=status%3AF\+code%3AREFUND_AMOUNT_EXCEED/);
  await home.keyboard.press('Enter');

  await home.getByRole('button', { name: 'Remove code:REFUND_AMOUNT_EXCEED' }).click();
  await expect(searchBox(home)).toHaveValue('status:F');
  await expect(rows(home)).toHaveCount(4);
  await search(home, 'status:F colour:red');
  await expect(home.getByRole('alert')).toContainText('At character 10: "colour" is not a field');
  await search(home, 'status:S,U -api:payments/pay http:2xx after:1h larger:10');
  await expect(rows(home)).toHaveCount(2);
  const shared = await home.context().newPage();
  await shared.goto(home.url());
  await expect(rows(shared)).toHaveCount(2);
});

test('everything about a payment stands in one list, and bodies are searched apart', async ({ desk, home }) => {
  const { paidId } = await useDesk(desk);
  await goTo(home, 'Notification log');
  await search(home, `type:notifyPayment ${paidId}`);
  await expect(rows(home)).toHaveCount(2);
  await home.keyboard.press('Enter');
  await home.keyboard.press('j');
  await home.keyboard.press('p');
  await expect(home.getByRole('heading', { level: 1, name: 'All exchanges' })).toBeVisible();
  await expect(searchBox(home)).toHaveValue(`payment:${paidId}`);
  for (const kind of ['Call', 'Sent', 'Received']) await expect(rows(home).filter({ hasText: kind }).first()).toBeVisible();

  await goTo(home, 'Request log');
  await search(home, 'ORDER-order-7784');
  await expect(home.getByText('Nothing matches')).toBeVisible();
  await search(home, '');
  await home.getByRole('button', { name: 'In bodies' }).click();
  await home.getByRole('searchbox', { name: 'Text in a body' }).fill('no-such-text');
  await home.keyboard.press('Enter');
  await expect(home.getByText('10 read, 0 found')).toBeVisible();
  await home.getByRole('searchbox', { name: 'Text in a body' }).fill('order-ORDER-7784');
  await home.keyboard.press('Enter');
  await expect(home.getByText('10 read, 1 found')).toBeVisible();
  await expect(rows(home)).toHaveCount(1);
  await rows(home).first().click();
  await expect(home.getByRole('dialog')).toContainText('12500.00 PHP');
});

test('two calls are marked and compared', async ({ desk, home }) => {
  await useDesk(desk);
  await home.goto(`${desk.at.ui}/#/logs/requests?q=payments/refund`);
  await expect(rows(home)).toHaveCount(2);
  await home.keyboard.press('j');
  await home.keyboard.press('x');
  await rows(home).nth(1).getByTitle('Mark to compare (x)').click();
  await home.getByRole('button', { name: 'Compare 2 of 2' }).click();
  const left = home.getByRole('textbox', { name: 'First exchange' });
  const right = home.getByRole('textbox', { name: 'Second exchange' });
  await expect(left).toContainText('"value": "9999999"');
  await expect(right).toContainText('"value": "50000"');
  await expect(home.locator('.cm-changedText').first()).toBeVisible();
  await home.getByText('Answer', { exact: true }).click();
  await expect(left).toContainText('REFUND_AMOUNT_EXCEED');
  await home.getByRole('button', { name: 'Swap' }).click();
  await expect(right).toContainText('REFUND_AMOUNT_EXCEED');
  await home.getByRole('button', { name: 'Back' }).click();
  await expect(rows(home)).toHaveCount(2);
});

test('a call is copied as cURL and answers the same again; the list is downloaded whole', async ({ desk, home }) => {
  const made = await useDesk(desk);
  await home.goto(`${desk.at.ui}/#/logs/requests/${made.paidExchange}`);
  await home.getByRole('button', { name: 'Copy as cURL' }).click();
  await expect(home.getByText('The command is on the clipboard.')).toBeVisible();
  const command = await home.evaluate(() => navigator.clipboard.readText());
  const { stdout } = await run('sh', ['-c', command]);
  // The same request id with the same body gets the stored answer, and its signature holds.
  expect(stdout).toContain(made.paidId);
  expect(stdout).toContain('PAYMENT_IN_PROCESS');

  await home.goto(`${desk.at.ui}/#/logs/requests?q=request:order-7781`);
  await expect(rows(home).first()).toBeVisible();
  const listed = await rows(home).count();
  await home.getByRole('button', { name: 'Export' }).click();
  await expect(home.getByText(`${listed} rows go into the file.`)).toBeVisible();
  const [download] = await Promise.all([home.waitForEvent('download'), home.getByRole('button', { name: 'Download' }).click()]);
  expect(download.suggestedFilename()).toMatch(/^antom-desk-requests-.*\.har$/);
  const archive = JSON.parse(await readFile(await download.path(), 'utf8')) as { log: { version: string; entries: { request: { url: string } }[] } };
  expect(archive.log.version).toBe('1.2');
  expect(archive.log.entries).toHaveLength(listed);
  expect(archive.log.entries[0]?.request.url).toContain(desk.at.gateway);
});
