import type { TFunction } from 'i18next';

// The services name APIs and templates in English; these are the names we know in other words.
const known = {
  Pay: 'pay',
  'Inquire a payment': 'inquirePayment',
  'Cancel a payment': 'cancel',
  Refund: 'refund',
  'Inquire a refund': 'inquireRefund',
  'Wallet: Alipay (CNY)': 'walletAlipay',
  'Wallet: GCash (PHP)': 'walletGcash',
  'Wallet: Kakao Pay (KRW)': 'walletKakao',
  Card: 'card',
  'Card with 3-D Secure': 'card3ds',
  'Card that is declined': 'cardDeclined',
  'Card, entered on Antom\'s page': 'cardHosted',
  'By paymentId': 'byPaymentId',
  'By paymentRequestId': 'byPaymentRequestId',
  'In full': 'inFull',
  'By refundRequestId': 'byRefundRequestId',
  'By refundId': 'byRefundId',
} as const;

function isKnown(title: string): title is keyof typeof known {
  return Object.hasOwn(known, title);
}

/** A title of the services in the current language; one we do not know stays as it is. */
export function titleText(t: TFunction, title: string): string {
  return isKnown(title) ? t(`simulator.titles.${known[title]}`) : title;
}
