import { describe, expect, it } from 'vitest';
import { initialLanguage } from '.';
import { en } from './en';
import { zh } from './zh';

type Tree = { readonly [key: string]: string | Tree };

function flatten(tree: Tree, prefix = ''): Map<string, string> {
  const flat = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') flat.set(prefix + key, value);
    else for (const [inner, text] of flatten(value, `${prefix}${key}.`)) flat.set(inner, text);
  }
  return flat;
}

const placeholders = (text: string) => [...text.matchAll(/{{\s*(\w+)\s*}}/g)].map((match) => match[1]).sort();

describe('the two catalogues', () => {
  const english = flatten(en);
  const chinese = flatten(zh);

  it('have the same keys', () => {
    expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort());
    expect(english.size).toBeGreaterThan(200);
  });

  it('have the same placeholders in every text', () => {
    for (const [key, text] of english) expect(placeholders(chinese.get(key) ?? ''), key).toEqual(placeholders(text));
  });

  it('leave no text empty', () => {
    for (const [key, text] of [...english, ...chinese]) expect(text.trim(), key).not.toBe('');
  });

  it('use Chinese punctuation in Chinese sentences', () => {
    for (const [key, text] of chinese) expect(text, key).not.toMatch(/[一-鿿][,;?!]/);
  });
});

describe('the language at start', () => {
  it.each([
    [null, 'zh-Hans-CN', 'zh-CN'],
    [null, 'de-DE', 'en'],
    ['en', 'zh-CN', 'en'],
    ['zh-CN', 'en-US', 'zh-CN'],
    ['fr', 'en-US', 'en'],
  ] as const)('saved %s on a %s system is %s', (saved, system, want) => {
    expect(initialLanguage(saved, system)).toBe(want);
  });
});
