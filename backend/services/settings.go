package services

import (
	"strconv"

	"antomdesk/backend/sandbox"
)

// SettingsView holds an environment's settings and what a new environment starts with.
type SettingsView struct {
	Settings EnvironmentSettings `json:"settings"`
	Defaults EnvironmentSettings `json:"defaults"`
}

// EnvironmentSettings are the choices Antom's documentation leaves open (api.md §9). sandbox.Settings
// says what each means. Amounts are minor units as digits.
type EnvironmentSettings struct {
	RequestTimeToleranceSeconds int    `json:"requestTimeToleranceSeconds"` // 0 accepts any Request-Time
	UnsignedRejections          bool   `json:"unsignedRejections"`
	Strict                      bool   `json:"strict"`
	SettlementStrategyRequired  bool   `json:"settlementStrategyRequired"`
	DeclinedCardCode            string `json:"declinedCardCode"`
	DeclinedWalletCode          string `json:"declinedWalletCode"`
	ExpiredPaymentCode          string `json:"expiredPaymentCode"` // ORDER_IS_CLOSED or PROCESS_FAIL
	SingleCaptureOnly           bool   `json:"singleCaptureOnly"`
	NotifyExpiredAuthorization  bool   `json:"notifyExpiredAuthorization"`
	PendingSeconds              int    `json:"pendingSeconds"`
	AuthenticationRequiredCard  string `json:"authenticationRequiredCard"` // digits; "" means none
	InvalidCodeSuffix           string `json:"invalidCodeSuffix"`
	ExpiredCodeSuffix           string `json:"expiredCodeSuffix"`
	ConfirmCodeSuffix           string `json:"confirmCodeSuffix"`
	WrongOTP                    string `json:"wrongOtp"`
	NotificationDelaySeconds    int    `json:"notificationDelaySeconds"`
	NotificationDelayMaxSeconds int    `json:"notificationDelayMaxSeconds"` // where longer, each waits between the two
	NotificationDelaySeed       int    `json:"notificationDelaySeed"`       // decides how long
	NotifySubscriptionCancel    bool   `json:"notifySubscriptionCancel"`
	TaxRateBasisPoints          int    `json:"taxRateBasisPoints"`
	OpeningBalanceMinor         string `json:"openingBalanceMinor"`
	ConsentMinutes              int    `json:"consentMinutes"`
	AuthCodeMinutes             int    `json:"authCodeMinutes"`
	AccessTokenDays             int    `json:"accessTokenDays"`
	RefreshTokenDays            int    `json:"refreshTokenDays"`
	DisputeAmountMinor          string `json:"disputeAmountMinor"` // 0 disputes none
	DisputeDefenseDays          int    `json:"disputeDefenseDays"`
	DisputeJudgementDays        int    `json:"disputeJudgementDays"`
	DisputeOutcome              string `json:"disputeOutcome"`           // VALIDATE_SUCCESS or VALIDATE_FAIL
	SubscriptionAcceleration    string `json:"subscriptionAcceleration"` // auto, always or never
	FailingDeductionMinor       string `json:"failingDeductionMinor"`    // 0 lets every deduction succeed
	DeductionRetries            int    `json:"deductionRetries"`
	RetrySchedule               string `json:"retrySchedule"` // none, production, compressed, adyen, stripe or stripe_sandbox
}

func settingsView(s EnvironmentSettings) SettingsView {
	return SettingsView{Settings: s, Defaults: settingsOf(sandbox.DefaultSettings())}
}

func settingsOf(s sandbox.Settings) EnvironmentSettings {
	digits := func(minor int64) string { return strconv.FormatInt(minor, 10) }
	return EnvironmentSettings{
		RequestTimeToleranceSeconds: int(s.RequestTimeToleranceSeconds),
		UnsignedRejections:          s.UnsignedRejections,
		Strict:                      s.Strict,
		SettlementStrategyRequired:  s.SettlementStrategyRequired,
		DeclinedCardCode:            s.DeclinedCardCode,
		DeclinedWalletCode:          s.DeclinedWalletCode,
		ExpiredPaymentCode:          s.ExpiredPaymentCode,
		SingleCaptureOnly:           s.SingleCaptureOnly,
		NotifyExpiredAuthorization:  s.NotifyExpiredAuthorization,
		PendingSeconds:              int(s.PendingSeconds),
		AuthenticationRequiredCard:  s.AuthenticationRequiredCard,
		InvalidCodeSuffix:           s.InvalidCodeSuffix,
		ExpiredCodeSuffix:           s.ExpiredCodeSuffix,
		ConfirmCodeSuffix:           s.ConfirmCodeSuffix,
		WrongOTP:                    s.WrongOTP,
		NotificationDelaySeconds:    int(s.NotificationDelaySeconds),
		NotificationDelayMaxSeconds: int(s.NotificationDelayMaxSeconds),
		NotificationDelaySeed:       int(s.NotificationDelaySeed),
		NotifySubscriptionCancel:    s.NotifySubscriptionCancel,
		TaxRateBasisPoints:          int(s.TaxRateBasisPoints),
		OpeningBalanceMinor:         digits(s.OpeningBalanceMinor),
		ConsentMinutes:              int(s.ConsentMinutes),
		AuthCodeMinutes:             int(s.AuthCodeMinutes),
		AccessTokenDays:             int(s.AccessTokenDays),
		RefreshTokenDays:            int(s.RefreshTokenDays),
		DisputeAmountMinor:          digits(s.DisputeAmountMinor),
		DisputeDefenseDays:          int(s.DisputeDefenseDays),
		DisputeJudgementDays:        int(s.DisputeJudgementDays),
		DisputeOutcome:              s.DisputeOutcome,
		SubscriptionAcceleration:    s.SubscriptionAcceleration,
		FailingDeductionMinor:       digits(s.FailingDeductionMinor),
		DeductionRetries:            int(s.DeductionRetries),
		RetrySchedule:               string(s.RetrySchedule),
	}
}
