package services

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"antomdesk/backend/money"
	"antomdesk/backend/sandbox"
)

var (
	resultCodeForm = regexp.MustCompile(`^[A-Z][A-Z0-9_]{0,63}$`)
	digitsForm     = regexp.MustCompile(`^[0-9]*$`)
)

// checked is was with what the screen shows replaced, or what is wrong with the first field that is.
func (v EnvironmentSettings) checked(was sandbox.Settings) (sandbox.Settings, error) {
	v.over(&was)
	for _, check := range []func(*sandbox.Settings) error{v.checkNumbers, v.checkCodes, v.checkDigits, v.checkChoices, v.checkAmounts} {
		if err := check(&was); err != nil {
			return was, err
		}
	}
	return was, nil
}

// over copies everything but the amounts, which have to be read. A setting no screen shows stays.
func (v EnvironmentSettings) over(s *sandbox.Settings) {
	s.RequestTimeToleranceSeconds = int64(v.RequestTimeToleranceSeconds)
	s.UnsignedRejections = v.UnsignedRejections
	s.Strict = v.Strict
	s.SettlementStrategyRequired = v.SettlementStrategyRequired
	s.DeclinedCardCode = v.DeclinedCardCode
	s.DeclinedWalletCode = v.DeclinedWalletCode
	s.ExpiredPaymentCode = v.ExpiredPaymentCode
	s.SingleCaptureOnly = v.SingleCaptureOnly
	s.NotifyExpiredAuthorization = v.NotifyExpiredAuthorization
	s.PendingSeconds = int64(v.PendingSeconds)
	s.AuthenticationRequiredCard = v.AuthenticationRequiredCard
	s.InvalidCodeSuffix = v.InvalidCodeSuffix
	s.ExpiredCodeSuffix = v.ExpiredCodeSuffix
	s.ConfirmCodeSuffix = v.ConfirmCodeSuffix
	s.WrongOTP = v.WrongOTP
	s.NotificationDelaySeconds = int64(v.NotificationDelaySeconds)
	s.NotificationDelayMaxSeconds = int64(v.NotificationDelayMaxSeconds)
	s.NotificationDelaySeed = int64(v.NotificationDelaySeed)
	s.NotifySubscriptionCancel = v.NotifySubscriptionCancel
	s.TaxRateBasisPoints = int64(v.TaxRateBasisPoints)
	s.ConsentMinutes = int64(v.ConsentMinutes)
	s.AuthCodeMinutes = int64(v.AuthCodeMinutes)
	s.AccessTokenDays = int64(v.AccessTokenDays)
	s.RefreshTokenDays = int64(v.RefreshTokenDays)
	s.DisputeDefenseDays = int64(v.DisputeDefenseDays)
	s.DisputeJudgementDays = int64(v.DisputeJudgementDays)
	s.DisputeOutcome = v.DisputeOutcome
	s.SubscriptionAcceleration = v.SubscriptionAcceleration
	s.DeductionRetries = int64(v.DeductionRetries)
	s.RetrySchedule = sandbox.RetryPreset(v.RetrySchedule)
}

func (v EnvironmentSettings) checkNumbers(*sandbox.Settings) error {
	const day, year = 24 * 60 * 60, 365
	for _, number := range []struct {
		field              string
		value, least, most int
		unit               string
	}{
		{"requestTimeToleranceSeconds", v.RequestTimeToleranceSeconds, 0, year * day, "seconds; 0 accepts any time"},
		{"pendingSeconds", v.PendingSeconds, 1, 30 * day, "seconds"},
		{"notificationDelaySeconds", v.NotificationDelaySeconds, 0, day, "seconds"},
		{"notificationDelayMaxSeconds", v.NotificationDelayMaxSeconds, 0, day, "seconds; 0 is no second bound"},
		{"notificationDelaySeed", v.NotificationDelaySeed, 0, mostSeed, "as a seed"},
		{"taxRateBasisPoints", v.TaxRateBasisPoints, 0, 10_000, "hundredths of a per cent"},
		{"consentMinutes", v.ConsentMinutes, 1, year * 24 * 60, "minutes"},
		{"authCodeMinutes", v.AuthCodeMinutes, 1, year * 24 * 60, "minutes"},
		{"accessTokenDays", v.AccessTokenDays, 1, 100 * year, "days"},
		{"refreshTokenDays", v.RefreshTokenDays, 1, 100 * year, "days"},
		{"disputeDefenseDays", v.DisputeDefenseDays, 1, year, "days"},
		{"disputeJudgementDays", v.DisputeJudgementDays, 0, year, "days"},
		{"deductionRetries", v.DeductionRetries, 0, 10, "retries"},
	} {
		if number.value < number.least || number.value > number.most {
			return sandbox.Invalid(number.field, "use %d to %d %s", number.least, number.most, number.unit)
		}
	}
	return nil
}

func (v EnvironmentSettings) checkCodes(*sandbox.Settings) error {
	if err := checkCode("declinedCardCode", v.DeclinedCardCode); err != nil {
		return err
	}
	return checkCode("declinedWalletCode", v.DeclinedWalletCode)
}

func checkCode(field, code string) error {
	if !resultCodeForm.MatchString(code) {
		return sandbox.Invalid(field, "%.64q is not a result code: use up to 64 capitals, digits and underscores, such as DO_NOT_HONOR", code)
	}
	return nil
}

func (v EnvironmentSettings) checkDigits(*sandbox.Settings) error {
	for _, text := range []struct {
		field, value string
		least, most  int
		what         string
	}{
		{"authenticationRequiredCard", v.AuthenticationRequiredCard, 12, 19, "a card number"},
		{"invalidCodeSuffix", v.InvalidCodeSuffix, 1, 12, "the end of a payment code"},
		{"expiredCodeSuffix", v.ExpiredCodeSuffix, 1, 12, "the end of a payment code"},
		{"confirmCodeSuffix", v.ConfirmCodeSuffix, 1, 12, "the end of a payment code"},
		{"wrongOtp", v.WrongOTP, 1, 12, "a one-time password"},
	} {
		if text.value == "" {
			continue
		}
		if n := len(text.value); n < text.least || n > text.most || !digitsForm.MatchString(text.value) {
			return sandbox.Invalid(text.field, "this is not %s; use %d to %d digits, or leave it empty for none", text.what, text.least, text.most)
		}
	}
	return nil
}

func (v EnvironmentSettings) checkChoices(*sandbox.Settings) error {
	presets := []string{}
	for _, preset := range sandbox.RetryPresets() {
		presets = append(presets, string(preset))
	}
	for _, choice := range []struct {
		field, value string
		of           []string
	}{
		{"expiredPaymentCode", v.ExpiredPaymentCode, []string{sandbox.CodeOrderIsClosed, sandbox.CodeProcessFail}},
		{"disputeOutcome", v.DisputeOutcome, []string{"VALIDATE_SUCCESS", "VALIDATE_FAIL"}},
		{"subscriptionAcceleration", v.SubscriptionAcceleration, []string{"auto", "always", "never"}},
		{"retrySchedule", v.RetrySchedule, presets},
	} {
		if !slices.Contains(choice.of, choice.value) {
			return sandbox.Invalid(choice.field, "%.64q is not a choice; use one of %s", choice.value, strings.Join(choice.of, ", "))
		}
	}
	return nil
}

func (v EnvironmentSettings) checkAmounts(s *sandbox.Settings) (err error) {
	for _, amount := range []struct {
		field, digits string
		into          *int64
	}{
		{"openingBalanceMinor", v.OpeningBalanceMinor, &s.OpeningBalanceMinor},
		{"disputeAmountMinor", v.DisputeAmountMinor, &s.DisputeAmountMinor},
		{"failingDeductionMinor", v.FailingDeductionMinor, &s.FailingDeductionMinor},
	} {
		if *amount.into, err = minorUnits(amount.field, amount.digits); err != nil {
			return err
		}
	}
	return nil
}

// minorUnits reads an amount that is not negative; "" is none.
func minorUnits(field, digits string) (int64, error) {
	if digits == "" {
		return 0, nil
	}
	if !money.IsMinorDigits(digits) {
		return 0, sandbox.Invalid(field, "%.32q is not an amount; use up to %d digits in minor units, such as 1099 for 10.99, or 0 for none", digits, money.MaxDigits)
	}
	minor, err := strconv.ParseInt(digits, 10, 64)
	return minor, err
}
