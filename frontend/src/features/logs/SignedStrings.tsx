import { MedicineBoxOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useExplanation } from '@/bridge/queries';
import { bytesFromBase64, textOf } from '@/components/body/bytes';
import { SignedView } from '@/components/body/SignedView';
import { Report } from '@/components/signature/Report';
import { ErrorPanel, LoadingPanel } from '@/components/states';
import type { LogDetail } from '@/bridge/types';
import styles from './Detail.module.css';

function signed(prefix: string, body: string): string {
  return prefix + textOf(bytesFromBase64(body)).text;
}

/** Why the signature does not verify, from the exact bytes. */
function Explanation({ id }: { id: string }) {
  const explanation = useExplanation(id, true);
  if (explanation.isError) return <ErrorPanel error={explanation.error} onRetry={() => void explanation.refetch()} />;
  if (!explanation.data) return <LoadingPanel rows={4} />;
  return <Report report={explanation.data} />;
}

/** Both strings to sign in full: the prefix and the body, which follows it unchanged. */
export function SignedStrings({ detail }: { detail: LogDetail }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { row } = detail;
  if (detail.signedPrefix === '' && detail.answerSignedPrefix === '') return <p className="secondary">{t('logs.noSigned')}</p>;
  return (
    <>
      {row.verdict === 'failed' && <div className={styles.notes}><Explanation id={row.id} /></div>}
      <div className={styles.signedBar}>
        <p className="secondary">{t('logs.signedHelp')}</p>
        <Button icon={<MedicineBoxOutlined aria-hidden />} onClick={() => void navigate(`/doctor?exchange=${row.id}`)}>{t('doctor.openDoctor')}</Button>
      </div>
      {detail.signedPrefix !== '' && <SignedView name={t('logs.requestSigned')} text={signed(detail.signedPrefix, detail.requestBody)} />}
      {detail.answerSignedPrefix !== ''
        ? <SignedView name={t('logs.answerSigned')} text={signed(detail.answerSignedPrefix, detail.responseBody)} />
        : <p className="secondary">{t('logs.answerUnsigned')}</p>}
    </>
  );
}
