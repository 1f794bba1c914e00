import { useTranslation } from 'react-i18next';
import type { DueItem } from '@/bridge/clockTypes';

/** What time will do, in a sentence. */
export function useDueText(): (item: DueItem) => string {
  const { t } = useTranslation();
  return ({ what, status, detail }) => {
    switch (what) {
      case 'payment':
        return status === 'PENDING' ? t('clock.due.paymentPending') : t('clock.due.payment');
      case 'refund':
      case 'cardAuthorization':
      case 'paymentSession':
      case 'vaulting':
      case 'subscription':
      case 'declaration':
        return t(`clock.due.${what}`);
      case 'dispute':
        return status === 'DEFENDED' ? t('clock.due.disputeDefended') : t('clock.due.dispute');
      case 'notification':
        return t('clock.due.notification', { type: detail });
      default:
        return t('clock.due.other', { what });
    }
  };
}
