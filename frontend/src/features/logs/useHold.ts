import { useCallback, useRef, useState } from 'react';
import type { LogRow } from '@/bridge/types';

type Reason = 'scrolled' | 'paused';

interface Hold {
  reason: Reason;
  seq: string;
}

/**
 * Whether the list follows the log. Scrolling away from the top holds it until the reader is back;
 * pausing holds it until they resume.
 */
export function useHold() {
  const [hold, setHold] = useState<Hold>();
  const holding = useRef(false);

  const set = useCallback((next: Hold | undefined) => {
    holding.current = next !== undefined;
    setHold(next);
  }, []);

  return {
    seq: hold?.seq,
    held: useCallback(() => holding.current, []),
    pause: (newest: LogRow | undefined) => set({ reason: 'paused', seq: hold?.seq ?? newest?.seq ?? '0' }),
    resume: () => set(undefined),
    /** Tells where the list is scrolled to; newest is the top row then. */
    scrolled: (top: number, newest: LogRow | undefined) => {
      if (top <= 4 && hold?.reason === 'scrolled') set(undefined);
      if (top > 4 && hold === undefined && newest) set({ reason: 'scrolled', seq: newest.seq });
    },
  };
}
