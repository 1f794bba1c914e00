import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from '@/bridge/context';
import type { LogKind, LogRow } from '@/bridge/types';

export interface BodyScan {
  items: LogRow[];
  scanned: number;
  /** seq of the last row read; '' before the first. */
  reached: string;
  state: 'running' | 'stopped' | 'done' | 'failed';
  error?: unknown;
}

const begin: BodyScan = { items: [], scanned: 0, reached: '', state: 'running' };

interface Options {
  environment: string;
  log: LogKind;
  query: string;
  text: string;
}

/** Reads bodies part by part, newest first, until all are read or it is told to stop. */
export function useBodySearch({ environment, log, query, text }: Options) {
  const client = useClient();
  const [scan, setScan] = useState<BodyScan>(begin);
  const going = useRef(0);

  const run = useCallback(async (from: BodyScan) => {
    going.current += 1;
    const mine = going.current;
    let now: BodyScan = { ...from, state: 'running' };
    setScan(now);
    try {
      for (let more = true; more;) {
        const part = await client.logs.searchBodies({ environment, log, query, text, beforeSeq: now.reached });
        if (going.current !== mine) return;
        more = part.more;
        now = { items: [...now.items, ...part.items], scanned: now.scanned + part.scanned, reached: part.reached, state: more ? 'running' : 'done' };
        setScan(now);
      }
    } catch (error) {
      if (going.current === mine) setScan({ ...now, state: 'failed', error });
    }
  }, [client, environment, log, query, text]);

  const stop = useCallback(() => {
    going.current += 1;
    setScan((now) => ({ ...now, state: 'stopped' }));
  }, []);

  useEffect(() => {
    if (text === '') return undefined;
    // The first part is asked for after this pass, so that nothing is drawn twice in it.
    const timer = setTimeout(() => void run(begin));
    return () => {
      clearTimeout(timer);
      going.current += 1;
    };
  }, [text, run]);

  return { scan, stop, resume: () => void run(scan), again: () => void run(begin) };
}

/** How much of the log has been read, in percent, by how far down it is. */
export function shareRead(scan: BodyScan, newest: string): number {
  if (scan.state === 'done') return 100;
  const [top, reached] = [Number(newest), Number(scan.reached)];
  if (scan.reached === '' || !(top > 0)) return 0;
  return Math.min(99, Math.max(0, Math.floor(100 * (1 - reached / top))));
}
