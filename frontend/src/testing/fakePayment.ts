import type { PaymentDeed, PaymentDetail } from '@/bridge/paymentTypes';
import type { PaymentStatus } from '@/bridge/types';
import { fakePayments } from './fakeData';

const allowed: Partial<Record<PaymentStatus, PaymentDeed[]>> = {
  PROCESSING: ['approve', 'decline', 'cancel'], PENDING: ['cancel'], SUCCESS: ['refund', 'cancel', 'dispute'],
};

/** A payment in full, in a status. */
export function fakePayment(status: PaymentStatus): PaymentDetail {
  const [first] = fakePayments();
  if (!first) throw new Error('there are no fake payments');
  const paid = status === 'SUCCESS';
  const none = { minor: '0', text: '0.00 USD' };
  const all = { minor: '1099', text: '10.99 USD' };
  return {
    row: { ...first, status, paidAt: paid ? first.createdAt : '' }, productCode: 'CASHIER_PAYMENT', resultMessage: '', referenceOrderId: 'ORDER-7780',
    orderDescription: 'Two bags of tea', merchantName: '', redirectUrl: '', notifyUrl: '', cardBrand: '', cardNumber: '', buyerAction: '', expiresAt: '', heldUntil: '', hold: '',
    money: { decimals: 2, authorised: all, captured: paid ? all : none, refunded: none, captureLeft: none, refundLeft: paid ? all : none },
    allowed: allowed[status] ?? [],
    events: [{ what: 'created', at: first.createdAt, id: first.paymentId, requestId: first.paymentRequestId, status: '', amountText: '10.99 USD', note: '' }],
    notifications: [], calls: [], moreCalls: false,
  };
}
