import { DatePicker, InputNumber, Segmented, Select } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import styles from './ClockPage.module.css';
import type { Choice, Jump, Unit } from './jump';

interface JumpChoiceProps {
  jump: Jump;
  onJump: (jump: Jump) => void;
  anythingDue: boolean;
}

/** The panel's buttons are named by what they show: the library's names for them hide it from who listens. */
const datesOf = (language: string) => {
  const locale = (language.startsWith('zh') ? zhCN : enUS).DatePicker;
  return locale && { ...locale, lang: { ...locale.lang, monthSelect: '', yearSelect: '' } };
};

/** The panel's columns of figures scroll; without this, only a mouse could scroll them. */
const focusColumns = (panel: HTMLElement | null) => panel?.querySelectorAll<HTMLElement>('ul[data-type]').forEach((column) => {
  column.tabIndex = 0;
});

/** How far, or to when. */
export function JumpChoice({ jump, onJump, anythingDue }: JumpChoiceProps) {
  const { t, i18n } = useTranslation();
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
          locale={datesOf(i18n.language)}
          panelRender={(panel) => <div ref={focusColumns}>{panel}</div>}
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
