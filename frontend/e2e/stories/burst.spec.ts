import type { Page } from '@playwright/test';
import type { Desk } from '../support/desk';
import { framesSeen, watchFrames } from '../support/frames';
import type { Smoothness } from '../support/frames';
import { send } from '../support/load';
import { goTo, rows, search } from '../support/screens';
import { expect, test } from '../support/test';

/** Enough for every check; `go run ./build/dev burst` makes it 50 000. */
const count = Number(process.env.BURST ?? '10000');
/** How long the search may take to know all of a burst. */
const catchUpMillis = 2_000;

const paymentId = (index: number) => `20260302194010800100188${String(index).padStart(11, '0')}`;

function notification(index: number): string {
  return JSON.stringify({
    notifyType: 'PAYMENT_RESULT', result: { resultCode: 'SUCCESS', resultStatus: 'S', resultMessage: 'success' },
    paymentRequestId: `order-${index}`, paymentId: paymentId(index), paymentAmount: { currency: 'USD', value: '1099' },
  });
}

interface Row {
  seq: string;
  paymentId: string;
}

/** Every row of the notification log, read page by page as a client would. */
async function wholeLog(desk: Desk): Promise<Row[]> {
  const all: Row[] = [];
  for (let beforeSeq = '', more = true; more;) {
    const page: { items: Row[]; more: boolean } = await desk.api('Logs', 'List', { environment: 'test', log: 'notifications', query: '', beforeSeq, afterSeq: '', limit: 500 });
    all.push(...page.items);
    more = page.more;
    beforeSeq = page.items.at(-1)?.seq ?? '';
  }
  return all;
}

function feltAs(smooth: Smoothness): string {
  return `between frames p50 ${smooth.p50} ms, p95 ${smooth.p95} ms, p99 ${smooth.p99} ms, max ${smooth.max} ms over ${smooth.frames} frames; `
    + `${smooth.longTasks} tasks longer than 50 ms, the longest ${smooth.longestTask} ms`;
}

/** Scrolls to where the log began. */
async function toTheEnd(page: Page): Promise<void> {
  const grid = page.getByRole('grid');
  await grid.focus();
  await expect(async () => {
    await page.keyboard.press('End');
    await expect(page.getByText('That is all')).toBeInViewport({ timeout: 100 });
  }).toPass({ intervals: [20] });
}

test(`${count} exchanges arrive while the log is open: it stays usable, shows the newest, loses none and finds them at once`, async ({ desk, home }) => {
  // The longer the log, the longer the way to its end.
  test.setTimeout(200_000 + count * 10);
  const { client_id: clientId } = JSON.parse(await desk.ctl('keys', 'generate')) as { client_id: string };
  await goTo(home, 'Notification log');
  await expect(home.getByText('No notifications yet')).toBeVisible();

  await watchFrames(home);
  await home.waitForFunction(() => (window.watch?.gaps.length ?? 0) >= 120);
  console.log(`before: ${feltAs(await framesSeen(home))}`);

  await watchFrames(home);
  const begun = performance.now();
  const url = `${desk.at.listener}/notifications`;
  const headers = { 'Client-Id': clientId };
  const half = Math.floor(count / 2);
  const first = send({ url, count: half, headers, body: notification });

  // Used meanwhile: open the newest and read on with the keyboard; a list that moved on is held where it is.
  await rows(home).first().click();
  await expect(home.getByRole('dialog')).toContainText('notifyPayment');
  expect(await first).toBe(half);
  const scroller = home.locator('div:has(> [role="grid"])');
  await expect(async () => {
    await home.keyboard.press('j');
    expect(await scroller.evaluate((list) => list.scrollTop)).toBeGreaterThan(40);
  }).toPass({ intervals: [20] });

  // What arrives behind a held list is announced, and one click goes there.
  const second = send({ url, count: count - half, headers, body: (index) => notification(half + index) });
  await home.keyboard.press('Escape');
  await expect(home.getByRole('dialog')).toBeHidden();
  await home.getByTestId('new-rows').click();
  expect(await second).toBe(count - half);
  const seconds = (performance.now() - begun) / 1000;

  const ended = performance.now();
  const last = await desk.api<{ items: Row[] }>('Logs', 'List', { environment: 'test', log: 'notifications', query: `request:order-${count - 1}`, beforeSeq: '', afterSeq: '', limit: 5 });
  const caughtUp = performance.now() - ended;
  console.log(`search: the last of ${count} is found ${Math.round(caughtUp)} ms after the burst`);
  expect(last.items).toHaveLength(1);
  expect(caughtUp).toBeLessThan(catchUpMillis);

  const newest = (await wholeLog(desk))[0]?.paymentId ?? '';
  await expect(rows(home).first()).toContainText(newest);
  const smooth = await framesSeen(home);
  console.log(`burst: ${count} exchanges in ${seconds.toFixed(1)} s (${Math.round(count / seconds)}/s); ${feltAs(smooth)}`);

  const log = await wholeLog(desk);
  expect(log.length).toBe(count);
  expect(new Set(log.map((row) => row.paymentId)).size).toBe(count);
  console.log(`log: ${log.length} rows, each once; none is lost`);

  await toTheEnd(home);
  await expect(home.getByText(new RegExp(`^(${count}|${new Intl.NumberFormat('en').format(count)}) rows loaded$`))).toBeVisible();
  await search(home, paymentId(4321));
  await expect(rows(home)).toHaveCount(1);
});
