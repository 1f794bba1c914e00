import { test as base } from '@playwright/test';
import type { Page } from '@playwright/test';
import { Desk } from './desk';
import { Receiver } from './receiver';

interface Parts {
  /** The running program. */
  desk: Desk;
  /** The merchant's own server. */
  shop: Receiver;
  /** The page of the program, signed in through its link. */
  home: Page;
}

export const test = base.extend<Parts>({
  desk: async ({}, give, info) => {
    const desk = await Desk.start();
    await give(desk);
    await desk.close();
    if (info.status !== info.expectedStatus) await info.attach('what the program said', { body: desk.said, contentType: 'text/plain' });
  },
  shop: async ({}, give) => {
    const shop = await Receiver.start();
    await give(shop);
    await shop.close();
  },
  home: async ({ desk, page, context }, give) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: desk.at.ui });
    await page.goto(desk.link);
    await give(page);
  },
});

export { expect } from '@playwright/test';
