import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import { queryKeys, staleAfter } from './keys';
import { createRefresher } from './refresher';

const hint = (topic: string) => ({ topic, ids: [], seq: '0' });

/** A watched query whose answers the test gives out one by one. */
function watched(queryKey: readonly unknown[]) {
  const queries = new QueryClient();
  const waiting: (() => void)[] = [];
  let asked = 0;
  const stop = new QueryObserver(queries, {
    queryKey,
    queryFn: () => new Promise<number>((resolve) => {
      asked += 1;
      const answer = asked;
      waiting.push(() => resolve(answer));
    }),
  }).subscribe(() => undefined);
  const answer = async () => {
    waiting.shift()?.();
    await new Promise((settled) => setTimeout(settled, 0));
  };
  return { queries, answer, asked: () => asked, stop };
}

describe('staleAfter', () => {
  it.each([
    ['exchange', [['log'], ['payment'], ['endpoints'], ['scenarios']]],
    ['payment', [['payments'], ['payment'], ['simulator'], ['clock'], ['due']]],
    ['refund', [['payments'], ['payment'], ['simulator'], ['clock'], ['due']]],
    ['object', [['payments'], ['payment'], ['clock'], ['due']]],
    ['notification', [['log'], ['exchange'], ['payment'], ['notification'], ['lab'], ['clock'], ['due']]],
    ['server', [['status'], ['keys'], ['payments'], ['notificationURLs'], ['endpoints']]],
    ['endpoint', [['endpoints'], ['exchange']]],
  ])('%s touches its areas', (topic, areas) => expect(staleAfter(hint(topic))).toEqual(areas));

  it.each(['environment', 'a topic of a later version'])('takes %s for everything', (topic) => expect(staleAfter(hint(topic))).toBe('all'));

  it('names areas that the keys start with', () => {
    const areas = new Set([queryKeys.status(), queryKeys.merchants(), queryKeys.keyConfiguration('e'), queryKeys.log('e', 'requests', ''), queryKeys.exchange('x'), queryKeys.payments('e', 1), queryKeys.payment('e', 'p'), queryKeys.clock('e'), queryKeys.due('e'), queryKeys.simulator('e'), queryKeys.notification('n'), queryKeys.notificationURLs('e'), queryKeys.lab('e'), queryKeys.endpoints('e'), queryKeys.scenarios('e')].map(([area]) => area));
    for (const topic of ['exchange', 'payment', 'refund', 'object', 'notification', 'environment', 'server', 'endpoint']) {
      const stale = staleAfter(hint(topic));
      for (const [area] of stale === 'all' ? [] : stale) expect(areas).toContain(area);
    }
  });
});

describe('the refresher', () => {
  it('asks again once for any number of hints during a round', async () => {
    const log = watched(queryKeys.log('env', 'requests', ''));
    await log.answer();
    const refresher = createRefresher(log.queries);
    const rounds = Promise.all([1, 2, 3, 4, 5].map(() => refresher.hint(hint('exchange'))));
    expect(log.asked()).toBe(2);
    await log.answer();
    expect(log.asked()).toBe(3);
    await log.answer();
    await rounds;
    expect(log.asked()).toBe(3);
    log.stop();
  });

  it('asks again after an answer that was on its way when the hint came', async () => {
    const log = watched(queryKeys.log('env', 'requests', ''));
    const round = createRefresher(log.queries).hint(hint('exchange'));
    expect(log.asked()).toBe(1);
    await log.answer();
    expect(log.asked()).toBe(2);
    await log.answer();
    await round;
    expect(log.queries.getQueryData(queryKeys.log('env', 'requests', ''))).toBe(2);
    log.stop();
  });

  it.each([
    queryKeys.status(), queryKeys.merchants(), queryKeys.keyConfiguration('env'), queryKeys.simulator('env'), ['settings', 'env'], ['clock', 'env'],
  ])('asks for %s again after a loss, whatever it is about', async (...queryKey) => {
    const query = watched(queryKey);
    await query.answer();
    const round = createRefresher(query.queries).everything();
    expect(query.asked()).toBe(2);
    await query.answer();
    await round;
    query.stop();
  });

  it('leaves what is not on the screen until it is shown again', async () => {
    const settings = watched(['settings', 'env']);
    await settings.answer();
    settings.stop();
    await createRefresher(settings.queries).everything();
    expect(settings.asked()).toBe(1);
    expect(settings.queries.getQueryState(['settings', 'env'])?.isInvalidated).toBe(true);
  });

  it('leaves other areas alone', async () => {
    const keys = watched(queryKeys.keyConfiguration('env'));
    await keys.answer();
    await createRefresher(keys.queries).hint(hint('exchange'));
    expect(keys.asked()).toBe(1);
    keys.stop();
  });
});
