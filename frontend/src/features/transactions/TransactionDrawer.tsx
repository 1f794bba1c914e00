import { Drawer } from 'antd';
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

/** One payment beside the list, at its own address. The list stays usable. */
export function TransactionDrawer({ environment, id, onClose }: { environment: string; id: string; onClose: () => void }) {
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
      mask={false}
      destroyOnHidden
      // The header bar stays in sight: it says which environment this is.
      rootStyle={{ top: 48 }}
      size={wide ? 860 : 680}
      title={t('transactions.detail')}
      closable={{ 'aria-label': t('common.close') }}
    >
      {detail.data && <Sections key={shownId} detail={detail.data} />}
      {!detail.data && detail.isError && <ErrorPanel error={detail.error} onRetry={() => void detail.refetch()} />}
      {!detail.data && !detail.isError && <LoadingPanel rows={12} />}
    </Drawer>
  );
}
