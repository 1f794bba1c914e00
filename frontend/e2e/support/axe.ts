import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import axe from 'axe-core';
import type { AxeResults } from 'axe-core';

declare global {
  interface Window {
    axe: { run: (context: Document, options: object) => Promise<AxeResults> };
  }
}

/** What axe has against a page. */
export interface Finding {
  impact: string;
  text: string;
}

export async function findings(page: Page, where: string): Promise<Finding[]> {
  // By evaluation: the page's policy refuses script elements of others.
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  return violations.map(({ impact, id, nodes }) => ({
    impact: impact ?? 'minor',
    text: `${where}: ${impact} ${id}: ${nodes.slice(0, 3).map((node) => `${node.target.join(' ')} ${node.any[0]?.message ?? ''}`).join(' | ')}`,
  }));
}

/** Prints all findings and fails when one of them is serious or critical. */
export function nothingGrave(all: Finding[], what: string): void {
  const grave = all.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  console.log(`axe, ${what}: ${grave.length} serious or critical, ${all.length - grave.length} lesser findings`);
  for (const { text } of all) console.log(`  ${text}`);
  expect(grave).toEqual([]);
}
