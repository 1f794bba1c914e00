import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { Desk } from './desk';
import { ask } from './merchant';
import type { Answer, Credentials, Result } from './merchant';
import type { Receiver } from './receiver';

/** A notification's body, as far as the stories look into it. */
export interface Notice {
  result?: Result;
  notifyType?: string;
  paymentId?: string;
  paymentRequestId?: string;
  paymentAmount?: Amount;
  paymentTime?: string;
  captureId?: string;
  refundStatus?: string;
  authorizationNotifyType?: string;
  authState?: string;
  authCode?: string;
  accessToken?: string;
  subscriptionId?: string;
  subscriptionStatus?: string;
  subscriptionNotificationType?: string;
  phaseNo?: string;
  periodStartTime?: string;
  periodEndTime?: string;
}

interface Amount {
  currency: string;
  value: string;
}

/** What every call for an order has. */
export interface Order {
  paymentRequestId: string;
  order: object;
  paymentAmount: Amount;
  paymentRedirectUrl: string;
  paymentNotifyUrl: string;
  settlementStrategy: object;
  env: object;
}

interface Row {
  id: string;
  kind: string;
  notificationId: string;
}

/** A merchant in business: its code, its server, and the environment it tests in. */
export class Business {
  private requests = 0;

  private constructor(
    private readonly desk: Desk,
    private readonly shop: Receiver,
    private readonly credentials: Credentials,
    private readonly antomPublicKey: string,
  ) {}

  static async open(desk: Desk, shop: Receiver): Promise<Business> {
    const keys = JSON.parse(await desk.ctl('keys', 'generate')) as { client_id: string; merchant_private_key: string; antom_public_key: string };
    return new Business(desk, shop, { gateway: desk.at.gateway, clientId: keys.client_id, privateKey: keys.merchant_private_key }, keys.antom_public_key);
  }

  /** A signed call, whose answer must have that code and Antom's signature. */
  async ask<T extends object = object>(api: string, body: object, code = 'SUCCESS'): Promise<Answer & T> {
    const answer = await ask<T>(this.credentials, this.antomPublicKey, api, body);
    expect(answer.result, api).toMatchObject({ resultCode: code });
    return answer;
  }

  /** The addresses of the merchant's own server, as calls name them. */
  get back(): string {
    return `${this.shop.origin}/return`;
  }

  get notify(): string {
    return `${this.shop.origin}/notify`;
  }

  /** What pays for an order: everything of a call but its product and method. */
  order(currency: string, value: string): Order {
    this.requests += 1;
    const amount = { currency, value };
    return {
      paymentRequestId: `pay-${this.requests}`,
      order: { referenceOrderId: `ORDER-${this.requests}`, orderDescription: 'Two bags of tea', orderAmount: amount, buyer: { referenceBuyerId: 'buyer-1' } },
      paymentAmount: amount,
      paymentRedirectUrl: this.back,
      paymentNotifyUrl: this.notify,
      settlementStrategy: { settlementCurrency: 'USD' },
      env: { terminalType: 'WEB', clientIp: '127.0.0.1' },
    };
  }

  /** The notifications so far, oldest first; one that Antom has not signed is a failure. */
  get told(): Notice[] {
    expect(this.shop.verified(this.antomPublicKey).length, 'signed notifications').toBe(this.shop.received.length);
    return this.shop.received.map(({ body }) => JSON.parse(body) as Notice);
  }

  /** Waits until that many notifications look like that, and gives them back. */
  async hears(like: Notice, count = 1): Promise<Notice[]> {
    const alike = () => this.told.filter((notice) => Object.entries(like).every(([field, value]) => notice[field as keyof Notice] === value));
    await expect.poll(() => alike().length, { message: `notifications like ${JSON.stringify(like)}` }).toBe(count);
    return alike();
  }

  /** Waits until every notification Antom has sent is acknowledged. */
  async everythingAcknowledged(): Promise<void> {
    const statuses = async () => {
      const page = await this.desk.api<{ items: Row[] }>('Logs', 'List', { environment: 'test', log: 'notifications', query: '', beforeSeq: '', afterSeq: '', limit: 500 });
      const deliveries = new Map(page.items.filter(({ kind }) => kind === 'delivery').map(({ id, notificationId }) => [notificationId, id]));
      return Promise.all([...deliveries.values()].map(async (id) => (await this.desk.api<{ notificationStatus: string }>('Logs', 'Get', { id })).notificationStatus));
    };
    await expect.poll(async () => new Set(await statuses())).toEqual(new Set(['ACKNOWLEDGED']));
  }

  async settings(change: object): Promise<void> {
    const { settings } = await this.desk.api<{ settings: object }>('Merchants', 'Settings', { environment: 'test' });
    await this.desk.api('Merchants', 'SaveSettings', { environment: 'test', settings: { ...settings, ...change } });
  }

  /** Lets the environment's time pass; whatever falls due happens on the way. Returns the real seconds it took. */
  async pass(hours: number): Promise<number> {
    const begun = performance.now();
    await this.desk.api('Clock', 'Advance', { environment: 'test', millis: hours * 3_600_000 });
    return (performance.now() - begun) / 1000;
  }

  /** Waits until the buyer is back in the shop, and gives the address they came to. */
  async welcome(buyer: Page): Promise<URL> {
    await expect(buyer.getByRole('heading', { name: 'Thank you' })).toBeVisible();
    return new URL(buyer.url());
  }
}
