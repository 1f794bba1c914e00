const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

/** "3 minutes ago", in the language; the largest unit that fits, never rounded up past the truth. */
export function relativeTime(then: number, now: number, language: string): string {
  const seconds = Math.trunc((then - now) / 1000);
  const size = Math.abs(seconds);
  const [unit, length] = units.find(([, unitLength]) => size >= unitLength) ?? ['second', 1];
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'narrow' }).format(Math.trunc(seconds / length), unit);
}

/** Year first, so that no one mistakes the month for the day; with milliseconds and the zone's name. */
export function exactTime(then: number, language: string): string {
  const parts = new Intl.DateTimeFormat(language, {
    year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
    fractionalSecondDigits: 3, hourCycle: 'h23', timeZoneName: 'short',
  }).formatToParts(then);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((candidate) => candidate.type === type)?.value ?? '';
  const date = `${part('year')}-${part('month')}-${part('day')}`;
  return `${date} ${part('hour')}:${part('minute')}:${part('second')}.${part('fractionalSecond')} ${part('timeZoneName')}`;
}

/** Year first, to the second, without the zone: for a clock that stands where its zone is known. */
export function dateAndTime(then: number, language: string): string {
  return exactTime(then, language).slice(0, 19);
}

/** Hours, minutes and seconds. */
export function clockTime(then: number, language: string): string {
  return new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }).format(then);
}

/** A duration given in microseconds, with the unit that reads best. */
export function duration(micros: number, language: string): string {
  const unit = (value: number, name: string, digits: number) =>
    new Intl.NumberFormat(language, { style: 'unit', unit: name, maximumFractionDigits: digits }).format(value);
  if (micros < 1_000) return unit(micros, 'microsecond', 0);
  if (micros < 10_000) return unit(micros / 1_000, 'millisecond', 1);
  if (micros < 1_000_000) return unit(micros / 1_000, 'millisecond', 0);
  return unit(micros / 1_000_000, 'second', 2);
}
