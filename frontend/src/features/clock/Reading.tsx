import { Button, Card } from 'antd';
import { useTranslation } from 'react-i18next';
import type { EnvironmentTime } from '@/bridge/clockTypes';
import { useDeskSecond } from '@/components/deskClock';
import { dateAndTime, exactTime } from '@/components/time';
import { useSecond } from '@/components/useNow';
import styles from './ClockPage.module.css';
import { spanText } from './jump';
import type { useMove } from './useMove';

/** The zone's name, as exact times carry it. */
function zoneOf(then: number, language: string): string {
  return exactTime(then, language).split(' ').slice(2).join(' ');
}

function Difference({ time }: { time: EnvironmentTime }) {
  const { t, i18n } = useTranslation();
  const real = useSecond();
  const ahead = useDeskSecond() - real;
  if (!time.virtual) return <>{t('clock.sameAsReal')}</>;
  const span = spanText(ahead, i18n.language);
  return <>{ahead >= 0 ? t('clock.ahead', { span }) : t('clock.behind', { span })}</>;
}

/** What the clock shows, whether it runs, and the ways to stop it and to come back to real time. */
export function Reading({ time, move }: { time: EnvironmentTime; move: ReturnType<typeof useMove> }) {
  const { t, i18n } = useTranslation();
  const now = useDeskSecond();
  const real = useSecond();
  const state = time.frozen ? t('clock.frozen') : time.virtual ? t('clock.virtual') : t('clock.real');
  return (
    <Card title={<h2 className={styles.heading}>{t('clock.now')}</h2>}>
      <div className={styles.reading} data-testid="clock-reading">
        <span className={styles.big}>{dateAndTime(now, i18n.language)}</span>
        <span className="secondary">{zoneOf(now, i18n.language)}</span>
      </div>
      <dl className={styles.facts}>
        <dt>{t('clock.state')}</dt>
        <dd className={time.virtual ? styles.moved : undefined}>{state}</dd>
        <dt>{t('clock.difference')}</dt>
        <dd><Difference time={time} /></dd>
        <dt>{t('clock.real')}</dt>
        <dd className="tabular">{dateAndTime(real, i18n.language)}</dd>
      </dl>
      <div className={styles.buttons}>
        {time.frozen
          ? <Button disabled={move.isPending} onClick={() => move.mutate((clock, environment) => clock.resume({ environment }))}>{t('clock.resume')}</Button>
          : <Button disabled={move.isPending} onClick={() => move.mutate((clock, environment) => clock.freeze({ environment }))}>{t('clock.freeze')}</Button>}
        <Button disabled={move.isPending || !time.virtual} onClick={() => move.mutate((clock, environment) => clock.reset({ environment }))}>{t('clock.reset')}</Button>
      </div>
      <p className={styles.note}>{time.frozen ? t('clock.frozenNote') : t('clock.resetNote')}</p>
    </Card>
  );
}
