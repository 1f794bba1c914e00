package wallet

import "fmt"

// subscriptionWords are the sentences of the page on which a buyer agrees to a subscription.
type subscriptionWords struct {
	SubscribeTitle, SubscribeAsks, Subscribe      string
	FirstPayment, FirstPaymentOn, NoCharge        string
	Subscribed, SubscribedText                    string
	NotSubscribed, NotSubscribedText              string
	SubscribeCheck, CardRefused                   string // the latter with a code
	Every                                         string // number and unit
	EveryOne                                      string // unit
	Days, Weeks, Months, Quarters, Halves, Years  string
	Day1, Week1, Month1, Quarter1, Half1, Annual1 string
}

var englishSubscription = subscriptionWords{
	SubscribeTitle: "Agree to a subscription", SubscribeAsks: "asks to charge you regularly:", Subscribe: "Agree and subscribe",
	FirstPayment: "First payment", FirstPaymentOn: "Starts", NoCharge: "free",
	Subscribed: "Subscribed", SubscribedText: "The subscription is set up. The merchant charges each period when it begins.",
	NotSubscribed: "Not subscribed", NotSubscribedText: "Nothing is charged. This subscription was declined, has ended, or the time to agree ran out.",
	SubscribeCheck: "Your bank asks you to confirm the subscription (3‑D Secure).",
	CardRefused:    "This card was refused (%s). Use another card.",
	Every:          "every %d %s", EveryOne: "every %s",
	Days: "days", Weeks: "weeks", Months: "months", Quarters: "quarters", Halves: "half-years", Years: "years",
	Day1: "day", Week1: "week", Month1: "month", Quarter1: "quarter", Half1: "half-year", Annual1: "year",
}

var chineseSubscription = subscriptionWords{
	SubscribeTitle: "同意订阅", SubscribeAsks: "请求定期向您扣款：", Subscribe: "同意并订阅",
	FirstPayment: "首次扣款", FirstPaymentOn: "开始时间", NoCharge: "免费",
	Subscribed: "已订阅", SubscribedText: "订阅已生效，商户在每个周期开始时扣款。",
	NotSubscribed: "未订阅", NotSubscribedText: "不会扣款。此订阅已被拒绝、已结束，或同意的时间已过。",
	SubscribeCheck: "发卡银行要求您确认此订阅（3‑D Secure）。",
	CardRefused:    "这张卡被拒绝（%s），请换一张卡。",
	Every:          "每 %d %s", EveryOne: "每%s",
	Days: "天", Weeks: "周", Months: "个月", Quarters: "个季度", Halves: "个半年", Years: "年",
	Day1: "天", Week1: "周", Month1: "月", Quarter1: "季度", Half1: "半年", Annual1: "年",
}

// periodText is how often a subscription charges, such as "every 3 months".
func (w subscriptionWords) periodText(kind string, count int) string {
	units := map[string][2]string{
		"DAY": {w.Day1, w.Days}, "WEEK": {w.Week1, w.Weeks}, "MONTH": {w.Month1, w.Months},
		"QUARTER": {w.Quarter1, w.Quarters}, "HALF_YEAR": {w.Half1, w.Halves}, "YEAR": {w.Annual1, w.Years},
	}
	if count == 1 {
		return fmt.Sprintf(w.EveryOne, units[kind][0])
	}
	return fmt.Sprintf(w.Every, count, units[kind][1])
}
