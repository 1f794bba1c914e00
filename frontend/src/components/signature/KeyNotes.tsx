import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { en } from '@/i18n/en';

type Note = keyof typeof en.doctor.note;

const isNote = (code: string): code is Note => Object.hasOwn(en.doctor.note, code);

/** What Antom's SDKs would say to a key's text, which is read here whatever its form. */
export function KeyNotes({ notes }: { notes: string[] }) {
  const { t } = useTranslation();
  const texts = notes.filter(isNote).map((note) => t(`doctor.note.${note}`));
  if (texts.length === 0) return null;
  return <Alert type="info" showIcon title={t('doctor.keyNotes')} description={texts.map((text) => <div key={text}>{text}</div>)} />;
}
