package contract_test

import (
	"strings"
	"testing"

	"antomdesk/backend/contract"
	"antomdesk/backend/testkit"
)

func TestValidate_EveryCapturedBody_Passes(t *testing.T) {
	for _, c := range testkit.AllCaptures() {
		t.Run(c.SDK+"/"+c.File, func(t *testing.T) {
			target := c.Target[strings.Index(c.Target, "/ams/"):]
			api, found := contract.Lookup(target)
			if !found || api.Path != c.API {
				t.Fatalf("%s finds %q", target, api.Path)
			}
			o, err := contract.Parse(c.Body)
			if err != nil {
				t.Fatal(err)
			}
			if _, violation := api.Validate(o, contract.Rules{}); violation != nil {
				t.Error(violation)
			}
		})
	}
}

func TestValidate_CapturedPays_DecodeToWhatTheEngineReads(t *testing.T) {
	for _, sdk := range []string{"go", "php"} {
		var wallet, card contract.PayRequest
		decode(t, "payments/pay", string(testkit.Captures(sdk)[0].Body), &wallet)
		decode(t, "payments/pay", string(testkit.Captures(sdk)[1].Body), &card)
		if wallet.PaymentRequestID != "cap-"+sdk+"-pay-0001" || wallet.PaymentAmount != (contract.Amount{Currency: "PHP", Value: "150000"}) ||
			wallet.PaymentMethod.PaymentMethodType != "GCASH" || wallet.PaymentMethod.PaymentMethodMetaData != nil ||
			!strings.HasPrefix(wallet.Order.OrderDescription, "Café crème & 乌龙茶 <gift>") || wallet.SettlementStrategy["settlementCurrency"] != "USD" {
			t.Errorf("%s: the wallet pay reads %+v", sdk, wallet)
		}
		want := contract.CardData{CardNo: "4054695723100768", CVV: "123", ExpiryYear: "29", ExpiryMonth: "12", Is3DSAuthentication: true, PaymentMethodRegion: "GLOBAL"}
		got := card.PaymentMethod.PaymentMethodMetaData
		if got != nil {
			if got.BillingAddress == nil || got.BillingAddress.Region != "SG" {
				t.Errorf("%s: the billing address reads %v", sdk, got.BillingAddress)
			}
			got.BillingAddress = nil
		}
		if got == nil || *got != want || !card.PaymentFactor.IsAuthorization {
			t.Errorf("%s: the card pay reads %+v", sdk, card.PaymentMethod)
		}
	}
}

func TestValidate_NumericAmount_IsDecodedAsDigits(t *testing.T) {
	php := testkit.Captures("php")
	var declared struct {
		DeclarationAmount contract.Amount `json:"declarationAmount"`
		SubOrderID        *string         `json:"subOrderId"`
		SplitOrder        *bool           `json:"splitOrder"`
	}
	decode(t, "customs/declare", string(php[27].Body), &declared)
	if declared.DeclarationAmount.Value != "100" || declared.SubOrderID != nil || declared.SplitOrder == nil || *declared.SplitOrder {
		t.Errorf("%s reads %+v", php[27].File, declared)
	}
}

func TestMask_CapturedCardPay_KeepsAllButTheCard(t *testing.T) {
	for _, sdk := range []string{"go", "php"} {
		masked := string(contract.Mask(testkit.Captures(sdk)[1].Body))
		for _, secret := range []string{"4054695723100768", `"cvv":"123"`, `"expiryMonth":"12"`, `"expiryYear":"29"`} {
			if strings.Contains(masked, secret) {
				t.Errorf("%s still shows %s", sdk, secret)
			}
		}
		for _, kept := range []string{`"cardNo":"405469******0768"`, `"paymentRequestId":"cap-` + sdk + `-pay-0002"`, `"orderDescription":"Annual plan – Ñandú édition 💳"`, `"timeZoneOffset":-480`} {
			if !strings.Contains(masked, kept) {
				t.Errorf("%s no longer shows %s:\n%s", sdk, kept, masked)
			}
		}
	}
}

func decode(t *testing.T, api, body string, into any) contract.Checked {
	t.Helper()
	checked, violation := check(t, api, body, contract.Rules{})
	if violation != nil {
		t.Fatal(violation)
	}
	if err := checked.Decode(into); err != nil {
		t.Fatal(err)
	}
	return checked
}

func check(t *testing.T, name, body string, rules contract.Rules) (contract.Checked, *contract.Violation) {
	t.Helper()
	api, found := contract.ByName(name)
	if !found {
		t.Fatalf("no call is named %s", name)
	}
	o, err := contract.Parse([]byte(body))
	if err != nil {
		t.Fatalf("%s: %v", body, err)
	}
	return api.Validate(o, rules)
}
