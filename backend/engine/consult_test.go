package engine_test

import (
	"strings"
	"testing"

	"antomdesk/backend/engine"
	"antomdesk/backend/sandbox"
)

func consultCall(currency, value string) fields {
	return fields{"productCode": "CASHIER_PAYMENT", "paymentAmount": amount(currency, value), "env": fields{"terminalType": "WEB"}}
}

// options are the options of a consult by type.
func (d *desk) options(body fields) map[string]reply {
	d.Helper()
	r := d.wants(d.ask("payments/consult", body), sandbox.StatusS, "SUCCESS")
	all := map[string]reply{}
	for _, o := range r.items("paymentOptions") {
		all[o.get("paymentMethodType")] = o
	}
	return all
}

func TestConsult_ListsWhatCanBeUsedAndWhyNot(t *testing.T) {
	d := newDesk(t)
	all := d.options(consultCall("THB", "3000001").with(fields{"userRegion": "TH"}))
	equal(t, "card", all["CARD"].get("enabled")+all["CARD"].get("paymentMethodRegion"), "true[GLOBAL]")
	equal(t, "limit", all["TRUEMONEY"].get("enabled")+all["TRUEMONEY"].get("disableReason"), "falseEXCEED_CHANNEL_LIMIT_RULE")
	equal(t, "currency", all["IDEAL"].get("enabled")+all["IDEAL"].get("disableReason"), "falseCHANNEL_NOT_SUPPORT_CURRENCY")
	equal(t, "preferred", all["PROMPTPAY"].get("preferred")+all["CARD"].get("preferred"), "true")
	equal(t, "limits", all["TRUEMONEY"].get("amountLimitInfoMap.THB.singleLimit.maxAmount.value"), "3000000")
	equal(t, "auto debit only", all["DIRECT_DEBIT_KRUNGTHAIBANK"].get("enabled"), "")
}

func TestConsult_Card_NamesItsBrandsWithPicturesOfOurOwn(t *testing.T) {
	d := newDesk(t)
	const global = "VISA MASTERCARD AMEX DISCOVER DINERS CUP JCB MAESTRO"
	for _, c := range []struct {
		regions []string
		want    string
	}{
		{[]string{"BR"}, "VISA MASTERCARD AMEX HIPERCARD ELO"},
		{[]string{"MX"}, "VISA MASTERCARD AMEX"},
		{[]string{"FR", "PE"}, "CARTES_BANCAIRES VISA MASTERCARD AMEX DINERS"},
		{[]string{"SG"}, global}, // has no row of its own
		{[]string{"SG", "FR"}, global + " CARTES_BANCAIRES"},
	} {
		card := d.options(consultCall("USD", "100").with(fields{"allowedPaymentMethodRegions": c.regions}))["CARD"]
		var names []string
		for _, b := range (reply{json: card.json["paymentOptionDetail"].(map[string]any)}).items("supportCardBrands") {
			names = append(names, b.get("cardBrand"))
			logo := reply{json: b.json["logo"].(map[string]any)}
			if !strings.HasPrefix(logo.get("logoUrl"), origin+"/wallet/logo/") || len(logo.get("logoName")) > 12 {
				t.Errorf("logo %v", logo.json)
			}
		}
		equal(t, strings.Join(c.regions, " "), strings.Join(names, " "), c.want)
	}
}

func TestConsult_AmountInNoStepOfTheMethod_IsNotOffered(t *testing.T) {
	d := newDesk(t)
	equal(t, "step", d.options(consultCall("HKD", "55"))["OCTOPUS"].get("disableReason"), "EXCEED_CHANNEL_LIMIT_RULE")
	equal(t, "in step", d.options(consultCall("HKD", "50"))["OCTOPUS"].get("enabled"), "true")
}

func TestConsult_Filters_Apply(t *testing.T) {
	d := newDesk(t)
	for name, c := range map[string]struct {
		filter      fields
		with, not   string
		exactlyMany int
	}{
		"regions":  {fields{"allowedPaymentMethodRegions": []string{"SG", "HK"}}, "PAYNOW", "GCASH", 0},
		"psp":      {fields{"allowedPspRegions": []string{"KR"}}, "KAKAOPAY", "GCASH", 0},
		"allowed":  {fields{"allowedPaymentMethods": []string{"CARD", "GCASH"}}, "GCASH", "ALIPAY_CN", 2},
		"blocked":  {fields{"blockedPaymentMethods": []string{"CARD"}}, "ALIPAY_CN", "CARD", 0},
		"iPhone":   {fields{"env": fields{"terminalType": "APP", "osType": "IOS"}}, "APPLEPAY", "GOOGLEPAY", 0},
		"Android":  {fields{"env": fields{"terminalType": "APP", "osType": "ANDROID"}}, "GOOGLEPAY", "APPLEPAY", 0},
		"debit":    {fields{"productCode": "AGREEMENT_PAYMENT"}, "DIRECT_DEBIT_KRUNGTHAIBANK", "CARD", 0},
		"in store": {fields{"productCode": "IN_STORE_PAYMENT"}, "CONNECT_WALLET", "CARD", 0},
	} {
		all := d.options(consultCall("USD", "1000").with(c.filter))
		if _, ok := all[c.with]; !ok {
			t.Errorf("%s: %s is missing", name, c.with)
		}
		if _, ok := all[c.not]; ok {
			t.Errorf("%s: %s is listed", name, c.not)
		}
		if c.exactlyMany > 0 {
			equal(t, name, len(all), c.exactlyMany)
		}
	}
}

func TestConsult_NothingUsable_SaysSo(t *testing.T) {
	d := newDesk(t)
	d.wants(d.ask("payments/consult", consultCall("USD", "100").with(fields{"allowedPaymentMethods": []string{"IDEAL"}})), sandbox.StatusF, "NO_PAY_OPTIONS")
}

func TestConsult_UsersRule_IsShown(t *testing.T) {
	rule := engine.DefaultMethodRule("IDEAL")
	rule.Currencies = []string{"USD"}
	d := ruled(t, rule)
	equal(t, "enabled", d.options(consultCall("USD", "100"))["IDEAL"].get("enabled"), "true")
}
