import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';

/** A picture to look at. A browser without a screen sometimes waits for ever for the frame; the next try gets one. */
export async function picture(page: Page, path: string, fullPage = false): Promise<void> {
  await expect(() => page.screenshot({ path, fullPage, animations: 'disabled', caret: 'hide', timeout: 5_000 })).toPass({ timeout: 60_000 });
}
