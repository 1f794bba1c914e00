import type { TFunction } from 'i18next';

// The services name APIs and templates in English; these are the names we know in other words.
const known = {
  Pay: 'pay',
  'Inquire a payment': 'inquirePayment',
  'Cancel a payment': 'cancel',
  Refund: 'refund',
  'Inquire a refund': 'inquireRefund',
  'Pay with a wallet (GCash)': 'payWallet',
  'Pay with a card': 'payCard',
  'Pay with a card and 3-D Secure': 'payCard3ds',
  'Refund a part': 'refundPart',
  'Refund the last payment': 'refundLast',
} as const;

function isKnown(title: string): title is keyof typeof known {
  return Object.hasOwn(known, title);
}

/** A title of the services in the current language; one we do not know stays as it is. */
export function titleText(t: TFunction, title: string): string {
  return isKnown(title) ? t(`simulator.titles.${known[title]}`) : title;
}
