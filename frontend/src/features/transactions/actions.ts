import type { PaymentDetail } from '@/bridge/paymentTypes';

export type Action = 'approve' | 'decline' | 'capture' | 'refund' | 'cancel' | 'dispute';

/** The dialogs: each asks for an amount. */
export type AmountAction = 'capture' | 'refund' | 'dispute';

const some = (minor: string) => minor !== '' && minor !== '0';

/** What can be done about a payment as it stands; whether Antom agrees is for the answer to say. */
export function actionsOf({ row, money }: PaymentDetail): Action[] {
  const open = row.status === 'PROCESSING' || row.status === 'PENDING';
  const paid = row.status === 'SUCCESS';
  const all: Record<Action, boolean> = {
    approve: row.status === 'PROCESSING' && row.walletUrl !== '',
    decline: row.status === 'PROCESSING' && row.walletUrl !== '',
    capture: paid && some(money.captureLeft.minor),
    refund: paid && some(money.refundLeft.minor),
    cancel: open || paid,
    dispute: paid,
  };
  return (Object.keys(all) as Action[]).filter((action) => all[action]);
}

/** How much of the payment an amount may be, in minor units and as people read it. */
export function mostOf(action: AmountAction, { row, money }: PaymentDetail): { minor: string; text: string } {
  if (action === 'capture') return money.captureLeft;
  return action === 'refund' ? money.refundLeft : { minor: row.amountMinor, text: row.amountText };
}
