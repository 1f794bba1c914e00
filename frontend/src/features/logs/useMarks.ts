import { useCallback, useState } from 'react';

/** The exchanges picked to be compared: two at most, the one picked first goes when a third comes. */
export function useMarks() {
  const [ids, setIds] = useState<string[]>([]);
  const toggle = useCallback((id: string) => {
    setIds((now) => (now.includes(id) ? now.filter((other) => other !== id) : [...now, id].slice(-2)));
  }, []);
  const clear = useCallback(() => setIds([]), []);
  return { ids, toggle, clear };
}
