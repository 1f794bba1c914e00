import type { Page } from '@playwright/test';
import { call, keyPair, walletPayment } from '../support/merchant';
import type { Credentials } from '../support/merchant';
import { copy, goTo } from '../support/screens';
import { expect, test } from '../support/test';

const dialogOf = (page: Page) => page.getByRole('dialog');

/** Generates the first pair, or replaces the present one, and gives back the private key shown once. */
async function generate(page: Page, confirm: string): Promise<string> {
  await dialogOf(page).getByRole('button', { name: confirm }).click();
  const privateKey = await copy(page, 'PKCS#8');
  await dialogOf(page).getByRole('button', { name: 'I know' }).click();
  await expect(dialogOf(page)).toBeHidden();
  return privateKey;
}

async function importKeys(page: Page, fill: { clientId?: string; publicKey: string; privateKey?: string }): Promise<void> {
  const dialog = dialogOf(page);
  if (fill.clientId !== undefined) await dialog.getByRole('textbox', { name: 'Client ID' }).fill(fill.clientId);
  await dialog.getByRole('textbox', { name: 'Public key' }).fill(fill.publicKey);
  if (fill.privateKey !== undefined) await dialog.getByRole('textbox', { name: 'Private key' }).fill(fill.privateKey);
  await dialog.getByRole('button', { name: /^Confirm/ }).click();
}

const codeOf = async (merchant: Credentials, id: string) => (await call(merchant, 'payments/pay', walletPayment(id, '100'))).result.resultCode;

test('replacing keys with one click: the old key stops verifying at once', async ({ desk, home }) => {
  await goTo(home, 'Key configuration');
  await home.getByRole('button', { name: 'Generate key' }).first().click();
  const first = await generate(home, 'Confirm');
  const clientId = await copy(home, 'Client ID');
  const merchant = { gateway: desk.at.gateway, clientId, privateKey: first };
  expect(await codeOf(merchant, 'one')).toBe('PAYMENT_IN_PROCESS');

  await home.getByRole('button', { name: 'Replace keys' }).click();
  await home.getByRole('menuitem', { name: /Replace keys with one click/ }).click();
  await expect(dialogOf(home)).toContainText('stops verifying at once');
  const second = await generate(home, 'Confirm replacement');
  expect(second).not.toBe(first);

  expect(await codeOf(merchant, 'two')).toBe('INVALID_SIGNATURE');
  expect(await codeOf({ ...merchant, privateKey: second }, 'three')).toBe('PAYMENT_IN_PROCESS');
  const history = home.getByRole('table').getByRole('row');
  await expect(history.filter({ hasText: 'Active' })).toContainText('2');
  await expect(history.filter({ hasText: 'Replaced' }).last()).toContainText('1');
});

test('your own keys and client id are registered, and one pair in both environments warns', async ({ desk, home }) => {
  const own = keyPair();
  await goTo(home, 'Key configuration');
  await home.getByRole('button', { name: 'Use your own public and private keys' }).click();
  await importKeys(home, { publicKey: 'not a key' });
  await expect(dialogOf(home)).toContainText('not an RSA public key');
  // A refusal keeps what was typed.
  await expect(dialogOf(home).getByRole('textbox', { name: 'Public key' })).toHaveValue('not a key');
  await importKeys(home, { clientId: 'SANDBOX_MYOWNSHOP00001', publicKey: own.publicKey });
  await expect(dialogOf(home)).toBeHidden();
  expect(await copy(home, 'Client ID')).toBe('SANDBOX_MYOWNSHOP00001');
  const mine = { gateway: desk.at.gateway, clientId: 'SANDBOX_MYOWNSHOP00001', privateKey: own.privateKey };
  expect(await codeOf(mine, 'own')).toBe('PAYMENT_IN_PROCESS');

  const header = home.getByRole('banner');
  const colour = () => header.evaluate((bar) => getComputedStyle(bar).backgroundColor);
  const testColour = await colour();
  await header.getByText('Live mode').click();
  await expect(header).toHaveAttribute('data-mode', 'live');
  await expect.poll(colour).not.toBe(testColour);
  const liveColour = await colour();

  await expect(home.getByText('No key yet')).toBeVisible();
  await home.getByRole('button', { name: 'Use your own public and private keys' }).click();
  await importKeys(home, { clientId: 'SANDBOX_NOTLIVE', publicKey: own.publicKey });
  await expect(dialogOf(home)).toContainText('belongs to the test environment');
  await importKeys(home, { clientId: '5YMYOWNLIVE', publicKey: own.publicKey, privateKey: own.privateKey });
  await expect(dialogOf(home)).toBeHidden();
  await expect(home.getByRole('main').getByText('Test and live use the same public key')).toBeVisible();

  // Live shows on every page, and survives a reload of the tab.
  for (const page of ['Home', 'API call simulation', 'Request log', 'Notification log']) {
    await goTo(home, page);
    expect(await colour()).toBe(liveColour);
  }
  await home.reload();
  await expect(header).toHaveAttribute('data-mode', 'live');
});
