package contract_test

import (
	"strconv"
	"strings"
	"testing"

	"antomdesk/backend/contract"
)

func TestSamples_PassTheStrictestRules(t *testing.T) {
	next := 0
	newID := func() string { next++; return "id-" + strconv.Itoa(next) }
	seen := map[string]bool{}
	for _, s := range contract.Samples(newID) {
		checked, violation := check(t, s.API, s.Body, contract.Rules{Strict: true, SettlementStrategyRequired: true})
		if violation != nil || len(checked.Warnings) > 0 {
			t.Errorf("%s: %v, warnings %q", s.Title, violation, checked.Warnings)
		}
		if s.Title == "" || strings.Contains(s.Body, "NEW_ID") || strings.Contains(s.Body, "WITH_3DS") || !strings.Contains(s.Body, "\n  \"") {
			t.Errorf("%s is not ready to use:\n%s", s.Title, s.Body)
		}
		if seen[s.Body] && s.API != "payments/inquiryPayment" && s.API != "payments/cancel" {
			t.Errorf("%s is there twice", s.Title)
		}
		seen[s.Body] = true
	}
	for _, api := range []string{"payments/pay", "payments/inquiryPayment", "payments/cancel", "payments/refund", "payments/inquiryRefund"} {
		if !strings.Contains(strings.Join(apisOf(contract.Samples(newID)), " "), api) {
			t.Errorf("no sample for %s", api)
		}
	}
}

func TestSamples_CardPays_UseTheDocumentedTestCard(t *testing.T) {
	with3DS := map[bool]int{}
	for _, s := range contract.Samples(func() string { return "x" }) {
		if !strings.Contains(s.Title, "card") {
			continue
		}
		var request contract.PayRequest
		decode(t, s.API, s.Body, &request)
		card := request.PaymentMethod.PaymentMethodMetaData
		if card == nil || card.CardNo != "4054695723100768" || request.ProductCode != s.Product {
			t.Errorf("%s reads %+v", s.Title, request)
			continue
		}
		with3DS[card.Is3DSAuthentication]++
	}
	if with3DS[true] != 1 || with3DS[false] != 1 {
		t.Errorf("card samples by 3DS: %v", with3DS)
	}
}

func apisOf(samples []contract.Sample) []string {
	var apis []string
	for _, s := range samples {
		apis = append(apis, s.API)
	}
	return apis
}
