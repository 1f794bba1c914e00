import type { LogField } from '@/bridge/logTypes';

/** One term of a search line and where it stands. Whether it makes sense is for the program to say. */
export interface Term {
  start: number;
  end: number;
  negated: boolean;
  /** '' for bare words. */
  field: string;
  /** What follows the colon, as typed. */
  value: string;
  valueStart: number;
}

/** Where a term that starts at from ends: at the next space outside quotation marks. */
function endOfTerm(line: string, from: number): number {
  let quoted = false;
  for (let at = from; at < line.length; at += 1) {
    if (line[at] === '"') quoted = !quoted;
    else if (!quoted && /\s/.test(line[at] ?? '')) return at;
  }
  return line.length;
}

/** Splits a search line as the program does. */
export function termsOf(line: string): Term[] {
  const terms: Term[] = [];
  for (let at = 0; at < line.length;) {
    if (/\s/.test(line[at] ?? '')) {
      at += 1;
      continue;
    }
    const end = endOfTerm(line, at);
    const negated = line[at] === '-' && end - at > 1;
    const from = negated ? at + 1 : at;
    const field = /^(\p{L}+):/u.exec(line.slice(from, end))?.[1] ?? '';
    const valueStart = field === '' ? from : from + field.length + 1;
    terms.push({ start: at, end, negated, field: field.toLowerCase(), value: line.slice(valueStart, end), valueStart });
    at = end;
  }
  return terms;
}

/** The line without one of its terms. */
export function withoutTerm(line: string, term: Term): string {
  return `${line.slice(0, term.start).trimEnd()} ${line.slice(term.end).trimStart()}`.trim();
}

/** A value as a term takes it: in quotation marks when it would otherwise fall apart. */
export function quoted(value: string): string {
  return /[\s,"*]/.test(value) ? `"${value.replaceAll('"', ' ')}"` : value;
}

/** A way to go on with what stands before the caret. */
export interface Completion {
  /** What to show: the field with its colon, or the value. */
  label: string;
  line: string;
  caret: number;
  /** Names a field, so its values come next. */
  isField: boolean;
}

const shownAtMost = 12;

function replaced(line: string, from: number, to: number, text: string, isField: boolean): Completion {
  // A finished value is followed by a space, so that the next term can be typed at once.
  const tail = line.slice(to).trimStart();
  const put = isField ? text : `${text} `;
  return { label: text, line: line.slice(0, from) + put + tail, caret: from + put.length, isField };
}

/** What can stand where the caret is: names of fields, or values of the field before it. */
export function completions(fields: LogField[], line: string, caret: number): Completion[] {
  const term = termsOf(line.slice(0, caret)).find(({ end }) => end === caret);
  if (!term) {
    return fields.slice(0, shownAtMost).map(({ name }) => replaced(line, caret, caret, `${name}:`, true));
  }
  if (term.field === '') {
    const typed = term.value.toLowerCase();
    if (typed === '' || typed.startsWith('"')) return [];
    const names = fields.flatMap(({ name, alias }) => (alias === '' ? [name] : [name, alias]));
    return names.filter((name) => name.startsWith(typed)).slice(0, shownAtMost)
      .map((name) => replaced(line, term.valueStart, caret, `${name}:`, true));
  }
  const field = fields.find(({ name, alias }) => name === term.field || alias === term.field);
  if (!field || term.value.startsWith('"')) return [];
  // After a comma another alternative is typed.
  const from = term.valueStart + term.value.lastIndexOf(',') + 1;
  const typed = line.slice(from, caret).toLowerCase();
  const chosen = term.value.toLowerCase().split(',').slice(0, -1);
  const fitting = field.values.filter((value) => value.toLowerCase() !== typed && !chosen.includes(value.toLowerCase()) && value.toLowerCase().includes(typed));
  const first = fitting.filter((value) => value.toLowerCase().startsWith(typed));
  return [...first, ...fitting.filter((value) => !first.includes(value))].slice(0, shownAtMost)
    .map((value) => replaced(line, from, caret, quoted(value), false));
}

/** The character a mistake is at, counted from 0; undefined when the sentence names none. */
export function mistakeAt(message: string): number | undefined {
  const at = /^(?:at character|第) ?(\d+)/i.exec(message)?.[1];
  return at === undefined ? undefined : Number(at) - 1;
}

/** The term a character of the line belongs to. */
export function termAt(line: string, character: number): Term | undefined {
  // Characters are counted as people do, not as the two halves JavaScript makes of some.
  const at = Array.from(line).slice(0, character).join('').length;
  const terms = termsOf(line);
  return terms.find(({ start, end }) => start <= at && at < end) ?? terms.find(({ end }) => end === at);
}
