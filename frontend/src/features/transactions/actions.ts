import type { PaymentDeed, PaymentDetail } from '@/bridge/paymentTypes';

/** The dialogs: each asks for an amount. */
export type AmountAction = Extract<PaymentDeed, 'capture' | 'refund' | 'dispute'>;

/** How much of the payment an amount may be, in minor units and as people read it. */
export function mostOf(action: AmountAction, { row, money }: PaymentDetail): { minor: string; text: string } {
  if (action === 'capture') return money.captureLeft;
  return action === 'refund' ? money.refundLeft : { minor: row.amountMinor, text: row.amountText };
}
