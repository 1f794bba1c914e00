import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { EmptyPanel } from '@/components/states';

export function NotFoundPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <EmptyPanel
      title={t('shell.notFound')}
      text={t('shell.notFoundText')}
      action={<Button type="primary" onClick={() => void navigate('/')}>{t('shell.toHome')}</Button>}
    />
  );
}
