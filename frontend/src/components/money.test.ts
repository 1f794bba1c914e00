import { describe, expect, it } from 'vitest';
import { majorOf, readAmount } from './money';
import type { AmountProblem } from './money';

const decimals = { USD: 2, JPY: 0, KWD: 3 } as const;
type Currency = keyof typeof decimals;

describe('an amount in major units', () => {
  it.each<[Currency, string, string]>([
    ['USD', '12.34', '1234'],
    ['USD', '12.3', '1230'],
    ['USD', '12', '1200'],
    ['USD', '0.01', '1'],
    ['USD', '007.50', '750'],
    ['USD', ' 12.34 ', '1234'],
    ['USD', '0.29', '29'],
    ['USD', '90071992547409.93', '9007199254740993'],
    ['JPY', '1200', '1200'],
    ['JPY', '1', '1'],
    ['KWD', '1.234', '1234'],
    ['KWD', '1.2', '1200'],
    ['KWD', '0.001', '1'],
  ])('%s %s is read exactly', (currency, typed, minor) => {
    expect(readAmount(typed, decimals[currency], '9999999999999999')).toEqual({ minor });
  });

  it.each<[Currency, string, AmountProblem]>([
    ['USD', '', 'empty'],
    ['USD', '  ', 'empty'],
    ['USD', '1,234.00', 'form'],
    ['USD', '-1', 'form'],
    ['USD', '+1', 'form'],
    ['USD', '1e2', 'form'],
    ['USD', '12.', 'form'],
    ['USD', '.5', 'form'],
    ['USD', '1.2.3', 'form'],
    ['USD', '$5', 'form'],
    ['USD', '１２', 'form'],
    ['USD', '12.340', 'decimals'],
    ['USD', '0.001', 'decimals'],
    ['USD', '0', 'zero'],
    ['USD', '0.00', 'zero'],
    ['USD', '50.01', 'above'],
    ['USD', '99999999999999999999', 'above'],
    ['JPY', '12.5', 'decimals'],
    ['JPY', '12.0', 'decimals'],
    ['JPY', '0', 'zero'],
    ['JPY', '5001', 'above'],
    ['KWD', '1.2345', 'decimals'],
    ['KWD', '0.000', 'zero'],
    ['KWD', '5.001', 'above'],
  ])('%s “%s” is refused: %s', (currency, typed, problem) => {
    expect(readAmount(typed, decimals[currency], '5000')).toEqual({ minor: '', problem });
  });

  it.each<[Currency, string, string]>([
    ['USD', '1099', '10.99'],
    ['USD', '5', '0.05'],
    ['USD', '0', '0.00'],
    ['USD', '9007199254740993', '90071992547409.93'],
    ['JPY', '1200', '1200'],
    ['KWD', '1234', '1.234'],
    ['KWD', '12', '0.012'],
  ])('%s %s is written as %s', (currency, minor, major) => {
    expect(majorOf(minor, decimals[currency])).toBe(major);
  });
});
