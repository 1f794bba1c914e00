import { Alert } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConnected } from './connection';

/** Says so when live updates stopped for longer than a hiccup. */
export function ConnectionBanner() {
  const { t } = useTranslation();
  const connected = useConnected();
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(!connected), connected ? 0 : 1_500);
    return () => clearTimeout(timer);
  }, [connected]);
  if (!shown) return null;
  return <Alert banner type="warning" role="status" title={t('status.lost')} description={t('status.lostText')} />;
}
