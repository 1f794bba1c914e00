import { anyPayment } from '@/bridge/paymentTypes';
import type { PaymentFilter } from '@/bridge/paymentTypes';
import type { AddressChange } from '@/components/useAddress';

const fields = Object.keys(anyPayment) as (keyof PaymentFilter)[];

/** The filter as it stands in the address. */
export function readFilter(search: URLSearchParams): PaymentFilter {
  return Object.fromEntries(fields.map((field) => [field, search.get(field) ?? ''])) as Record<keyof PaymentFilter, string>;
}

/** What a change of the filter is in the address; what filters nothing is left out. */
export function writeFilter(change: Partial<PaymentFilter>): AddressChange {
  return Object.fromEntries(Object.entries(change).map(([field, value]) => [field, value === '' ? undefined : value]));
}

export function filtersNothing(filter: PaymentFilter): boolean {
  return fields.every((field) => filter[field] === '');
}
