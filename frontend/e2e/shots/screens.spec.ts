import { join } from 'node:path';
import { allScenes } from '../scenes';
import { useDesk } from '../scenes/made';
import { drawn, open, speak, tooWide } from '../scenes/scene';
import type { Language } from '../scenes/scene';
import { picture } from '../support/picture';
import { expect, test } from '../support/test';

// Pictures of every screen and state, to be looked at: npm run e2e:shots, then e2e/out/shots.
// SHOTS=keys narrows to the scenes whose name holds the word, SHOTS=keys/dark-zh-CN also to looks.
const [sceneWord = '', lookWord = ''] = (process.env.SHOTS ?? '').split('/');
const folder = join(import.meta.dirname, '../out/shots');

const languages: Language[] = ['en', 'zh-CN'];
const sizes = [{ width: 1280, height: 800 }, { width: 1920, height: 1080 }];
const themes = ['light', 'dark'] as const;
const looksOf = (language: Language) => sizes
  .flatMap((size) => themes.map((theme) => ({ size, theme, name: `${theme}-${language}-${size.width}` })))
  .filter(({ name }) => name.includes(lookWord));

for (const language of languages) {
  const looks = looksOf(language);
  if (looks.length === 0) continue;
  test(`every screen, ${language}`, async ({ desk, home }) => {
    const scenes = allScenes(await useDesk(desk)).filter(({ name }) => name.includes(sceneWord));
    await speak(home, language);
    const faults: string[] = [];
    let current = '';
    home.on('console', (message) => {
      // The browser reports refused calls by itself; scenes refuse on purpose.
      if (['error', 'warning'].includes(message.type()) && !message.text().startsWith('Failed to load resource')) faults.push(`${current}: console: ${message.text()}`);
    });
    for (const scene of scenes) {
      await test.step(scene.name, async () => {
        current = scene.name;
        const before = faults.length;
        try {
          await open(home, desk, scene);
        } catch (reason) {
          // The other screens are still worth a look.
          faults.push(`${scene.name}: ${String(reason)}`);
        }
        // One document in every look: it follows the size and the theme of the system.
        for (const { size, theme, name } of looks) {
          await home.setViewportSize(size);
          await home.emulateMedia({ colorScheme: theme });
          await drawn(home);
          await picture(home, join(folder, name, `${scene.name}.png`));
          for (const wide of await tooWide(home)) faults.push(`${scene.name}, ${name}: scrolls sideways: ${wide}`);
        }
        if (scene.fails === true) faults.length = before;
      });
    }
    console.log(`${scenes.length * looks.length} pictures in ${language}`);
    expect(faults).toEqual([]);
  });
}
