import { LockOutlined, UnlockOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { KeyConfiguration } from '@/bridge/types';
import { CodeText, CopyButton } from '@/components/copy';
import { ToneText } from '@/components/outcome';
import styles from './KeysPage.module.css';

function PublicKey({ label, hint, text }: { label: string; hint: string; text: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>
        <div className={styles.keyLine}>
          <div className={styles.key}>{text}</div>
          <CopyButton text={text} name={label} />
        </div>
        <div className={styles.hint}>{hint}</div>
      </dd>
    </>
  );
}

/** The client id and, once there is one, the key pair's public side and Antom's. */
export function CurrentKeys({ keys }: { keys: KeyConfiguration }) {
  const { t } = useTranslation();
  const registered = keys.merchantPublicKey !== '';
  return (
    <dl className={styles.facts}>
      <dt>{t('keys.clientId')}</dt>
      <dd>
        <CodeText text={keys.clientId} name={t('keys.clientId')} />
        <div className={styles.hint}>{t('keys.clientIdHint')}</div>
      </dd>
      {registered && (
        <>
          <dt>{t('keys.keyVersion')}</dt>
          <dd className="mono">{keys.keyVersion}</dd>
          <PublicKey label={t('keys.yourPublicKey')} hint={t('keys.yourPublicKeyHint')} text={keys.merchantPublicKey} />
          <dt>{t('keys.privateKey')}</dt>
          <dd>
            {keys.privateKept
              ? <ToneText tone="good" icon={<LockOutlined aria-hidden />} text={t('keys.privateKept')} />
              : <ToneText tone="plain" icon={<UnlockOutlined aria-hidden />} text={t('keys.privateNotKept')} />}
          </dd>
          <PublicKey label={t('keys.antomPublicKey')} hint={t('keys.antomPublicKeyHint')} text={keys.antomPublicKey} />
        </>
      )}
    </dl>
  );
}
