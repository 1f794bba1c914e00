package contract

import "fmt"

// UnmarshalJSON reads paymentMethodMetaData, an untyped map (api.md §6.4): a number or boolean where a
// string belongs is taken as its text, a boolean may come as a string, and members of any other kind
// count as absent. Only what is no object fails.
func (c *CardData) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		return nil
	}
	o, err := Parse(data)
	if err != nil {
		return fmt.Errorf("paymentMethodMetaData: %w", err)
	}
	*c = CardData{
		CardNo:              o.Text("cardNo"),
		CVV:                 o.Text("cvv"),
		ExpiryYear:          o.Text("expiryYear"),
		ExpiryMonth:         o.Text("expiryMonth"),
		PaymentMethodRegion: o.Text("paymentMethodRegion"),
	}
	is3DS, _ := o.root.get("is3DSAuthentication")
	c.Is3DSAuthentication, _ = booleanText(is3DS.text)
	if is3DS.kind == kindTrue {
		c.Is3DSAuthentication = true
	}
	if address, _ := o.root.get("billingAddress"); address.kind == kindObject {
		c.BillingAddress = &BillingAddress{Region: o.Text("billingAddress.region"), State: o.Text("billingAddress.state")}
	}
	c.EnableAuthenticationUpgrade = optionalBoolean(o.root, "enableAuthenticationUpgrade")
	return nil
}

// optionalBoolean reads a boolean that may be absent or text; nil when it says neither true nor false.
func optionalBoolean(from value, name string) *bool {
	sent, _ := from.get(name)
	said, ok := booleanText(sent.text)
	switch sent.kind {
	case kindTrue, kindFalse:
		said, ok = sent.kind == kindTrue, true
	}
	if !ok {
		return nil
	}
	return &said
}
