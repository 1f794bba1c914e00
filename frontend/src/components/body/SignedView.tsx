import { useTranslation } from 'react-i18next';
import { CopyButton } from '@/components/copy';
import { byteLength } from './bytes';
import styles from './HeadView.module.css';

interface SignedViewProps {
  /** The string to sign in full. */
  text: string;
  name: string;
}

/** A string to sign with its line feeds made visible, so that a wrong one can be seen. */
export function SignedView({ text, name }: SignedViewProps) {
  const { t } = useTranslation();
  return (
    <section className={styles.head} aria-label={name}>
      <div className={styles.bar}>
        <strong>{name}</strong>
        <span>
          <span className="secondary tabular">{t('body.bytes', { count: byteLength(text) })}</span>
          <CopyButton text={text} name={name} />
        </span>
      </div>
      <pre className={styles.text} tabIndex={0}>
        {text.split(/(\r?\n)/).map((part, index) => (/^\r?\n$/.test(part)
          ? <span key={index}><span aria-hidden className={styles.name}>{part === '\n' ? '↵' : '␍↵'}</span>{'\n'}</span>
          : part))}
      </pre>
    </section>
  );
}
