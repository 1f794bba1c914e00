// Looks at every screen and state over the fake: node e2e/screens.mjs [filter]
// Writes e2e/out/screens/*.png and fails on axe findings, sideways scrolling or policy violations.
import { createReadStream } from 'node:fs';
import { mkdir, readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = join(here, 'out/harness');
const out = join(here, 'out/screens');
const filter = process.argv[2] ?? '';
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };
const policy = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; object-src 'none'";
const now = Date.parse('2026-03-02T08:30:00Z');

const server = createServer(async (request, response) => {
  const path = join(root, new URL(request.url, 'http://x').pathname);
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) return response.writeHead(404).end();
  response.writeHead(200, { 'Content-Type': types[extname(path)] ?? 'application/octet-stream', 'Content-Security-Policy': policy });
  return createReadStream(path).pipe(response);
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const origin = `http://127.0.0.1:${server.address().port}`;

const failedRow = '0195f000-0000-7000-8000-000000009998';
const okRow = '0195f000-0000-7000-8000-000000010000';
const notice = '0195f0cc-0000-7000-8000-000000009999';
const scenes = [
  { name: 'home', at: '/' },
  { name: 'home-live', at: '/', live: true },
  { name: 'home-empty', at: '/', scenario: 'empty' },
  { name: 'home-loading', at: '/', scenario: 'loading' },
  { name: 'home-error', at: '/', scenario: 'error' },
  { name: 'home-taken', at: '/', scenario: 'taken' },
  { name: 'status', at: '/', act: (page) => page.getByTestId('status-button').click() },
  { name: 'status-taken', at: '/', scenario: 'taken', act: (page) => page.getByTestId('status-button').click() },
  { name: 'commands', at: '/', act: (page) => page.keyboard.press('Control+k') },
  { name: 'keys', at: '/keys' },
  { name: 'keys-empty', at: '/keys', scenario: 'empty' },
  { name: 'keys-replace', at: '/keys', act: (page) => page.locator('header button.ant-btn-primary').click() },
  { name: 'keys-once', at: '/keys', scenario: 'empty', act: async (page) => {
    await page.locator('header button.ant-btn-primary').click();
    await page.locator('.ant-modal .ant-btn-primary').click();
    await page.getByTestId('private-key').first().waitFor();
  } },
  { name: 'keys-import', at: '/keys', scenario: 'empty', act: async (page) => {
    await page.getByRole('button', { name: /own public|公私钥/ }).click();
    await page.locator('.ant-modal .ant-btn-primary').click();
  } },
  { name: 'simulator', at: '/simulator' },
  { name: 'simulator-nokeys', at: '/simulator', scenario: 'empty' },
  { name: 'simulator-answer', at: '/simulator', act: async (page) => {
    await page.locator('.ant-card-extra .ant-btn-primary').click();
    await page.getByTestId('answer-summary').waitFor();
    await page.waitForTimeout(300);
  } },
  { name: 'simulator-signed', at: '/simulator', act: async (page) => {
    await page.locator('.ant-card-extra .ant-btn-primary').click();
    await page.getByTestId('answer-summary').waitFor();
    await page.getByRole('tab').nth(1).click();
  } },
  { name: 'requests', at: '/logs/requests' },
  { name: 'requests-empty', at: '/logs/requests', scenario: 'empty' },
  { name: 'requests-nothing', at: '/logs/requests?q=zzz' },
  { name: 'requests-loading', at: '/logs/requests', scenario: 'loading' },
  { name: 'requests-error', at: '/logs/requests', scenario: 'error' },
  { name: 'requests-held', at: '/logs/requests', act: async (page) => {
    await page.getByRole("grid").evaluate((grid) => grid.parentElement.scrollTo({ top: 400 }));
    await page.waitForTimeout(100);
    await page.evaluate(() => window.desk.arrive(37));
    await page.getByTestId('new-rows').waitFor();
  } },
  { name: 'detail-failed', at: `/logs/requests/${failedRow}` },
  { name: 'detail-request', at: `/logs/requests/${okRow}?tab=request` },
  { name: 'detail-hex', at: `/logs/requests/${okRow}?tab=request`, act: (page) => page.locator('.ant-drawer .ant-segmented-item').last().click() },
  { name: 'detail-headers', at: `/logs/requests/${okRow}?tab=headers` },
  { name: 'detail-signed', at: `/logs/requests/${okRow}?tab=signed` },
  { name: 'detail-missing', at: '/logs/requests/unknown' },
  { name: 'notifications', at: '/logs/notifications' },
  { name: 'detail-attempts', at: `/logs/notifications/${notice}?tab=attempts` },
  { name: 'starting', at: '/', scenario: 'starting' },
  { name: 'locked', at: '/', scenario: 'locked' },
  { name: 'denied', at: '/', scenario: 'denied' },
  { name: 'notfound', at: '/nowhere' },
].filter((scene) => scene.name.includes(filter.split('/')[0]));

const looks = [
  { name: 'light-en-1280', theme: 'light', language: 'en', width: 1280, height: 800 },
  { name: 'dark-en-1280', theme: 'dark', language: 'en', width: 1280, height: 800 },
  { name: 'light-zh-1280', theme: 'light', language: 'zh-CN', width: 1280, height: 800 },
  { name: 'dark-zh-1920', theme: 'dark', language: 'zh-CN', width: 1920, height: 1080 },
  { name: 'light-en-1920', theme: 'light', language: 'en', width: 1920, height: 1080 },
].filter((look) => look.name.includes(filter.split('/')[1] ?? ''));

await mkdir(out, { recursive: true });
const axe = await readFile(join(here, '../node_modules/axe-core/axe.min.js'), 'utf8');
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
let findings = 0;
const found = (where, what) => {
  findings += 1;
  console.log(`${where}: ${what}`);
};

for (const look of looks) {
  const context = await browser.newContext({ viewport: { width: look.width, height: look.height }, reducedMotion: 'reduce', timezoneId: 'Asia/Singapore', locale: look.language });
  await context.addInitScript(({ theme, language }) => {
    localStorage.setItem('antomdesk.theme', theme);
    localStorage.setItem('antomdesk.language', language);
  }, look);
  for (const scene of scenes) {
    const where = `${scene.name}-${look.name}`;
    const page = await context.newPage();
    page.on('console', (message) => ['error', 'warning'].includes(message.type()) && found(where, `console: ${message.text()}`));
    page.on('pageerror', (error) => found(where, `page error: ${error.message}`));
    await page.clock.setFixedTime(now);
    await page.addInitScript((live) => sessionStorage.setItem('antomdesk.mode', live ? 'live' : 'test'), scene.live === true);
    await page.goto(`${origin}/harness.html?scenario=${scene.scenario ?? 'full'}#${scene.at}`);
    await page.waitForTimeout(700);
    await scene.act?.(page);
    if (scene.scenario !== 'loading') await page.waitForFunction(() => !document.querySelector('.ant-skeleton'), undefined, { timeout: 15_000 }).catch(() => found(where, 'is still loading'));
    await page.waitForTimeout(400);
    await page.screenshot({ path: join(out, `${where}.png`) });
    const wide = await page.evaluate(() => [...document.querySelectorAll('html, #content, div:has(> [role="grid"])')].filter((element) => element.scrollWidth > element.clientWidth + 1).map((element) => element.id || element.tagName));
    if (wide.length > 0) found(where, `scrolls sideways: ${wide.join(', ')}`);
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
    for (const violation of violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')) found(where, `axe ${violation.impact} ${violation.id}: ${violation.nodes.slice(0, 3).map((node) => `${node.target.join(' ')} ${node.any[0]?.message ?? node.all[0]?.message ?? node.none[0]?.message ?? ''}`).join(' | ')}`);
    await page.close();
  }
  await context.close();
}
await browser.close();
server.close();
console.log(`${scenes.length * looks.length} screens, ${findings} findings`);
process.exitCode = findings > 0 ? 1 : 0;
