import { FieldTimeOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { isVirtual, timeOn, useDeskClock } from './deskClock';
import styles from './DeskTimes.module.css';
import { exactTime, relativeTime } from './time';
import { useNow } from './useNow';

/** Says that the time beside it is the environment's own, not the wall clock's. */
export function VirtualMark() {
  const { t } = useTranslation();
  return <FieldTimeOutlined className={styles.mark} role="img" aria-hidden={false} aria-label={t('clock.virtualMark')} title={t('clock.virtualMark')} />;
}

interface DeskMomentProps {
  at: string;
  exact?: boolean;
  /** It lies ahead and nothing is wrong with that: no mark while the clock is real. */
  ahead?: boolean;
}

/** A moment of the environment's time, past or to come; virtual time is marked as such. */
export function DeskMoment({ at, exact = false, ahead = false }: DeskMomentProps) {
  const { i18n } = useTranslation();
  const clock = useDeskClock();
  const real = useNow();
  const then = Date.parse(at);
  if (Number.isNaN(then)) return <span className="secondary">–</span>;
  const full = exactTime(then, i18n.language);
  const marked = ahead ? clock.virtual : isVirtual(clock, then, real);
  return (
    <span className={styles.line}>
      <time dateTime={at} title={exact ? undefined : full} className="tabular">
        {exact ? full : relativeTime(then, timeOn(clock, real), i18n.language)}
      </time>
      {marked && <VirtualMark />}
    </span>
  );
}
