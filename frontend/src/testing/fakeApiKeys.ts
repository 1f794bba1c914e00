import type { APIKey } from '@/bridge/apiKeyTypes';
import { fakeNow } from './fakeData';

/** A key as it was asked for. */
export function fakeApiKey(change: Partial<APIKey> = {}): APIKey {
  const { name = 'Checkout', kind = 'standard', allowedApis = [], allowedIps = [] } = change;
  return { id: `key-${name}`, name, kind, prefix: 'isak_TEST_100000000001', allowedApis, allowedIps, createdAt: new Date(fakeNow).toISOString(), revokedAt: '' };
}
