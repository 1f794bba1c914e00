import type { InputRef } from 'antd';
import type { RefObject } from 'react';
import type { LogRow } from '@/bridge/types';
import { useListKeys } from '@/components/useListKeys';
import type { ListHandle } from '@/components/useListKeys';

interface Options {
  rows: LogRow[];
  openId: string;
  list: RefObject<ListHandle | null>;
  searchBox: RefObject<InputRef | null>;
  open: (id: string, replace: boolean) => void;
  onMark: (id: string) => void;
  onCompare: () => void;
  onPayment: (row: LogRow) => void;
}

const idOf = (row: LogRow) => row.id;

/** The keys of a list, and x marks, c compares the marked, p shows all of the payment. */
export function useLogKeys({ onMark, onCompare, onPayment, ...list }: Options) {
  const onOther = (key: string, active: LogRow | undefined): boolean => {
    if (key === 'x' && active) onMark(active.id);
    else if (key === 'c') onCompare();
    else if (key === 'p' && active && active.paymentId !== '') onPayment(active);
    else return false;
    return true;
  };
  return useListKeys({ ...list, idOf, onOther });
}
