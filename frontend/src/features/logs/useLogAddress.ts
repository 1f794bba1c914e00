import { useCallback } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import type { LogKind } from '@/bridge/types';

/** What the address says now. The screen may still be drawing what it said before, and must not put that back. */
const addressNow = () => new URLSearchParams(window.location.hash.split('?')[1] ?? '');

/** What of a log stands in the address: the open exchange, the search, and the text looked for in bodies. */
export function useLogAddress(log: LogKind) {
  const { id = '' } = useParams();
  const [search, setSearch] = useSearchParams();
  const navigate = useNavigate();

  const open = useCallback((rowId: string, replace: boolean) => {
    void navigate({ pathname: rowId === '' ? `/logs/${log}` : `/logs/${log}/${rowId}`, search: addressNow().toString() }, { replace });
  }, [navigate, log]);

  const put = useCallback((name: string, value: string | undefined) => {
    const next = addressNow();
    if (value === undefined) next.delete(name);
    else next.set(name, value);
    setSearch(next, { replace: true });
  }, [setSearch]);

  return {
    id,
    query: search.get('q') ?? '',
    /** undefined: bodies are not looked into. '': they are about to be. */
    body: search.get('body') ?? undefined,
    open,
    setQuery: useCallback((query: string) => put('q', query === '' ? undefined : query), [put]),
    setBody: useCallback((text: string | undefined) => put('body', text), [put]),
  };
}
