import type { Page } from '@playwright/test';
import { Business } from './business';
import type { Desk } from './desk';
import type { Receiver } from './receiver';

/** A page a buyer sees, in one state. */
export interface BuyerPage {
  name: string;
  url: string;
  act?: (page: Page) => Promise<void>;
}

const press = (name: string | RegExp) => async (page: Page) => { await page.getByRole('button', { name }).click(); };

/** Takes a test card from the page's list and sends it. */
const enter = (number: string) => async (page: Page) => {
  await page.locator(`a.use[href*="${number}"]`).click();
  await page.locator('button.primary').click();
};

/** The payments, consents and documents whose pages are looked at. */
class Pages {
  readonly all: BuyerPage[] = [];

  constructor(private readonly business: Business, private readonly desk: Desk) {}

  add(name: string, url: string, act?: (page: Page) => Promise<void>): void {
    this.all.push({ name, url, act });
  }

  /** A payment whose buyer can only come back to an app, so that the page stays where it is. */
  async pay(method: object, change: object = {}, code = 'PAYMENT_IN_PROCESS', currency = 'PHP', value = '150000'): Promise<{ paymentId: string; url: string }> {
    const { paymentId, normalUrl } = await this.business.ask<{ paymentId: string; normalUrl: string }>('payments/pay', {
      ...this.business.order(currency, value), paymentRedirectUrl: 'teashop://back', productCode: 'CASHIER_PAYMENT', paymentMethod: method, ...change,
    }, code);
    return { paymentId, url: normalUrl };
  }

  async payments(): Promise<void> {
    const gcash = { paymentMethodType: 'GCASH' };
    const card = { paymentMethodType: 'CARD' };
    this.add('wallet', (await this.pay(gcash)).url);
    this.add('wallet-named', (await this.pay(gcash, { order: {
      referenceOrderId: 'ORDER-2026-000000000000000000000000000001', orderAmount: { currency: 'PHP', value: '150000' }, buyer: { referenceBuyerId: 'b' },
      orderDescription: 'Two bags of first-flush Darjeeling, a cast-iron teapot and 12 hand-painted cups, gift-wrapped', merchant: { merchantDisplayName: 'The Slow Leaf Tea Company of Cebu', referenceMerchantId: 'm-1' },
    } }, 'PAYMENT_IN_PROCESS', 'IDR', '123456789012300')).url);
    this.add('wallet-left', `${(await this.pay(gcash)).url}?left=1`);
    const entry = (await this.pay(card, {}, 'PAYMENT_IN_PROCESS', 'SGD', '4200')).url;
    this.add('card', entry);
    this.add('card-filled', `${entry}?card=4054695723100768`);
    this.add('card-wrong', entry, async (page) => {
      await page.getByRole('textbox').nth(0).fill('4054 6957');
      await page.getByRole('textbox').nth(1).fill('1');
      await press(/42\.00/)(page);
    });
    const secured = { ...card, paymentMethodMetaData: { cardNo: '4054695723100768', cvv: '123', expiryYear: '39', expiryMonth: '12', is3DSAuthentication: true } };
    const challenge = (await this.pay(secured, {}, 'PAYMENT_IN_PROCESS', 'SGD', '4200')).url;
    this.add('challenge', challenge);
    this.add('challenge-wrong', challenge, async (page) => { await page.locator('button.primary').click(); });
    const { orderCodeForm } = await this.business.ask<{ orderCodeForm: { codeDetails: { codeValue: string }[] } }>('payments/pay', {
      ...this.business.order('PHP', '70000'), productCode: 'IN_STORE_PAYMENT', paymentMethod: gcash, paymentFactor: { inStorePaymentScenario: 'OrderCode' },
    }, 'PAYMENT_IN_PROCESS');
    this.add('order-code', orderCodeForm.codeDetails[0]?.codeValue ?? '');
  }

  async outcomes(): Promise<void> {
    const gcash = { paymentMethodType: 'GCASH' };
    const paid = await this.pay(gcash);
    await this.desk.ctl('wallet', 'approve', paid.paymentId);
    this.add('outcome-paid', paid.url);
    const declined = await this.pay(gcash);
    await this.desk.ctl('wallet', 'decline', declined.paymentId);
    this.add('outcome-failed', declined.url);
    const cancelled = await this.pay(gcash);
    await this.business.ask('payments/cancel', { paymentId: cancelled.paymentId });
    this.add('outcome-cancelled', cancelled.url);
    const slow = await this.pay({ paymentMethodType: 'SOFORT' }, {}, 'PAYMENT_IN_PROCESS', 'EUR', '2500');
    await this.desk.ctl('wallet', 'approve', slow.paymentId);
    this.add('outcome-waiting', slow.url);
  }

  async session(change: object, currency = 'PHP', value = '150000'): Promise<string> {
    const { normalUrl } = await this.business.ask<{ normalUrl: string }>('payments/createPaymentSession', {
      ...this.business.order(currency, value), paymentRedirectUrl: 'teashop://back', productCode: 'CASHIER_PAYMENT', productScene: 'CHECKOUT_PAYMENT', ...change,
    });
    return normalUrl;
  }

  async sessions(): Promise<void> {
    this.add('checkout', await this.session({}));
    const offers = (...types: string[]) => ({ availablePaymentMethod: { paymentMethodTypeList: types.map((paymentMethodType) => ({ paymentMethodType })) } });
    this.add('checkout-few', await this.session(offers('CARD', 'GCASH', 'MAYA')));
    this.add('checkout-none', await this.session(offers('KAKAOPAY'), 'KRW', '1'));
  }

  async consents(): Promise<void> {
    const consult = async () => (await this.business.ask<{ normalUrl: string }>('authorizations/consult', {
      customerBelongsTo: 'ALIPAY_HK', authClientId: 'shop-1', authRedirectUrl: 'teashop://back', authState: 'state', terminalType: 'WEB',
      scopes: ['AGREEMENT_PAY', 'BASE_USER_INFO', 'USER_LOGIN_ID'],
    })).normalUrl;
    this.add('consent', await consult());
    this.add('consent-given', await consult(), async (page) => { await page.locator('button.primary').click(); });
    this.add('consent-declined', await consult(), async (page) => { await page.locator('button.danger').click(); });
    const subscribe = async (requestId: string, method = 'GCASH') => {
      const { paymentAmount, settlementStrategy, env } = this.business.order('PHP', '59900');
      return (await this.business.ask<{ normalUrl: string }>('subscriptions/create', {
        subscriptionRequestId: requestId, subscriptionDescription: 'Tea of the month', subscriptionRedirectUrl: 'teashop://back',
        subscriptionStartTime: '2020-01-01T00:00:00+08:00', periodRule: { periodType: 'MONTH', periodCount: 3 }, paymentMethod: { paymentMethodType: method },
        subscriptionNotificationUrl: this.business.notify, paymentNotificationUrl: this.business.notify, orderInfo: { orderAmount: paymentAmount },
        paymentAmount, settlementStrategy, env, trials: [{ trialStartPeriod: 1, trialEndPeriod: 1, trialAmount: { currency: 'PHP', value: '0' } }],
      })).normalUrl;
    };
    this.add('subscription', await subscribe('open'));
    this.add('subscription-given', await subscribe('given'), async (page) => { await page.locator('button.primary').click(); });
    this.add('subscription-card', await subscribe('card', 'CARD'));
    this.add('subscription-card-refused', await subscribe('refused', 'CARD'), enter('4054692760174822'));
    this.add('subscription-declined', await subscribe('declined'), async (page) => { await page.locator('button.danger').click(); });
  }

  async vaults(): Promise<void> {
    const vault = async (vaultingRequestId: string, is3DSAuthentication: boolean) => (await this.business.ask<{ normalUrl: string }>('vaults/createVaultingSession', {
      paymentMethodType: 'CARD', vaultingRequestId, vaultingNotificationUrl: this.business.notify, redirectUrl: 'teashop://back', is3DSAuthentication,
    })).normalUrl;
    this.add('vault', await vault('open', false));
    this.add('vault-wrong', await vault('wrong', false), async (page) => { await page.locator('button.primary').click(); });
    this.add('vault-challenge', await vault('challenge', true), enter('4054695723100768'));
    this.add('vault-saved', await vault('saved', false), enter('4054695723100768'));
    this.add('vault-failed', await vault('failed', false), enter('4054692760174822'));
  }

  async documents(): Promise<void> {
    const { customerId } = await this.business.ask<{ customerId: string }>('billing/customer/create', { customerRequestId: 'c-1', email: 'ada@example.com', name: { fullName: 'Ada Lovelace' } });
    const invoice = await this.business.ask<{ hostedInvoiceUrl: string }>('billing/invoice/create', {
      invoiceRequestId: 'i-1', customerId, currency: 'PHP', status: 'OPEN', dueDate: '2030-01-01T00:00:00+08:00',
      items: [{ description: 'First-flush Darjeeling, 250 g', unitAmount: { currency: 'PHP', value: '70000' }, quantity: 2 }, { description: 'Shipping', itemAmount: { currency: 'PHP', value: '10000' } }],
    });
    this.add('invoice', invoice.hostedInvoiceUrl);
  }

  mistakes(gateway: string): void {
    this.add('not-found', `${gateway}/wallet/nothing-here`);
    this.add('not-allowed', `${gateway}/wallet/nothing-here/approve`);
  }
}

/** Every page of a day's buyers. Those whose act changes something can be opened once. */
export async function buyerPages(desk: Desk, shop: Receiver): Promise<BuyerPage[]> {
  const business = await Business.open(desk, shop);
  const pages = new Pages(business, desk);
  await pages.payments();
  await pages.outcomes();
  await pages.sessions();
  await pages.consents();
  await pages.vaults();
  await pages.documents();
  pages.mistakes(desk.at.gateway);
  return pages.all;
}

/** The same pages when the time of all of them has run out. */
export async function expiredPages(desk: Desk, pages: BuyerPage[]): Promise<BuyerPage[]> {
  await desk.api('Clock', 'Advance', { environment: 'test', millis: 40 * 24 * 3_600_000 });
  const open = ['wallet', 'checkout', 'consent', 'subscription', 'vault', 'invoice'];
  return pages.filter(({ name }) => open.includes(name)).map(({ name, url }) => ({ name: `${name}-expired`, url }));
}
