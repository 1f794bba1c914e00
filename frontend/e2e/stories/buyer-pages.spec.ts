import { findings, nothingGrave } from '../support/axe';
import type { Finding } from '../support/axe';
import { buyerPages, expiredPages } from '../support/buyerpages';
import type { BuyerPage } from '../support/buyerpages';
import { expect, test } from '../support/test';

const looks = [
  { colorScheme: 'light', size: { width: 1280, height: 800 } },
  { colorScheme: 'dark', size: { width: 390, height: 844 } },
] as const;

test('axe finds nothing serious on any page a buyer sees, light and dark, wide and on a phone', async ({ desk, shop, page }) => {
  const all: Finding[] = [];
  const look = async ({ name, url, act }: BuyerPage) => {
    await page.goto(url);
    await act?.(page);
    for (const { colorScheme, size } of looks) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(size);
      all.push(...await findings(page, `${name}, ${colorScheme}`));
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      expect(wide, `${name} scrolls sideways`).toBe(false);
    }
  };
  const pages = await buyerPages(desk, shop);
  for (const one of pages) await test.step(one.name, () => look(one));
  const expired = await expiredPages(desk, pages);
  for (const one of expired) await test.step(one.name, () => look(one));
  nothingGrave(all, `${pages.length + expired.length} pages of buyers, light and dark`);
});
