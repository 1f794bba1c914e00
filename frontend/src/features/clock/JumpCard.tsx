import { Button, Card } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DueList, EnvironmentTime } from '@/bridge/clockTypes';
import { useDeskSecond } from '@/components/deskClock';
import { ErrorPanel } from '@/components/states';
import styles from './ClockPage.module.css';
import { advanceOf, onTheWay, targetOf } from './jump';
import type { Jump } from './jump';
import { JumpChoice } from './JumpChoice';
import { Preview } from './Preview';
import type { useMove } from './useMove';

interface JumpCardProps {
  time: EnvironmentTime;
  due: DueList;
  move: ReturnType<typeof useMove>;
}

/** A jump of the clock, with what it will set off. */
export function JumpCard({ time, due, move }: JumpCardProps) {
  const { t } = useTranslation();
  const now = useDeskSecond();
  const [jump, setJump] = useState<Jump>({ choice: 'hour', amount: 7, unit: 'day', at: undefined });
  const target = targetOf(jump, now, time.nextDue);
  const items = onTheWay(due.items, now, target);

  const go = () => {
    if (target === undefined) return;
    const millis = advanceOf(jump);
    move.mutate((clock, environment) => {
      if (jump.choice === 'next') return clock.runToNext({ environment });
      return millis === undefined ? clock.set({ environment, time: new Date(target).toISOString() }) : clock.advance({ environment, millis });
    });
  };

  return (
    <Card title={<h2 className={styles.heading}>{t('clock.jump')}</h2>}>
      <div className={styles.jump}>
        <JumpChoice jump={jump} onJump={setJump} anythingDue={time.nextDue !== ''} />
        <Preview items={items} more={due.more && items.length === due.items.length} now={now} target={target} />
        {move.isError && <ErrorPanel error={move.error} />}
        <div><Button type="primary" loading={move.isPending} disabled={target === undefined} onClick={go}>{t('clock.go')}</Button></div>
      </div>
    </Card>
  );
}
