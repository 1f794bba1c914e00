import { Alert } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toApiError } from '@/bridge/errors';
import { useStatus } from '@/bridge/queries';
import { useConnected } from './connection';

/** Says so when live updates stopped for longer than a hiccup, or for good: a new start knows no old session. */
export function ConnectionBanner() {
  const { t } = useTranslation();
  const connected = useConnected();
  const status = useStatus();
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(!connected), connected ? 0 : 1_500);
    return () => clearTimeout(timer);
  }, [connected]);
  if (!shown) return null;
  const denied = status.isError && toApiError(status.error).code === 'denied';
  return (
    <Alert
      banner
      type="warning"
      role="status"
      title={denied ? t('status.deniedTitle') : t('status.lost')}
      description={denied ? t('status.deniedText') : t('status.lostText')}
    />
  );
}
