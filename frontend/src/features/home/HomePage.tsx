import { Button, Card } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { PageFrame } from '@/components/PageFrame';
import { FirstPayment } from './FirstPayment';
import styles from './HomePage.module.css';
import { LatestPayments } from './LatestPayments';
import { Resources } from './Resources';

/** Integration resources, the way to the first payment, and the latest ones. */
export function HomePage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <PageFrame
      title={t('home.title')}
      purpose={t('home.purpose')}
      action={<Button type="primary" onClick={() => void navigate('/simulator')}>{t('home.send')}</Button>}
    >
      <div className={styles.columns}>
        <Card title={<h2 className={styles.heading}>{t('home.resources')}</h2>}><Resources /></Card>
        <FirstPayment />
      </div>
      <Card title={<h2 className={styles.heading}>{t('home.payments')}</h2>} styles={{ body: { padding: 0 } }}><LatestPayments /></Card>
    </PageFrame>
  );
}
