import axe from 'axe-core';
import type { AxeResults } from 'axe-core';
import type { Page } from '@playwright/test';
import { emptyScenes, open, passingScenes, setLook, useDesk, usedScenes } from '../support/scenes';
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

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious on any screen, ${theme}`, async ({ desk, home }) => {
    const made = await useDesk(desk);
    await setLook(home, { theme, language: 'en' });
    const all: Finding[] = [];
    for (const scene of [...emptyScenes(), ...usedScenes(made), ...passingScenes()]) {
      await test.step(scene.name, async () => {
        await open(home, desk, scene);
        all.push(...await findings(home, scene.name));
      });
    }
    const grave = all.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    console.log(`axe, ${theme}: ${grave.length} serious or critical, ${all.length - grave.length} lesser findings`);
    for (const { text } of all) console.log(`  ${text}`);
    expect(grave).toEqual([]);
  });
}
