import { Business } from '../support/business';
import { expect, test } from '../support/test';

test('EasySafePay: the buyer pays once on the page and is charged later without it', async ({ desk, shop, page }) => {
  const business = await Business.open(desk, shop);
  const first = business.order('PHP', '150000');
  const session = await business.ask<{ normalUrl?: string; paymentSessionData: string }>('payments/createPaymentSession', {
    ...first, productCode: 'AGREEMENT_PAYMENT', productScene: 'EASY_PAY', agreementInfo: { authState: 'state-1', userLoginId: 'ada@example.com' },
    paymentMethod: { paymentMethodType: 'GCASH' },
  });
  // An element's SDK opens the page that the session's data names.
  const [, , , config = ''] = session.paymentSessionData.split('&&');
  const { checkoutPage } = JSON.parse(Buffer.from(config, 'base64').toString()) as { checkoutPage: string };
  await page.goto(checkoutPage);
  await page.getByRole('button', { name: /^GCash/ }).click();
  await page.getByRole('button', { name: 'Pay 1,500.00 PHP' }).click();
  await business.welcome(page);
  await business.hears({ notifyType: 'PAYMENT_RESULT', paymentRequestId: first.paymentRequestId });
  const [token] = await business.hears({ authorizationNotifyType: 'TOKEN_CREATED', authState: 'state-1' });
  const accessToken = token?.accessToken ?? '';
  expect(token).toMatchObject({ userLoginId: 'ada@example.com' });
  expect(accessToken).toMatch(/^28100103_/);

  const charge = (value: string) => ({
    ...business.order('PHP', value), productCode: 'AGREEMENT_PAYMENT', paymentMethod: { paymentMethodType: 'GCASH', paymentMethodId: accessToken },
  });
  const later = await business.ask<{ paymentId: string }>('payments/pay', charge('20000'));
  await business.hears({ notifyType: 'PAYMENT_RESULT', paymentId: later.paymentId });
  await business.ask('payments/refund', { refundRequestId: 'refund-1', paymentId: later.paymentId, refundNotifyUrl: business.notify, refundAmount: { currency: 'PHP', value: '20000' } });
  await business.hears({ notifyType: 'REFUND_RESULT', refundStatus: 'SUCCESS' });

  await business.ask('authorizations/revoke', { accessToken });
  await business.hears({ authorizationNotifyType: 'TOKEN_CANCELED', accessToken });
  await business.ask('payments/pay', charge('30000'), 'INVALID_ACCESS_TOKEN');
  await business.everythingAcknowledged();
});
