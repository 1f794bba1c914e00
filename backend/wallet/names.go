package wallet

import "strings"

// methodNames are the names buyers know, of the payment methods whose type does not spell them.
var methodNames = map[string]string{
	"GOOGLEPAY": "Google Pay", "APPLEPAY": "Apple Pay", "CONNECT_WALLET": "Alipay+",
	"IDEAL": "iDEAL", "PAYU": "PayU", "PIX": "Pix", "PICPAY": "PicPay",
	"MERCADOPAGO_BR": "Mercado Pago", "MERCADOPAGO_CL": "Mercado Pago", "MERCADOPAGO_MX": "Mercado Pago", "MERCADOPAGO_PE": "Mercado Pago",
	"ALIPAY_CN": "Alipay", "ALIPAY_HK": "AlipayHK", "JKOPAY": "JKOPAY", "MPAY": "MPay", "PAYME": "PayMe",
	"WECHATPAY": "WeChat Pay", "WECHATPAY_HK": "WeChat Pay HK", "HIPAY": "HiPay", "ONLINEBANKING_NETBANKING": "Netbanking",
	"DANA": "DANA", "KREDIVO_ID": "Kredivo", "AKULAKU_PAYLATER": "Akulaku PayLater", "AKULAKU_PAYLATER_PH": "Akulaku PayLater",
	"GOPAY_ID": "GoPay", "LINKAJA": "LinkAja", "QRIS": "QRIS", "CIMBNIAGA": "CIMB Niaga",
	"OCTOCLICKS": "OCTO Clicks", "DOKU": "DOKU", "BANCOMATPAY": "BANCOMAT Pay",
	"PAYPAY": "PayPay", "SEVENELEVEN": "7-Eleven", "LINEPAY": "LINE Pay", "AUPAY": "au PAY", "FAMIPAY": "FamiPay", "MERPAY": "Merpay",
	"D_BARAI_PAY": "d Barai", "RAKUTEN_PAY": "Rakuten Pay", "AU": "au", "SOFTBANK": "SoftBank",
	"KAKAOPAY": "Kakao Pay", "NAVERPAY": "Naver Pay", "TOSSPAY": "Toss Pay", "BANKTRANSFER_QUICKPAY": "QuickPay",
	"TNG": "Touch 'n Go eWallet", "GRABPAY_MY": "GrabPay", "GRABPAY_PH": "GrabPay", "GRABPAY_SG": "GrabPay",
	"SHOPEEPAY_ID": "ShopeePay", "SHOPEEPAY_MY": "ShopeePay", "SHOPEEPAY_PH": "ShopeePay", "SHOPEEPAY_SG": "ShopeePay", "SHOPEEPAY_TH": "ShopeePay",
	"ONLINEBANKING_FPX": "FPX", "ONLINEBANKING_YAPILY": "Pay by Bank",
	"GCASH": "GCash", "BILLEASE": "BillEase", "QRPH": "QR Ph", "ONLINEBANKING_UBP": "UnionBank", "PAYNOW": "PayNow",
	"RABBIT_LINE_PAY": "Rabbit LINE Pay", "TRUEMONEY": "TrueMoney", "KPLUS": "K PLUS", "PROMPTPAY": "PromptPay",
	"ZALOPAY": "ZaloPay", "MOMO": "MoMo", "VIETTELMONEY": "Viettel Money", "VIETQR": "VietQR", "BKASH": "bKash",
	"DIDI_PAY_LATER": "DiDi Pay Later", "ACH_DIRECT_DEBIT": "ACH Direct Debit", "ANTOM_BIZ_ACCOUNT": "Antom business account",
}

// bankWays are how the types of bank methods begin.
var bankWays = []struct {
	prefix string
	name   func(words) string
}{
	{"BANKTRANSFER_", func(t words) string { return t.BankTransfer }},
	{"ONLINEBANKING_", func(t words) string { return t.OnlineBanking }},
	{"BANKAPP_", func(t words) string { return t.BankApp }},
	{"DIRECT_DEBIT_", func(t words) string { return t.DirectDebit }},
	{"DIRECTDEBIT_", func(t words) string { return t.DirectDebit }},
}

// bankNames are the banks whose code is more than one word.
var bankNames = map[string]string{
	"SIAMCOMMERCIALBANK": "Siam Commercial Bank", "SIAMCOMMERICALBANK": "Siam Commercial Bank", "BANGKOKBANK": "Bangkok Bank",
	"PAYEASY": "Pay-easy", "BANKOFAYUDHYA": "Bank of Ayudhya", "KRUNGTHAIBANK": "Krungthai Bank", "KASIKORNBANK": "Kasikornbank",
	"GOVERNMENTSAVINGSBANK": "Government Savings Bank",
}

// plainName is a type in the words of a buyer: "BANKTRANSFER_BNI" is "BNI, bank transfer".
func plainName(method string, t words) string {
	if name, known := methodNames[method]; known {
		return name
	}
	switch method {
	case "CARD":
		return t.Card
	case "ATMTRANSFER_ID":
		return t.ATMTransfer
	}
	for _, way := range bankWays {
		if bank, found := strings.CutPrefix(method, way.prefix); found && bank != "" {
			return bankName(bank) + t.Comma + way.name(t)
		}
	}
	return wordsOf(method)
}

func bankName(code string) string {
	if name, known := bankNames[code]; known {
		return name
	}
	return wordsOf(code)
}

// wordsOf writes a code as words; short ones are abbreviations.
func wordsOf(code string) string {
	words := strings.Split(code, "_")
	for i, word := range words {
		if len(word) > 3 {
			words[i] = word[:1] + strings.ToLower(word[1:])
		}
	}
	return strings.Join(words, " ")
}
