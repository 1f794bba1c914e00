import { describe, expect, it } from 'vitest';
import { payableUrl, steps } from './progress';

const none = { merchantPublicKey: '' };
const some = { merchantPublicKey: 'MII' };

describe('the way to the first payment', () => {
  it('starts with the keys', () => {
    expect(steps(none, [])).toEqual([{ done: false, current: true }, { done: false, current: false }, { done: false, current: false }]);
  });

  it('moves on with what happened', () => {
    expect(steps(some, []).map((step) => step.current)).toEqual([false, true, false]);
    expect(steps(some, [{ status: 'PROCESSING' }]).map((step) => step.current)).toEqual([false, false, true]);
    expect(steps(some, [{ status: 'FAIL' }, { status: 'SUCCESS' }]).map((step) => step.done)).toEqual([true, true, true]);
  });

  it('opens the wallet page of the newest payment that can still be paid', () => {
    expect(payableUrl([{ status: 'SUCCESS', walletUrl: 'a' }, { status: 'PROCESSING', walletUrl: '' }, { status: 'PROCESSING', walletUrl: 'b' }, { status: 'PROCESSING', walletUrl: 'c' }])).toBe('b');
    expect(payableUrl([{ status: 'FAIL', walletUrl: 'a' }])).toBe('');
  });
});
