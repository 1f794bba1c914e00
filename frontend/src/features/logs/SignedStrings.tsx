import { useTranslation } from 'react-i18next';
import { bytesFromBase64, textOf } from '@/components/body/bytes';
import { SignedView } from '@/components/body/SignedView';
import type { LogDetail } from '@/bridge/types';

function signed(prefix: string, body: string): string {
  return prefix + textOf(bytesFromBase64(body)).text;
}

/** Both strings to sign in full: the prefix and the body, which follows it unchanged. */
export function SignedStrings({ detail }: { detail: LogDetail }) {
  const { t } = useTranslation();
  if (detail.signedPrefix === '' && detail.answerSignedPrefix === '') return <p className="secondary">{t('logs.noSigned')}</p>;
  return (
    <>
      <p className="secondary" style={{ marginTop: 0 }}>{t('logs.signedHelp')}</p>
      {detail.signedPrefix !== '' && <SignedView name={t('logs.requestSigned')} text={signed(detail.signedPrefix, detail.requestBody)} />}
      {detail.answerSignedPrefix !== ''
        ? <SignedView name={t('logs.answerSigned')} text={signed(detail.answerSignedPrefix, detail.responseBody)} />
        : <p className="secondary">{t('logs.answerUnsigned')}</p>}
    </>
  );
}
