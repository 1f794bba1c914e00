import type { TFunction } from 'i18next';

const types = [
  'notifyPayment', 'notifyRefund', 'notifyCapture', 'notifyAuthorization', 'notifyVaulting', 'notifySubscription', 'notifyDispute', 'notifyRegistration',
  'notifyRegistrationStatus', 'notifyInvoice', 'notifyCreditNote', 'notifyBillingSubscription', 'notifyMeterEvent', 'notifyTransfer', 'notifyDirectRefund',
  'notifyCardStatus', 'notifyCardBill', 'notifySubscriptionCancel',
] as const;

/** What a notification type tells of, or '' for one this build does not know. */
export function typeMeaning(t: TFunction, type: string): string {
  const known = types.find((one) => one === type);
  return known ? t(`notifications.what.${known}`) : '';
}
