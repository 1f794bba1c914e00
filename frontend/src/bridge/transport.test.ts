import { afterEach, describe, expect, it, vi } from 'vitest';
import { createClient } from './client';
import { anyPayment } from './paymentTypes';
import { defaultTransport, httpTransport, windowTransport } from './transport';

const reply = (status: number, body: string) => vi.fn(() => Promise.resolve(new Response(body, { status })));

afterEach(() => {
  vi.unstubAllGlobals();
  delete window.go;
});

describe('over HTTP', () => {
  it('posts the input as JSON to the method, with the cookie', async () => {
    const fetched = reply(200, '{"accounts":[]}');
    vi.stubGlobal('fetch', fetched);
    await expect(createClient(httpTransport).merchants.list()).resolves.toEqual({ accounts: [] });
    expect(fetched).toHaveBeenCalledWith('/api/Merchants/List', expect.objectContaining({ method: 'POST', credentials: 'same-origin', body: '{}' }));
  });

  it.each([
    [400, '{"code":"invalid_argument","message":"no","field":"api","exchangeId":""}', { code: 'invalid_argument', field: 'api' }],
    [503, '{"error":{"code":"starting","message":"soon"}}', { code: 'starting', message: 'soon' }],
    [401, '', { code: 'denied' }],
    [403, '<html>', { code: 'denied' }],
    [500, 'oops', { code: 'internal' }],
  ])('turns a %i answer into its error', async (status, body, want) => {
    vi.stubGlobal('fetch', reply(status, body));
    await expect(httpTransport('System', 'Status', {})).rejects.toMatchObject(want);
  });

  it('says offline when nothing answers', async () => {
    vi.stubGlobal('fetch', vi.fn(() => Promise.reject(new TypeError('Failed to fetch'))));
    await expect(httpTransport('System', 'Status', {})).rejects.toMatchObject({ code: 'offline' });
  });
});

describe('in the window', () => {
  it('calls the bound method with its one input', async () => {
    const list = vi.fn(() => Promise.resolve({ items: [], more: false }));
    window.go = { services: { Payments: { List: list } } };
    const input = { ...anyPayment, environment: 'test', beforeSeq: '', limit: 10 };
    await expect(createClient(defaultTransport()).payments.list(input)).resolves.toEqual({ items: [], more: false });
    expect(list).toHaveBeenCalledWith(input);
  });

  it('parses the JSON text a bound method rejects with', async () => {
    window.go = { services: { Keys: { Show: () => Promise.reject(new Error('{"code":"unavailable","message":"locked; close the other program"}')) } } };
    await expect(windowTransport('Keys', 'Show', {})).rejects.toMatchObject({ code: 'unavailable', message: 'locked; close the other program' });
  });

  it('says so when the method is not bound', async () => {
    window.go = { services: {} };
    await expect(windowTransport('Keys', 'Show', {})).rejects.toMatchObject({ code: 'unavailable' });
  });
});
