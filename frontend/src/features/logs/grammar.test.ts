import { describe, expect, it } from 'vitest';
import type { LogField } from '@/bridge/logTypes';
import { completions, mistakeAt, quoted, termAt, termsOf, withoutTerm } from './grammar';

const fields: LogField[] = [
  { name: 'status', alias: '', form: 'choice', values: ['S', 'U', 'F', 'none'] },
  { name: 'code', alias: '', form: 'text', values: ['PARAM_ILLEGAL', 'PROCESS_FAIL', 'SUCCESS'] },
  { name: 'api', alias: 'type', form: 'text', values: ['payments/pay', 'payments/refund'] },
];

const labels = (line: string, caret = line.length) => completions(fields, line, caret).map(({ label }) => label);

describe('a search line', () => {
  it('falls into terms as the program reads it', () => {
    const read = termsOf(' pay -code:"A B",C 12:30  -x "two words" ').map(({ negated, field, value }) => [negated, field, value]);
    expect(read).toEqual([
      [false, '', 'pay'], [true, 'code', '"A B",C'], [false, '', '12:30'], [true, '', 'x'], [false, '', '"two words"'],
    ]);
  });

  it('loses one term without its neighbours running together', () => {
    const line = 'pay code:A  after:2h';
    const [first, second, third] = termsOf(line);
    expect(first && withoutTerm(line, first)).toBe('code:A  after:2h');
    expect(second && withoutTerm(line, second)).toBe('pay after:2h');
    expect(third && withoutTerm(line, third)).toBe('pay code:A');
  });

  it('takes values with spaces and commas in quotation marks', () => {
    expect(quoted('order 7')).toBe('"order 7"');
    expect(quoted('a,b')).toBe('"a,b"');
    expect(quoted('order-7')).toBe('order-7');
  });
});

describe('completing', () => {
  it('offers fields where a term begins, and those that begin as typed', () => {
    expect(labels('')).toEqual(['status:', 'code:', 'api:']);
    expect(labels('pay ')).toEqual(['status:', 'code:', 'api:']);
    expect(labels('ty')).toEqual(['type:']);
    expect(labels('-co')).toEqual(['code:']);
    expect(labels('"co')).toEqual([]);
  });

  it('offers the values of the field, those that begin as typed first', () => {
    expect(labels('status:')).toEqual(['S', 'U', 'F', 'none']);
    expect(labels('code:s')).toEqual(['SUCCESS', 'PROCESS_FAIL']);
    expect(labels('type:ref')).toEqual(['payments/refund']);
    expect(labels('foo:')).toEqual([]);
  });

  it('offers another alternative after a comma, but none twice', () => {
    expect(labels('status:S,')).toEqual(['U', 'F', 'none']);
    expect(completions(fields, 'pay status:S,f x', 14)).toMatchObject([]);
    expect(completions(fields, 'pay status:S,n x', 14)[0]).toMatchObject({ line: 'pay status:S,none x', caret: 18 });
  });

  it('replaces what was typed and leaves the rest of the line', () => {
    expect(completions(fields, 'sta pay', 3)[0]).toMatchObject({ line: 'status:pay', caret: 7, isField: true });
    expect(completions(fields, '-code:par', 9)[0]).toMatchObject({ line: '-code:PARAM_ILLEGAL ', caret: 20, isField: false });
  });
});

describe('a mistake', () => {
  it('is found by the character the program names', () => {
    expect(mistakeAt('at character 6: "foo" is not a field')).toBe(5);
    expect(mistakeAt('the disk is full')).toBeUndefined();
    expect(termAt('支付 𝔵 foo:1', 5)?.field).toBe('foo');
    expect(termAt('code:', 5)?.field).toBe('code');
  });
});
