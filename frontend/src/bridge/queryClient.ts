import { QueryClient } from '@tanstack/react-query';
import { toApiError } from './errors';

/** Everything is on this machine: never wait for "online"; keep data until a hint says it is stale. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        staleTime: 60_000,
        retry: (failures, reason) => failures < 40 && toApiError(reason).code === 'starting',
        retryDelay: 500,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}
