import { describe, expect, it } from 'vitest';
import { clockOf, isVirtual, realClock, timeOn } from './deskClock';

const real = Date.parse('2026-03-02T08:30:00Z');
const time = { now: '2026-03-05T08:30:00.000Z', realNow: '2026-03-02T08:30:00.000Z', frozen: false, virtual: true, offsetMillis: 3 * 86_400_000, nextDue: '' };

describe('the environment’s clock', () => {
  it('shows real time by default', () => {
    expect(timeOn(realClock, real)).toBe(real);
    expect(timeOn(clockOf({ ...time, virtual: false, offsetMillis: 3 }), real)).toBe(real);
  });

  it('runs on with its offset', () => {
    expect(timeOn(clockOf(time), real + 5_000)).toBe(Date.parse('2026-03-05T08:30:05Z'));
  });

  it('stands still while frozen', () => {
    expect(timeOn(clockOf({ ...time, frozen: true }), real + 5_000)).toBe(Date.parse(time.now));
  });

  it('marks every time while it is moved, and afterwards those that are still to come', () => {
    expect(isVirtual(clockOf(time), real - 1_000, real)).toBe(true);
    expect(isVirtual(realClock, real - 1_000, real)).toBe(false);
    expect(isVirtual(realClock, real + 86_400_000, real)).toBe(true);
  });
});
