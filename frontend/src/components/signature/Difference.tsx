import { useTranslation } from 'react-i18next';
import type { SignatureDiff } from '@/bridge/types';
import styles from './Difference.module.css';

interface SideProps {
  name: string;
  diff: SignatureDiff;
  text: string;
  hex: string;
  tone: 'seen' | 'signed';
}

const spacedHex = (hex: string) => hex.replace(/(..)(?=.)/g, '$1 ');

/** One of the two strings around the place where they part; spaces in the difference are made visible. */
function Side({ name, diff, text, hex, tone }: SideProps) {
  const { t } = useTranslation();
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <code className={styles.text}>
          <span className={styles.around}>{diff.before}</span>
          <mark className={styles[tone]}>{text === '' ? '∅' : text.replaceAll(' ', '␠')}</mark>
          <span className={styles.around}>{diff.after}</span>
        </code>
        {hex !== '' && <div className={styles.hex}><span>{t('doctor.bytesThere')}</span> {spacedHex(hex)}</div>}
      </dd>
    </>
  );
}

/** Where what arrived and what was signed begin to differ, byte for byte. */
export function Difference({ diff }: { diff: SignatureDiff }) {
  const { t } = useTranslation();
  return (
    <section aria-label={t('doctor.difference')} className={styles.difference}>
      <div className={styles.bar}>
        <strong>{t('doctor.difference')}</strong>
        <span className="secondary tabular">{t('doctor.differenceAt', { offset: diff.offset, part: t(`doctor.parts.${diff.part}`) })}</span>
      </div>
      <dl className={styles.sides} tabIndex={0}>
        <Side name={t('doctor.arrived')} diff={diff} text={diff.seen} hex={diff.seenHex} tone="seen" />
        <Side name={t('doctor.wasSigned')} diff={diff} text={diff.signed} hex={diff.signedHex} tone="signed" />
      </dl>
      {diff.cut && <div className="secondary">{t('doctor.cutShort')}</div>}
    </section>
  );
}
