import { CheckCircleFilled, WarningFilled } from '@ant-design/icons';
import { Button, Popover } from 'antd';
import { useTranslation } from 'react-i18next';
import { useStatus } from '@/bridge/queries';
import { clockTime } from '@/components/time';
import { useSecond } from '@/components/useNow';
import styles from './StatusButton.module.css';
import { StatusPanel } from './StatusPanel';
import { broken } from './servers';

function Clock({ offset }: { offset: number }) {
  const { i18n } = useTranslation();
  return <span className="tabular">{clockTime(useSecond() + offset, i18n.language)}</span>;
}

/** Servers and clock, always in sight; the details are one click away. */
export function StatusButton() {
  const { t } = useTranslation();
  const status = useStatus();
  if (!status.data) return null;
  const { clock, servers } = status.data;
  const down = broken(servers).length;
  const offset = Date.parse(clock.now) - status.dataUpdatedAt;
  return (
    <Popover trigger="click" placement="bottomRight" content={<StatusPanel status={status.data} />}>
      <Button type="text" className={styles.button} title={t('status.button')} data-testid="status-button">
        <span className={down > 0 ? styles.bad : styles.good}>{down > 0 ? <WarningFilled aria-hidden /> : <CheckCircleFilled aria-hidden />}</span>
        {down > 0 ? t('status.someDown', { count: down }) : t('status.allUp')}
        <span className={styles.clock} title={clock.virtual ? t('status.virtualTime') : t('status.realTime')}>
          <Clock offset={clock.virtual ? offset : 0} />
        </span>
      </Button>
    </Popover>
  );
}
