import { anyPayment } from '@/bridge/paymentTypes';
import type { PaymentFilter } from '@/bridge/paymentTypes';

const fields = Object.keys(anyPayment) as (keyof PaymentFilter)[];

/** The filter as it stands in the address. */
export function readFilter(search: URLSearchParams): PaymentFilter {
  return Object.fromEntries(fields.map((field) => [field, search.get(field) ?? ''])) as Record<keyof PaymentFilter, string>;
}

/** The address of a filter; what filters nothing is left out. */
export function writeFilter(filter: PaymentFilter): URLSearchParams {
  return new URLSearchParams(fields.filter((field) => filter[field] !== '').map((field) => [field, filter[field]]));
}

export function filtersNothing(filter: PaymentFilter): boolean {
  return fields.every((field) => filter[field] === '');
}
