import { DatePicker, InputNumber, Segmented, Select } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import styles from './ClockPage.module.css';
import type { Choice, Jump, Unit } from './jump';

interface JumpChoiceProps {
  jump: Jump;
  onJump: (jump: Jump) => void;
  anythingDue: boolean;
}

/**
 * Mends the library's panel for who listens or has no mouse: the buttons of month and year are named by what
 * they show, and the columns of figures, which scroll, can be focused.
 */
function mendPanel(panel: HTMLElement | null) {
  if (!panel) return undefined;
  const mend = () => {
    for (const button of panel.querySelectorAll('.ant-picker-month-btn, .ant-picker-year-btn')) button.removeAttribute('aria-label');
    for (const column of panel.querySelectorAll<HTMLElement>('ul[data-type]')) column.tabIndex = 0;
  };
  mend();
  const observer = new MutationObserver(mend);
  observer.observe(panel, { childList: true, subtree: true });
  return () => observer.disconnect();
}

/** How far, or to when. */
export function JumpChoice({ jump, onJump, anythingDue }: JumpChoiceProps) {
  const { t } = useTranslation();
  const set = (change: Partial<Jump>) => onJump({ ...jump, ...change });
  return (
    <>
      <Segmented<Choice>
        aria-label={t('clock.jumpTo')}
        value={jump.choice}
        onChange={(choice) => set({ choice })}
        options={[
          { value: 'tenMinutes', label: t('clock.tenMinutes') },
          { value: 'hour', label: t('clock.hour') },
          { value: 'day', label: t('clock.day') },
          { value: 'custom', label: t('clock.custom') },
          { value: 'at', label: t('clock.at') },
          { value: 'next', label: t('clock.next'), disabled: !anythingDue },
        ]}
      />
      {jump.choice === 'custom' && (
        <div className={styles.buttons}>
          <InputNumber<number> aria-label={t('clock.amount')} value={jump.amount} min={0} onChange={(amount) => set({ amount })} style={{ width: 120 }} />
          <Select<Unit>
            aria-label={t('clock.unit')}
            value={jump.unit}
            onChange={(unit) => set({ unit })}
            options={[{ value: 'minute', label: t('clock.minutes') }, { value: 'hour', label: t('clock.hours') }, { value: 'day', label: t('clock.days') }]}
            style={{ width: 120 }}
          />
        </div>
      )}
      {jump.choice === 'at' && (
        <DatePicker
          showTime
          panelRender={(panel) => <div ref={mendPanel}>{panel}</div>}
          aria-label={t('clock.at')}
          placeholder={t('clock.atPlaceholder')}
          value={jump.at === undefined ? null : dayjs(jump.at)}
          onChange={(value: dayjs.Dayjs | null) => set({ at: value?.valueOf() })}
          style={{ width: 248 }}
        />
      )}
    </>
  );
}
