import { allScenes } from '../scenes';
import { useDesk } from '../scenes/made';
import { open, speak } from '../scenes/scene';
import { findings, nothingGrave } from '../support/axe';
import type { Finding } from '../support/axe';
import { test } from '../support/test';

test('axe finds nothing serious on any screen, light or dark', async ({ desk, home }) => {
  // Every screen twice, and the machine may be busy.
  test.slow();
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
  nothingGrave(all, `${scenes.length} screens and states, light and dark`);
});
