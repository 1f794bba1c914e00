import { useTranslation } from 'react-i18next';
import { ResultText } from '@/components/outcome';
import { Took } from '@/components/Times';
import type { LogDetail } from '@/bridge/types';
import styles from './Detail.module.css';
import { Signature } from './Signature';

/** The exchange in one line: what, how it ended, whether the signature verifies. */
export function Summary({ detail: { row } }: { detail: LogDetail }) {
  const { t } = useTranslation();
  return (
    <div className={styles.summary}>
      <span className={styles.what}>{row.api === '' ? row.target : row.api}</span>
      <ResultText status={row.resultStatus} />
      {row.resultCode !== '' && <span className="mono">{row.resultCode}</span>}
      <span className="tabular">{row.httpStatus === 0 ? t('logs.noAnswer') : `HTTP ${row.httpStatus}`}</span>
      <Took micros={row.durationMicros} />
      <Signature row={row} />
    </div>
  );
}
