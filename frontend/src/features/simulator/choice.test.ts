import { describe, expect, it } from 'vitest';
import { fakeApis } from '@/testing/fakeData';
import { choose, draftKey } from './choice';

const nothing = { api: '', product: '', sample: '' };

describe('the choice of a call', () => {
  it('starts with the first API, product and template', () => {
    expect(choose(fakeApis.apis, nothing)).toMatchObject({ api: { api: 'payments/pay' }, product: 'CASHIER_PAYMENT', sample: { title: 'Pay with a wallet (GCash)' } });
  });

  it('takes what the address asks for', () => {
    expect(choose(fakeApis.apis, { api: 'payments/pay', product: 'CASHIER_PAYMENT', sample: 'Pay with a card' })?.sample.title).toBe('Pay with a card');
  });

  it('falls back where the address asks for what is not there', () => {
    expect(choose(fakeApis.apis, { api: 'payments/inquiryPayment', product: 'CASHIER_PAYMENT', sample: 'Pay with a card' })).toMatchObject({ product: '', sample: { title: 'Inquire a payment' } });
    expect(choose([], nothing)).toBeUndefined();
  });

  it('gives each environment and template a draft of its own', () => {
    const pay = choose(fakeApis.apis, nothing);
    const card = choose(fakeApis.apis, { ...nothing, sample: 'Pay with a card' });
    if (!pay || !card) return expect.fail('the fake offers both');
    expect(new Set([draftKey('test', pay), draftKey('live', pay), draftKey('test', card)]).size).toBe(3);
  });
});
