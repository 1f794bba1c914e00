package wallet

import (
	"net/http"

	"golang.org/x/text/language"
)

// words are every sentence of the pages, in one language. Verbs such as %s stand for values.
type words struct {
	subscriptionWords
	facts map[string]factWord // of documents, by field

	Banner, Wordmark                                             string
	PayTitle, CardTitle, ChallengeTitle                          string
	PayTo, TestMerchant, Order, Method, RequestID, Request, Card string
	Expires, InDays, InHours, InMinutes, InSeconds               string
	Pay, Decline, Leave, LeaveHint, Scan, ScanHint, ScanLoopback string
	CardNumber, Expiry, ExpiryHint, CVC, PayNow                  string
	CardWarning, CardProblem                                     string
	TestCards, TestCardsHint, UseCard, Approves, Declines        string
	NoChallenge, Triggers, TriggerMonth, TriggerCVC              string
	NumberWrong, ExpiryWrong, CVCWrong, CodeMissing              string
	Bank, ChallengeIntro, Code, CodeHint, Confirm, FailCheck     string
	Paid, PaidText, Failed, FailedText, Expired, ExpiredText     string
	Cancelled, CancelledText, Left, LeftText, Continue           string
	Back, BackApp, NoBack                                        string
	NotFound, NotFoundText, NotAllowed, NotAllowedText           string
	Forbidden, ForbiddenText, Broken, BrokenText                 string
	Result, PaymentID, Amount                                    string
	Checkout, CheckoutTitle, Choose, NoMethods                   string
	Cards, Wallets, Banks, Stores                                string
	BankTransfer, OnlineBanking, BankApp                         string
	DirectDebit, ATMTransfer, Comma                              string // Comma parts a bank from how it is used
	CheckoutExpired, CheckoutExpiredText, Waiting, WaitingText   string

	ConsentTitle, ConsentAsks, Agree, Refuse, Shop      string
	ScopePay, ScopeProfile, ScopeLogin, ScopeOther      string
	Linked, LinkedText, NotLinked, NotLinkedText        string
	ConsentExpired, ConsentExpiredText                  string
	VaultTitle, VaultText, VaultSave, VaultCheck        string
	Vaulted, VaultedText, VaultFailed, VaultFailedText  string
	VaultExpired, VaultExpiredText                      string
	Invoice, Receipt, Customer, Document, DocumentHint  string
	LinkExpired, LinkExpiredText, Item, Quantity, Total string
}

var english = words{
	subscriptionWords: englishSubscription, facts: englishFacts,

	Banner: "Antom Desk test page – no real money", Wordmark: "Test wallet",
	PayTitle: "Confirm your payment", CardTitle: "Pay by card", ChallengeTitle: "Confirm it is you",
	PayTo: "Pay to", TestMerchant: "Test merchant", Order: "Order", Method: "Payment method",
	RequestID: "Payment request", Request: "Request", Card: "Card",
	Expires: "Expires", InDays: "in %d days", InHours: "in %d h", InMinutes: "in %d min", InSeconds: "in %d s",
	Pay: "Pay", Decline: "Decline", Leave: "Leave without deciding",
	LeaveHint: "Leaving keeps the payment open until it expires.",
	Scan:      "Pay on another device", ScanHint: "Scan to open this page on a phone.",
	ScanLoopback: "This address only works on this computer. Start the gateway on a network address to use a phone.",
	CardNumber:   "Card number", Expiry: "Expiry date", ExpiryHint: "MM/YY", CVC: "Security code", PayNow: "Pay",
	CardWarning: "Never type a real card number here.",
	CardProblem: "Please check the marked fields.",
	TestCards:   "Test cards", TestCardsHint: "Any future expiry date and any three-digit code go with them.",
	UseCard: "Use", Approves: "pays", Declines: "is declined", NoChallenge: "pays, never challenged",
	Triggers:     "To see other failures",
	TriggerMonth: "Month 13 fails with INVALID_EXPIRATION_DATE.", TriggerCVC: "Security code 99 fails with INVALID_CVV.",
	NumberWrong: "Check the card number: 12 to 19 digits with a valid check digit.",
	ExpiryWrong: "Enter month and year as MM/YY.", CVCWrong: "Enter three or four digits.",
	CodeMissing: "Enter a code; any will do.",
	Bank:        "Test Issuing Bank", ChallengeIntro: "Your bank asks you to confirm this payment (3‑D Secure).",
	Code: "One-time code", CodeHint: "This is a test: no message is sent, and any code is accepted.",
	Confirm: "Confirm", FailCheck: "Fail the check",
	Paid: "Paid", PaidText: "This payment is complete. Nothing more is to be done here.",
	Failed: "Payment failed", FailedText: "This payment was not made. The merchant can start a new one.",
	Expired: "Payment expired", ExpiredText: "The time to pay ran out. The merchant can start a new payment.",
	Cancelled: "Payment cancelled", CancelledText: "The merchant cancelled this payment.",
	Left: "Payment still open", LeftText: "You left without deciding. The payment stays open until it expires.",
	Continue: "Continue with the payment",
	Back:     "Back to the merchant", BackApp: "Open the merchant's app", NoBack: "You can close this page.",
	NotFound: "No payment here", NotFoundText: "This address belongs to no payment. Check that it was copied in full.",
	NotAllowed: "This page cannot do that", NotAllowedText: "Open the payment page's address again and use its buttons.",
	Forbidden: "This form came from another site", ForbiddenText: "Open the payment page itself and use its buttons.",
	Broken: "Something went wrong", BrokenText: "Nothing was changed. Try again; the log of Antom Desk says more.",
	Result: "Result", PaymentID: "Payment", Amount: "Amount",
	Checkout: "Checkout", CheckoutTitle: "Choose how to pay", Choose: "How would you like to pay?",
	NoMethods: "No payment method takes this amount. The merchant can change what this page offers.",
	Cards:     "Cards", Wallets: "Wallets", Banks: "Banks", Stores: "Convenience stores",
	BankTransfer: "bank transfer", OnlineBanking: "online banking", BankApp: "banking app", DirectDebit: "direct debit",
	ATMTransfer: "ATM transfer", Comma: ", ",
	ConsentTitle: "Link your wallet", ConsentAsks: "asks your wallet to agree to this:", Agree: "Agree and link", Refuse: "Decline",
	Shop:     "The shop",
	ScopePay: "Charge the wallet later without asking you again", ScopeProfile: "See your profile",
	ScopeLogin: "See the name you log in with", ScopeOther: "Another permission",
	Linked: "Wallet linked", LinkedText: "The shop can charge this wallet from now on.",
	NotLinked: "Wallet not linked", NotLinkedText: "You declined. The shop cannot charge this wallet.",
	ConsentExpired: "Request expired", ConsentExpiredText: "The time to agree ran out. The shop can ask again.",
	VaultTitle: "Save a card", VaultText: "The shop saves this card for later payments. Nothing is charged now.", VaultSave: "Save the card",
	VaultCheck: "Your bank asks you to confirm that the card is saved (3‑D Secure).",
	Vaulted:    "Card saved", VaultedText: "The shop can charge this card from now on.",
	VaultFailed: "Card not saved", VaultFailedText: "The card was not saved. The shop can ask for another one.",
	VaultExpired: "Request expired", VaultExpiredText: "The time to save a card ran out. The shop can ask again.",
	Invoice: "Invoice", Receipt: "Receipt", Customer: "Customer", Document: "Document",
	DocumentHint: "What the merchant's calls have stored. This page changes nothing.",
	LinkExpired:  "Link expired", LinkExpiredText: "This link is no longer valid. The merchant can make a new one.",
	Item: "Item", Quantity: "Quantity", Total: "Total",
	CheckoutExpired: "Checkout expired", CheckoutExpiredText: "The time to pay ran out. The merchant can open a new checkout page.",
	Waiting: "Waiting for the bank", WaitingText: "You have paid. The bank has not confirmed it yet; nothing more is to be done here.",
}

var chinese = words{
	subscriptionWords: chineseSubscription, facts: chineseFacts,

	Banner: "Antom Desk 测试页面，不涉及真实资金", Wordmark: "测试钱包",
	PayTitle: "确认付款", CardTitle: "银行卡付款", ChallengeTitle: "身份验证",
	PayTo: "收款方", TestMerchant: "测试商户", Order: "订单", Method: "支付方式",
	RequestID: "支付请求号", Request: "请求号", Card: "银行卡",
	Expires: "有效期至", InDays: "剩余 %d 天", InHours: "剩余 %d 小时", InMinutes: "剩余 %d 分钟", InSeconds: "剩余 %d 秒",
	Pay: "付款", Decline: "拒绝", Leave: "暂不决定，离开",
	LeaveHint: "离开后，付款在到期前仍可继续。",
	Scan:      "用其他设备付款", ScanHint: "用手机扫码打开此页面。",
	ScanLoopback: "此地址只能在本机打开。要用手机，请让网关监听网络地址。",
	CardNumber:   "卡号", Expiry: "有效期", ExpiryHint: "月/年", CVC: "安全码", PayNow: "付款",
	CardWarning: "请勿在此输入真实卡号。",
	CardProblem: "请检查标出的字段。",
	TestCards:   "测试卡", TestCardsHint: "有效期填任意未来日期，安全码填任意三位数字。",
	UseCard: "使用", Approves: "付款成功", Declines: "被拒绝", NoChallenge: "付款成功，不需验证",
	Triggers:     "查看其他失败情形",
	TriggerMonth: "月份填 13：INVALID_EXPIRATION_DATE。", TriggerCVC: "安全码填 99：INVALID_CVV。",
	NumberWrong: "请检查卡号：12 至 19 位数字，且校验位正确。",
	ExpiryWrong: "请按 月/年（MM/YY）填写。", CVCWrong: "请填写三位或四位数字。",
	CodeMissing: "请输入验证码，任意内容均可。",
	Bank:        "测试发卡银行", ChallengeIntro: "发卡银行要求您确认这笔付款（3‑D Secure）。",
	Code: "一次性验证码", CodeHint: "这是测试：不会发送短信，任何验证码都会通过。",
	Confirm: "确认", FailCheck: "验证失败",
	Paid: "已付款", PaidText: "付款已完成，无需其他操作。",
	Failed: "付款失败", FailedText: "这笔付款没有成功，商户可以重新发起。",
	Expired: "付款已过期", ExpiredText: "付款时间已过，商户可以重新发起。",
	Cancelled: "付款已取消", CancelledText: "商户取消了这笔付款。",
	Left: "付款尚未完成", LeftText: "您已离开，未作决定。付款在到期前仍可继续。",
	Continue: "继续付款",
	Back:     "返回商户", BackApp: "打开商户应用", NoBack: "您可以关闭此页面。",
	NotFound: "没有这笔付款", NotFoundText: "此地址没有对应的付款，请检查地址是否完整。",
	NotAllowed: "此页面不支持该操作", NotAllowedText: "请重新打开付款页面，并使用页面上的按钮。",
	Forbidden: "表单来自其他网站", ForbiddenText: "请打开付款页面本身，并使用页面上的按钮。",
	Broken: "出错了", BrokenText: "没有任何更改。请重试；详情见 Antom Desk 的日志。",
	Result: "结果", PaymentID: "付款", Amount: "金额",
	Checkout: "收银台", CheckoutTitle: "选择支付方式", Choose: "请选择支付方式",
	NoMethods: "没有支付方式支持这一金额。商户可以调整此页面提供的支付方式。",
	Cards:     "银行卡", Wallets: "电子钱包", Banks: "银行", Stores: "便利店",
	BankTransfer: "银行转账", OnlineBanking: "网上银行", BankApp: "手机银行", DirectDebit: "直接扣款",
	ATMTransfer: "ATM 转账", Comma: "，",
	ConsentTitle: "关联钱包", ConsentAsks: "请求您的钱包同意以下授权：", Agree: "同意并关联", Refuse: "拒绝",
	Shop:     "商户",
	ScopePay: "以后直接从钱包扣款，不再询问", ScopeProfile: "查看您的个人资料",
	ScopeLogin: "查看您的登录名", ScopeOther: "其他权限",
	Linked: "钱包已关联", LinkedText: "商户现在可以从此钱包扣款。",
	NotLinked: "钱包未关联", NotLinkedText: "您已拒绝，商户不能从此钱包扣款。",
	ConsentExpired: "请求已过期", ConsentExpiredText: "同意的时间已过，商户可以重新请求。",
	VaultTitle: "保存银行卡", VaultText: "商户将保存此卡用于以后的付款，现在不会扣款。", VaultSave: "保存银行卡",
	VaultCheck: "发卡银行要求您确认保存这张卡（3‑D Secure）。",
	Vaulted:    "银行卡已保存", VaultedText: "商户现在可以从此卡扣款。",
	VaultFailed: "银行卡未保存", VaultFailedText: "这张卡没有保存，商户可以请求其他卡。",
	VaultExpired: "请求已过期", VaultExpiredText: "保存银行卡的时间已过，商户可以重新请求。",
	Invoice: "账单", Receipt: "收据", Customer: "客户", Document: "文件",
	DocumentHint: "商户调用接口所存储的内容。此页面不会更改任何数据。",
	LinkExpired:  "链接已过期", LinkExpiredText: "此链接已失效，商户可以重新生成。",
	Item: "项目", Quantity: "数量", Total: "合计",
	CheckoutExpired: "收银台已过期", CheckoutExpiredText: "付款时间已过，商户可以打开新的收银台。",
	Waiting: "等待银行确认", WaitingText: "您已付款，银行尚未确认，无需其他操作。",
}

// languages pairs each tag with its words; the first is what everyone else reads.
var languages = []struct {
	tag   string
	words words
}{{"en", english}, {"zh-Hans", chinese}}

var matcher = language.NewMatcher([]language.Tag{language.English, language.SimplifiedChinese})

// languageOf picks the page's language from Accept-Language.
func languageOf(r *http.Request) (tag string, w words) {
	_, i := language.MatchStrings(matcher, r.Header.Get("Accept-Language"))
	return languages[i].tag, languages[i].words
}
