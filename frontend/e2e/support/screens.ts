import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';

/** Goes to a page by the left navigation. */
export async function goTo(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

/** Picks an entry of a select box by the words it starts with. */
export async function pick(page: Page, label: string, entry: RegExp): Promise<void> {
  await page.getByRole('combobox', { name: label, exact: true }).click();
  await page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)').locator('.ant-select-item-option').filter({ hasText: entry }).first().click();
}

/** Chooses an API of the simulation and waits for its template; field is one only that template has. */
export async function chooseCall(page: Page, api: RegExp, field: string): Promise<void> {
  await pick(page, 'API', api);
  await expect(bodyEditor(page)).toContainText(`"${field}"`);
}

export function bodyEditor(page: Page): Locator {
  return page.getByRole('textbox', { name: 'Request body, JSON' });
}

/** Changes the request body in the editor, as a JSON document. */
export async function editBody(page: Page, change: (body: Record<string, unknown>) => void): Promise<void> {
  const body = JSON.parse(await bodyEditor(page).innerText()) as Record<string, unknown>;
  change(body);
  await bodyEditor(page).fill(JSON.stringify(body, null, 2));
}

/** Presses Send and waits for the answer to that call. */
export async function send(page: Page, code: string): Promise<void> {
  const answered = page.waitForResponse((response) => response.url().endsWith('/api/Simulator/Send'));
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  expect((await answered).status()).toBe(200);
  await expect(page.getByTestId('answer-summary')).toContainText(code);
}

/** The rows of the open log, newest first. */
export function rows(page: Page): Locator {
  return page.getByRole('grid').getByRole('row').filter({ has: page.getByRole('gridcell') });
}

export async function search(page: Page, words: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Search', exact: true }).fill(words);
}

/** Presses the button that copies the named thing, and gives back what the clipboard holds. */
export async function copy(page: Page, name: string): Promise<string> {
  await page.getByRole('button', { name: `Copy ${name}`, exact: true }).click();
  return page.evaluate(() => navigator.clipboard.readText());
}
