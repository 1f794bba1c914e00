import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useClient } from '@/bridge/context';
import type { ApiError } from '@/bridge/errors';
import { toApiError } from '@/bridge/errors';
import { queryKeys } from '@/bridge/keys';
import type { LogKind } from '@/bridge/types';
import { appendOlder, catchUp, olderPageRows } from './logWindow';
import type { LogWindow, PageCursor } from './logWindow';

interface Options {
  environment: string;
  log: LogKind;
  query: string;
  /** Whether the reader holds the list; asked when rows arrive. */
  held: () => boolean;
}

/** The search index follows the log by a moment, and its catching up sends no hint. */
const searchRefresh = 2_000;

function useSource(environment: string, log: LogKind, query: string) {
  const client = useClient();
  const queries = useQueryClient();
  return useMemo(() => {
    const queryKey = queryKeys.log(environment, log, query);
    return {
      queryKey,
      current: () => queries.getQueryData<LogWindow>(queryKey),
      replace: (change: (now: LogWindow) => LogWindow) => queries.setQueryData<LogWindow>(queryKey, (now) => now && change(now)),
      fetchPage: (cursor: PageCursor) => client.logs.list({ environment, log, query, ...cursor }),
    };
  }, [client, queries, environment, log, query]);
}

/** The loaded part of a log. A hint makes it stale, and refetching means catching up. */
export function useLogWindow({ environment, log, query, held }: Options) {
  const source = useSource(environment, log, query);
  const result = useQuery({
    queryKey: source.queryKey,
    queryFn: () => catchUp({ current: source.current, fetchPage: source.fetchPage, held }),
    // Comparing thousands of rows deeply would cost more than drawing the thirty in sight.
    structuralSharing: false,
    // A search that makes no sense will make none later.
    refetchInterval: ({ state }) => (query === '' || state.status === 'error' ? false : searchRefresh),
    gcTime: 60_000,
  });

  const [olderError, setOlderError] = useState<ApiError>();
  const loading = useRef(false);
  const loadOlder = useCallback(async () => {
    const last = source.current()?.items.at(-1);
    if (!last || loading.current) return;
    loading.current = true;
    setOlderError(undefined);
    try {
      const page = await source.fetchPage({ beforeSeq: last.seq, afterSeq: '', limit: olderPageRows });
      source.replace((now) => appendOlder(now, page));
    } catch (reason) {
      setOlderError(toApiError(reason));
    } finally {
      loading.current = false;
    }
  }, [source]);

  return { ...result, loadOlder, olderError };
}
