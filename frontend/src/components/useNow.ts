import { useSyncExternalStore } from 'react';

/** One ticker for the whole page, running only while someone looks at a time. */
function ticker(periodMillis: number) {
  const listeners = new Set<() => void>();
  let now = Date.now();
  let timer: ReturnType<typeof setInterval> | undefined;
  const tick = () => {
    now = Date.now();
    for (const listener of listeners) listener();
  };
  return {
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      timer ??= setInterval(tick, periodMillis);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
    now: () => {
      // A first reader after a pause must not see an old time.
      if (timer === undefined) now = Date.now();
      return now;
    },
  };
}

const everySecond = ticker(1_000);
const everyFiveSeconds = ticker(5_000);

/** The present in milliseconds, to the second. */
export function useSecond(): number {
  return useSyncExternalStore(everySecond.subscribe, everySecond.now);
}

/** The present, refreshed every five seconds: enough for relative times. */
export function useNow(): number {
  return useSyncExternalStore(everyFiveSeconds.subscribe, everyFiveSeconds.now);
}
