package engine

import (
	"regexp"
	"strings"

	"antomdesk/backend/contract"
)

// regionCode is an ISO 3166 country code of two capital letters (api.md Appendix A).
var regionCode = regexp.MustCompile(`^[A-Z]{2}$`)

// statesOf are the states and provinces of the countries that cards' addresses are verified in: codes, each
// before its name.
var statesOf = map[string]map[string]bool{
	"US": stateSet(`AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware|
		DC District of Columbia|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas|
		KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota|MS Mississippi|
		MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York|
		NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|RI Rhode Island|
		SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia|WA Washington|
		WV West Virginia|WI Wisconsin|WY Wyoming|AS American Samoa|GU Guam|MP Northern Mariana Islands|
		PR Puerto Rico|VI Virgin Islands|AA Armed Forces Americas|AE Armed Forces Europe|AP Armed Forces Pacific`),
	"CA": stateSet(`AB Alberta|BC British Columbia|MB Manitoba|NB New Brunswick|NL Newfoundland and Labrador|
		NT Northwest Territories|NS Nova Scotia|NU Nunavut|ON Ontario|PE Prince Edward Island|QC Quebec|
		SK Saskatchewan|YT Yukon`),
}

func stateSet(list string) map[string]bool {
	set := map[string]bool{}
	for entry := range strings.SplitSeq(list, "|") {
		code, name, _ := strings.Cut(strings.TrimSpace(entry), " ")
		set[code], set[strings.ToUpper(name)] = true, true
	}
	return set
}

// checkBillingAddress wants a region, and no state of another one (api.md §3.1). Messages name fields, never
// what was sent.
func checkBillingAddress(address *contract.BillingAddress) *refusal {
	const at = "paymentMethod.paymentMethodMetaData.billingAddress."
	if address == nil {
		return nil
	}
	if !regionCode.MatchString(address.Region) {
		return illegal(at + "region must be an ISO 3166 code of two capital letters, such as SG.")
	}
	state := strings.ToUpper(strings.TrimSpace(address.State))
	if states, known := statesOf[address.Region]; known && state != "" && !states[state] {
		return illegal(at + "state is no state or province of the region.")
	}
	return nil
}
