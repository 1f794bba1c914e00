package wallet

// factWord is what a buyer calls a field of a document; code when its value is an id or a code.
type factWord struct {
	label string
	code  bool
}

var englishFacts = map[string]factWord{
	"status": {"Status", true}, "invoiceNumber": {"Number", true}, "invoiceId": {"Invoice", true}, "customerId": {"Customer", true},
	"email": {"E-mail", false}, "customerEmail": {"E-mail", false}, "firstName": {"First name", false}, "lastName": {"Last name", false},
	"customerFirstName": {"First name", false}, "customerLastName": {"Last name", false}, "country": {"Country", true},
	"phoneNo": {"Phone", false}, "description": {"Description", false}, "dueDate": {"Due", false}, "paidTime": {"Paid", false},
	"paymentMethodType": {"Payment method", true}, "gmtCreate": {"Created", false},
}

var chineseFacts = map[string]factWord{
	"status": {"状态", true}, "invoiceNumber": {"编号", true}, "invoiceId": {"账单", true}, "customerId": {"客户", true},
	"email": {"邮箱", false}, "customerEmail": {"邮箱", false}, "firstName": {"名", false}, "lastName": {"姓", false},
	"customerFirstName": {"名", false}, "customerLastName": {"姓", false}, "country": {"国家/地区", true},
	"phoneNo": {"电话", false}, "description": {"说明", false}, "dueDate": {"到期日", false}, "paidTime": {"付款时间", false},
	"paymentMethodType": {"支付方式", true}, "gmtCreate": {"创建时间", false},
}
