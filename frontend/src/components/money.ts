// Amounts as people type and read them. They stay text: no number of JavaScript's is exact enough.

/** What is wrong with a typed amount. */
export type AmountProblem = 'empty' | 'form' | 'decimals' | 'zero' | 'above';

/** An amount that was typed: its minor units as digits, or what is wrong with it. */
export type TypedAmount = { minor: string; problem?: undefined } | { minor: ''; problem: AmountProblem };

/** Writes minor units in major units: 1099 of a currency with two decimals is 10.99. */
export function majorOf(minor: string, decimals: number): string {
  if (decimals === 0) return minor;
  const digits = minor.padStart(decimals + 1, '0');
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** Reads an amount typed in major units; most is the largest it may be, in minor units. */
export function readAmount(typed: string, decimals: number, most: string): TypedAmount {
  const text = typed.trim();
  const wrong = (problem: AmountProblem): TypedAmount => ({ minor: '', problem });
  if (text === '') return wrong('empty');
  const parts = /^(\d+)(?:\.(\d+))?$/.exec(text);
  if (!parts) return wrong('form');
  const [, whole = '', fraction = ''] = parts;
  if (fraction.length > decimals) return wrong('decimals');
  const minor = BigInt(whole + fraction.padEnd(decimals, '0'));
  if (minor === 0n) return wrong('zero');
  return minor > BigInt(most) ? wrong('above') : { minor: minor.toString() };
}
