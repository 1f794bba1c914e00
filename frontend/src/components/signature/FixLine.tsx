import { Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SignatureLanguage, SignatureReport } from '@/bridge/types';
import { CopyButton } from '@/components/copy';
import styles from './FixLine.module.css';

const names: Record<Exclude<SignatureLanguage, 'other'>, string> = { java: 'Java', go: 'Go', python: 'Python', php: 'PHP', node: 'Node.js', dotnet: '.NET' };

/** The line to change; it opens in the sender's own language where that is known. */
export function FixLine({ report }: { report: SignatureReport }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<SignatureLanguage>();
  const language = chosen ?? report.fixes[0]?.language ?? 'other';
  const line = report.fixes.find((fix) => fix.language === language)?.line ?? '';
  if (line === '') return null;
  return (
    <section aria-label={t('doctor.fix')} className={styles.fix}>
      <div className={styles.bar}>
        <strong>{t('doctor.fix')}</strong>
        {report.sdk.name !== '' && <span className="secondary">{t('doctor.sentBy', { name: report.sdk.name })}</span>}
      </div>
      <Segmented<SignatureLanguage>
        size="small"
        aria-label={t('doctor.fixFor')}
        value={language}
        onChange={setChosen}
        options={report.fixes.map((fix) => ({ value: fix.language, label: fix.language === 'other' ? t('doctor.other') : names[fix.language] }))}
      />
      <div className={styles.line}>
        <pre tabIndex={0}>{line}</pre>
        <CopyButton text={line} name={t('doctor.fix')} />
      </div>
    </section>
  );
}
