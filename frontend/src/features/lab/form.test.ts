import { describe, expect, it } from 'vitest';
import { armInput } from './form';

describe('what the form arms', () => {
  it('is the defaults when nothing is filled in', () => {
    expect(armInput('env', { kind: 'drop' })).toEqual({
      environment: 'env', kind: 'drop', url: '', paymentId: '', type: '', copies: 0, millis: 0, percent: 0, count: 0, everyTry: false, seed: 0, durationMinutes: 0,
    });
  });

  it('keeps what belongs to the fault and leaves out what another one left in the form', () => {
    expect(armInput('env', { kind: 'delay', copies: 5, millis: 20 })).toMatchObject({ copies: 0, millis: 20 });
    expect(armInput('env', { kind: 'together', copies: 5, millis: 20 })).toMatchObject({ copies: 5, millis: 0 });
  });

  it('cuts blanks around what was pasted', () => {
    expect(armInput('env', { kind: 'drop', url: ' http://a ', paymentId: ' P1\n' })).toMatchObject({ url: 'http://a', paymentId: 'P1' });
  });
});
