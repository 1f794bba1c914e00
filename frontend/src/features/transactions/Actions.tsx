import { App, Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Client } from '@/bridge/client';
import type { PaymentDeed, PaymentDetail } from '@/bridge/paymentTypes';
import { ErrorPanel } from '@/components/states';
import type { AmountAction } from './actions';
import { AmountDialog } from './AmountDialog';
import styles from './Transactions.module.css';
import { useDeed } from './useTransactions';

/** The buttons that ask nothing. */
type Plain = Exclude<PaymentDeed, AmountAction>;

function doIt(action: Plain, client: Client, input: { environment: string; paymentId: string }): Promise<unknown> {
  if (action === 'approve') return client.wallet.approve(input);
  return action === 'decline' ? client.wallet.decline(input) : client.payments.cancel(input);
}

/** What can be done about the payment as it stands: the service says what would not be refused. */
export function Actions({ detail }: { detail: PaymentDetail }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const deed = useDeed();
  const [asking, setAsking] = useState<AmountAction>();
  const { allowed } = detail;
  const { paymentId } = detail.row;

  const run = (action: Plain) => deed.mutate((client, environment) => doIt(action, client, { environment, paymentId }), {
    onSuccess: () => void message.success(t(`transactions.done.${action}`)),
  });
  const button = (action: PaymentDeed) => {
    const label = t(`transactions.action.${action}`);
    const first = action === allowed[0];
    if (action === 'capture' || action === 'refund' || action === 'dispute') return <Button key={action} type={first ? 'primary' : 'default'} onClick={() => setAsking(action)}>{label}</Button>;
    if (action === 'cancel') {
      return (
        <Popconfirm key={action} title={t('transactions.cancelTitle')} description={t('transactions.cancelText')} okText={label} cancelText={t('transactions.keep')} onConfirm={() => run(action)}>
          <Button danger disabled={deed.isPending}>{label}</Button>
        </Popconfirm>
      );
    }
    return <Button key={action} type={first ? 'primary' : 'default'} disabled={deed.isPending} onClick={() => run(action)}>{label}</Button>;
  };
  return (
    <>
      {allowed.length > 0 && <div className={styles.actions}>{allowed.map(button)}</div>}
      {deed.isError && <div className={styles.actions}><ErrorPanel error={deed.error} /></div>}
      {asking && <AmountDialog action={asking} detail={detail} onClose={() => setAsking(undefined)} />}
    </>
  );
}
