import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { toApiError } from '@/bridge/errors';
import { mistakeAt, termAt, termsOf, withoutTerm } from './grammar';
import type { Term } from './grammar';
import styles from './Terms.module.css';

interface TermsProps {
  query: string;
  /** Why the program refused the query, if it did. */
  error: unknown;
  onQuery: (query: string) => void;
}

function Chip({ term, text, wrong, onRemove }: { term: Term; text: string; wrong: boolean; onRemove: () => void }) {
  const { t } = useTranslation();
  return (
    <li className={styles.chip} data-wrong={wrong}>
      {term.negated && <span className={styles.not}>{t('logTools.not')}</span>}
      {term.field !== '' && <span className="secondary">{term.field}</span>}
      <span className={styles.value}>{term.value}</span>
      <Button type="text" size="small" className={styles.remove} icon={<CloseOutlined aria-hidden />} aria-label={t('logTools.removeTerm', { term: text })} onClick={onRemove} />
    </li>
  );
}

/** The search in its parts: each can be taken away, and the one that makes no sense is marked. */
export function Terms({ query, error, onQuery }: TermsProps) {
  const { t } = useTranslation();
  const terms = termsOf(query);
  if (terms.length === 0) return null;
  const refused = error === null || error === undefined ? undefined : toApiError(error);
  const at = refused?.field === 'query' ? mistakeAt(refused.message) : undefined;
  const wrong = at === undefined ? undefined : termAt(query, at);
  return (
    <ul className={styles.chips} aria-label={t('logTools.terms')}>
      {terms.map((term) => (
        <Chip key={term.start} term={term} text={query.slice(term.start, term.end)} wrong={term.start === wrong?.start} onRemove={() => onQuery(withoutTerm(query, term))} />
      ))}
    </ul>
  );
}
