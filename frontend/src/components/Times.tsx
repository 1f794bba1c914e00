import { useTranslation } from 'react-i18next';
import { clockTime, duration, exactTime, relativeTime } from './time';
import { useNow } from './useNow';

/** A moment: relative, with the exact one and its zone on hover. */
export function Moment({ at, exact = false }: { at: string; exact?: boolean }) {
  const { i18n } = useTranslation();
  const now = useNow();
  const then = Date.parse(at);
  if (Number.isNaN(then)) return <span className="secondary">–</span>;
  const full = exactTime(then, i18n.language);
  if (exact) return <time dateTime={at} className="tabular">{full}</time>;
  return <time dateTime={at} title={full} className="tabular">{relativeTime(Math.min(then, now), now, i18n.language)}</time>;
}

/** A moment as the wall clock shows it, for lists where rows are seconds apart. */
export function ClockMoment({ at }: { at: string }) {
  const { i18n } = useTranslation();
  const then = Date.parse(at);
  if (Number.isNaN(then)) return <span className="secondary">–</span>;
  return <time dateTime={at} title={exactTime(then, i18n.language)} className="tabular">{clockTime(then, i18n.language)}</time>;
}

export function Took({ micros }: { micros: number }) {
  const { i18n } = useTranslation();
  return <span className="tabular">{duration(micros, i18n.language)}</span>;
}
