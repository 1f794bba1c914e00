import { describe, expect, it } from 'vitest';
import { advanceOf, onTheWay, spanText, targetOf } from './jump';
import type { Jump } from './jump';

const now = Date.parse('2026-03-02T08:30:00Z');
const jump = (change: Partial<Jump>): Jump => ({ choice: 'hour', amount: 3, unit: 'day', at: undefined, ...change });
const due = (at: string) => ({ what: 'payment', id: at, paymentId: at, status: 'PROCESSING', detail: '', at });

describe('where a jump leads', () => {
  it.each([
    [jump({ choice: 'tenMinutes' }), '2026-03-02T08:40:00Z'],
    [jump({}), '2026-03-02T09:30:00Z'],
    [jump({ choice: 'day' }), '2026-03-03T08:30:00Z'],
    [jump({ choice: 'custom' }), '2026-03-05T08:30:00Z'],
    [jump({ choice: 'custom', amount: 1.5, unit: 'hour' }), '2026-03-02T10:00:00Z'],
    [jump({ choice: 'at', at: Date.parse('2025-01-01T00:00:00Z') }), '2025-01-01T00:00:00Z'],
    [jump({ choice: 'next' }), '2026-03-02T08:44:00Z'],
  ])('%o', (one, want) => expect(targetOf(one, now, '2026-03-02T08:44:00Z')).toBe(Date.parse(want)));

  it('is nowhere without an amount, a time or anything due', () => {
    for (const one of [jump({ choice: 'custom', amount: null }), jump({ choice: 'custom', amount: 0 }), jump({ choice: 'custom', amount: 1e9 }), jump({ choice: 'at' }), jump({ choice: 'next' })]) {
      expect(targetOf(one, now, '')).toBeUndefined();
    }
  });

  it('is now when what is due next is overdue', () => expect(targetOf(jump({ choice: 'next' }), now, '2026-03-01T00:00:00Z')).toBe(now));

  it('knows its distance only where it goes forward by one', () => {
    expect(advanceOf(jump({ choice: 'custom', amount: 2, unit: 'minute' }))).toBe(120_000);
    expect(advanceOf(jump({ choice: 'at', at: now }))).toBeUndefined();
  });
});

describe('what happens on the way', () => {
  const all = [due('2026-03-02T08:00:00Z'), due('2026-03-02T08:44:00.000Z'), due('2026-03-02T09:31:00.000Z')];

  it('is what is due by then, the overdue included', () => {
    expect(onTheWay(all, now, now + 3_600_000)).toEqual(all.slice(0, 2));
    expect(onTheWay(all, now, now + 7_200_000)).toEqual(all);
  });

  it('is nothing on the way back, or to nowhere', () => {
    expect(onTheWay(all, now, now - 1)).toEqual([]);
    expect(onTheWay(all, now, undefined)).toEqual([]);
  });
});

describe('a distance', () => {
  it.each([[90_000, '1 min 30 sec'], [3 * 86_400_000 + 7_200_000 + 5_000, '3 days 2 hr'], [-3_600_000, '1 hr'], [10, '0 sec']])('of %i ms reads %s', (millis, text) => {
    expect(spanText(millis, 'en')).toBe(text);
  });
});
