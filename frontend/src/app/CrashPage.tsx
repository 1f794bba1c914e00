import { Button, Result } from 'antd';
import { useTranslation } from 'react-i18next';

/** What a page shows when its own code failed; the navigation stays. */
export function CrashPage() {
  const { t } = useTranslation();
  return (
    <Result
      status="error"
      title={t('shell.crashed')}
      subTitle={t('shell.crashedText')}
      extra={<Button type="primary" onClick={() => window.location.reload()}>{t('shell.reload')}</Button>}
    />
  );
}
