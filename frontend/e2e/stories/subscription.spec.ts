import { Business } from '../support/business';
import { expect, test } from '../support/test';

interface Listed {
  payments: object[];
}

test('Subscription: consent, a trial, twelve accelerated periods in seconds, a change and the end', async ({ desk, shop, page }) => {
  const business = await Business.open(desk, shop);
  const { paymentAmount, settlementStrategy, env } = business.order('PHP', '59900');
  const create = {
    subscriptionRequestId: 'subscription-1', subscriptionDescription: 'Tea of the month', subscriptionRedirectUrl: business.back,
    subscriptionStartTime: '2020-01-01T00:00:00+08:00', periodRule: { periodType: 'MONTH', periodCount: 1 },
    paymentMethod: { paymentMethodType: 'GCASH' }, subscriptionNotificationUrl: business.notify, paymentNotificationUrl: business.notify,
    orderInfo: { orderAmount: paymentAmount }, paymentAmount, settlementStrategy, env,
    trials: [{ trialStartPeriod: 1, trialEndPeriod: 1, trialAmount: { currency: 'PHP', value: '9900' } }],
  };
  const { normalUrl } = await business.ask<{ normalUrl: string }>('subscriptions/create', create);
  expect((await business.ask<{ normalUrl: string }>('subscriptions/create', create)).normalUrl).toBe(normalUrl);
  await page.goto(normalUrl);
  await expect(page.getByRole('main')).toContainText('every month');
  await expect(page.getByRole('main')).toContainText('99.00 PHP');
  await page.getByRole('button', { name: 'Agree and subscribe' }).click();
  await business.welcome(page);
  const [created] = await business.hears({ subscriptionNotificationType: 'CREATE', subscriptionStatus: 'ACTIVE' });
  const subscriptionId = created?.subscriptionId ?? '';
  const [first] = await business.hears({ subscriptionId, phaseNo: '1' });
  expect(first).toMatchObject({ paymentAmount: { value: '9900' }, result: { resultStatus: 'S' } });

  // A month lasts three minutes here: twelve periods are over after 36.
  const seconds = await business.pass(35 / 60);
  console.log(`12 accelerated periods: ${seconds.toFixed(2)} s`);
  for (let phase = 2; phase <= 12; phase += 1) {
    const [due] = await business.hears({ subscriptionId, phaseNo: String(phase) });
    expect(due).toMatchObject({ paymentAmount: { value: '59900' }, result: { resultStatus: 'S' } });
    expect(Date.parse(due?.periodEndTime ?? '') - Date.parse(due?.periodStartTime ?? '')).toBe(180_000);
  }
  const { payments } = await business.ask<Listed>('subscriptions/inquireSubscriptionPayment', { subscriptionId, currentPage: 1, pageSize: 20 });
  expect(payments).toHaveLength(12);

  await business.ask('subscriptions/change', {
    subscriptionChangeRequestId: 'change-1', subscriptionId, subscriptionDescription: 'More tea', periodRule: { periodType: 'MONTH', periodCount: 1 },
    paymentAmount: { currency: 'PHP', value: '79900' },
  });
  await business.hears({ subscriptionNotificationType: 'CHANGE', subscriptionId });
  await business.ask('subscriptions/cancel', { subscriptionId, cancellationType: 'TERMINATE' });
  await business.hears({ subscriptionNotificationType: 'TERMINATE', subscriptionStatus: 'TERMINATED', subscriptionId });
  const before = shop.received.length;
  await business.pass(24 * 40);
  expect(shop.received).toHaveLength(before);
  await page.goto(normalUrl);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Not subscribed');
  await business.everythingAcknowledged();
});
