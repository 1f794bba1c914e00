import { useCallback, useRef } from 'react';
import type { ListHandle } from './useListKeys';

/**
 * Gives the keys to a list, also to one that is not drawn yet: a search takes the list away while it looks,
 * and the focus would go with it. From then on a list drawn anew takes the keys unless something else has them.
 */
export function useListFocus<Handle extends ListHandle = ListHandle>() {
  const list = useRef<Handle>(null);
  const wanted = useRef(false);

  const attach = useCallback((handle: Handle | null) => {
    list.current = handle;
    if (wanted.current && document.activeElement === document.body) handle?.focus();
  }, []);
  const focus = useCallback(() => {
    wanted.current = true;
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    list.current?.focus();
  }, []);
  return { list, attach, focus };
}
