package contract_test

import (
	"strings"
	"testing"

	"antomdesk/backend/contract"
)

func TestAPIs_AreThe148CallsOfTheDocumentAndFourOfTheSDKs(t *testing.T) {
	all := contract.APIs()
	if len(all) != 152 {
		t.Errorf("%d calls, want 152", len(all))
	}
	names := map[string]string{}
	for _, api := range all {
		if other, taken := names[api.Name]; taken || api.Name == "" {
			t.Errorf("%s and %s share the name %q", api.Path, other, api.Name)
		}
		names[api.Name] = api.Path
		for _, path := range []string{api.Path, strings.Replace(api.Path, "/ams/", "/ams/sandbox/", 1)} {
			if found, ok := contract.Lookup(path); !ok || found.Path != api.Path {
				t.Errorf("%s finds %q", path, found.Path)
			}
		}
	}
}

func TestLookup_KnowsTheContractsPathsOnly(t *testing.T) {
	for path, name := range map[string]string{
		"/ams/api/v1/payments/pay":                             "payments/pay",
		"/ams/sandbox/api/v1/payments/pay":                     "payments/pay",
		"/ams/api/v1/payments/pay?x=1":                         "payments/pay",
		"/ams/api//v1/payments/retrievePaymentSession":         "payments/retrievePaymentSession",
		"/ams/sandbox/api//v1/payments/retrievePaymentSession": "payments/retrievePaymentSession",
		"/ams/api/v1/payments/retrievePaymentSession":          "payments/retrievePaymentSession",
		"/ams/sandbox/api/v1/payments/retrievePaymentSession":  "payments/retrievePaymentSession",
		"/ams/v1/aba/funds/createExchange":                     "aba/funds/createExchange",
		"/ams/api//v1/payments/pay":                            "",
		"/ams/api/v1/payments/Pay":                             "",
		"/ams/api/v1/payments/pay/":                            "",
		"/ams/api/v2/payments/pay":                             "",
		"/ams/sandbox/sandbox/api/v1/payments/pay":             "",
		"/api/v1/payments/pay":                                 "",
		"":                                                     "",
		"/ams/":                                                "",
		"/ams/api/v1/payments/%70ay":                           "",
		"/ams/api/open/openapiv2_file/v1/business/attachment/submitAttachment": "business/attachment/submitAttachment",
		"/ams/sandbox/api/v1/billing/product/uploadImage":                      "billing/product/uploadImage",
	} {
		api, found := contract.Lookup(path)
		if found != (name != "") || api.Name != name {
			t.Errorf("%q finds %q, %v; want %q", path, api.Name, found, name)
		}
	}
	if _, found := contract.ByName("payments/nothing"); found {
		t.Error("a call that does not exist was found by name")
	}
}

func TestAPIs_GivesACopy(t *testing.T) {
	contract.APIs()[0].Path = "changed"
	if contract.APIs()[0].Path == "changed" {
		t.Error("a caller can change the contract")
	}
}

// TestAdditions_LaidOverTheDocument_AreEnforced checks what the SDKs' models and newer pages say besides.
func TestAdditions_LaidOverTheDocument_AreEnforced(t *testing.T) {
	lists := func(n int, item string) string {
		return "[" + strings.TrimSuffix(strings.Repeat(item+",", n), ",") + "]"
	}
	for _, c := range []struct {
		api, body, item, says string
		most                  int
	}{
		{"payments/settle", `{"settlementRequestId":"s","paymentId":"p","settlementDetails":LIST}`,
			`{"settleTo":"SELLER","settlementAmount":{"currency":"USD","value":"1"}}`, "settlementDetails must have at most 20 items", 20},
		{"merchants/register", `{"registrationRequestId":"r","settlementInfos":[{"settlementCurrency":"USD"}],"merchantInfo":{"referenceMerchantId":"m"},"paymentMethods":LIST}`,
			`{"paymentMethodType":"CARD"}`, "paymentMethods must have at most 100 items", 100},
		{"meter/uploadEvent", `{"meters":LIST}`, `{"eventName":"e","events":[]}`, "meters must have at most 500 items", 500},
	} {
		for n, says := range map[int]string{c.most: "", c.most + 1: c.says} {
			_, violation := check(t, c.api, strings.Replace(c.body, "LIST", lists(n, c.item), 1), contract.Rules{})
			if says == "" && violation != nil || says != "" && (violation == nil || !strings.Contains(violation.Error(), says)) {
				t.Errorf("%s with %d: %v", c.api, n, violation)
			}
		}
	}
	if _, violation := check(t, "payments/downloadDisputeEvidence", `{"disputeId":"d","disputeEvidenceType":"DISPUTE_EVIDENCE_AI"}`, contract.Rules{}); violation != nil {
		t.Error(violation)
	}
}
