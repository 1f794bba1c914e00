import type { InputRef } from 'antd';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { KeyboardEvent as ReactKeyboardEvent, RefObject } from 'react';

/** What the keys need of a list that is drawn. */
export interface ListHandle {
  focus: () => void;
  /** Brings the row at the index into sight. */
  show: (index: number) => void;
}

interface Options<Row> {
  rows: Row[];
  idOf: (row: Row) => string;
  /** The row whose detail is open; '' when none is. */
  openId: string;
  list: RefObject<ListHandle | null>;
  searchBox: RefObject<InputRef | null>;
  open: (id: string, replace: boolean) => void;
  /** Keys of this list alone; tells whether it took the key. */
  onOther?: (key: string, active: Row | undefined) => boolean;
}

const pageStep = 20;

/** Keys that something is typed with, or that belong to a dialog above the list. */
function isElsewhere(target: EventTarget | null): boolean {
  return target instanceof HTMLElement
    && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName) || target.closest('.ant-modal') !== null);
}

/** How far a key moves down the list; undefined when it does not move. */
export function stepOf(key: string): number | undefined {
  switch (key) {
    case 'j':
    case 'ArrowDown':
      return 1;
    case 'k':
    case 'ArrowUp':
      return -1;
    case 'PageDown':
      return pageStep;
    case 'PageUp':
      return -pageStep;
    case 'Home':
      return -Infinity;
    case 'End':
      return Infinity;
    default:
      return undefined;
  }
}

/**
 * j/k and arrows move, Enter opens, / searches; with the drawer open, moving reads on. Esc closes the drawer
 * by itself, unless something lies above it.
 */
export function useListKeys<Row>({ rows, idOf, openId, list, searchBox, open, onOther }: Options<Row>) {
  const [markedId, setMarkedId] = useState('');
  const activeId = openId === '' ? markedId : openId;

  // Keys can be faster than the address: the next step starts from where the last one went, and reads on
  // in a drawer that is about to be there.
  const cursor = useRef(activeId);
  const reading = useRef(openId !== '');
  useEffect(() => {
    cursor.current = activeId;
  }, [activeId]);
  useEffect(() => {
    reading.current = openId !== '';
  }, [openId]);

  const step = (by: number) => {
    const from = rows.findIndex((row) => idOf(row) === cursor.current);
    const to = Math.min(Math.max(from < 0 ? 0 : from + by, 0), rows.length - 1);
    const row = rows[to];
    if (!row) return;
    cursor.current = idOf(row);
    setMarkedId(cursor.current);
    list.current?.show(to);
    if (reading.current) open(cursor.current, true);
  };

  const openActive = () => {
    const again = reading.current;
    reading.current = true;
    open(cursor.current, again);
  };

  const onPageKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isElsewhere(event.target)) return;
    if (event.key === '/') searchBox.current?.focus({ cursor: 'all' });
    else if (event.key === 'j' || event.key === 'k') {
      step(event.key === 'j' ? 1 : -1);
      if (!reading.current) list.current?.focus();
    } else if (onOther?.(event.key, rows.find((row) => idOf(row) === activeId)) !== true) return;
    event.preventDefault();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onPageKey(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);

  const onKeyDown = (event: ReactKeyboardEvent) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const by = stepOf(event.key);
    if (by !== undefined) step(by);
    else if (event.key === 'Enter' && cursor.current !== '') openActive();
    else return;
    event.preventDefault();
  };

  return { activeId, step, onKeyDown };
}
