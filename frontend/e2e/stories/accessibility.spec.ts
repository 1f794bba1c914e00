import axe from 'axe-core';
import type { AxeResults } from 'axe-core';
import type { Page } from '@playwright/test';
import { allScenes } from '../scenes';
import { useDesk } from '../scenes/made';
import { open, speak } from '../scenes/scene';
import { expect, test } from '../support/test';

declare global {
  interface Window {
    axe: { run: (context: Document, options: object) => Promise<AxeResults> };
  }
}

interface Finding {
  impact: string;
  text: string;
}

async function findings(page: Page, where: string): Promise<Finding[]> {
  // By evaluation: the page's policy refuses script elements of others.
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  return violations.map(({ impact, id, nodes }) => ({
    impact: impact ?? 'minor',
    text: `${where}: ${impact} ${id}: ${nodes.slice(0, 3).map((node) => `${node.target.join(' ')} ${node.any[0]?.message ?? ''}`).join(' | ')}`,
  }));
}

test('axe finds nothing serious on any screen, light or dark', async ({ desk, home }) => {
  const scenes = allScenes(await useDesk(desk));
  await speak(home, 'en');
  const all: Finding[] = [];
  for (const scene of scenes) {
    await test.step(scene.name, async () => {
      await open(home, desk, scene);
      for (const theme of ['light', 'dark'] as const) {
        await home.emulateMedia({ colorScheme: theme });
        all.push(...await findings(home, `${scene.name}, ${theme}`));
      }
    });
  }
  const grave = all.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  console.log(`axe: ${scenes.length} screens and states, light and dark: ${grave.length} serious or critical, ${all.length - grave.length} lesser findings`);
  for (const { text } of all) console.log(`  ${text}`);
  expect(grave).toEqual([]);
});
