import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { Desk } from '../support/desk';
import type { Made } from './made';

/** One screen in one state, reached in a page that is signed in. A new screen is one more of these. */
export interface Scene {
  name: string;
  at: string;
  live?: boolean;
  /** What a service answers instead, by "Service/Method"; for states the program leaves too soon. */
  answers?: Partial<Record<string, Answer>>;
  /** The page cannot hear the program's events. */
  deaf?: boolean;
  /** The page's own code fails here, and says so on the console. */
  fails?: boolean;
  /** Brings the screen into its state; resolves once it is there. */
  act?: (page: Page) => Promise<void>;
}

/** The scenes of one family of screens, in a program that was used. */
export type Scenes = (made: Made) => Scene[];

export type Json = Record<string, unknown>;

/** No answer, another answer, or what becomes of the true one. */
export type Answer = 'never' | { status: number; json: Json } | ((real: Json) => Json);

type Act = (page: Page) => Promise<void>;

export const shows = (selector: string): Act => async (page) => { await page.locator(selector).first().waitFor(); };
export const click = (selector: string): Act => async (page) => { await page.locator(selector).first().click(); };
export const press = (keys: string): Act => async (page) => { await page.keyboard.press(keys); };
export const after = (...steps: Act[]): Act => async (page) => { for (const step of steps) await step(page); };

/** A refusal as the services send it. */
export function refusal(status: number, code: string, message: string, field = ''): Answer {
  return { status, json: { code, message, field, exchangeId: '' } };
}

export const busy = refusal(503, 'unavailable', 'Another program holds the data file; close it and try again.');

async function answer(page: Page, method: string, given: Answer | undefined): Promise<void> {
  if (given === undefined) return;
  await page.route(`**/api/${method}`, async (route) => {
    if (given === 'never') return;
    if (typeof given !== 'function') {
      await route.fulfill(given);
      return;
    }
    const response = await route.fetch();
    await route.fulfill({ response, json: given((await response.json()) as Json) });
  });
}

/** Opens a scene in a fresh document; the page shows the program already. */
export async function open(page: Page, desk: Desk, scene: Scene): Promise<void> {
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  for (const [method, given] of Object.entries(scene.answers ?? {})) await answer(page, method, given);
  if (scene.deaf === true) await page.route('**/events', (route) => route.abort());
  await page.evaluate((live) => { sessionStorage.setItem('antomdesk.mode', live ? 'live' : 'test'); }, scene.live === true);
  // Another address than before, or the browser would only move within the document.
  await page.goto(`${desk.at.ui}/?scene=${scene.name}#${scene.at}`);
  await scene.act?.(page);
  if (!Object.values(scene.answers ?? {}).includes('never')) await expect(page.locator('.ant-skeleton')).toHaveCount(0);
}

/** Waits until what changed last is drawn. */
export async function drawn(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    await new Promise((resolve) => { requestAnimationFrame(() => requestAnimationFrame(resolve)); });
  });
}

/** What scrolls sideways and should not. */
export function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() => [...document.querySelectorAll('html, main, div:has(> [role="grid"])')]
    .filter((element) => element.scrollWidth > element.clientWidth + 1)
    .map((element) => `${element.tagName.toLowerCase()} ${element.scrollWidth} > ${element.clientWidth}`));
}

export type Language = 'en' | 'zh-CN';

/** From now on the page speaks the language, and its theme follows what the page emulates. */
export async function speak(page: Page, language: Language): Promise<void> {
  await page.addInitScript((chosen) => {
    localStorage.setItem('antomdesk.theme', 'system');
    localStorage.setItem('antomdesk.language', chosen);
  }, language);
}
