import { i18n } from '.';
import { serverZh } from './zh/server';
import { diagnosisInChinese } from './zh/server/causes';

interface Pattern {
  match: RegExp;
  /** How many characters are the sentence's own; the more, the surer the match. */
  own: number;
  said: string;
}

const verb = /(?<!%)%[-+#0-9.]*[a-zA-Z]/g;

// Errors are a sentence and its remedy, parted by a semicolon or a full stop; some are shown in two.
const parts = /^(.+?)[;.] (.+)$/s;
const partsZh = /^(.+?)[；。](.+)$/s;

const plain = (text: string) => text.replace(/\.$/, '');
const literal = (text: string) => text.replaceAll('%%', '%').replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const anyCase = (text: string) => text.replace(/^[a-z]/i, (first) => `[${first.toLowerCase()}${first.toUpperCase()}]`);

function pattern(sentence: string, said: string): Pattern {
  const own = plain(sentence).split(verb);
  return { match: new RegExp(`^${anyCase(own.map(literal).join('(.+?)'))}$`, 's'), own: own.join('').length, said: said.replace(/。$/, '') };
}

/** The second part of a sentence keeps the numbers its verbs have in the whole. */
function remedy(sentence: string, said: string, before: number): Pattern {
  return pattern(sentence, said.replace(/\{(\d)\}/g, (_, number: string) => `{${Number(number) - before}}`));
}

function patternsOf(catalogue: Record<string, string>): Pattern[] {
  return Object.entries(catalogue).flatMap(([sentence, said]) => {
    const english = parts.exec(sentence);
    const chinese = partsZh.exec(said.replace(/。$/, ''));
    const whole = pattern(sentence, said);
    if (!english?.[1] || !english[2] || !chinese?.[1] || !chinese[2]) return [whole];
    return [whole, pattern(english[1], chinese[1]), remedy(english[2], chinese[2], english[1].match(verb)?.length ?? 0)];
  }).sort((a, b) => b.own - a.own);
}

let patterns: Pattern[] | undefined;

/** The Chinese of a sentence of the server, or undefined. What a verb stands for may be a sentence too. */
export function inChinese(sentence: string): string | undefined {
  patterns ??= patternsOf(serverZh);
  const text = plain(sentence.trim());
  for (const { match, said } of patterns) {
    const found = match.exec(text);
    if (!found) continue;
    const whole = said.replace(/\{(\d)\}/g, (_, number: string) => {
      const inner = found[Number(number)] ?? '';
      // A single word may be an id or a name, so only one that stands in the catalogue by itself is turned.
      return serverZh[inner] ?? (inner.includes(' ') ? inChinese(inner) : undefined) ?? inner;
    });
    return sentence.trim().endsWith('.') ? `${whole}。` : whole;
  }
  return undefined;
}

/** A sentence of the server in the language of the screen; one that nobody translated stays as it came. */
export function spoken(sentence: string): string {
  const said = i18n.language === 'zh-CN' ? diagnosisInChinese(sentence) ?? inChinese(sentence) : undefined;
  // What begins with an ordinary word begins with a capital; names of fields and files stay as they are.
  return said ?? sentence.replace(/^[a-z](?=[a-z]* )/, (first) => first.toUpperCase());
}

/** The same with its full stop, for sentences that stand in a row. */
export function fullySpoken(sentence: string): string {
  const said = spoken(sentence);
  if (/[.。]$/.test(said)) return said;
  return said + (i18n.language === 'zh-CN' ? '。' : '.');
}
