import type { LogRow, PaymentRow } from './types';

// Payments: one payment in full, field for field as the service gives it. Times are the environment's;
// those of log rows are real.

export interface AmountText {
  minor: string;
  text: string;
}

export interface PaymentEvent {
  /** created, paid, failed, cancelled, capture, refund or dispute. */
  what: string;
  at: string;
  id: string;
  requestId: string;
  status: string;
  amountText: string;
  note: string;
}

export type NotificationStatus = 'PENDING' | 'ACKNOWLEDGED' | 'ABANDONED';

export interface PaymentNotification {
  id: string;
  type: string;
  status: NotificationStatus;
  attempts: number;
  nextAttemptAt: string;
  createdAt: string;
  exchangeId: string;
  reason: string;
}

/** What can be done about a payment, by its buyer, its merchant and the buyer's bank. */
export type PaymentDeed = 'approve' | 'decline' | 'capture' | 'refund' | 'cancel' | 'dispute';

export interface PaymentDetail {
  row: PaymentRow;
  productCode: string;
  resultMessage: string;
  referenceOrderId: string;
  orderDescription: string;
  merchantName: string;
  redirectUrl: string;
  notifyUrl: string;
  cardBrand: string;
  cardNumber: string;
  buyerAction: string;
  expiresAt: string;
  heldUntil: string;
  hold: string;
  /** decimals: how many digits of the currency are minor units. */
  money: { decimals: number; authorised: AmountText; captured: AmountText; refunded: AmountText; captureLeft: AmountText; refundLeft: AmountText };
  /** What would not be refused now. */
  allowed: PaymentDeed[];
  events: PaymentEvent[];
  notifications: PaymentNotification[];
  calls: LogRow[];
  moreCalls: boolean;
}

/** An empty field means any. */
export interface PaymentFilter {
  status: string;
  method: string;
  currency: string;
  from: string;
  until: string;
  query: string;
}

export const anyPayment: PaymentFilter = { status: '', method: '', currency: '', from: '', until: '', query: '' };

export interface PaymentQuery extends PaymentFilter {
  environment: string;
  beforeSeq: string;
  limit: number;
}

export type PaymentExportFormat = 'csv' | 'ndjson';

/** Limit 0 takes as many rows as a file takes by itself. */
export interface PaymentExport extends PaymentFilter {
  environment: string;
  format: PaymentExportFormat;
  limit: number;
}

/** Empty fields have defaults. */
export interface DisputeToOpen {
  environment: string;
  paymentId: string;
  type: string;
  reasonCode: string;
  reason: string;
  amountMinor: string;
  resolved: boolean;
}
