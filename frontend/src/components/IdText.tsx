import styles from './IdText.module.css';

const tailLength = 8;

/** An id in little room: the end, where ids differ, always stays; the middle gives way. */
export function IdText({ text }: { text: string }) {
  if (text === '') return <span className="secondary">–</span>;
  return (
    <span className={styles.id} title={text}>
      <span className={styles.head}>{text.slice(0, -tailLength)}</span>
      <span>{text.slice(-tailLength)}</span>
    </span>
  );
}
