import { describe, expect, it } from 'vitest';
import type { LogRow } from '@/bridge/types';
import { FakeDesk } from '@/testing/fakeDesk';
import { fakeRow } from '@/testing/fakeData';
import { appendOlder, catchUp, compareSeq, firstPageRows, heldView, keptRows, olderPageRows, prependNewer, trim } from './logWindow';
import type { FetchPage, LogWindow } from './logWindow';

const rows = (...seqs: number[]): LogRow[] => seqs.map((seq) => fakeRow(seq));
const seqs = (items: LogRow[]) => items.map((row) => Number(row.seq));
const windowOf = (items: LogRow[], more = false): LogWindow => ({ items, more, behind: false });

function source(desk: FakeDesk): FetchPage {
  return async (cursor) => (await desk.transport('Logs', 'List', { environment: 'env-test', log: 'requests', query: '', ...cursor })) as Awaited<ReturnType<FetchPage>>;
}

describe('sequence numbers', () => {
  it('are compared beyond what a number can hold', () => {
    expect(compareSeq('9', '10')).toBeLessThan(0);
    expect(compareSeq('9007199254740993', '9007199254740992')).toBeGreaterThan(0);
    expect(compareSeq('42', '42')).toBe(0);
  });
});

describe('merging', () => {
  it('puts newer rows in front, each once', () => {
    expect(seqs(prependNewer(windowOf(rows(3, 2)), rows(5, 4, 3)).items)).toEqual([5, 4, 3, 2]);
  });

  it('keeps the very same window when nothing is new', () => {
    const current = windowOf(rows(3, 2));
    expect(prependNewer(current, rows(3))).toBe(current);
  });

  it('adds an older page behind, each row once, and takes over whether more follows', () => {
    const merged = appendOlder(windowOf(rows(5, 4), true), { items: rows(4, 3, 2), more: false });
    expect(seqs(merged.items)).toEqual([5, 4, 3, 2]);
    expect(merged.more).toBe(false);
  });

  it('forgets the oldest beyond the limit, and says that more follows', () => {
    expect(trim(windowOf(rows(3, 2, 1)), 2)).toMatchObject({ items: rows(3, 2), more: true });
  });
});

describe('holding', () => {
  it('shows the rows up to the held one and counts the rest', () => {
    expect(heldView(rows(5, 4, 3), '4')).toEqual({ shown: rows(4, 3), waiting: 1 });
    expect(heldView(rows(5, 4), undefined).waiting).toBe(0);
    expect(heldView(rows(5, 4), '0')).toEqual({ shown: [], waiting: 2 });
  });
});

describe('catching up', () => {
  const setUp = async (start: number) => {
    const desk = new FakeDesk();
    desk.arrive(start);
    let current: LogWindow | undefined;
    let held = false;
    const round = async () => {
      current = await catchUp({ current: () => current, fetchPage: source(desk), held: () => held });
      return current;
    };
    await round();
    return { desk, round, hold: (on: boolean) => (held = on), set: (next: LogWindow) => (current = next) };
  };

  it('starts with the newest page', async () => {
    const { round } = await setUp(300);
    const current = await round();
    expect(current.items).toHaveLength(firstPageRows);
    expect(current.items[0]?.seq).toBe('300');
    expect(current.more).toBe(true);
  });

  it('takes in thousands without a gap', async () => {
    const { desk, round } = await setUp(50);
    desk.arrive(3_210);
    const { items } = await round();
    expect(seqs(items)).toEqual(Array.from({ length: 3_260 }, (_, index) => 3_260 - index));
  });

  it('starts over from the newest when that is cheaper, and every row stays reachable by paging', async () => {
    const { desk, round } = await setUp(50);
    desk.arrive(10_000);
    let current = await round();
    expect(current.items[0]?.seq).toBe('10050');
    const fetchPage = source(desk);
    while (current.more) {
      current = appendOlder(current, await fetchPage({ beforeSeq: current.items.at(-1)?.seq ?? '', afterSeq: '', limit: olderPageRows }));
    }
    expect(seqs(current.items)).toEqual(Array.from({ length: 10_050 }, (_, index) => 10_050 - index));
  });

  it('keeps at most so many rows while following', async () => {
    const { desk, round } = await setUp(10);
    for (let burst = 0; burst < 3; burst += 1) {
      desk.arrive(2_400);
      await round();
    }
    const { items, more } = await round();
    expect(items).toHaveLength(keptRows);
    expect(items[0]?.seq).toBe('7210');
    expect(more).toBe(true);
  });

  it('forgets nothing while held', async () => {
    const { desk, round, hold } = await setUp(10);
    hold(true);
    for (let burst = 0; burst < 3; burst += 1) {
      desk.arrive(2_400);
      await round();
    }
    expect((await round()).items).toHaveLength(7_210);
  });

  it('stops taking rows in while held for long, and starts over when released', async () => {
    const { desk, round, hold } = await setUp(10);
    hold(true);
    for (let burst = 0; burst < 6; burst += 1) {
      desk.arrive(2_400);
      await round();
    }
    const heldLong = await round();
    expect(heldLong.behind).toBe(true);
    expect(heldLong.items.length).toBeLessThan(14_410);
    hold(false);
    const released = await round();
    expect(released).toMatchObject({ behind: false, more: true });
    expect(released.items[0]?.seq).toBe('14410');
  });

  it('keeps older rows that were loaded while it waited', async () => {
    const desk = new FakeDesk();
    desk.arrive(300);
    const fetchPage = source(desk);
    let current = await catchUp({ current: () => undefined, fetchPage, held: () => false });
    desk.arrive(5);
    const result = await catchUp({
      current: () => current,
      held: () => false,
      fetchPage: async (cursor) => {
        const page = await fetchPage(cursor);
        current = appendOlder(current, await fetchPage({ beforeSeq: current.items.at(-1)?.seq ?? '', afterSeq: '', limit: olderPageRows }));
        return page;
      },
    });
    expect(seqs(result.items)).toEqual(Array.from({ length: 305 }, (_, index) => 305 - index));
  });
});
