// A small W3C WebDriver client: enough to drive the window, no dependency.
import { spawn } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import { createServer } from 'node:net';

const elementKey = 'element-6066-11e4-a52e-4f735466cecf';
const patience = 30_000;

/** Asks until the answer is truthy; an error on the way counts as not yet. */
export async function until(what, ask, millis = patience) {
  let last;
  for (const end = Date.now() + millis; Date.now() < end;) {
    try {
      const answer = await ask();
      if (answer) return answer;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`waited in vain for ${what}${last ? `: ${last.message}` : ''}`);
}

export function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** State and parent of a process, as /proc tells; undefined once it is gone. */
async function processOf(pid) {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const [, state, parent] = line.slice(line.lastIndexOf(')')).split(' ');
  return parent === undefined || state === 'Z' ? undefined : { parent };
}

async function childrenOf(parent) {
  const numbers = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(numbers.map(processOf));
  return numbers.filter((_, index) => found[index]?.parent === String(parent)).map(Number);
}

const quote = (text) => (text.includes("'") ? `"${text}"` : `'${text}'`);

/** An XPath for the elements that show exactly a text. */
export const saying = (text, tag = '*') => `//${tag}[normalize-space(.)=${quote(text)}]`;

/** An XPath for the elements whose own text has a part. */
export const holding = (text) => `//*[contains(text(), ${quote(text)})]`;

/** One run of the program under WebKitWebDriver. */
export class Session {
  #base;
  #driver;
  #session = '';

  static async open(binary, args) {
    const session = new Session();
    const port = await freePort();
    // The texts looked for are English, whatever the machine speaks.
    session.#driver = spawn('WebKitWebDriver', [`--port=${port}`], { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, LANG: 'C.UTF-8', LANGUAGE: 'en' } });
    session.#base = `http://127.0.0.1:${port}`;
    await until('WebKitWebDriver', () => fetch(`${session.#base}/status`));
    const opened = await session.#ask('POST', '/session', { capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': { binary, args } } } });
    session.#session = `/session/${opened.sessionId}`;
    return session;
  }

  async #ask(method, path, body) {
    const response = await fetch(this.#base + path, {
      method, headers: { 'content-type': 'application/json' }, body: body && JSON.stringify(body), signal: AbortSignal.timeout(patience),
    });
    const { value } = await response.json();
    if (value?.error) throw new Error(`${value.error}: ${value.message}`);
    return value;
  }

  #in(method, path, body) {
    return this.#ask(method, this.#session + path, body);
  }

  /** The first displayed element of a CSS selector, or of an XPath, which starts with a slash. */
  find(selector) {
    return until(selector, () => this.#displayed(selector));
  }

  async #displayed(selector) {
    const using = selector.startsWith('/') ? 'xpath' : 'css selector';
    for (const found of await this.#in('POST', '/elements', { using, value: selector })) {
      if (await this.#in('GET', `/element/${found[elementKey]}/displayed`)) return found[elementKey];
    }
    return undefined;
  }

  /** Clicks until what should follow is there: a click is lost when the page moves or draws itself anew under it. */
  press(selector, follows) {
    return until(`${follows} after a click on ${selector}`, async () => {
      if ((await this.#displayed(follows)) !== undefined) return true;
      const button = await this.#displayed(selector);
      // Gone once its click was taken: then only what follows is waited for.
      if (button !== undefined) await this.#in('POST', `/element/${button}/click`, {});
      return until(follows, () => this.#displayed(follows), 2_000);
    });
  }

  /** Clicks what goes away by it, until it is gone. */
  dismiss(selector) {
    return until(`${selector} to go away by a click`, async () => {
      const button = await this.#displayed(selector);
      if (button === undefined) return true;
      await this.#in('POST', `/element/${button}/click`, {});
      return until('its end', async () => (await this.#displayed(selector)) === undefined, 2_000);
    });
  }

  async type(selector, text) {
    await this.#in('POST', `/element/${await this.find(selector)}/value`, { text });
  }

  async clear(selector) {
    await this.#in('POST', `/element/${await this.find(selector)}/clear`, {});
  }

  async text(selector) {
    return this.#in('GET', `/element/${await this.find(selector)}/text`);
  }

  run(script, ...args) {
    return this.#in('POST', '/execute/sync', { script, args });
  }

  /** Waits until the page shows the text. */
  shows(text) {
    return until(`“${text}” on the page`, () => this.run('return document.body.innerText.includes(arguments[0])', text));
  }

  hides(text) {
    return until(`“${text}” to go away`, async () => !(await this.run('return document.body.innerText.includes(arguments[0])', text)));
  }

  /** A picture of the page. WebKit takes it with the next frame, so a page at rest is made to draw some. */
  async screenshot() {
    await this.run(`const dot = document.body.appendChild(document.createElement('div'));
      dot.style.cssText = 'position: fixed; inset: 0 auto auto 0; width: 1px; height: 1px; background: white';
      let on = false;
      const drawing = setInterval(() => { on = !on; dot.style.opacity = on ? 0.01 : 0; }, 30);
      window.restAgain = () => { clearInterval(drawing); dot.remove(); };`);
    const picture = await this.#in('GET', '/screenshot');
    await this.run('window.restAgain()');
    return Buffer.from(picture, 'base64');
  }

  /** Ends the program and its driver. */
  async close() {
    const driver = this.#driver;
    const programs = await childrenOf(driver.pid);
    // The program goes away while it answers.
    await this.#in('DELETE', '').catch(() => undefined);
    if (driver.exitCode === null && driver.signalCode === null) {
      driver.kill();
      await new Promise((resolve) => { driver.once('exit', resolve); });
    }
    for (const pid of programs) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch { /* gone, as it should be */ }
      await until(`the end of process ${pid}`, async () => (await processOf(pid)) === undefined);
    }
  }
}
