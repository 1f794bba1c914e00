import { useTranslation } from 'react-i18next';
import type { SignatureReport } from '@/bridge/types';
import { bytesFromBase64, textOf } from '@/components/body/bytes';
import { SignedView } from '@/components/body/SignedView';
import { Difference } from './Difference';
import { FixLine } from './FixLine';
import { Finding } from './Finding';
import { KeyNotes } from './KeyNotes';
import styles from './Report.module.css';

const text = (base64: string) => textOf(bytesFromBase64(base64)).text;

interface ReportProps {
  report: SignatureReport;
  /** Also show both strings in full; the log has its own view of them. */
  strings?: boolean;
}

/** Everything the signature doctor found out, the cause first. */
export function Report({ report, strings = false }: ReportProps) {
  const { t } = useTranslation();
  return (
    <div className={styles.report}>
      <Finding report={report} />
      <KeyNotes notes={report.keyNotes} />
      {report.hasDiff && <Difference diff={report.diff} />}
      {!report.verified && <FixLine report={report} />}
      {strings && <SignedView name={t('doctor.seen')} text={text(report.seen)} />}
      {strings && report.signed !== '' && <SignedView name={t('doctor.signedString')} text={text(report.signed)} />}
      {strings && report.cut && <p className="secondary">{t('doctor.shownPart')}</p>}
    </div>
  );
}
