package engine

import (
	"slices"
	"strings"
	"time"

	"antomdesk/backend/sandbox"
)

// Categories of payment methods (api.md Appendix B, PaymentMethodCategoryType).
const (
	categoryAlipayPlus = "ALIPAY_PLUS"
	categoryWallet     = "WALLET"
	categoryMobileBank = "MOBILE_BANKING_APP"
	categoryTransfer   = "BANK_TRANSFER"
	categoryOnlineBank = "ONLINE_BANKING"
	categoryCard       = "CARD"
	categoryOTC        = "OTC"
	categoryVA         = "VA"
)

// MethodCategories lists the categories of payment methods.
func MethodCategories() []string {
	return []string{categoryAlipayPlus, categoryWallet, categoryMobileBank, categoryTransfer, categoryOnlineBank, categoryCard, categoryOTC, categoryVA}
}

// methodGroup are payment methods of one category, country and currency.
type methodGroup struct {
	category, country, currency string // country and currency are empty for methods without borders
	types                       string // separated by spaces
}

// methodGroups are the payment methods by country (api.md §6.1).
var methodGroups = []methodGroup{
	{categoryCard, "", "", "CARD GOOGLEPAY APPLEPAY"},
	{categoryAlipayPlus, "", "", "CONNECT_WALLET"},
	{categoryOnlineBank, "AT", "EUR", "EPS"},
	{categoryOnlineBank, "BE", "EUR", "BANCONTACT"},
	{categoryOnlineBank, "DE", "EUR", "GIROPAY SOFORT"},
	{categoryOnlineBank, "BR", "BRL", "PIX"},
	{categoryWallet, "BR", "BRL", "MERCADOPAGO_BR PAGALEVE PICPAY"},
	{categoryWallet, "CL", "CLP", "MERCADOPAGO_CL"},
	{categoryWallet, "MX", "MXN", "MERCADOPAGO_MX"},
	{categoryWallet, "PE", "PEN", "MERCADOPAGO_PE"},
	{categoryAlipayPlus, "CN", "CNY", "ALIPAY_CN"},
	{categoryWallet, "CN", "CNY", "WECHATPAY"},
	{categoryAlipayPlus, "HK", "HKD", "ALIPAY_HK"},
	{categoryWallet, "HK", "HKD", "OCTOPUS PAYME WECHATPAY_HK"},
	{categoryAlipayPlus, "MO", "MOP", "MPAY"},
	{categoryWallet, "TW", "TWD", "JKOPAY"},
	{categoryOnlineBank, "IN", "INR", "UPI ONLINEBANKING_NETBANKING"},
	{categoryAlipayPlus, "MN", "MNT", "HIPAY"},
	{categoryAlipayPlus, "ID", "IDR", "DANA AKULAKU_PAYLATER"},
	{categoryWallet, "ID", "IDR", "KREDIVO_ID OVO GOPAY_ID LINKAJA SHOPEEPAY_ID DOKU"},
	{categoryMobileBank, "ID", "IDR", "QRIS OCTOCLICKS"},
	{categoryVA, "ID", "IDR", "BANKTRANSFER_MAYBANK BANKTRANSFER_BNI BANKTRANSFER_PERMATA BANKTRANSFER_BSI BANKTRANSFER_MANDIRI CIMBNIAGA ATMTRANSFER_ID"},
	{categoryOnlineBank, "ID", "IDR", "ONLINEBANKING_BNI ONLINEBANKING_MANDIRI ONLINEBANKING_BCA"},
	{categoryWallet, "IT", "EUR", "BANCOMATPAY SATISPAY"},
	{categoryAlipayPlus, "IT", "EUR", "TINABA"},
	{categoryWallet, "JP", "JPY", "PAYPAY LINEPAY AUPAY FAMIPAY MERPAY PAIDY D_BARAI_PAY RAKUTEN_PAY AU SOFTBANK"},
	{categoryOTC, "JP", "JPY", "KONBINI SEVENELEVEN"},
	{categoryOnlineBank, "JP", "JPY", "ONLINEBANKING_PAYEASY"},
	{categoryTransfer, "JP", "JPY", "BANKTRANSFER_PAYEASY"},
	{categoryAlipayPlus, "KR", "KRW", "KAKAOPAY NAVERPAY TOSSPAY"},
	{categoryTransfer, "KR", "KRW", "BANKTRANSFER_QUICKPAY"},
	{categoryAlipayPlus, "MY", "MYR", "BOOST TNG"},
	{categoryWallet, "MY", "MYR", "GRABPAY_MY SHOPEEPAY_MY"},
	{categoryOnlineBank, "MY", "MYR", "ONLINEBANKING_FPX"},
	{categoryOnlineBank, "NL", "EUR", "IDEAL"},
	{categoryOnlineBank, "PL", "PLN", "PAYU P24 BLIK"},
	{categoryOnlineBank, "GB", "GBP", "ONLINEBANKING_YAPILY DIRECTDEBIT_YAPILY"},
	{categoryAlipayPlus, "PH", "PHP", "GCASH AKULAKU_PAYLATER_PH"},
	{categoryWallet, "PH", "PHP", "MAYA BILLEASE SHOPEEPAY_PH GRABPAY_PH"},
	{categoryMobileBank, "PH", "PHP", "BPI QRPH"},
	{categoryOnlineBank, "PH", "PHP", "ONLINEBANKING_UBP"},
	{categoryWallet, "SG", "SGD", "GRABPAY_SG SHOPEEPAY_SG"},
	{categoryMobileBank, "SG", "SGD", "PAYNOW"},
	{categoryAlipayPlus, "TH", "THB", "RABBIT_LINE_PAY TRUEMONEY"},
	{categoryWallet, "TH", "THB", "KPLUS SHOPEEPAY_TH"},
	{categoryMobileBank, "TH", "THB", "PROMPTPAY BANKAPP_BANGKOKBANK BANKAPP_SIAMCOMMERCIALBANK BANKAPP_BANKOFAYUDHYA BANKAPP_KRUNGTHAIBANK"},
	{categoryOnlineBank, "TH", "THB", "ONLINEBANKING_KRUNGTHAIBANK ONLINEBANKING_SIAMCOMMERCIALBANK ONLINEBANKING_BANGKOKBANK ONLINEBANKING_BANKOFAYUDHYA ONLINEBANKING_KASIKORNBANK DIRECT_DEBIT_SIAMCOMMERCIALBANK DIRECT_DEBIT_KRUNGTHAIBANK"},
	{categoryTransfer, "TH", "THB", "BANKTRANSFER_BANGKOKBANK BANKTRANSFER_SIAMCOMMERCIALBANK BANKTRANSFER_BANKOFAYUDHYA BANKTRANSFER_KRUNGTHAIBANK BANKTRANSFER_KASIKORNBANK BANKTRANSFER_GOVERNMENTSAVINGSBANK"},
	{categoryWallet, "US", "USD", "ANTOM_BIZ_ACCOUNT"},
	{categoryOnlineBank, "US", "USD", "ACH_DIRECT_DEBIT"},
	{categoryAlipayPlus, "VN", "VND", "ZALOPAY MOMO VIETTELMONEY"},
	{categoryMobileBank, "VN", "VND", "VIETQR"},
	{categoryWallet, "MX", "MXN", "DIDI_PAY_LATER"},
	{categoryAlipayPlus, "BD", "BDT", "BKASH"},
	{categoryAlipayPlus, "PK", "PKR", "EASYPAISA"},
}

// crossBorder are the currencies Alipay+ wallets are offered in besides their own. Antom names no
// list; any currency is accepted either way.
var crossBorder = []string{"USD", "EUR", "GBP", "HKD", "SGD", "JPY", "AUD", "CAD", "CNY", "MYR", "THB", "PHP", "KRW"}

// Methods of the products besides one-time payments (api.md §6.1).
var (
	autoDebitTypes = wordSet(`ALIPAY_CN ALIPAY_HK DANA PAYPAY BOOST TNG GRABPAY_MY GRABPAY_PH GRABPAY_SG EASYPAISA GCASH MAYA
		KAKAOPAY NAVERPAY TOSSPAY RABBIT_LINE_PAY TRUEMONEY KPLUS DIRECT_DEBIT_SIAMCOMMERCIALBANK
		DIRECT_DEBIT_KRUNGTHAIBANK ZALOPAY DIRECTDEBIT_YAPILY BKASH MPAY HIPAY MOMO VIETTELMONEY JKOPAY
		ACH_DIRECT_DEBIT ANTOM_BIZ_ACCOUNT`)
	notForSubscriptions = wordSet("EASYPAISA TOSSPAY DIRECTDEBIT_YAPILY BKASH MPAY HIPAY MOMO VIETTELMONEY JKOPAY ACH_DIRECT_DEBIT ANTOM_BIZ_ACCOUNT")
	moreSubscriptions   = wordSet("CARD PIX")
	notOneTime          = wordSet("DIRECT_DEBIT_SIAMCOMMERCIALBANK DIRECT_DEBIT_KRUNGTHAIBANK DIRECTDEBIT_YAPILY ACH_DIRECT_DEBIT ANTOM_BIZ_ACCOUNT")
	carrierBilling      = wordSet("AU SOFTBANK") // refunded later, as everything but wallets (api.md §3.7)
	slowTypes           = wordSet("SOFORT ACH_DIRECT_DEBIT DIRECTDEBIT_YAPILY")
)

// methodExpiry are the default expiries other than 14 minutes (api.md §5.3).
var methodExpiry = map[string]time.Duration{
	methodCard:              weekExpiry,
	"LINKAJA":               5 * time.Minute,
	"VIETQR":                15 * time.Minute,
	"BANCOMATPAY":           time.Hour,
	"CIMBNIAGA":             bankTransferExpiry,
	"ATMTRANSFER_ID":        bankTransferExpiry,
	"MERCADOPAGO_BR":        weekExpiry,
	"MERCADOPAGO_CL":        weekExpiry,
	"MERCADOPAGO_MX":        weekExpiry,
	"MERCADOPAGO_PE":        weekExpiry,
	"KONBINI":               weekExpiry,
	"SEVENELEVEN":           weekExpiry,
	"ONLINEBANKING_PAYEASY": weekExpiry,
	"BANKTRANSFER_PAYEASY":  weekExpiry,
	"ONLINEBANKING_YAPILY":  weekExpiry, // Pay by Bank
	"ACH_DIRECT_DEBIT":      weekExpiry,
	"DIRECTDEBIT_YAPILY":    weekExpiry,
}

// methodFacts is what is confirmed of a method's amounts and refunds (api.md §6.2): minor units of the
// method's own currency.
type methodFacts struct {
	least, most     int64 // per payment; what is documented per day or month is left out
	noRefund, whole bool  // no refunds; whole refunds only
	windowDays      int
}

var confirmed = map[string]methodFacts{
	"ALIPAY_CN":        {least: 10, most: 300_000_00},
	"ALIPAY_HK":        {least: 1, most: 50_000_00},
	"GCASH":            {least: 1_00},
	"MAYA":             {least: 1_00, most: 100_000_00},
	"DANA":             {least: 300_00},
	"KAKAOPAY":         {least: 50},
	"TNG":              {least: 5},
	"BOOST":            {least: 5},
	"TRUEMONEY":        {least: 1_00, most: 30_000_00},
	"KPLUS":            {least: 1_00, most: 2_000_000_00},
	"RABBIT_LINE_PAY":  {least: 1, most: 50_000_00},
	"ZALOPAY":          {least: 1_000, most: 10_000_000, windowDays: 180},
	"GRABPAY_MY":       {least: 1, most: 1_500_00},
	"GRABPAY_PH":       {least: 10_00, most: 50_000_00},
	"PAYPAY":           {least: 1, whole: true},
	"JKOPAY":           {least: 1_00},
	"OVO":              {least: 1_00, most: 20_000_000_00, noRefund: true},
	"GOPAY_ID":         {least: 1_00, most: 20_000_000_00, noRefund: true},
	"LINKAJA":          {least: 1_00, most: 20_000_000_00, noRefund: true},
	"KREDIVO_ID":       {least: 1_00, most: 3_500_000_00},
	"AKULAKU_PAYLATER": {least: 300_00, most: 25_000_000_00},
	"BILLEASE":         {least: 50_00, most: 50_000_00},
	"PAGALEVE":         {least: 40_00, windowDays: 90},
	"OCTOPUS":          {},
	methodCard:         {},
	"APPLEPAY":         {},
}

// defaultRules are the rules of every known method, by type.
var defaultRules = buildRules()

func buildRules() map[string]sandbox.PaymentMethodRule {
	rules := map[string]sandbox.PaymentMethodRule{}
	for _, g := range methodGroups {
		for method := range wordSet(g.types) {
			rules[method] = g.rule(method)
		}
	}
	return rules
}

func (g methodGroup) rule(method string) sandbox.PaymentMethodRule {
	facts, known := confirmed[method]
	rule := unconfirmedRule(method, g.category)
	rule.Countries, rule.Currencies = listOf(g.country), listOf(g.currency)
	if g.category == categoryAlipayPlus && g.currency != "" {
		rule.Currencies = append(rule.Currencies, without(crossBorder, g.currency)...)
	}
	rule.MinMinor, rule.MaxMinor = facts.least, facts.most
	rule.EnforceLimits = known
	rule.Refund, rule.PartialRefund = !facts.noRefund, !facts.noRefund && !facts.whole
	if facts.windowDays > 0 {
		rule.RefundWindowDays = facts.windowDays
	}
	rule.Confirmed = known
	return rule
}

// unconfirmedRule is what api.md §6.2 suggests where it knows nothing.
func unconfirmedRule(method, category string) sandbox.PaymentMethodRule {
	return sandbox.PaymentMethodRule{
		Type: method, Category: category, Countries: []string{}, Currencies: []string{},
		Refund: true, PartialRefund: true, RefundWindowDays: int(defaultRefundWindow / day),
		SyncRefund:    isWalletCategory(category) && !carrierBilling[method],
		OneTime:       !notOneTime[method],
		AutoDebit:     autoDebitTypes[method],
		Subscription:  autoDebitTypes[method] && !notForSubscriptions[method] || moreSubscriptions[method],
		ExpirySeconds: int64(expiryByName(method) / time.Second),
		Pending:       slowTypes[method],
	}
}

// unknownRule is the rule of a type that is in no table: bank methods by their name, wallets else.
func unknownRule(method string) sandbox.PaymentMethodRule {
	category := categoryWallet
	for prefix, of := range bankFamilies {
		if strings.HasPrefix(method, prefix) {
			category = of
		}
	}
	return unconfirmedRule(method, category)
}

// bankFamilies are how the names of bank methods start (api.md §6.1).
var bankFamilies = map[string]string{
	"BANKTRANSFER_": categoryTransfer, "ONLINEBANKING_": categoryOnlineBank, "BANKAPP_": categoryMobileBank,
	"DIRECT_DEBIT_": categoryOnlineBank, "DIRECTDEBIT_": categoryOnlineBank,
}

func expiryByName(method string) time.Duration {
	if d, ok := methodExpiry[method]; ok {
		return d
	}
	if strings.HasPrefix(method, "BANKTRANSFER_") {
		return bankTransferExpiry
	}
	return defaultExpiry
}

func isWalletCategory(category string) bool {
	return category == categoryWallet || category == categoryAlipayPlus
}

// wordSet is the set of the words of a text.
func wordSet(text string) map[string]bool {
	set := map[string]bool{}
	for _, word := range strings.Fields(text) {
		set[word] = true
	}
	return set
}

func listOf(value string) []string {
	if value == "" {
		return []string{}
	}
	return []string{value}
}

func without(list []string, value string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return s == value })
}
