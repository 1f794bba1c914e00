import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { i18n } from '.';
import { en } from './en';
import { spoken } from './spoken';
import { doctor } from './zh/doctor';

const causes = en.doctor.cause as Record<string, string>;
const chinese = doctor.cause as Record<string, string>;
const filled = (text: string) => text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => (name === 'forms' ? '' : `${name.toUpperCase()}1`));

describe('the causes the log keeps', () => {
  afterEach(() => i18n.changeLanguage('en'));

  it('are the ones of the book, word for word', () => {
    const book = [...readFileSync('../backend/signature/book.go', 'utf8').matchAll(/^\tCode\w+:\s+\{("(?:[^"\\]|\\.)*"|`[^`]*`), fix/gm)];
    const said = book.map(([, text = '']) => (text.startsWith('`') ? text.slice(1, -1) : JSON.parse(text) as string));
    expect(said.length).toBeGreaterThan(80);
    expect(said.sort()).toEqual(Object.values(causes).map((text) => text.replace(/\{\{(\w+)\}\}/g, '{$1}')).sort());
  });

  it('are Chinese on a Chinese screen, each of them', async () => {
    await i18n.changeLanguage('zh-CN');
    for (const [code, text] of Object.entries(causes)) {
      if (text.includes('{{forms}}')) continue;
      expect(spoken(`The signature does not verify: ${filled(text)}.`), code).toBe(`验签失败：${filled(chinese[code] ?? '')}。`);
    }
  });

  it('are Chinese where two explain it together, values and all', async () => {
    await i18n.changeLanguage('zh-CN');
    const sentence = 'The signature does not verify: it was made with nothing after the path; a line feed belongs there; '
      + 'and it was made over another JSON text of the same body, with a space after each colon and comma, with its keys sorted: sign the bytes that are sent.';
    expect(spoken(sentence)).toBe('验签失败：签名时路径后是 空，应为换行符；并且签名用的是同一报文体的另一种 JSON 写法（冒号和逗号后有空格、按键排序）：应对实际发送的字节签名。');
    const unknown = 'The signature does not verify: something of a later version.';
    expect(spoken(unknown)).toBe(unknown);
  });
});
