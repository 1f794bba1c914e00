package engine

import (
	"time"

	"antomdesk/backend/sandbox"
)

// waitForBank leaves a payment PENDING whose buyer has paid with a slow method. Its ExpiresAt is then
// when the bank confirms it (api.md §5.1).
func waitForBank(p *sandbox.Payment, s sandbox.Settings, now time.Time) {
	p.Status, p.UpdatedAt = sandbox.PaymentPending, now
	p.ResultMessage = "The buyer has paid; the bank has not confirmed it yet."
	p.ExpiresAt = now.Add(time.Duration(s.PendingSeconds) * time.Second)
}
