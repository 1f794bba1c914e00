import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { PageFrame } from '@/components/PageFrame';

export function NotFoundPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <PageFrame title={t('shell.notFound')} purpose={t('shell.notFoundText')}>
      <div><Button type="primary" onClick={() => void navigate('/')}>{t('shell.toHome')}</Button></div>
    </PageFrame>
  );
}
