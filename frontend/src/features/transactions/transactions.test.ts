import { describe, expect, it } from 'vitest';
import { anyPayment } from '@/bridge/paymentTypes';
import { changed } from '@/components/useAddress';
import { fakePayment } from '@/testing/fakePayment';
import { mostOf } from './actions';
import { filtersNothing, readFilter, writeFilter } from './filter';

describe('the filter of all transactions', () => {
  it('comes back from its address as it went', () => {
    const filter = { ...anyPayment, status: 'SUCCESS', query: 'order-7781', from: '2026-03-02T00:00:00.000Z' };
    const address = (of: typeof filter) => changed(new URLSearchParams(), writeFilter(of));
    expect(readFilter(new URLSearchParams(address(filter)))).toEqual(filter);
    expect(address(anyPayment)).toBe('');
    expect(filtersNothing(readFilter(new URLSearchParams('other=1')))).toBe(true);
  });
});

describe('how much of a payment an amount may be', () => {
  it('follows where its money is', () => {
    const held = fakePayment('SUCCESS');
    held.money = { ...held.money, captureLeft: { minor: '500', text: '5.00 USD' }, refundLeft: { minor: '0', text: '0.00 USD' } };
    expect(mostOf('capture', held)).toEqual({ minor: '500', text: '5.00 USD' });
    expect(mostOf('refund', held)).toEqual({ minor: '0', text: '0.00 USD' });
    expect(mostOf('dispute', held)).toEqual({ minor: '1099', text: '10.99 USD' });
  });
});
