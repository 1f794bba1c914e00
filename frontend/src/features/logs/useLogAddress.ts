import { useCallback } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import type { LogKind } from '@/bridge/types';

/** What of a log stands in the address: the open exchange, the search, and the text looked for in bodies. */
export function useLogAddress(log: LogKind) {
  const { id = '' } = useParams();
  const [search, setSearch] = useSearchParams();
  const navigate = useNavigate();

  const open = useCallback((rowId: string, replace: boolean) => {
    void navigate({ pathname: rowId === '' ? `/logs/${log}` : `/logs/${log}/${rowId}`, search: search.toString() }, { replace });
  }, [navigate, log, search]);

  const put = useCallback((name: string, value: string | undefined) => {
    setSearch((now) => {
      if (value === undefined) now.delete(name);
      else now.set(name, value);
      return now;
    }, { replace: true });
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
