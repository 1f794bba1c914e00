import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { i18n } from '.';
import { fullySpoken, inChinese, spoken } from './spoken';
import { serverZh } from './zh/server';

const backend = '../backend';
const goFiles = readdirSync(backend, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.go') && !file.endsWith('_test.go'));
const sourceOf = (file: string) => readFileSync(join(backend, file), 'utf8');

/** The sentences a service may refuse with: the format of every error with a code. */
const formats = (source: string) => [
  ...source.matchAll(/sandbox\.(?:NotFound|Conflict)\(\s*"((?:[^"\\\n]|\\.)*)"/g),
  ...source.matchAll(/sandbox\.(?:Invalid|Unavailable)\([^\n]*?, "((?:[^"\\\n]|\\.)*)"/g),
].map(([, format]) => JSON.parse(`"${format ?? ''}"`) as string).filter((format) => /[a-z]{3}/.test(format.replace(/%[.\d]*[a-z]/g, '')));

const verb = /(?<!%)%[-+#0-9.]*[a-zA-Z]/g;
const filled = (format: string) => format.replace(verb, 'X1').replaceAll('%%', '%');

describe('the Chinese of the server’s sentences', () => {
  it('has no sentence that the server never says', () => {
    const said = goFiles.map(sourceOf).join('\n');
    const asWritten = (text: string) => said.includes(JSON.stringify(text).slice(1, -1)) || said.includes(text);
    // Where Go joins texts, each of the pieces must be there.
    const gone = Object.keys(serverZh).filter((sentence) => !asWritten(sentence) && !sentence.split(verb).every(asWritten));
    expect(gone).toEqual([]);
  });

  it('fills every place, and no other', () => {
    for (const [sentence, chinese] of Object.entries(serverZh)) {
      const places = [...chinese.matchAll(/\{(\d)\}/g)].map(([, number]) => Number(number)).sort();
      expect(places, sentence).toEqual((sentence.match(verb) ?? []).map((_, index) => index + 1));
    }
  });

  it('knows each of them again, whole and in its two parts', () => {
    for (const [sentence, chinese] of Object.entries(serverZh)) expect(inChinese(filled(sentence)), sentence).toBe(chinese.replace(/\{\d\}/g, 'X1').replace(/。$/, '') + (sentence.endsWith('.') ? '。' : ''));
    expect(inChinese('Close it there or name another folder with --data')).toBe('请在那里关闭它，或用 --data 指定另一个文件夹');
    expect(inChinese('the data folder /a b is in use by antomctl serve (pid 4711)')).toBe('数据文件夹 /a b 正被 antomctl serve (pid 4711) 使用');
  });

  it('is there for everything a screen may be refused with', () => {
    const files = goFiles.filter((file) => /^(app|datafolder|services|sqlite|caller)[/\\]/.test(file));
    const missing = files.flatMap((file) => formats(sourceOf(file))).filter((format) => inChinese(filled(format)) === undefined);
    // Add what is missing to src/i18n/zh/server.
    expect(missing).toEqual([]);
  });

  it('is there for every end of a delivery, a forward and a capture', () => {
    const sentence = /(?:Sprintf\(|return |Reason = |warn\(|reason: )"((?:[^"\\\n]|\\.)*[^"\\\n ]\.)"/g;
    const files = goFiles.filter((file) => /^(rawhttp|notifier|forwarder|listener)[/\\]/.test(file));
    const said = files.flatMap((file) => [...sourceOf(file).matchAll(sentence)]).map(([, format]) => JSON.parse(`"${format ?? ''}"`) as string);
    expect(said.length).toBeGreaterThan(30);
    expect(said.filter((format) => inChinese(filled(format)) === undefined)).toEqual([]);
  });

  it('turns a sentence inside a sentence, too', () => {
    expect(inChinese('this is not an RSA public key: there is no key in the text')).toBe('这不是 RSA 公钥：文本中没有密钥');
  });

  it('knows what every range of the settings counts', () => {
    const source = sourceOf('services/settings_check.go');
    const named = [...source.matchAll(/\{"\w+", v\.\w+, [\w* ]+, [\w* ]+, "([^"]+)"\}/g)].map(([, unit = '']) => unit);
    expect(named.length).toBeGreaterThan(15);
    for (const unit of named) {
      expect(inChinese(`use 0 to 10 ${unit}`), unit).not.toMatch(/[a-z]/);
      expect(inChinese(`this is not ${unit}; use 1 to 12 digits, or leave it empty for none`), unit).not.toMatch(/[a-z]/);
    }
    expect(inChinese('use 0 to 10 retries')).toBe('请使用 0 到 10 次重试');
  });
});

describe('a sentence of the server', () => {
  afterEach(() => i18n.changeLanguage('en'));

  it('is Chinese on a Chinese screen, and stays as it came where nobody translated it', async () => {
    await i18n.changeLanguage('zh-CN');
    expect(spoken('127.0.0.1:80 is already in use by another program')).toBe('127.0.0.1:80 已被其他程序占用');
    expect(spoken('something of a later version')).toBe('Something of a later version');
    expect(fullySpoken('Close that program, or choose another address')).toBe('请关闭该程序，或选择其他地址。');
  });

  it('begins with a capital in English, unless it begins with a name', () => {
    expect(spoken('the file is damaged')).toBe('The file is damaged');
    expect(spoken('order.amount is required')).toBe('order.amount is required');
    expect(spoken('paymentId is required')).toBe('paymentId is required');
    expect(fullySpoken('the file is damaged.')).toBe('The file is damaged.');
  });
});
