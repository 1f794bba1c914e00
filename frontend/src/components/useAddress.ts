import { useCallback } from 'react';
import { useNavigate, useSearchParams } from 'react-router';

/** What is to stand in the address under each name; undefined takes the name out. */
export type AddressChange = Readonly<Record<string, string | undefined>>;

/** What the address says now. The screen may still be drawing what it said before, and must not put that back. */
function addressNow() {
  const [pathname = '', search = ''] = window.location.hash.slice(1).split('?');
  return { pathname, search: new URLSearchParams(search) };
}

/** The search of an address after a change. */
export function changed(search: URLSearchParams, change: AddressChange): string {
  for (const [name, value] of Object.entries(change)) {
    if (value === undefined) search.delete(name);
    else search.set(name, value);
  }
  return search.toString();
}

/**
 * Filter, page and selection in the address. Two changes in one tick are both kept, which
 * setSearchParams(before => …) does not do: it starts from what was drawn.
 */
export function useAddress() {
  const [search] = useSearchParams();
  const navigate = useNavigate();

  /** Goes to another path; what else the address says comes along. */
  const open = useCallback((pathname: string, replace: boolean, change: AddressChange = {}) => {
    void navigate({ pathname, search: changed(addressNow().search, change) }, { replace });
  }, [navigate]);

  /** Changes what stands after the path, without a step to go back to. */
  const put = useCallback((change: AddressChange) => open(addressNow().pathname, true, change), [open]);

  return { /** As drawn. */ search, open, put };
}
