import { Business } from '../support/business';
import { expect, test } from '../support/test';

interface Token {
  accessToken: string;
  refreshToken: string;
}

test('Auto Debit: consent, a token, charges, a refreshed token, and the end of it', async ({ desk, shop, page }) => {
  const business = await Business.open(desk, shop);
  const wallet = { customerBelongsTo: 'TRUEMONEY' };
  const consult = (authState: string) => business.ask<{ normalUrl: string }>('authorizations/consult', {
    ...wallet, authClientId: 'shop-1', authRedirectUrl: business.back, authNotifyUrl: business.notify, authState,
    scopes: ['AGREEMENT_PAY', 'USER_LOGIN_ID'], terminalType: 'WEB',
  });

  // Who declines comes back without a code.
  await page.goto((await consult('state-no')).normalUrl);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('asks your wallet to agree');
  await page.getByRole('button', { name: 'Decline' }).click();
  const declined = (await business.welcome(page)).searchParams;
  expect([declined.get('authState'), declined.get('authCode')]).toEqual(['state-no', null]);

  const { normalUrl } = await consult('state-yes');
  await page.goto(normalUrl);
  await expect(page.getByRole('listitem')).toContainText(['Charge the wallet later without asking you again', 'See the name you log in with']);
  await page.getByRole('button', { name: 'Agree and link' }).click();
  const agreed = (await business.welcome(page)).searchParams;
  const authCode = agreed.get('authCode') ?? '';
  expect(agreed.get('authState')).toBe('state-yes');
  await business.hears({ authorizationNotifyType: 'AUTHCODE_CREATED', authState: 'state-yes', authCode });
  await page.goto(normalUrl);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Wallet linked');

  const grant = { ...wallet, grantType: 'AUTHORIZATION_CODE', authCode };
  const token = await business.ask<Token>('authorizations/applyToken', grant);
  await business.ask('authorizations/applyToken', grant, 'INVALID_AUTHCODE');
  const charge = (accessToken: string) => ({
    ...business.order('THB', '99000'), productCode: 'AGREEMENT_PAYMENT', paymentMethod: { paymentMethodType: 'TRUEMONEY', paymentMethodId: accessToken },
  });
  const { paymentId } = await business.ask<{ paymentId: string }>('payments/pay', charge(token.accessToken));
  await business.hears({ notifyType: 'PAYMENT_RESULT', paymentId });

  // The token ends after thirty days and is refreshed; the new one takes its place.
  await business.pass(31 * 24);
  await business.ask('payments/pay', charge(token.accessToken), 'INVALID_ACCESS_TOKEN');
  const fresh = await business.ask<Token>('authorizations/applyToken', { ...wallet, grantType: 'REFRESH_TOKEN', refreshToken: token.refreshToken });
  expect(fresh.accessToken).not.toBe(token.accessToken);
  const next = await business.ask<{ paymentId: string }>('payments/pay', charge(fresh.accessToken));
  await business.hears({ notifyType: 'PAYMENT_RESULT', paymentId: next.paymentId });
  expect(await business.ask('authorizations/query', { accessToken: fresh.accessToken })).toMatchObject({ tokenStatusType: 'ACTIVE' });

  await business.ask('authorizations/revoke', { accessToken: fresh.accessToken });
  await business.hears({ authorizationNotifyType: 'TOKEN_CANCELED', accessToken: fresh.accessToken });
  await business.ask('payments/pay', charge(fresh.accessToken), 'INVALID_ACCESS_TOKEN');
  await business.everythingAcknowledged();
});
