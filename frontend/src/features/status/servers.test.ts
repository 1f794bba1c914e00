import { describe, expect, it } from 'vitest';
import { fakeStatus } from '@/testing/fakeData';
import { broken, isAddress, nextAddress } from './servers';

describe('addresses', () => {
  it.each([['127.0.0.1:4100', true], ['localhost:1', true], ['[::1]:65535', true], ['127.0.0.1', false], ['127.0.0.1:0', false], ['127.0.0.1:65536', false], [':8080', false], ['x:80a', false]])('%s is %s', (text, valid) => {
    expect(isAddress(text)).toBe(valid);
  });

  it('the next one has the next port', () => {
    expect(nextAddress('127.0.0.1:4100')).toBe('127.0.0.1:4101');
    expect(nextAddress('[::1]:65535')).toBe('[::1]:9080');
    expect(nextAddress('nonsense')).toBe('nonsense');
  });
});

describe('broken servers', () => {
  it('are those that should listen and cannot', () => {
    const [gateway, tls, listener, ui] = fakeStatus().servers;
    if (!gateway || !tls || !listener || !ui) return expect.fail('the fake has four servers');
    const taken = { ...gateway, origin: '', problem: 'taken' };
    expect(broken([taken, tls, listener, ui, { ...taken, off: true }])).toEqual([taken]);
  });
});
