import type { LabArm, LabKind } from '@/bridge/types';

/** What the form holds; undefined stands for the default. */
export interface ArmValues {
  kind: LabKind;
  copies?: number | null;
  millis?: number | null;
  percent?: number | null;
  count?: number | null;
  seed?: number | null;
  minutes?: number | null;
  url?: string;
  paymentId?: string;
  type?: string;
  everyTry?: boolean;
}

export const initialValues: ArmValues = { kind: 'duplicate' };

export const hasCopies = (kind: LabKind) => kind === 'duplicate' || kind === 'together';

/** The usual duration of the faults that have one, in milliseconds. */
export const durations: Partial<Record<LabKind, number>> = { swap: 60_000, delay: 5_000, stale_time: 3_600_000, slow: 3_000 };

/** What the service takes: zero and '' stand for the defaults. */
export function armInput(environment: string, values: ArmValues): LabArm {
  const { kind } = values;
  return {
    environment, kind,
    url: values.url?.trim() ?? '', paymentId: values.paymentId?.trim() ?? '', type: values.type ?? '',
    copies: hasCopies(kind) ? values.copies ?? 0 : 0,
    millis: durations[kind] === undefined ? 0 : values.millis ?? 0,
    percent: values.percent ?? 0, count: values.count ?? 0, everyTry: values.everyTry ?? false, seed: values.seed ?? 0, durationMinutes: values.minutes ?? 0,
  };
}
