import type { TFunction } from 'i18next';

/** Antom's name of a product beside its code. */
export function productName(t: TFunction, product: string): string {
  switch (product) {
    case 'CASHIER_PAYMENT':
      return t('simulator.productCashier');
    case 'AGREEMENT_PAYMENT':
      return t('simulator.productAgreement');
    case '':
      return t('simulator.productAny');
    default:
      return product;
  }
}
