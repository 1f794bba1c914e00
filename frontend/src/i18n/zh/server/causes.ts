import { en } from '../../en';
import { doctor } from '../doctor';

/** What the signature doctor's sentence begins with where a log keeps it. */
const verdict = 'The signature does not verify: ';
const verdictZh = '验签失败：';
const nothing = 'nothing';

const place = /\{\{(\w+)\}\}/g;
const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

type CauseCode = keyof typeof en.doctor.cause;
type FormName = keyof typeof en.doctor.form;

const codes = Object.keys(en.doctor.cause) as CauseCode[];
const forms = new Map((Object.keys(en.doctor.form) as FormName[]).map((name) => [en.doctor.form[name] as string, doctor.form[name]]));
const words = new Map([[nothing, doctor.nothing], ['test', doctor.test], ['live', doctor.live]]);

/** The clauses as patterns, those with the most words of their own first. */
const clauses = codes.map((code) => {
  const own = en.doctor.cause[code].split(/\{\{\w+\}\}/);
  const names = [...en.doctor.cause[code].matchAll(place)].map(([, name]) => name);
  return { match: new RegExp(`^${own.map(literal).join('(.+?)')}$`, 's'), own: own.join('').length, names, said: doctor.cause[code] };
}).sort((a, b) => b.own - a.own);

function valueInChinese(name: string | undefined, value: string): string {
  if (name === 'forms') return value.split(', ').map((form) => forms.get(form) ?? form).join('、');
  return words.get(value) ?? value;
}

function clauseInChinese(clause: string): string | undefined {
  for (const { match, names, said } of clauses) {
    const found = match.exec(clause);
    if (found) return said.replace(place, (_, name: string) => valueInChinese(name, found[names.indexOf(name) + 1] ?? ''));
  }
  return undefined;
}

/** The Chinese of a diagnosis as the log keeps it, in English: one clause, or two that explain it together. */
export function diagnosisInChinese(sentence: string): string | undefined {
  if (!sentence.startsWith(verdict)) return undefined;
  const said = sentence.slice(verdict.length).replace(/\.$/, '').split('; and ').map(clauseInChinese);
  return said.includes(undefined) ? undefined : `${verdictZh}${said.join('；并且')}。`;
}
