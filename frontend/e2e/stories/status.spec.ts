import { call, walletPayment } from '../support/merchant';
import { goTo, rows } from '../support/screens';
import { expect, test } from '../support/test';

interface Keys {
  client_id: string;
  merchant_private_key: string;
}

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

test('the address of a server that does not listen is whole, with what is wrong beside it', async ({ home }) => {
  await home.route('**/api/System/Status', async (route) => {
    const response = await route.fetch();
    const status = (await response.json()) as { servers: { name: string; origin: string; problem: string }[] };
    for (const server of status.servers) Object.assign(server, { origin: '', problem: 'the port is already in use by another program' });
    await route.fulfill({ response, json: status });
  });
  await home.reload();
  await home.setViewportSize({ width: 1280, height: 800 });
  const resources = home.locator('.ant-card').filter({ has: home.getByRole('heading', { name: 'Integration resources' }) });
  await expect(resources.getByText('Not listening')).toHaveCount(3);
  const cut = await resources.locator('[title^="http"]').evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent));
  expect(cut).toEqual([]);
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
