// The real window's stories, under Xvfb: node e2e/window.mjs path/to/antomdesk-e2e
// A second argument names the only story to play. ANTOMDESK_CTL names antomctl, which plays the buyer and the other program.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, open, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Session, freePort, holding, saying, until } from './support/webdriver.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const bin = join(here, '../../build/bin');
const build = resolve(process.argv[2] ?? join(bin, 'antomdesk-e2e'));
const ctl = resolve(process.env.ANTOMDESK_CTL ?? join(bin, 'antomctl'));
const anywhere = ['--gateway', '127.0.0.1:0', '--gateway-tls', '127.0.0.1:0', '--listener', '127.0.0.1:0', '--listener-tls', 'off'];

const antomctl = async (folder, ...args) => (await promisify(execFile)(ctl, ['--data', folder, ...args])).stdout.trim();

async function picture(session, name) {
  await mkdir(join(here, 'out/window'), { recursive: true });
  await writeFile(join(here, 'out/window', `${name}.png`), await session.screenshot());
}

/** Opens the window on a folder, or on the usual one, plays a story in it and closes it; a failed story leaves a picture. */
async function inWindow(folder, servers, story) {
  const session = await Session.open(window, [...(folder === '' ? [] : ['--data', folder]), '--loopback-only', ...servers]);
  try {
    await story(session);
  } catch (error) {
    await picture(session, 'failed').catch(() => undefined);
    throw error;
  } finally {
    await session.close();
  }
}

async function firstPayment(folder) {
  await inWindow(folder, anywhere, async (session) => {
    await session.press(saying('Key configuration', 'a'), saying('Key configuration', 'h1'));
    await session.press(saying('Generate key', 'button'), saying('Confirm', 'button'));
    await session.press(saying('Confirm', 'button'), saying('I know', 'button'));
    await session.shows('It is shown once');
    await picture(session, 'private-key');
    await session.dismiss(saying('I know', 'button'));
    await session.shows('Antom public key');

    await session.press(saying('API call simulation', 'a'), saying('API call simulation', 'h1'));
    await session.find('//*[@aria-label="Request body, JSON"][contains(., "GCASH")]');
    await session.press(saying('Send', 'button'), '//*[@data-testid="answer-summary"][contains(., "PAYMENT_IN_PROCESS")]');
    const paymentId = /"paymentId": "(\d+)"/.exec(await session.text('[aria-label="Answer"]'))?.[1];
    assert.ok(paymentId, 'the answer names the payment');
    await picture(session, 'simulation');

    // Open while the buyer pays elsewhere: the log must show it by itself.
    await session.press(saying('Notification log', 'a'), saying('Notification log', 'h1'));
    await session.shows('No notifications yet');
    assert.match(await antomctl(folder, 'wallet', 'approve', paymentId), new RegExp(`${paymentId} SUCCESS`));
    await session.find(`//*[@role="row"][contains(., "${paymentId}") and contains(., "Success")]`);
    await session.shows('Received');
    await picture(session, 'notification-log');

    await session.run(`location.hash = '#/simulator?api=payments/inquiryPayment'`);
    await session.find(`//*[@aria-label="Request body, JSON"][contains(., "${paymentId}")]`);
    await session.press(saying('Send', 'button'), '//*[@data-testid="answer-summary"][contains(., "SUCCESS")]');
    await session.press(saying('Request log', 'a'), saying('Request log', 'h1'));
    await session.find(`//*[@role="row"][contains(., "payments/inquiryPayment") and contains(., "SUCCESS")]`);
    await session.press(`//*[@role="gridcell"][contains(., "payments/pay")]`, '.ant-drawer dl');
    await picture(session, 'request-log');
  });
  // What the window recorded is there for the next start, once the closing window has let go of the folder.
  const kept = await until('the log without a window', () => antomctl(folder, 'logs', 'requests'));
  assert.match(kept, /payments\/inquiryPayment/);
}

/** Asks the program, whose build knows the trouble, for it; '' asks for none. */
const trouble = (what) => writeFile(troubleFile, what);

async function panicInService(folder) {
  await inWindow(folder, anywhere, async (session) => {
    await session.press(saying('Key configuration', 'a'), saying('Key configuration', 'h1'));
    await session.press(saying('Replace keys', 'button'), '.ant-dropdown-menu-item');
    await session.press('.ant-dropdown-menu-item', saying('Confirm replacement', 'button'));
    await trouble('panic');
    await session.press(saying('Confirm replacement', 'button'), holding('Something went wrong'));
    await session.shows('index out of range');
    await session.shows('Try again');
    await picture(session, 'service-panic');
    // The program goes on, and the same dialog works once the trouble is over.
    await trouble('');
    await session.press(saying('Confirm replacement', 'button'), '//*[@data-testid="private-key"]');
    await session.dismiss(saying('I know', 'button'));
    await session.shows('Servers up');
  }).finally(() => trouble(''));
}

async function failedStart(folder) {
  await trouble('error');
  await inWindow(folder, anywhere, async (session) => {
    await session.shows('Antom Desk could not start');
    await session.shows('random source does not answer');
    await session.find(saying('Try again', 'button'));
    await picture(session, 'start-failed');
    await trouble('');
    // It starts by itself once it can.
    await session.shows('Integration resources');
  }).finally(() => trouble(''));
}

/** In the usual place of this system: the data folder holds what the product wrote, and WebKit's files lie beside it. */
async function cleanFolder() {
  await inWindow('', anywhere, async (session) => {
    await session.shows('Integration resources');
    // A choice that the page keeps.
    await session.run(`localStorage.setItem('antomdesk.theme', 'dark')`);
  });
  const ours = /^(antomdesk\.db(-wal|-shm)?|secrets\.json|runtime\.json|window\.json|\.holder\.json|\.lock|ca\.pem|gateway\.pem)$/;
  const found = await readdir(join(data, 'antomdesk'), { recursive: true });
  assert.ok(found.includes('antomdesk.db'), 'the usual data folder is used');
  assert.deepEqual(found.filter((name) => !ours.test(name)), [], 'nothing in the data folder is foreign');
  assert.notDeepEqual(await readdir(join(data, 'antomdesk-webview')), [], 'WebKit has a folder of its own');
  await inWindow('', anywhere, async (session) => {
    await session.shows('Integration resources');
    assert.equal(await session.run(`return localStorage.getItem('antomdesk.theme')`), 'dark', 'the choice is still there');
  });
}

async function takenPort(folder) {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = `127.0.0.1:${other.address().port}`;
  await inWindow(folder, ['--gateway', address, '--gateway-tls', '127.0.0.1:0', '--listener', '127.0.0.1:0', '--listener-tls', 'off'], async (session) => {
    await session.shows(`Gateway (HTTP) does not listen on ${address}`);
    await session.shows('already in use by another program');
    await picture(session, 'port-taken');
    const field = '.ant-popover input';
    await session.press(saying('Try another port', 'button'), field);
    await session.clear(field);
    await session.run(`document.querySelector('.ant-popover input').select()`);
    const free = `127.0.0.1:${await freePort()}`;
    await session.type(field, free);
    await session.press(saying('Start here', 'button'), holding('Servers up'));
    await session.hides(`does not listen on ${address}`);
    await session.shows(`http://${free}`);
  }).finally(() => other.close());
}

async function lockedFolder(folder) {
  const holder = spawn(ctl, ['--data', folder, 'serve', ...anywhere], { stdio: ['ignore', 'pipe', 'ignore'] });
  await once(holder.stdout, 'data');
  await inWindow(folder, anywhere, async (session) => {
    await session.shows('Another program uses this data folder');
    await session.shows('antomctl serve');
    await picture(session, 'folder-locked');
    holder.kill('SIGTERM');
    await once(holder, 'exit');
    // It starts by itself once the folder is free.
    await session.shows('Integration resources');
  }).finally(() => holder.kill('SIGKILL'));
}

/** Raises the file's version past any this program knows; SQLite keeps it at byte 60 of the header. */
async function makeNewer(file) {
  const handle = await open(file, 'r+');
  await handle.write(Buffer.from([0, 0, 3, 231]), 0, 4, 60);
  await handle.close();
}

async function newerFile(folder) {
  const file = join(folder, 'antomdesk.db');
  await makeNewer(file);
  const before = await readFile(file);
  await inWindow(folder, anywhere, async (session) => {
    await session.shows('The data folder cannot be used');
    await session.shows('newer version');
    await picture(session, 'file-newer');
  });
  assert.ok(before.equals(await readFile(file)), 'the newer file is left alone');
}

async function readOnlyFolder() {
  // Nobody may make folders there, not even root.
  await inWindow('/sys/antomdesk', anywhere, async (session) => {
    await session.shows('The data folder cannot be used');
    await session.shows('cannot be written');
    await picture(session, 'folder-read-only');
    await session.find(saying('Try again', 'button'));
  });
}

const stories = { firstPayment, panicInService, failedStart, takenPort, lockedFolder, newerFile, readOnlyFolder, cleanFolder };

// The user's own folders, and this variable's file, see backend/app/trouble_e2e.go, are of the stories alone.
const home = await mkdtemp(join(tmpdir(), 'antomdesk-home-'));
const data = join(home, 'data');
const troubleFile = join(home, 'trouble');
// Under its own name, by which WebKit would call its folders.
const window = join(home, 'antomdesk');
await symlink(build, window);
Object.assign(process.env, { XDG_DATA_HOME: data, XDG_CACHE_HOME: join(home, 'cache'), ANTOMDESK_E2E_TROUBLE: troubleFile });

// One folder for all: a later story starts on what an earlier one left.
const folder = await mkdtemp(join(tmpdir(), 'antomdesk-window-'));
let failed = 0;
const played = Object.entries(stories).filter(([name]) => [undefined, name].includes(process.argv[3]));
for (const [name, story] of played) {
  const begun = Date.now();
  try {
    await story(folder);
    console.log(`ok      ${name} (${((Date.now() - begun) / 1000).toFixed(1)} s)`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED  ${name}: ${error.stack}`);
  }
}
// WebKit's helpers may still write while they end.
for (const made of [folder, home]) await rm(made, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
console.log(`${played.length - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
