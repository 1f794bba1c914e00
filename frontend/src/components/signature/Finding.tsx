import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import type { SignatureReport } from '@/bridge/types';
import { causeText } from './causeText';
import styles from './Finding.module.css';

/** The doctor's answer: it verifies, or the one cause; where two mistakes explain it together, both. */
export function Finding({ report }: { report: SignatureReport }) {
  const { t, i18n } = useTranslation();
  if (report.verified) return <Alert type="success" showIcon title={t('doctor.verified')} description={t('doctor.verifiedText')} />;
  const sentences = report.causes.map((cause) => causeText(t, cause, i18n.language));
  return (
    <Alert
      type="error"
      showIcon
      data-testid="finding"
      title={sentences.length === 1 ? sentences[0] : <ol className={styles.causes}>{sentences.map((text) => <li key={text}>{text}</li>)}</ol>}
      description={report.proven ? t('doctor.proven') : t('doctor.known')}
    />
  );
}
