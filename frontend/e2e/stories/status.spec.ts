import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { call, walletPayment } from '../support/merchant';
import { goTo, rows } from '../support/screens';
import { expect, test } from '../support/test';

interface Keys {
  client_id: string;
  merchant_private_key: string;
}

/** Takes a port, as another program would. */
function occupy(): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => resolve(server));
  });
}

test('a taken port is said on every page, with its remedy, and another port gets the gateway going', async ({ desk, home }) => {
  const other = await occupy();
  const address = `127.0.0.1:${(other.address() as AddressInfo).port}`;
  await expect(home.getByRole('button', { name: /Servers up/ })).toBeVisible();
  await desk.api('System', 'RestartServer', { name: 'gateway', address });

  const banner = home.getByRole('alert').filter({ hasText: address });
  await expect(banner).toContainText(`Gateway (HTTP) does not listen on ${address}`);
  await expect(banner).toContainText('in use');
  for (const page of ['Key configuration', 'Request log', 'Home']) {
    await goTo(home, page);
    await expect(banner).toBeVisible();
  }
  await expect(home.getByRole('main').getByText('Not listening')).toBeVisible();

  await banner.getByRole('button', { name: 'Try another port' }).click();
  const field = home.getByRole('textbox', { name: /Address/ });
  await field.fill('somewhere');
  await home.getByRole('button', { name: 'Start here' }).click();
  await expect(home.getByText('Write host:port')).toBeVisible();
  await field.fill(address);
  await home.getByRole('button', { name: 'Start here' }).click();
  await expect(home.getByRole('tooltip')).toContainText('in use');
  await field.fill(new URL(desk.at.gateway).host);
  await home.getByRole('button', { name: 'Start here' }).click();
  await expect(banner).toBeHidden();
  await expect(home.getByRole('button', { name: /Servers up/ })).toBeVisible();

  await home.getByRole('button', { name: /Servers up/ }).click();
  await expect(home.getByRole('list', { name: 'Servers' })).toContainText(desk.at.gateway);
  other.close();
});

test('a stopped program shows as a lost connection; a new link brings the open tab back up to date', async ({ desk, home, context }) => {
  const keys = JSON.parse(await desk.ctl('keys', 'generate')) as Keys;
  const merchant = { gateway: desk.at.gateway, clientId: keys.client_id, privateKey: keys.merchant_private_key };
  await goTo(home, 'Request log');
  await call(merchant, 'payments/pay', walletPayment('before', '100'));
  await expect(rows(home)).toHaveCount(1);

  await desk.stop();
  await expect(home.getByText('Connection lost')).toBeVisible();
  await expect(rows(home)).toHaveCount(1);

  await desk.startAgain();
  await call(merchant, 'payments/pay', walletPayment('after', '100'));
  // Sessions end with the program: the tab says what to do.
  await expect(home.getByText('antomctl ui')).toBeVisible();
  const again = await context.newPage();
  await again.goto(await desk.ctl('ui'));
  await expect(rows(home)).toHaveCount(2);
  await expect(home.getByText('Connection lost')).toBeHidden();
});

test('a used link and a stranger are turned away with what to do', async ({ desk, home, browser }) => {
  await expect(home.getByRole('heading', { name: 'Home' })).toBeVisible();
  const stranger = await browser.newContext();
  const page = await stranger.newPage();
  await page.goto(desk.link);
  await expect(page.getByText('antomctl ui')).toBeVisible();
  await page.goto(desk.at.ui);
  await expect(page.getByText('antomctl ui')).toBeVisible();
  await stranger.close();
});

test('a failure inside a service is said with what to do, and trying again recovers', async ({ home }) => {
  await home.route('**/api/Keys/Show', (route) => route.fulfill({ status: 500, json: { code: 'internal', message: 'something unexpected happened', field: '', exchangeId: '' } }));
  await home.reload();
  await goTo(home, 'Key configuration');
  const panel = home.getByRole('main').getByRole('alert');
  await expect(panel).toContainText('Something went wrong');
  await expect(panel).toContainText('Try again');
  await home.unroute('**/api/Keys/Show');
  await panel.getByRole('button', { name: 'Try again' }).click();
  await expect(home.getByText('No key yet')).toBeVisible();
});
