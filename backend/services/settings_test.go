package services

import (
	"reflect"
	"testing"

	"antomdesk/backend/sandbox"
)

func TestSettings_EveryOne_IsShownAndSaved(t *testing.T) {
	want := sandbox.DefaultSettings()
	all := reflect.ValueOf(&want).Elem()
	shown := reflect.TypeFor[EnvironmentSettings]()
	for i := range all.NumField() {
		name := all.Type().Field(i).Name
		if _, ok := shown.FieldByName(name); !ok {
			t.Errorf("%s is a setting that no screen shows; add it to EnvironmentSettings and to the page", name)
		}
		switch f := all.Field(i); f.Kind() {
		case reflect.Bool:
			f.SetBool(!f.Bool())
		case reflect.Int64:
			f.SetInt(f.Int() + 1)
		case reflect.String:
		default:
			t.Fatalf("a setting is a %s", f.Kind())
		}
	}
	want.DeclinedCardCode, want.DeclinedWalletCode, want.ExpiredPaymentCode = "CARD_EXPIRED", "RISK_REJECT", sandbox.CodeProcessFail
	want.AuthenticationRequiredCard, want.InvalidCodeSuffix, want.ExpiredCodeSuffix, want.ConfirmCodeSuffix, want.WrongOTP = "", "1", "2", "3", "4"
	want.DisputeOutcome, want.SubscriptionAcceleration, want.RetrySchedule = "VALIDATE_FAIL", "never", sandbox.RetryProduction
	got, err := settingsOf(want).checked(sandbox.DefaultSettings())
	if err != nil || got != want {
		t.Errorf("%v\ngot  %+v\nwant %+v", err, got, want)
	}
}
