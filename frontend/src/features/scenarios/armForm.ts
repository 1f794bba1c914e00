import type { Fault, ScenarioToArm } from '@/bridge/scenarioTypes';

/** How long an armed error lasts: minutes, a number of calls, or until somebody ends it. */
export type Ends = '30' | '60' | '90' | '120' | 'calls' | 'ended';

/** The form as people fill it in; the fields that stay empty are undefined or null. */
export interface ArmForm {
  api: string;
  resultCode?: string | undefined;
  ends: Ends;
  calls: number | null;
  product?: string | undefined;
  paymentMethod?: string | undefined;
  matchField: string;
  matchValue: string;
  latencyMillis: number | null;
  fault?: Fault | undefined;
  faultStatus: number | null;
}

export const emptyForm: ArmForm = {
  api: 'payments/pay', ends: '30', calls: 1, matchField: '', matchValue: '', latencyMillis: null, faultStatus: 503,
};

/** The form as the service takes it; a number that does not belong to the choices is left out. */
export function toArm(form: ArmForm): Omit<ScenarioToArm, 'environment'> {
  const fault = form.fault ?? '';
  const timed = form.ends !== 'calls' && form.ends !== 'ended';
  return {
    api: form.api,
    product: form.product ?? '',
    paymentMethod: form.paymentMethod ?? '',
    matchField: form.matchField.trim(),
    matchValue: form.matchValue.trim(),
    resultCode: form.resultCode ?? '',
    latencyMillis: form.latencyMillis ?? 0,
    fault,
    faultStatus: fault === 'status' ? form.faultStatus ?? 0 : 0,
    durationMinutes: timed ? Number(form.ends) : 0,
    calls: form.ends === 'calls' ? form.calls ?? 0 : 0,
    untilEnded: form.ends === 'ended',
  };
}
