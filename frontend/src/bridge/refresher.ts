import { hashKey } from '@tanstack/react-query';
import type { QueryClient, QueryKey } from '@tanstack/react-query';
import type { Hint } from './hints';
import { staleAfter } from './keys';

/**
 * Asks again for what hints made stale, one round at a time per area: hints that arrive during a
 * round cause exactly one more after it. So a stream of hints neither cancels answers on their way
 * nor leaves the last change unseen.
 */
export function createRefresher(queries: QueryClient) {
  const running = new Set<string>();
  const again = new Set<string>();

  const refresh = async (queryKey: QueryKey) => {
    const area = hashKey(queryKey);
    if (running.has(area)) {
      again.add(area);
      return;
    }
    running.add(area);
    try {
      do {
        again.delete(area);
        // An answer already on its way may have been read before the change.
        if (queries.isFetching({ queryKey }) > 0) again.add(area);
        await queries.invalidateQueries({ queryKey }, { cancelRefetch: false });
      } while (again.has(area));
    } finally {
      running.delete(area);
      again.delete(area);
    }
  };

  return {
    hint: async (hint: Hint) => {
      const stale = staleAfter(hint);
      await Promise.all(stale === 'all' ? [refresh([])] : stale.map(refresh));
    },
    everything: () => refresh([]),
  };
}
