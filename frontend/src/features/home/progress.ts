import type { KeyConfiguration, PaymentRow } from '@/bridge/types';

export interface Step {
  done: boolean;
  /** The first step that is not done. */
  current: boolean;
}

/** Whether calls of the environment can be verified. */
export function hasKey(keys: Pick<KeyConfiguration, 'merchantPublicKey'>): boolean {
  return keys.merchantPublicKey !== '';
}

/** The three steps to the first payment, read from what really happened. */
export function steps(keys: Pick<KeyConfiguration, 'merchantPublicKey'>, payments: Pick<PaymentRow, 'status'>[]): [Step, Step, Step] {
  const done: [boolean, boolean, boolean] = [hasKey(keys), payments.length > 0, payments.some(({ status }) => status === 'SUCCESS')];
  const current = done.indexOf(false);
  return [0, 1, 2].map((index) => ({ done: done[index] ?? false, current: index === current })) as [Step, Step, Step];
}

/** The wallet page of the newest payment a buyer can still pay. */
export function payableUrl(payments: Pick<PaymentRow, 'status' | 'walletUrl'>[]): string {
  return payments.find(({ status, walletUrl }) => walletUrl !== '' && (status === 'PROCESSING' || status === 'PENDING'))?.walletUrl ?? '';
}
