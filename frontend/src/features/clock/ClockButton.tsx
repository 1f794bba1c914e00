import { ClockCircleOutlined, FieldTimeOutlined, PauseCircleFilled } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useDeskClock, useDeskSecond } from '@/components/deskClock';
import { clockTime, dateAndTime } from '@/components/time';
import styles from './ClockButton.module.css';

/** The environment's time, always in sight: real, moved or frozen; the page to change it is one click away. */
export function ClockButton() {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const clock = useDeskClock();
  const now = useDeskSecond();
  const state = clock.frozen ? t('clock.frozen') : clock.virtual ? t('clock.virtual') : t('clock.real');
  const icon = clock.frozen ? <PauseCircleFilled aria-hidden /> : clock.virtual ? <FieldTimeOutlined aria-hidden /> : <ClockCircleOutlined aria-hidden />;
  return (
    <Button
      type="text"
      className={clock.virtual ? styles.virtual : undefined}
      icon={icon}
      title={t('clock.button', { state })}
      data-testid="clock-button"
      data-clock={clock.frozen ? 'frozen' : clock.virtual ? 'virtual' : 'real'}
      onClick={() => void navigate('/clock')}
    >
      {clock.virtual && <span>{state}</span>}
      <span className="tabular">{clock.virtual ? dateAndTime(now, i18n.language) : clockTime(now, i18n.language)}</span>
    </Button>
  );
}
