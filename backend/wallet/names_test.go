package wallet

import "testing"

func TestPlainName_IsWhatABuyerCallsIt(t *testing.T) {
	for method, want := range map[string]string{
		"GCASH": "GCash", "ALIPAY_HK": "AlipayHK", "CARD": "Card", "BANKTRANSFER_BNI": "BNI, bank transfer",
		"BANKAPP_BANKOFAYUDHYA": "Bank of Ayudhya, banking app", "DIRECT_DEBIT_KRUNGTHAIBANK": "Krungthai Bank, direct debit",
		"ONLINEBANKING_PAYEASY": "Pay-easy, online banking", "DIRECTDEBIT_YAPILY": "Yapily, direct debit",
		"ATMTRANSFER_ID": "ATM transfer", "SOFORT": "Sofort", "P24": "P24", "NEWPAY_XX": "Newpay XX",
	} {
		if got := plainName(method, english); got != want {
			t.Errorf("%s is called %q, want %q", method, got, want)
		}
	}
	if got := plainName("BANKTRANSFER_BNI", chinese); got != "BNI，银行转账" {
		t.Errorf("in Chinese %q", got)
	}
}
