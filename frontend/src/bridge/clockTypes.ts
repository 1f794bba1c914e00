// Clock: the environment's virtual time, field for field as the service gives it.

export interface EnvironmentTime {
  now: string;
  realNow: string;
  frozen: boolean;
  virtual: boolean;
  offsetMillis: number;
  /** '' when nothing will fall due. */
  nextDue: string;
}

export interface DueItem {
  /** payment, refund, notification, or the kind of another object. */
  what: string;
  id: string;
  paymentId: string;
  status: string;
  detail: string;
  at: string;
}

export interface DueList {
  items: DueItem[];
  more: boolean;
}
