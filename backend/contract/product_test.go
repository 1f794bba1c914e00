package contract

import (
	"strings"
	"testing"
)

func payCall(product string) string {
	return `{"productCode":"` + product + `","paymentRequestId":"r","order":{"referenceOrderId":"o","orderDescription":"d",
		"orderAmount":{"currency":"USD","value":"1"}},"paymentAmount":{"currency":"USD","value":"1"},
		"paymentMethod":{"paymentMethodType":"ALIPAY_CN","paymentMethodId":"281234567890123456"}}`
}

func TestValidate_PayWithoutRedirect_IsTheCashiersFaultOnly(t *testing.T) {
	api, _ := ByName("payments/pay")
	for product, fine := range map[string]bool{"CASHIER_PAYMENT": false, "IN_STORE_PAYMENT": true, "AGREEMENT_PAYMENT": true} {
		o, err := Parse([]byte(payCall(product)))
		if err != nil {
			t.Fatal(err)
		}
		for _, strict := range []bool{false, true} {
			_, violation := api.Validate(o, Rules{Strict: strict})
			if violation != nil && strict && fine && !strings.Contains(violation.Error(), "paymentRedirectUrl") {
				continue // strict asks for more, though not for this
			}
			if (violation == nil) != fine {
				t.Errorf("%s, strict %v: %v", product, strict, violation)
			}
		}
	}
}
