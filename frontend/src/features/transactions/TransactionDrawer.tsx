import { DownOutlined, UpOutlined } from '@ant-design/icons';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PaymentDetail } from '@/bridge/paymentTypes';
import { ErrorPanel, LoadingPanel } from '@/components/states';
import { useMedia } from '@/theme/useMedia';
import { Actions } from './Actions';
import { Facts } from './Facts';
import { Life } from './Life';
import { Notices } from './Notices';
import styles from './Transactions.module.css';
import { useTransaction } from './useTransactions';

function Sections({ detail }: { detail: PaymentDetail }) {
  const { t } = useTranslation();
  return (
    <>
      <Actions detail={detail} />
      <Facts detail={detail} />
      <h2 className={styles.section}>{t('transactions.life')}</h2>
      <Life events={detail.events} />
      <h2 className={styles.section}>{t('transactions.notifications')}</h2>
      <Notices notifications={detail.notifications} />
    </>
  );
}

interface TransactionDrawerProps {
  environment: string;
  id: string;
  onClose: () => void;
  onStep: (by: number) => void;
  /** After it is gone: the place to give the focus back. */
  onClosed: () => void;
}

/** One payment beside the list, at its own address. The list stays usable. */
export function TransactionDrawer({ environment, id, onClose, onStep, onClosed }: TransactionDrawerProps) {
  const { t } = useTranslation();
  const wide = useMedia('(min-width: 1600px)');
  // While the drawer slides out it still shows what it showed.
  const [shownId, setShownId] = useState(id);
  if (id !== '' && id !== shownId) setShownId(id);
  const detail = useTransaction(environment, shownId);
  return (
    <Drawer
      open={id !== ''}
      onClose={onClose}
      afterOpenChange={(open) => !open && onClosed()}
      mask={false}
      destroyOnHidden
      // The header bar stays in sight: it says which environment this is.
      rootStyle={{ top: 48 }}
      size={wide ? 860 : 680}
      title={t('transactions.detail')}
      closable={{ 'aria-label': t('common.close') }}
      extra={(
        <>
          <Button type="text" icon={<UpOutlined aria-hidden />} aria-label={t('logs.previous')} title={t('logs.previous')} onClick={() => onStep(-1)} />
          <Button type="text" icon={<DownOutlined aria-hidden />} aria-label={t('logs.next')} title={t('logs.next')} onClick={() => onStep(1)} />
        </>
      )}
    >
      {detail.data && <Sections key={shownId} detail={detail.data} />}
      {!detail.data && detail.isError && <ErrorPanel error={detail.error} onRetry={() => void detail.refetch()} />}
      {!detail.data && !detail.isError && <LoadingPanel rows={12} />}
    </Drawer>
  );
}
