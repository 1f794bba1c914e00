// A small W3C WebDriver client: enough to drive the window, no dependency.
import { spawn } from 'node:child_process';
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

const quote = (text) => (text.includes("'") ? `"${text}"` : `'${text}'`);

/** An XPath for the innermost elements that show exactly, or contain, a text. */
export const saying = (text, tag = '*') => `//${tag}[normalize-space(.)=${quote(text)}]`;
export const containing = (text, tag = '*') => `//${tag}[contains(normalize-space(.),${quote(text)})]`;

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
    const response = await fetch(this.#base + path, { method, headers: { 'content-type': 'application/json' }, body: body && JSON.stringify(body) });
    const { value } = await response.json();
    if (value?.error) throw new Error(`${value.error}: ${value.message}`);
    return value;
  }

  #in(method, path, body) {
    return this.#ask(method, this.#session + path, body);
  }

  /** The first displayed element of a CSS selector, or of an XPath, which starts with a slash. */
  find(selector) {
    return until(selector, async () => {
      const using = selector.startsWith('/') ? 'xpath' : 'css selector';
      for (const found of await this.#in('POST', '/elements', { using, value: selector })) {
        if (await this.#in('GET', `/element/${found[elementKey]}/displayed`)) return found[elementKey];
      }
      return undefined;
    });
  }

  /** Clicks, again when the page moved under the pointer. */
  click(selector) {
    return until(`a click on ${selector}`, async () => {
      await this.#in('POST', `/element/${await this.find(selector)}/click`, {});
      return true;
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

  async screenshot() {
    return Buffer.from(await this.#in('GET', '/screenshot'), 'base64');
  }

  /** Ends the program and its driver. */
  async close() {
    // The program goes away while it answers.
    await this.#in('DELETE', '').catch(() => undefined);
    this.#driver.kill();
    await new Promise((resolve) => { this.#driver.once('exit', resolve); });
  }
}
