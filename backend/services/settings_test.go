package services

import (
	"reflect"
	"testing"

	"antomdesk/backend/sandbox"
)

func TestSettings_ThatNoScreenShows_StayWhenOthersAreSaved(t *testing.T) {
	var was sandbox.Settings
	v := reflect.ValueOf(&was).Elem()
	for i := range v.NumField() {
		switch f := v.Field(i); f.Kind() {
		case reflect.Bool:
			f.SetBool(true)
		case reflect.Int64:
			f.SetInt(int64(i + 1))
		case reflect.String:
			f.SetString("kept")
		default:
			t.Fatalf("a setting is a %s", f.Kind())
		}
	}
	if got := settingsView(was).over(was); got != was {
		t.Errorf("got  %+v\nwant %+v", got, was)
	}
	shown := reflect.TypeFor[EnvironmentSettings]()
	for i := range shown.NumField() {
		if _, known := v.Type().FieldByName(shown.Field(i).Name); !known {
			t.Errorf("%s is shown but is no setting", shown.Field(i).Name)
		}
	}
	if zero := (EnvironmentSettings{}).over(was); zero.Strict || zero.RetrySchedule != "" || zero.RequestTimeToleranceSeconds != 0 {
		t.Errorf("what is shown was not saved: %+v", zero)
	}
}
