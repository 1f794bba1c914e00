package contract_test

import (
	"encoding/json"
	"strings"
	"testing"

	"antomdesk/backend/contract"
)

func api(t *testing.T, name string) contract.API {
	t.Helper()
	found, ok := contract.ByName(name)
	if !ok {
		t.Fatalf("the contract has no %s", name)
	}
	return found
}

var success = contract.Result{ResultCode: "SUCCESS", ResultStatus: "S", ResultMessage: "a < b & c"}

func TestAnswer_KeepsWhatTheContractHasAndBringsItIntoType(t *testing.T) {
	body, err := api(t, "billing/coupon/inquireDetails").Answer(success, contract.Fields{
		"couponId": json.RawMessage(`"c<1>"`), "durationValue": json.RawMessage(`"3"`), "percentOff": json.RawMessage(`10`),
		"status": json.RawMessage(`null`), "maxRedemptions": json.RawMessage(`"many"`), "stranger": json.RawMessage(`1`),
		"amountOff": json.RawMessage(`{"currency":"USD","value":100,"stranger":true}`), "result": json.RawMessage(`"mine"`),
	})
	if err != nil {
		t.Fatal(err)
	}
	want := `{"result":{"resultCode":"SUCCESS","resultStatus":"S","resultMessage":"a < b & c"},` +
		`"couponId":"c<1>","percentOff":"10","amountOff":{"currency":"USD","value":"100"},"durationValue":3}`
	if string(body) != want {
		t.Errorf("got  %s\nwant %s", body, want)
	}
	if violation := api(t, "billing/coupon/inquireDetails").CheckResponse(body); violation != nil {
		t.Error(violation)
	}
}

func TestAnswer_WithoutFields_IsTheResultAlone(t *testing.T) {
	body, err := api(t, "aba/cards/inquireCardDetail").Answer(success, contract.Fields{"assetId": json.RawMessage(`"a"`)})
	if err != nil || !strings.HasSuffix(string(body), `c"}}`) {
		t.Errorf("%s %v", body, err)
	}
}

func TestCheckResponse_NamesWhatAnSDKCouldNotRead(t *testing.T) {
	for body, want := range map[string]string{
		`{"result":{},"couponId":1}`:                          "couponId has another JSON type",
		`{"result":{},"durationValue":"3"}`:                   "durationValue has another JSON type",
		`{"result":{},"durationValue":3.5}`:                   "durationValue must be an integer",
		`{"result":{},"status":null}`:                         "status must be absent",
		`{"result":{},"stranger":"x"}`:                        "stranger is not a member",
		`{"result":{},"amountOff":{"value":100}}`:             "amountOff.value has another JSON type",
		`{"result":{},"appliesTo":{"products":[{"x":"y"}]}}`:  "appliesTo.products[0].x is not a member",
		`{"result":{},"appliesTo":{"products":{"a":"list"}}}`: "appliesTo.products has another JSON type",
		`[]`: "body",
	} {
		violation := api(t, "billing/coupon/inquireDetails").CheckResponse([]byte(body))
		if violation == nil || !strings.HasPrefix(violation.Error(), want) {
			t.Errorf("%s: %v, want %s…", body, violation, want)
		}
	}
}

func TestNotice_KnowsTheContractsNotifications(t *testing.T) {
	shape, ok := contract.Notice("AlipayInvoiceNotify")
	if !ok || !shape.Has("invoiceStatus") || shape.Has("stranger") {
		t.Fatalf("%v %v", shape, ok)
	}
	body, err := shape.Fill(contract.Fields{"invoiceStatus": json.RawMessage(`"PAID"`), "paymentInfo": json.RawMessage(`{"paymentId":7}`)})
	if err != nil || shape.Check(body) != nil || string(body) != `{"invoiceStatus":"PAID","paymentInfo":{"paymentId":"7"}}` {
		t.Errorf("%s %v %v", body, err, shape.Check(body))
	}
	if _, ok := contract.Notice("Nobody"); ok {
		t.Error("a notification nobody knows")
	}
}
