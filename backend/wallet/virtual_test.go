package wallet_test

import (
	"context"
	"testing"
	"time"

	"antomdesk/backend/contract"
	"antomdesk/backend/sandbox"
)

// hourAhead is a directory whose environment lives an hour ahead of real time.
type hourAhead struct{ sandbox.Directory }

func (hourAhead) EnvironmentByID(_ context.Context, id string) (sandbox.Environment, error) {
	return sandbox.Environment{
		ID: id, Settings: sandbox.DefaultSettings(), Clock: sandbox.EnvironmentClock{OffsetMillis: time.Hour.Milliseconds()},
	}, nil
}

func TestPages_TellTheEnvironmentsTime(t *testing.T) {
	c := openWith(t, hourAhead{})
	path := c.checkout(nil) // opened in real time: its hour is over in the environment's
	c.wants(c.get(path), 200, "Checkout expired")
	path = c.pay(nil)
	c.wants(c.get(path), 200, "Payment expired")

	c = openWith(t, hourAhead{})
	path = c.pay(func(r *contract.PayRequest) { r.PaymentMethod.PaymentMethodType = "BANKTRANSFER_BNI" })
	c.wants(c.get(path), 200, "in 47 h")
}
