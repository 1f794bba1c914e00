import { useTranslation } from 'react-i18next';
import { CopyButton } from '@/components/copy';
import styles from './HeadView.module.css';

interface HeadViewProps {
  head: string;
  name: string;
}

/**
 * A head exactly as it crossed the wire: order, letter case and spelling kept, names set apart. HTTP/2
 * has no such text on the wire; its header fields are shown in the order in which they were decoded.
 */
export function HeadView({ head, name }: HeadViewProps) {
  const { t } = useTranslation();
  if (head === '') return <p className="secondary">{t('body.noHead')}</p>;
  const decoded = head.startsWith(':');
  const [first = '', ...fields] = head.split(/\r?\n/).filter((line) => line !== '');
  return (
    <section className={styles.head} aria-label={name}>
      <div className={styles.bar}>
        <strong>{name}</strong>
        <CopyButton text={head} name={name} />
      </div>
      {decoded && <p className="secondary">{t('body.http2Head')}</p>}
      <pre className={styles.text} tabIndex={0}>
        <span className={`${styles.line} ${styles.first}`}>{first}</span>
        {fields.map((line, index) => {
          const cut = line.indexOf(':');
          return (
            // Equal lines may repeat; their place is what tells them apart.
            <span key={index} className={styles.line}>
              {cut > 0 ? <><span className={styles.name}>{line.slice(0, cut)}</span>{line.slice(cut)}</> : line}
            </span>
          );
        })}
      </pre>
    </section>
  );
}
