import type { InputRef } from 'antd';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { KeyboardEvent as ReactKeyboardEvent, RefObject } from 'react';
import type { LogRow } from '@/bridge/types';
import type { LogListHandle } from './LogList';

interface Options {
  rows: LogRow[];
  openId: string;
  list: RefObject<LogListHandle | null>;
  searchBox: RefObject<InputRef | null>;
  open: (id: string, replace: boolean) => void;
  onMark: (id: string) => void;
  onCompare: () => void;
  onPayment: (row: LogRow) => void;
}

const pageStep = 20;

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));
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
 * j/k and arrows move, Enter opens, Esc closes, / searches, x marks, c compares the marked, p shows all of
 * the payment; with the drawer open, moving reads on.
 */
export function useLogKeys({ rows, openId, list, searchBox, open, onMark, onCompare, onPayment }: Options) {
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
    const from = rows.findIndex((row) => row.id === cursor.current);
    const to = Math.min(Math.max(from < 0 ? 0 : from + by, 0), rows.length - 1);
    const row = rows[to];
    if (!row) return;
    cursor.current = row.id;
    setMarkedId(row.id);
    list.current?.show(to);
    if (reading.current) open(row.id, true);
  };

  const openActive = () => {
    const again = reading.current;
    reading.current = true;
    open(cursor.current, again);
  };

  const onPageKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const active = rows.find((row) => row.id === activeId);
    if (event.key === 'x' && active) onMark(active.id);
    else if (event.key === 'c') onCompare();
    else if (event.key === 'p' && active && active.paymentId !== '') onPayment(active);
    else if (event.key === '/') searchBox.current?.focus({ cursor: 'all' });
    else if (event.key === 'j' || event.key === 'k') {
      step(event.key === 'j' ? 1 : -1);
      if (!reading.current) list.current?.focus();
    } else if (event.key === 'Escape' && openId !== '') open('', false);
    else return;
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
