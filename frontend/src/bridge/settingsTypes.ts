// Merchants: an environment's settings, field for field as the service gives them. Amounts are minor
// units as digits.

export interface Settings {
  requestTimeToleranceSeconds: number;
  unsignedRejections: boolean;
  strict: boolean;
  settlementStrategyRequired: boolean;
  declinedCardCode: string;
  declinedWalletCode: string;
  expiredPaymentCode: string;
  singleCaptureOnly: boolean;
  notifyExpiredAuthorization: boolean;
  pendingSeconds: number;
  authenticationRequiredCard: string;
  invalidCodeSuffix: string;
  expiredCodeSuffix: string;
  confirmCodeSuffix: string;
  wrongOtp: string;
  notificationDelaySeconds: number;
  notificationDelayMaxSeconds: number;
  notificationDelaySeed: number;
  notifySubscriptionCancel: boolean;
  taxRateBasisPoints: number;
  openingBalanceMinor: string;
  consentMinutes: number;
  authCodeMinutes: number;
  accessTokenDays: number;
  refreshTokenDays: number;
  disputeAmountMinor: string;
  disputeDefenseDays: number;
  disputeJudgementDays: number;
  disputeOutcome: string;
  subscriptionAcceleration: string;
  failingDeductionMinor: string;
  deductionRetries: number;
  /** The schedule of further deliveries. */
  retrySchedule: string;
}

export interface SettingsView {
  settings: Settings;
  defaults: Settings;
}
