import styles from './IdText.module.css';

const tailLength = 8;
/** What of the beginning stays, its ellipsis counted. */
const headLength = 5;

/** An id in little room, at least 13 characters wide: the end, where ids differ, and how it begins always stay; the middle gives way. */
export function IdText({ text }: { text: string }) {
  if (text === '') return <span className="secondary">–</span>;
  const head = text.slice(0, -tailLength);
  return (
    <span className={styles.id} title={text}>
      <span className={styles.head} style={{ minWidth: `${Math.min(head.length, headLength)}ch` }}>{head}</span>
      <span>{text.slice(-tailLength)}</span>
    </span>
  );
}
