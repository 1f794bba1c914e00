import type { LogPage, LogRow } from '@/bridge/types';

/** The newest part of a log as far as it is loaded: newest first, no gaps, each row once. */
export interface LogWindow {
  items: LogRow[];
  /** Older rows follow. */
  more: boolean;
  /** More arrived than the window takes while it is held; the newest rows are not in it yet. */
  behind: boolean;
}

/** What one page request asks for. */
export interface PageCursor {
  beforeSeq: string;
  afterSeq: string;
  limit: number;
}

export type FetchPage = (cursor: PageCursor) => Promise<LogPage>;

export const firstPageRows = 100;
export const olderPageRows = 200;
export const catchUpRows = 500;
/** Pages fetched to catch up before starting over from the newest is cheaper. */
const catchUpPages = 8;
/** Rows kept while following; older ones are fetched again when scrolled to. */
export const keptRows = 5_000;
/** Rows taken in while the reader holds the list. */
const heldRows = 10_000;

/** Orders sequence numbers, which may exceed what a JavaScript number holds. */
export function compareSeq(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Puts newer rows (newest first) in front; rows already there are not repeated. */
export function prependNewer(current: LogWindow, newer: LogRow[]): LogWindow {
  const top = current.items[0]?.seq;
  const fresh = top === undefined ? newer : newer.filter((row) => compareSeq(row.seq, top) > 0);
  return fresh.length === 0 ? current : { ...current, items: [...fresh, ...current.items] };
}

/** Adds an older page (newest first) behind; rows already there are not repeated. */
export function appendOlder(current: LogWindow, page: LogPage): LogWindow {
  const last = current.items.at(-1)?.seq;
  const fresh = last === undefined ? page.items : page.items.filter((row) => compareSeq(row.seq, last) < 0);
  return { ...current, items: [...current.items, ...fresh], more: page.more };
}

/** Forgets the oldest rows beyond the limit; they can be fetched again. */
export function trim(current: LogWindow, limit: number): LogWindow {
  if (current.items.length <= limit) return current;
  return { ...current, items: current.items.slice(0, limit), more: true };
}

export async function newest(fetchPage: FetchPage): Promise<LogWindow> {
  const page = await fetchPage({ beforeSeq: '', afterSeq: '', limit: firstPageRows });
  return { items: page.items, more: page.more, behind: false };
}

/** Rows newer than seq, newest first; undefined when so many arrived that starting over is cheaper. */
async function rowsAfter(seq: string, fetchPage: FetchPage): Promise<LogRow[] | undefined> {
  const oldestFirst: LogRow[] = [];
  let after = seq;
  for (let pages = 0; pages < catchUpPages; pages += 1) {
    const page = await fetchPage({ beforeSeq: '', afterSeq: after, limit: catchUpRows });
    oldestFirst.push(...page.items);
    after = page.items.at(-1)?.seq ?? after;
    if (!page.more) return oldestFirst.reverse();
  }
  return undefined;
}

interface CatchUp {
  /** The window as it stands when called; asked again after every wait. */
  current: () => LogWindow | undefined;
  fetchPage: FetchPage;
  /** The reader holds the list, so nothing may be forgotten under them. */
  held: () => boolean;
}

/** Brings the window up to date. Nothing is ever skipped: rows left out stay reachable by paging. */
export async function catchUp({ current, fetchPage, held }: CatchUp): Promise<LogWindow> {
  const before = current();
  const top = before?.items[0];
  if (!before || !top) return newest(fetchPage);
  if (held() && before.items.length >= heldRows) return { ...before, behind: true };
  if (before.behind && !held()) return newest(fetchPage);
  const newer = await rowsAfter(top.seq, fetchPage);
  const now = current() ?? before;
  if (newer === undefined) return held() ? { ...now, behind: true } : newest(fetchPage);
  const merged = prependNewer(now, newer);
  return held() ? merged : trim(merged, keptRows);
}

/** The rows not newer than seq, and how many are. */
export function heldView(items: LogRow[], seq: string | undefined): { shown: LogRow[]; waiting: number } {
  if (seq === undefined) return { shown: items, waiting: 0 };
  const waiting = items.findIndex((row) => compareSeq(row.seq, seq) <= 0);
  if (waiting < 0) return { shown: [], waiting: items.length };
  return { shown: waiting === 0 ? items : items.slice(waiting), waiting };
}
