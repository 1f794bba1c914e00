import { describe, expect, it } from 'vitest';
import { ApiError, toApiError } from './errors';

const json = '{"code":"invalid_argument","message":"this is not an RSA public key","field":"publicKey","exchangeId":""}';

describe('toApiError', () => {
  it('reads our JSON out of the message of an Error, as Wails hands it over', () => {
    expect(toApiError(new Error(json))).toMatchObject({ code: 'invalid_argument', message: 'This is not an RSA public key', field: 'publicKey' });
  });

  it('reads our JSON as a bare text and as an object', () => {
    expect(toApiError(json).field).toBe('publicKey');
    expect(toApiError({ code: 'conflict', message: 'taken', exchangeId: 'x1' })).toMatchObject({ code: 'conflict', exchangeId: 'x1', field: '' });
  });

  it('keeps a foreign message as an internal error', () => {
    expect(toApiError(new Error('boom'))).toMatchObject({ code: 'internal', message: 'boom' });
    expect(toApiError('{"code":"no such code"}')).toMatchObject({ code: 'internal', message: '{"code":"no such code"}' });
    expect(toApiError(undefined)).toMatchObject({ code: 'internal', message: '' });
  });

  it('leaves an ApiError as it is', () => {
    const error = new ApiError('not_found', 'gone');
    expect(toApiError(error)).toBe(error);
  });
});
