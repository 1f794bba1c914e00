import { join } from 'node:path';
import { emptyScenes, open, passingScenes, setLook, useDesk, usedScenes } from '../support/scenes';
import type { Look, Scene } from '../support/scenes';
import { expect, test } from '../support/test';

// SHOTS=keys narrows to the scenes whose name holds the word, SHOTS=keys/dark-zh also to looks.
const [sceneWord = '', lookWord = ''] = (process.env.SHOTS ?? '').split('/');
const folder = join(import.meta.dirname, '../out/shots');

const sizes = [{ width: 1280, height: 800 }, { width: 1920, height: 1080 }];
const looks: Look[] = [
  { theme: 'light', language: 'en' }, { theme: 'dark', language: 'en' },
  { theme: 'light', language: 'zh-CN' }, { theme: 'dark', language: 'zh-CN' },
];

for (const size of sizes) {
  for (const look of looks) {
    const name = `${look.theme}-${look.language}-${size.width}`;
    if (!name.includes(lookWord)) continue;
    test(`every screen, ${name}`, async ({ desk, home }) => {
      await home.setViewportSize(size);
      await setLook(home, look);
      const made = await useDesk(desk);
      const scenes: Scene[] = [...emptyScenes(), ...usedScenes(made), ...passingScenes()];
      for (const scene of scenes.filter((one) => one.name.includes(sceneWord))) {
        await test.step(scene.name, async () => {
          await open(home, desk, scene);
          await home.screenshot({ path: join(folder, name, `${scene.name}.png`), animations: 'disabled', caret: 'hide' });
          const wide = await home.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
          expect(wide, `${scene.name} scrolls sideways`).toBe(false);
        });
      }
    });
  }
}
