import { EventEmitter, once } from 'node:events';
import type { Page } from '@playwright/test';
import { goTo, rows } from '../support/screens';
import { useDesk } from '../scenes/made';
import { open, shows } from '../scenes/scene';
import type { Scene } from '../scenes/scene';
import { expect, test } from '../support/test';

/** Marks everything that can be acted on and is in sight, and tells how to call it. */
function mark(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const controls = 'a[href], button, input, textarea, select, summary, [role="button"], [role="tab"], [role="menuitem"], [role="grid"], [role="radio"], [role="combobox"], [contenteditable="true"]';
    // One stop stands for a group: arrows move inside it.
    const groupOf = (element: Element) => element.closest('[role="tablist"], [role="radiogroup"], [role="menu"]') ?? element;
    const usable = (element: Element) => element.checkVisibility({ visibilityProperty: true })
      && !element.matches(':disabled, [aria-disabled="true"]') && element.closest('[aria-hidden="true"], [inert]') === null;
    const groups = new Set([...document.querySelectorAll(controls)].filter(usable).map(groupOf));
    return [...groups].map((group, index) => {
      group.setAttribute('data-stop', String(index));
      const name = group.getAttribute('aria-label') ?? group.textContent.trim().slice(0, 40);
      return `${group.tagName.toLowerCase()}.${group.className.split(' ')[0] ?? ''} “${name}”`;
    });
  });
}

/** Walks with Tab until the focus comes round, and tells which marks it met and which stop had no visible focus. */
async function walk(page: Page): Promise<{ met: Set<number>; unseen: string[] }> {
  const met = new Set<number>();
  const unseen: string[] = [];
  await page.evaluate(() => { (document.activeElement as HTMLElement | null)?.blur(); });
  for (let steps = 0; steps < 400; steps += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(async () => {
      const active = document.activeElement;
      if (active === null || active === document.body) return undefined;
      const again = active.hasAttribute('data-walked');
      active.setAttribute('data-walked', '');
      // Seen means: it, or something around it, looks otherwise than without the focus.
      const look = () => {
        let all = '';
        for (let at: Element | null = active, level = 0; at !== null && level < 6; at = at.parentElement, level += 1) {
          const { outlineStyle, boxShadow, borderTopColor, backgroundColor } = getComputedStyle(at);
          all += `${outlineStyle} ${boxShadow} ${borderTopColor} ${backgroundColor}\n`;
        }
        return all;
      };
      const drawn = () => new Promise((resolve) => { requestAnimationFrame(() => requestAnimationFrame(resolve)); });
      await drawn();
      const focused = look();
      (active as HTMLElement).blur();
      await drawn();
      const seen = focused !== look();
      (active as HTMLElement).focus();
      return { again, seen, mark: active.closest('[data-stop]')?.getAttribute('data-stop') ?? '', name: active.outerHTML.slice(0, 120) };
    });
    if (stop === undefined) continue;
    if (stop.again) break;
    if (stop.mark !== '') met.add(Number(stop.mark));
    if (!stop.seen) unseen.push(stop.name);
  }
  return { met, unseen };
}

test('every control on every page is reached with Tab, and the focus can be seen', async ({ desk, home }) => {
  const made = await useDesk(desk);
  const scenes: Scene[] = [
    { name: 'home', at: '/', act: shows('table') },
    { name: 'keys', at: '/keys', act: shows('table') },
    { name: 'keys, none yet', at: '/keys', live: true, act: shows('.ant-empty') },
    { name: 'simulator', at: '/simulator', act: shows('.cm-content') },
    { name: 'request log', at: '/logs/requests', act: shows('[role="gridcell"]') },
    { name: 'detail drawer', at: `/logs/requests/${made.paidExchange}`, act: shows('.ant-drawer dl') },
    { name: 'attempts', at: `/logs/notifications/${made.delivery}?tab=attempts`, act: shows('.ant-drawer .ant-timeline') },
  ];
  for (const scene of scenes) {
    await test.step(scene.name, async () => {
      await open(home, desk, scene);
      const names = await mark(home);
      const { met, unseen } = await walk(home);
      expect(names.filter((_, index) => !met.has(index)), `not reached on ${scene.name}`).toEqual([]);
      expect(unseen, `focus not visible on ${scene.name}`).toEqual([]);
    });
  }
});

/** Presses Tab until the named control has the focus. */
async function tabTo(page: Page, role: 'link' | 'button' | 'checkbox', name: string | RegExp): Promise<void> {
  const wanted = page.getByRole(role, { name }).first();
  await expect(wanted).toBeVisible();
  await expect(async () => {
    await page.keyboard.press('Tab');
    await expect(wanted).toBeFocused({ timeout: 1 });
  }).toPass({ intervals: [1] });
}

test('keys, a signed call and its place in the log, without touching the mouse', async ({ home }) => {
  await expect(home.getByRole('heading', { name: 'Home' })).toBeVisible();
  await tabTo(home, 'link', 'Key configuration');
  await home.keyboard.press('Enter');
  await tabTo(home, 'button', 'Generate key');
  await home.keyboard.press('Enter');
  await tabTo(home, 'button', 'Confirm');
  await home.keyboard.press('Enter');
  await tabTo(home, 'button', 'I know');
  await home.keyboard.press('Enter');
  await expect(home.getByRole('dialog')).toBeHidden();

  await tabTo(home, 'link', 'API call simulation');
  await home.keyboard.press('Enter');
  await expect(home.getByRole('textbox', { name: 'Request body, JSON' })).toContainText('GCASH');
  await tabTo(home, 'button', 'Send');
  await home.keyboard.press('Enter');
  await expect(home.getByTestId('answer-summary')).toContainText('PAYMENT_IN_PROCESS');

  await tabTo(home, 'link', 'Request log');
  await home.keyboard.press('Enter');
  await expect(rows(home)).toHaveCount(1);
  await home.keyboard.press('/');
  await expect(home.getByRole('combobox', { name: 'Search', exact: true })).toBeFocused();
  await home.keyboard.type('PAYMENT_IN_PROCESS');
  await home.keyboard.press('Enter');
  await expect(home.getByRole('list', { name: 'What is searched' })).toContainText('PAYMENT_IN_PROCESS');
  await expect(home.getByRole('grid', { name: 'Request log' })).toBeFocused();
  await expect(rows(home)).toHaveCount(1);
  await home.keyboard.press('j');
  await expect(home.getByRole('row', { selected: true })).toHaveCount(1);
  await home.keyboard.press('Enter');
  await expect(home.getByRole('dialog')).toContainText('PAYMENT_IN_PROCESS');
  await home.keyboard.press('Escape');
  await expect(home.getByRole('dialog')).toBeHidden();
});

test('j and k move through the log, and with the drawer open they read on', async ({ desk, home }) => {
  await useDesk(desk);
  await goTo(home, 'Request log');
  await expect(rows(home).nth(2)).toBeVisible();
  const selected = home.getByRole('row', { selected: true });
  const ids = await rows(home).evaluateAll((all) => all.map((row) => row.id));
  await home.keyboard.press('j');
  await expect(selected).toHaveId(ids[0] ?? '');
  await home.keyboard.press('j');
  await home.keyboard.press('j');
  await home.keyboard.press('k');
  await expect(selected).toHaveId(ids[1] ?? '');
  await home.keyboard.press('Enter');
  await expect(home).toHaveURL(new RegExp((ids[1] ?? '').replace('row-', '')));
  await home.keyboard.press('j');
  await expect(home).toHaveURL(new RegExp((ids[2] ?? '').replace('row-', '')));
  await home.goBack();
  await expect(home.getByRole('dialog')).toBeHidden();
});

test('Enter gives the keys to the list, however late the rows of the search come', async ({ desk, home }) => {
  await useDesk(desk);
  await goTo(home, 'Request log');
  await expect(rows(home).nth(2)).toBeVisible();
  const gate = new EventEmitter();
  const opened = once(gate, 'open');
  await home.route('**/api/Logs/List', async (route) => {
    if (route.request().postData()?.includes('PAYMENT_IN_PROCESS') === true) await opened;
    await route.continue();
  });
  await home.keyboard.press('/');
  await home.keyboard.type('PAYMENT_IN_PROCESS');
  await home.keyboard.press('Enter');
  await expect(home.getByRole('list', { name: 'What is searched' })).toContainText('PAYMENT_IN_PROCESS');
  await expect(rows(home)).toHaveCount(0);
  await expect(home.getByRole('combobox', { name: 'Search', exact: true })).not.toBeFocused();
  gate.emit('open');
  await expect(home.getByRole('grid', { name: 'Request log' })).toBeFocused();
  await home.keyboard.press('ArrowDown');
  await expect(home.getByRole('row', { selected: true })).toHaveCount(1);
});
