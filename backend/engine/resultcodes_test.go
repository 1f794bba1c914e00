package engine_test

import (
	"testing"

	"antomdesk/backend/contract"
	"antomdesk/backend/engine"
	"antomdesk/backend/sandbox"
)

func TestResultCodes_OfEveryAPI_HaveASentenceAndComeOnce(t *testing.T) {
	for _, api := range contract.APIs() {
		seen := map[string]bool{}
		for _, r := range engine.ResultCodes(api.Name) {
			if seen[r.Code] || r.Message == "" || len(r.Code) > 64 {
				t.Errorf("%s: %+v", api.Name, r)
			}
			seen[r.Code] = true
		}
		if !seen[sandbox.CodeSuccess] || !seen[sandbox.CodeUnknownException] || len(seen) < 3 {
			t.Errorf("%s documents %v", api.Name, seen)
		}
	}
	if engine.ResultCodes("payments/steal") != nil {
		t.Error("an API that is not there documents something")
	}
}

func TestResultCodes_TheStatusOfACode_IsTheDocumentsOwn(t *testing.T) {
	for _, tc := range []struct {
		api, code string
		status    sandbox.ResultStatus
	}{
		{"payments/pay", "SUCCESS", "S"}, {"payments/pay", "PAYMENT_IN_PROCESS", "U"}, {"payments/pay", "DO_NOT_HONOR", "F"},
		{"payments/capture", "CAPTURE_IN_PROCESS", "U"}, {"authorizations/applyToken", "AUTH_IN_PROCESS", "U"},
		{"subscriptions/create", "REQUEST_TRAFFIC_EXCEED_LIMIT", "U"}, {"subscriptions/update", "REQUEST_TRAFFIC_EXCEED_LIMIT", "F"},
	} {
		if r, ok := engine.ResultOf(tc.api, tc.code); !ok || r.Status != tc.status {
			t.Errorf("%s %s is %+v", tc.api, tc.code, r)
		}
	}
	if r, ok := engine.ResultOf("payments/consult", "DO_NOT_HONOR"); ok {
		t.Errorf("consult documents %+v", r)
	}
}
