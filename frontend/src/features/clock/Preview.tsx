import { useTranslation } from 'react-i18next';
import type { DueItem } from '@/bridge/clockTypes';
import { IdText } from '@/components/IdText';
import { dateAndTime } from '@/components/time';
import styles from './ClockPage.module.css';
import { useDueText } from './useDueText';

const shown = 6;

interface PreviewProps {
  items: DueItem[];
  /** There are further ones than items tells. */
  more: boolean;
  now: number;
  target: number | undefined;
}

/** What the jump will set off, before it is made. */
export function Preview({ items, more, now, target }: PreviewProps) {
  const { t, i18n } = useTranslation();
  const text = useDueText();
  if (target === undefined) return <p className={styles.note}>{t('clock.noTarget')}</p>;
  const back = target < now;
  return (
    <div data-testid="clock-preview">
      <p className={styles.target}>{t('clock.willShow')} <strong className="tabular">{dateAndTime(target, i18n.language)}</strong></p>
      {back && <p className={styles.warning}>{t('clock.backNote')}</p>}
      {!back && items.length === 0 && <p className={styles.note}>{t('clock.nothingOnTheWay')}</p>}
      {items.length > 0 && (
        <>
          <p className={styles.note}>{more ? t('clock.onTheWayMore', { count: items.length }) : t('clock.onTheWay', { count: items.length })}</p>
          <ul className={styles.preview}>
            {items.slice(0, shown).map((item) => (
              <li key={`${item.what} ${item.id}`}>
                <span className="tabular">{dateAndTime(Date.parse(item.at), i18n.language)}</span>
                <span>{text(item)}</span>
                <IdText text={item.paymentId === '' ? item.id : item.paymentId} />
              </li>
            ))}
          </ul>
          {items.length > shown && <p className={styles.note}>{t('clock.andOthers', { count: items.length - shown })}</p>}
        </>
      )}
    </div>
  );
}
