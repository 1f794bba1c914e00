import type { DueItem } from '@/bridge/clockTypes';

export const units = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

export type Unit = keyof typeof units;

export type Choice = 'tenMinutes' | 'hour' | 'day' | 'custom' | 'at' | 'next';

export interface Jump {
  choice: Choice;
  amount: number | null;
  unit: Unit;
  /** Milliseconds, for a date and time. */
  at: number | undefined;
}

const most = 100 * 365 * units.day;

/** How far a jump goes forward; undefined when it is not that kind, or not complete. */
export function advanceOf(jump: Jump): number | undefined {
  switch (jump.choice) {
    case 'tenMinutes':
      return 10 * units.minute;
    case 'hour':
      return units.hour;
    case 'day':
      return units.day;
    case 'custom': {
      const millis = Math.round((jump.amount ?? 0) * units[jump.unit]);
      return millis > 0 && millis <= most ? millis : undefined;
    }
    default:
      return undefined;
  }
}

/** Where the clock will stand after the jump; undefined when there is nowhere to go. */
export function targetOf(jump: Jump, now: number, nextDue: string): number | undefined {
  if (jump.choice === 'at') return jump.at;
  if (jump.choice === 'next') {
    const next = Date.parse(nextDue);
    return Number.isNaN(next) ? undefined : Math.max(next, now);
  }
  const by = advanceOf(jump);
  return by === undefined ? undefined : now + by;
}

/** What happens on the way to target; nothing does on the way back. */
export function onTheWay(due: DueItem[], now: number, target: number | undefined): DueItem[] {
  if (target === undefined || target < now) return [];
  return due.filter((item) => Date.parse(item.at) <= target);
}

/** A distance as whole days, hours, minutes and seconds; the two largest parts that are not zero. */
export function spanParts(millis: number): { unit: 'day' | 'hour' | 'minute' | 'second'; value: number }[] {
  let seconds = Math.round(Math.abs(millis) / 1_000);
  const parts: { unit: 'day' | 'hour' | 'minute' | 'second'; value: number }[] = [];
  for (const [unit, length] of [['day', 86_400], ['hour', 3_600], ['minute', 60], ['second', 1]] as const) {
    const value = Math.floor(seconds / length);
    seconds -= value * length;
    if (value > 0) parts.push({ unit, value });
  }
  return parts.length === 0 ? [{ unit: 'second', value: 0 }] : parts.slice(0, 2);
}

/** "3 days, 2 hr", in the language. */
export function spanText(millis: number, language: string): string {
  return spanParts(millis)
    .map(({ unit, value }) => new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(value))
    .join(' ');
}
