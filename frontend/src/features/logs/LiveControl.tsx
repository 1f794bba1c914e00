import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import styles from './LiveControl.module.css';

interface LiveControlProps {
  held: boolean;
  onPause: () => void;
  onResume: () => void;
}

/** Says whether the list follows the log, and changes it. */
export function LiveControl({ held, onPause, onResume }: LiveControlProps) {
  const { t } = useTranslation();
  return (
    <Button
      icon={<span className={held ? styles.held : styles.live} />}
      aria-pressed={!held}
      title={held ? t('logs.resumeLive') : t('logs.pauseLive')}
      onClick={held ? onResume : onPause}
    >
      {held ? t('logs.paused') : t('logs.live')}
    </Button>
  );
}
