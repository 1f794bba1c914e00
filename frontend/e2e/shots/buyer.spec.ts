import { join } from 'node:path';
import { buyerPages, expiredPages } from '../support/buyerpages';
import type { BuyerPage } from '../support/buyerpages';
import { picture } from '../support/picture';
import { expect, test } from '../support/test';

// Pictures of every page a buyer sees, to be looked at: npm run e2e:shots, then e2e/out/shots.
// SHOTS=wallet narrows to the pages whose name holds the word, SHOTS=wallet/dark-zh also to looks.
const [pageWord = '', lookWord = ''] = (process.env.SHOTS ?? '').split('/');
const folder = join(import.meta.dirname, '../out/shots');

const sizes = [{ width: 1280, height: 800 }, { width: 390, height: 844 }];
const themes = ['light', 'dark'] as const;
const looksOf = (language: string) => sizes
  .flatMap((size) => themes.map((theme) => ({ size, theme, name: `buyer-${theme}-${language}-${size.width}` })))
  .filter(({ name }) => name.includes(lookWord));

for (const language of ['en', 'zh-CN']) {
  const looks = looksOf(language);
  if (looks.length === 0) continue;
  test.describe(language, () => {
    test.use({ locale: language, contextOptions: { reducedMotion: 'reduce' } });

    test('every page a buyer sees', async ({ desk, shop, page }) => {
      const wide: string[] = [];
      const show = async (pages: BuyerPage[]) => {
        for (const { name: pageName, url, act } of pages.filter(({ name }) => name.includes(pageWord))) {
          await test.step(pageName, async () => {
            await page.goto(url);
            await act?.(page);
            // One document in every look: it follows the size and the theme of the system.
            for (const { size, theme, name } of looks) {
              await page.setViewportSize(size);
              await page.emulateMedia({ colorScheme: theme });
              await picture(page, join(folder, name, `${pageName}.png`), true);
              if (await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)) wide.push(`${pageName}, ${name}`);
            }
          });
        }
      };
      const open = await buyerPages(desk, shop);
      await show(open);
      await show(await expiredPages(desk, open));
      expect(wide, 'scroll sideways').toEqual([]);
    });
  });
}
