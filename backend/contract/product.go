package contract

// cashierProduct is the product whose required members the contract's schema of pay describes.
const cashierProduct = "CASHIER_PAYMENT"

// cashierOnly are members of a pay call that the schema requires of every product, but only a payment
// on the merchant's own page needs (api.md §3.1).
var cashierOnly = map[string]bool{"paymentRedirectUrl": true, "env": true}

// spares says that a required member may be absent because the call's product does not need it.
func (v *validator) spares(s *schema, known property) bool {
	return s == v.request && cashierOnly[known.name] && v.product != "" && v.product != cashierProduct
}

// productOf is the product of a pay call; empty for every other call.
func (a API) productOf(root value) string {
	if a.Name != "payments/pay" {
		return ""
	}
	product, _ := root.get("productCode")
	return product.text
}
