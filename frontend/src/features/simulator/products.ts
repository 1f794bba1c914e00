import type { TFunction } from 'i18next';

/** Antom's name of a product with its code, where it has both. */
export function productWithCode(t: TFunction, product: string): string {
  const name = productName(t, product);
  return product === '' || name === product ? name : t('simulator.productWithCode', { name, product });
}

/** Antom's name of a product. */
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
