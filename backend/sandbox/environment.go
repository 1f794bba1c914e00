package sandbox

import (
	"strings"
	"time"
)

// EnvironmentKind says which of a merchant account's two environments is meant.
type EnvironmentKind string

// The two kinds of environment.
const (
	Test EnvironmentKind = "test"
	Live EnvironmentKind = "live"
)

// ParseEnvironmentKind turns "test" or "live" into its kind; anything else is an invalid_argument
// error naming the field "environment".
func ParseEnvironmentKind(s string) (EnvironmentKind, error) {
	switch k := EnvironmentKind(strings.ToLower(s)); k {
	case Test, Live:
		return k, nil
	}
	return "", Invalid("environment", "%q is not an environment; use test or live", s)
}

// SandboxPrefix starts every client id of a test environment; SDKs switch to the sandbox path when
// they see it (api.md §1.2).
const SandboxPrefix = "SANDBOX_"

// Environment is one half of a merchant account: its own client id, keys, notification URLs and
// data. The client id of a call, not its path, selects the environment.
type Environment struct {
	ID                string // UUIDv7
	MerchantAccountID string
	Kind              EnvironmentKind
	ClientID          string
	Settings          Settings
	Clock             EnvironmentClock
	CreatedAt         time.Time
}

// Settings are the choices Antom's documentation leaves open (api.md §9), one set per environment.
// DefaultSettings holds the documented defaults.
type Settings struct {
	// RequestTimeToleranceSeconds refuses a call whose Request-Time is further from now than this
	// many seconds, either way; 0 accepts any time and only shows the skew (api.md §1.4 [U]).
	RequestTimeToleranceSeconds int64 `json:"requestTimeToleranceSeconds"`
	// UnsignedRejections leaves refusals of the caller itself unsigned, as Antom does (api.md §1.6).
	UnsignedRejections bool `json:"unsignedRejections"`
	// Strict enforces every "required" of the contract, nested ones included.
	Strict bool `json:"strict"`
	// SettlementStrategyRequired refuses a pay without settlementStrategy (api.md §9.8 [U]).
	SettlementStrategyRequired bool `json:"settlementStrategyRequired"`
	// DeclinedCardCode is the result code of the documented failure cards (api.md §8.1 [U]).
	DeclinedCardCode string `json:"declinedCardCode"`
	// DeclinedWalletCode is the result code when the buyer declines on the wallet page.
	DeclinedWalletCode string `json:"declinedWalletCode"`
	// ExpiredPaymentCode is the paymentResultCode of a payment that ran out of time: ORDER_IS_CLOSED
	// or PROCESS_FAIL (api.md §4.2 [U]).
	ExpiredPaymentCode string `json:"expiredPaymentCode"`
	// SingleCaptureOnly refuses every second capture; otherwise captures sent with isLastCapture false
	// leave the rest of an authorisation open (api.md §3.6 [U]).
	SingleCaptureOnly bool `json:"singleCaptureOnly"`
	// NotifyExpiredAuthorization sends PAYMENT_RESULT F AUTH_EXPIRED when an authorisation lapses
	// uncaptured (api.md §5.1 [U]).
	NotifyExpiredAuthorization bool `json:"notifyExpiredAuthorization"`
	// PendingSeconds is how long a payment stays PENDING after the buyer has paid with a slow method;
	// Antom names 1 to 3 days (api.md §5.1).
	PendingSeconds int64 `json:"pendingSeconds"`
	// AuthenticationRequiredCard is a card whose issuer asks for 3-D Secure; empty means none. Antom
	// documents no such test card (api.md §6.4 [U]).
	AuthenticationRequiredCard string `json:"authenticationRequiredCard"`
	// InvalidCodeSuffix, ExpiredCodeSuffix and ConfirmCodeSuffix end in-store payment codes that are
	// refused as invalid, refused as expired, or paid only after the buyer confirms (api.md §3.1 [U]).
	InvalidCodeSuffix string `json:"invalidCodeSuffix"`
	ExpiredCodeSuffix string `json:"expiredCodeSuffix"`
	ConfirmCodeSuffix string `json:"confirmCodeSuffix"`
	// WrongOTP is the one-time password that verifyAndCompletePayment does not accept (api.md §2 [U]).
	WrongOTP string `json:"wrongOtp"`
	// NotificationDelaySeconds postpones the first delivery; Antom takes 3 to 5 seconds (api.md §4.1).
	NotificationDelaySeconds int64 `json:"notificationDelaySeconds"`
	// NotificationDelayMaxSeconds, where it is longer, lets each notification wait between the two: how
	// long follows from NotificationDelaySeed, the type and the merchant's request id.
	NotificationDelayMaxSeconds int64 `json:"notificationDelayMaxSeconds"`
	NotificationDelaySeed       int64 `json:"notificationDelaySeed"`
	// NotifySubscriptionCancel also sends notifySubscriptionCancel when a subscription is cancelled or
	// ends. The SDKs have a class for it, the documentation only notifySubscription (api.md §4.2 [U]).
	NotifySubscriptionCancel bool `json:"notifySubscriptionCancel"`
	// TaxRateBasisPoints is the tax of every jurisdiction with a registration, in hundredths of a
	// per cent; Antom Desk knows no real rates (api.md §2.1 [U]).
	TaxRateBasisPoints int64 `json:"taxRateBasisPoints"`
	// OpeningBalanceMinor is what every balance account holds in every currency before anything moves,
	// in minor units (api.md §2.1 [U]).
	OpeningBalanceMinor int64 `json:"openingBalanceMinor"`
	// ConsentMinutes is how long a buyer's consent page stays open (api.md §3.9 [U]).
	ConsentMinutes int64 `json:"consentMinutes"`
	// AuthCodeMinutes is how long an authCode may be exchanged for an access token (api.md §3.9 [U]).
	AuthCodeMinutes int64 `json:"authCodeMinutes"`
	// AccessTokenDays and RefreshTokenDays are the lives of tokens of the wallets that have refresh
	// tokens; the others' access tokens live until 2120 (api.md §3.9).
	AccessTokenDays  int64 `json:"accessTokenDays"`
	RefreshTokenDays int64 `json:"refreshTokenDays"`
	// DisputeAmountMinor is the amount, in minor units of any currency, whose payments are disputed as
	// soon as they are paid; 0 disputes none (api.md §3.12 [U]).
	DisputeAmountMinor int64 `json:"disputeAmountMinor"`
	// DisputeDefenseDays is how long a merchant has to answer a dispute, DisputeJudgementDays how long
	// the judgement of a defence takes, and DisputeOutcome what it is: VALIDATE_SUCCESS keeps the
	// merchant's money, VALIDATE_FAIL does not (api.md §3.12 [U]). What is told follows from the type.
	DisputeDefenseDays   int64  `json:"disputeDefenseDays"`
	DisputeJudgementDays int64  `json:"disputeJudgementDays"`
	DisputeOutcome       string `json:"disputeOutcome"`
	// SubscriptionAcceleration shortens a subscription's first 12 periods as Antom's sandbox does: "auto"
	// in test and not in live environments, "always" or "never" (api.md §8.3).
	SubscriptionAcceleration string `json:"subscriptionAcceleration"`
	// FailingDeductionMinor is the amount, in minor units of any currency, that no customer of a
	// subscription can pay; 0 lets every deduction succeed. Antom documents no such amount [U].
	FailingDeductionMinor int64 `json:"failingDeductionMinor"`
	// DeductionRetries is how often a failed deduction is tried again in its period when the
	// subscription has allowRetry (api.md §9.5 [U]).
	DeductionRetries int64 `json:"deductionRetries"`
	// RetrySchedule says how often a notification is sent that nobody acknowledges (api.md §4.1).
	RetrySchedule RetryPreset `json:"retrySchedule"`
}

// DefaultSettings are what a new environment starts with.
func DefaultSettings() Settings {
	return Settings{
		DeclinedCardCode:   "DO_NOT_HONOR",
		DeclinedWalletCode: "USER_PAYMENT_VERIFICATION_FAILED",
		ExpiredPaymentCode: "ORDER_IS_CLOSED",

		PendingSeconds:             24 * 60 * 60,
		AuthenticationRequiredCard: "4035501000000016",
		InvalidCodeSuffix:          "990001",
		ExpiredCodeSuffix:          "990002",
		ConfirmCodeSuffix:          "990003",
		WrongOTP:                   "000000",

		ConsentMinutes:   30,
		AuthCodeMinutes:  10,
		AccessTokenDays:  30,
		RefreshTokenDays: 365,

		DisputeAmountMinor:   1111004853,
		DisputeDefenseDays:   7,
		DisputeJudgementDays: 3,
		DisputeOutcome:       "VALIDATE_SUCCESS",

		TaxRateBasisPoints:  1000,
		OpeningBalanceMinor: 100_000_000,

		SubscriptionAcceleration: "auto",
		FailingDeductionMinor:    40400,
		DeductionRetries:         3,

		RetrySchedule: RetryNone,
	}
}
