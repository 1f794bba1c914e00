import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { toApiError } from '@/bridge/errors';
import type { SignatureReport, SignedMessage } from '@/bridge/types';
import { bytesFromBase64, textOf } from '@/components/body/bytes';
import { HeadView } from '@/components/body/HeadView';
import { SignedView } from '@/components/body/SignedView';
import { KeyNotes } from '@/components/signature/KeyNotes';
import { Report } from '@/components/signature/Report';
import { EmptyPanel, ErrorPanel, LoadingPanel } from '@/components/states';
import styles from './Doctor.module.css';

function Signed({ signed }: { signed: SignedMessage }) {
  const { t } = useTranslation();
  const { report } = signed;
  return (
    <div className={styles.outcome}>
      {report.verified
        ? <Alert type="success" showIcon title={t('doctor.signedTitle')} description={t('doctor.registeredToo')} />
        : <Report report={{ ...report, fixes: [] }} />}
      <KeyNotes notes={signed.keyNotes} />
      <HeadView head={signed.headers} name={t('doctor.signedHeaders')} />
      <SignedView name={t('doctor.stringToSign')} text={textOf(bytesFromBase64(signed.stringToSign)).text} />
    </div>
  );
}

interface OutcomeProps {
  report: SignatureReport | undefined;
  signed: SignedMessage | undefined;
  error: unknown;
  pending: boolean;
  /** Fields whose refusal is said beside them. */
  marked: readonly string[];
  onRetry: () => void;
}

/** What came of it: the finding, the signature, or why there is neither. */
export function Outcome({ report, signed, error, pending, marked, onRetry }: OutcomeProps) {
  const { t } = useTranslation();
  const refusal = error ? toApiError(error) : undefined;
  if (refusal && !marked.includes(refusal.field)) return <ErrorPanel error={refusal} title={t('doctor.failedTitle')} onRetry={onRetry} />;
  if (signed) return <Signed signed={signed} />;
  if (report) return <Report report={report} strings />;
  return pending ? <LoadingPanel rows={8} /> : <EmptyPanel title={t('doctor.emptyTitle')} text={t('doctor.emptyText')} />;
}
