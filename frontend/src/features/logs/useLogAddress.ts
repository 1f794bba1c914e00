import { useCallback } from 'react';
import { useParams } from 'react-router';
import type { LogKind } from '@/bridge/types';
import { useAddress } from '@/components/useAddress';

/** What of a log stands in the address: the open exchange, the search, and the text looked for in bodies. */
export function useLogAddress(log: LogKind) {
  const { id = '' } = useParams();
  const { search, open, put } = useAddress();
  return {
    id,
    query: search.get('q') ?? '',
    /** undefined: bodies are not looked into. '': they are about to be. */
    body: search.get('body') ?? undefined,
    open: useCallback((rowId: string, replace: boolean) => open(rowId === '' ? `/logs/${log}` : `/logs/${log}/${rowId}`, replace), [open, log]),
    setQuery: useCallback((query: string) => put({ q: query === '' ? undefined : query }), [put]),
    setBody: useCallback((body: string | undefined) => put({ body }), [put]),
  };
}
