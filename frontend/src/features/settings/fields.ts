import type { Settings } from '@/bridge/settingsTypes';
import { schedules } from '@/components/delivery/words';

export type SettingName = keyof Settings;

/** How one setting is entered. The program checks what is saved; bounds here only guide. */
export type Entry =
  | { kind: 'switch' }
  | { kind: 'number'; least: number }
  | { kind: 'text'; digits: boolean }
  | { kind: 'choice'; of: readonly string[] };

export interface SettingsGroup {
  name: 'requests' | 'payments' | 'codes' | 'notifications' | 'tokens' | 'disputes' | 'subscriptions' | 'accounts';
  fields: Partial<Record<SettingName, Entry>>;
}

const onOff: Entry = { kind: 'switch' };
const number = (least: number): Entry => ({ kind: 'number', least });
const code: Entry = { kind: 'text', digits: false };
const digits: Entry = { kind: 'text', digits: true };
const choice = (...of: string[]): Entry => ({ kind: 'choice', of });

/** Every setting, in the order of the page. */
export const settingsGroups: readonly SettingsGroup[] = [
  { name: 'requests', fields: { strict: onOff, requestTimeToleranceSeconds: number(0), unsignedRejections: onOff, settlementStrategyRequired: onOff } },
  {
    name: 'payments',
    fields: {
      declinedCardCode: code, declinedWalletCode: code, expiredPaymentCode: choice('ORDER_IS_CLOSED', 'PROCESS_FAIL'), singleCaptureOnly: onOff,
      notifyExpiredAuthorization: onOff, pendingSeconds: number(1), authenticationRequiredCard: digits,
    },
  },
  { name: 'codes', fields: { invalidCodeSuffix: digits, expiredCodeSuffix: digits, confirmCodeSuffix: digits, wrongOtp: digits } },
  {
    name: 'notifications',
    fields: {
      retrySchedule: choice(...schedules), notificationDelaySeconds: number(0), notificationDelayMaxSeconds: number(0), notificationDelaySeed: number(0),
      notifySubscriptionCancel: onOff,
    },
  },
  { name: 'tokens', fields: { consentMinutes: number(1), authCodeMinutes: number(1), accessTokenDays: number(1), refreshTokenDays: number(1) } },
  {
    name: 'disputes',
    fields: { disputeAmountMinor: digits, disputeDefenseDays: number(1), disputeJudgementDays: number(0), disputeOutcome: choice('VALIDATE_SUCCESS', 'VALIDATE_FAIL') },
  },
  { name: 'subscriptions', fields: { subscriptionAcceleration: choice('auto', 'always', 'never'), failingDeductionMinor: digits, deductionRetries: number(0) } },
  { name: 'accounts', fields: { taxRateBasisPoints: number(0), openingBalanceMinor: digits } },
];

/** What a setting's number counts, if that is time. */
export function unitOf(name: SettingName): 'seconds' | 'minutes' | 'days' | undefined {
  return (['seconds', 'minutes', 'days'] as const).find((unit) => name.toLowerCase().endsWith(unit));
}

/** The settings that are not what a new environment starts with. */
export function changedFrom(defaults: Settings, now: Settings): SettingName[] {
  return (Object.keys(defaults) as SettingName[]).filter((name) => now[name] !== defaults[name]);
}
