import { CheckCircleFilled } from '@ant-design/icons';
import { Button, Card } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { openPage } from '@/bridge/host';
import { useKeyConfiguration } from '@/bridge/queries';
import { useEnvironment } from '@/components/environment';
import { ErrorPanel, LoadingPanel } from '@/components/states';
import styles from './HomePage.module.css';
import { payableUrl, steps } from './progress';
import type { Step } from './progress';
import { usePaid, usePayments } from './usePayments';

interface StepRowProps {
  number: number;
  step: Step;
  title: string;
  text: string;
  children: ReactNode;
}

function StepRow({ number, step, title, text, children }: StepRowProps) {
  const { t } = useTranslation();
  const look = step.done ? styles.done : step.current ? styles.current : '';
  return (
    <li className={`${styles.step} ${look}`} aria-current={step.current ? 'step' : undefined}>
      <span className={styles.mark} role="img" aria-label={step.done ? t('home.stepDone') : t('home.stepOpen')}>
        {step.done ? <CheckCircleFilled aria-hidden /> : number}
      </span>
      <div>
        <strong>{title}</strong>
        <div className={styles.stepText}>{text}</div>
      </div>
      <div className={styles.actions}>{!step.done && children}</div>
    </li>
  );
}

/** Three steps, marked done by what really happened. */
export function FirstPayment() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { environment } = useEnvironment();
  const keys = useKeyConfiguration(environment.id);
  const payments = usePayments(environment.id);
  const paid = usePaid(environment.id);
  const heading = (note: string) => <h2 className={styles.heading}>{t('home.steps')} <span className={styles.note}>{note}</span></h2>;

  if (!keys.data || !payments.data || !paid.data) {
    const failed = [keys, payments, paid].find((query) => query.isError);
    return (
      <Card title={heading('')}>
        {failed ? <ErrorPanel error={failed.error} onRetry={() => void failed.refetch()} /> : <LoadingPanel rows={6} />}
      </Card>
    );
  }

  const [first, second, third] = steps(keys.data, [...payments.data.items, ...paid.data.items]);
  const done = [first, second, third].filter((step) => step.done).length;
  const wallet = payableUrl(payments.data.items);
  return (
    <Card title={heading(done === 3 ? '' : t('home.progress', { done }))}>
      {done === 3 && <p className={styles.hint}>{t('home.stepsDone')}</p>}
      <ol className={styles.steps}>
        <StepRow number={1} step={first} title={t('home.step1')} text={t('home.step1Text')}>
          <Button type={first.current ? 'primary' : 'default'} onClick={() => void navigate('/keys')}>{t('home.step1Action')}</Button>
        </StepRow>
        <StepRow number={2} step={second} title={t('home.step2')} text={t('home.step2Text')}>
          <Button type={second.current ? 'primary' : 'default'} onClick={() => void navigate('/simulator')}>{t('home.step2Action')}</Button>
        </StepRow>
        <StepRow number={3} step={third} title={t('home.step3')} text={t('home.step3Text')}>
          <Button type={third.current ? 'primary' : 'default'} disabled={wallet === ''} onClick={() => openPage(wallet)}>{t('home.step3Action')}</Button>
        </StepRow>
      </ol>
      {done === 3 && <Button onClick={() => void navigate('/logs/notifications')}>{t('home.step3Log')}</Button>}
    </Card>
  );
}
