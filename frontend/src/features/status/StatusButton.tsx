import { CheckCircleFilled, WarningFilled } from '@ant-design/icons';
import { Button, Popover } from 'antd';
import { useTranslation } from 'react-i18next';
import { useStatus } from '@/bridge/queries';
import styles from './StatusButton.module.css';
import { StatusPanel } from './StatusPanel';
import { broken } from './servers';

/** The servers, always in sight; the details are one click away. */
export function StatusButton() {
  const { t } = useTranslation();
  const status = useStatus();
  if (!status.data) return null;
  const { servers } = status.data;
  const down = broken(servers).length;
  return (
    <Popover trigger="click" placement="bottomRight" content={<StatusPanel status={status.data} />}>
      <Button type="text" className={styles.button} title={t('status.button')} data-testid="status-button">
        <span className={down > 0 ? styles.bad : styles.good}>{down > 0 ? <WarningFilled aria-hidden /> : <CheckCircleFilled aria-hidden />}</span>
        {down > 0 ? t('status.someDown', { count: down }) : t('status.allUp')}
      </Button>
    </Popover>
  );
}
