import type { TFunction } from 'i18next';
import type { SignatureCause } from '@/bridge/types';
import { en } from '@/i18n/en';

type CauseCode = keyof typeof en.doctor.cause;
type FormName = keyof typeof en.doctor.form;

const isCause = (code: string): code is CauseCode => Object.hasOwn(en.doctor.cause, code);
const isForm = (name: string): name is FormName => Object.hasOwn(en.doctor.form, name);

/** What the services call the absence of any character. */
const nothing = '∅';

function valueText(t: TFunction, name: string, value: string, language: string): string {
  if (name === 'forms') {
    const forms = value.split(',').map((form) => (isForm(form) ? t(`doctor.form.${form}`) : form));
    return new Intl.ListFormat(language, { type: 'unit' }).format(forms);
  }
  if (value === nothing) return t('doctor.nothing');
  if (value === 'test' || value === 'live') return t(`doctor.${value}`);
  return value;
}

/** Every value a sentence may have; each has its own few. */
const noValues = {
  account: '', bytes: '', charset: '', expected: '', forms: '', hash: '', here: '', indent: '', length: '', missing: '', part: '', sent: '', signed: '', used: '', version: '',
};

/** A cause as one sentence of the language; a code we do not know stays in English. */
export function causeText(t: TFunction, cause: SignatureCause, language: string): string {
  const own = Object.fromEntries(cause.params.map(({ name, value }) => [name, valueText(t, name, value, language)]));
  const values = { ...noValues, ...own };
  const clause = isCause(cause.code) ? t(`doctor.cause.${cause.code}`, values) : cause.clause;
  return t('doctor.clauseEnd', { clause: clause.charAt(0).toUpperCase() + clause.slice(1) });
}
