// Methods: the rules of the payment methods, field for field as the service gives them.

/** Limits are amounts of the first currency in its major units; '' means none. */
export interface MethodRule {
  type: string;
  category: string;
  countries: string[];
  currencies: string[];
  minAmount: string;
  maxAmount: string;
  enforceLimits: boolean;
  refund: boolean;
  partialRefund: boolean;
  refundWindowDays: number;
  syncRefund: boolean;
  oneTime: boolean;
  autoDebit: boolean;
  subscription: boolean;
  expirySeconds: number;
  pending: boolean;
  confirmed: boolean;
}

export interface PaymentMethod {
  rule: MethodRule;
  default: MethodRule;
  /** The names of the fields in which the two differ. */
  changed: string[];
  minText: string;
  maxText: string;
}
