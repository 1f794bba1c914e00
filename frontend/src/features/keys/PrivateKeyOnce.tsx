import { Alert, Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import type { KeyConfiguration } from '@/bridge/types';
import { CopyButton } from '@/components/copy';
import styles from './KeysPage.module.css';

function Secret({ text, name, hint }: { text: string; name: string; hint: string }) {
  return (
    <>
      <div className={styles.secretHead}>
        <span className="secondary">{hint}</span>
        <CopyButton text={text} name={name} labelled />
      </div>
      <div className={`${styles.key} ${styles.secret}`} tabIndex={0} role="region" aria-label={name} data-testid="private-key">{text}</div>
    </>
  );
}

/** The private key in both forms libraries ask for. */
export function PrivateKeyOnce({ keys }: { keys: KeyConfiguration }) {
  const { t } = useTranslation();
  return (
    <>
      <Alert type="warning" showIcon title={t('keys.shownOnce')} style={{ marginBottom: 8 }} />
      <Tabs
        items={[
          { key: 'pkcs8', label: t('keys.pkcs8'), children: <Secret text={keys.merchantPrivateKey} name={t('keys.pkcs8')} hint={t('keys.pkcs8Hint')} /> },
          { key: 'pkcs1', label: t('keys.pkcs1'), children: <Secret text={keys.merchantPrivateKeyPkcs1} name={t('keys.pkcs1')} hint={t('keys.pkcs1Hint')} /> },
        ]}
      />
    </>
  );
}
