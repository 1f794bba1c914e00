import { Business } from '../support/business';
import { expect, test } from '../support/test';

interface Inquiry {
  paymentStatus: string;
  transactions?: { transactionType: string; transactionStatus: string; transactionAmount: { value: string } }[];
}

test('One-time: a hosted checkout, then a card held, challenged, captured and refunded', async ({ desk, shop, page }) => {
  const business = await Business.open(desk, shop);

  const order = business.order('PHP', '150000');
  const session = { ...order, productCode: 'CASHIER_PAYMENT', productScene: 'CHECKOUT_PAYMENT' };
  const checkout = await business.ask<{ paymentSessionId: string; normalUrl: string }>('payments/createPaymentSession', session);
  await business.ask('payments/inquiryPayment', { paymentRequestId: order.paymentRequestId }, 'ORDER_NOT_EXIST');
  await page.goto(checkout.normalUrl);
  await expect(page.getByRole('heading', { level: 2 })).toHaveText('How would you like to pay?');
  await page.getByRole('button', { name: /^GCash/ }).click();
  await page.getByRole('button', { name: 'Pay 1,500.00 PHP' }).click();
  expect((await business.welcome(page)).pathname).toBe('/return');
  const [paid] = await business.hears({ notifyType: 'PAYMENT_RESULT', paymentRequestId: order.paymentRequestId });
  expect(paid?.result?.resultStatus).toBe('S');
  expect(paid?.paymentId).toMatch(/^\d+$/);
  expect(await business.ask<Inquiry>('payments/inquiryPayment', { paymentId: paid?.paymentId })).toMatchObject({ paymentStatus: 'SUCCESS' });
  expect((await business.ask<{ paymentSessionId: string }>('payments/createPaymentSession', session)).paymentSessionId).toBe(checkout.paymentSessionId);
  // The page of a session that was used shows how its payment ended.
  await page.goto(checkout.normalUrl);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Paid');

  const card = await business.ask<{ paymentId: string; normalUrl: string }>('payments/pay', {
    ...business.order('SGD', '4200'), productCode: 'CASHIER_PAYMENT',
    paymentMethod: { paymentMethodType: 'CARD', paymentMethodMetaData: { is3DSAuthentication: true } },
    paymentFactor: { isAuthorization: true, captureMode: 'MANUAL' },
  }, 'PAYMENT_IN_PROCESS');
  const { paymentId } = card;
  await page.goto(card.normalUrl);
  await page.getByRole('link', { name: 'Use 4054 6957 2310 0768' }).click();
  await page.getByLabel('Security code').fill('');
  await page.getByRole('button', { name: 'Pay 42.00 SGD' }).click();
  await expect(page.getByRole('alert')).toHaveText('Please check the marked fields.');
  await page.getByRole('link', { name: 'Use 4054 6957 2310 0768' }).click();
  await page.getByRole('button', { name: 'Pay 42.00 SGD' }).click();
  await page.getByLabel('One-time code').fill('123456');
  await page.getByRole('button', { name: 'Confirm' }).click();
  await business.welcome(page);
  await business.hears({ notifyType: 'PAYMENT_RESULT', paymentId });
  await business.ask('payments/refund', { refundRequestId: 'early', paymentId, refundAmount: { currency: 'SGD', value: '100' } }, 'ORDER_STATUS_INVALID');
  const capture = { captureRequestId: 'capture-1', paymentId, captureAmount: { currency: 'SGD', value: '4000' }, isLastCapture: true };
  const { captureId } = await business.ask<{ captureId: string }>('payments/capture', capture);
  await business.hears({ notifyType: 'CAPTURE_RESULT', paymentId, captureId });
  const refund = { refundRequestId: 'refund-1', paymentId, refundNotifyUrl: business.notify, refundAmount: { currency: 'SGD', value: '1500' } };
  await business.ask('payments/refund', refund, 'REFUND_IN_PROCESS');
  await business.hears({ notifyType: 'REFUND_RESULT', refundStatus: 'SUCCESS' });
  await business.ask('payments/refund', { ...refund, refundRequestId: 'refund-2', refundAmount: { currency: 'SGD', value: '2501' } }, 'REFUND_AMOUNT_EXCEED');
  const { paymentStatus, transactions } = await business.ask<Inquiry>('payments/inquiryPayment', { paymentId });
  expect({ paymentStatus, transactions }).toMatchObject({
    paymentStatus: 'SUCCESS',
    transactions: [
      { transactionType: 'CAPTURE', transactionStatus: 'SUCCESS', transactionAmount: { value: '4000' } },
      { transactionType: 'REFUND', transactionStatus: 'SUCCESS', transactionAmount: { value: '1500' } },
    ],
  });
  await business.everythingAcknowledged();
});

test('a notification nobody acknowledges is sent eight times in a day, and the day passes in seconds', async ({ desk, shop }) => {
  const business = await Business.open(desk, shop);
  await business.settings({ retrySchedule: 'production' });
  shop.refuses = true;
  const { paymentId = '' } = await business.ask('payments/pay', {
    ...business.order('PHP', '150000'), productCode: 'CASHIER_PAYMENT', paymentMethod: { paymentMethodType: 'GCASH' },
  }, 'PAYMENT_IN_PROCESS');
  await desk.ctl('wallet', 'approve', paymentId);
  await business.hears({ paymentId });

  const seconds = await business.pass(24.5);
  console.log(`24 h of retries, ${shop.received.length} deliveries: ${seconds.toFixed(2)} s`);
  await business.hears({ paymentId }, 8);
  const [first, ...later] = shop.received.map(({ requestTime, body }) => ({ at: Date.parse(requestTime), body }));
  const minutes = later.map(({ at }) => Math.round((at - (first?.at ?? 0)) / 60_000));
  expect(minutes).toEqual([2, 12, 22, 82, 202, 562, 1462]);
  expect(later.every(({ body }) => body === first?.body)).toBe(true);
  await business.pass(24);
  expect(shop.received).toHaveLength(8);

  // One that is acknowledged the second time is not sent again.
  const second = await business.ask<{ paymentId: string }>('payments/pay', {
    ...business.order('PHP', '99900'), productCode: 'CASHIER_PAYMENT', paymentMethod: { paymentMethodType: 'GCASH' },
  }, 'PAYMENT_IN_PROCESS');
  await desk.ctl('wallet', 'approve', second.paymentId);
  await business.hears({ paymentId: second.paymentId });
  shop.refuses = false;
  await business.pass(24);
  await business.hears({ paymentId: second.paymentId }, 2);
});
