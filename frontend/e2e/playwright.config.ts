import { defineConfig } from '@playwright/test';

/**
 * The stories start the built program and drive its front end in the system's own Chromium; nothing
 * is downloaded and nothing leaves this machine. `ANTOMDESK_CHROMIUM` names another browser.
 */
export default defineConfig({
  outputDir: './out/results',
  // One after another: the machine's cores belong to the program, the browser and the load.
  workers: 1,
  timeout: 300_000,
  // Generous, because the checks also run on busy machines; a condition that holds is met at once.
  expect: { timeout: 90_000 },
  reporter: [['list']],
  forbidOnly: true,
  use: {
    browserName: 'chromium',
    viewport: { width: 1280, height: 800 },
    locale: 'en-US',
    timezoneId: 'Asia/Singapore',
    contextOptions: { reducedMotion: 'reduce' },
    actionTimeout: 90_000,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.ANTOMDESK_CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync', '--disable-background-networking',
        '--disable-component-update', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
      ],
    },
  },
  projects: [
    { name: 'stories', testDir: './stories' },
    { name: 'shots', testDir: './shots', timeout: 900_000, fullyParallel: true, use: { actionTimeout: 20_000, trace: 'off' } },
  ],
});
