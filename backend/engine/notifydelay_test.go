package engine_test

import (
	"testing"
	"time"

	"antomdesk/backend/sandbox"
)

// delays pays a hundred times and tells how long each notification waits.
func delays(t *testing.T, seed int64) (all []time.Duration) {
	d := newDesk(t)
	s := &d.call.Environment.Settings
	s.NotificationDelaySeconds, s.NotificationDelayMaxSeconds, s.NotificationDelaySeed = 3, 5, seed
	for i := range 100 {
		d.paid("req-" + string(rune('a'+i%26)) + string(rune('a'+i/26)))
	}
	for _, n := range d.store.Notifications() {
		all = append(all, n.NextAttemptAt.Sub(n.CreatedAt))
	}
	return all
}

func TestNotify_DelayBetweenTwoBounds_FollowsTheSeed(t *testing.T) {
	first, again, other := delays(t, 1), delays(t, 1), delays(t, 2)
	different := map[time.Duration]bool{}
	changed := 0
	for i, wait := range first {
		if wait < 3*time.Second || wait > 5*time.Second || wait != again[i] {
			t.Errorf("notification %d waits %s, then %s", i, wait, again[i])
		}
		if different[wait] = true; wait != other[i] {
			changed++
		}
	}
	if len(different) < 50 || changed < 50 {
		t.Errorf("%d different delays, %d others with another seed", len(different), changed)
	}
}

func TestNotify_OneDelay_IsTheSameForAll(t *testing.T) {
	d := newDesk(t)
	d.call.Environment.Settings.NotificationDelaySeconds = 4
	d.paid("req-1")
	n := d.store.Notifications()[0]
	equal(t, "wait", n.NextAttemptAt.Sub(n.CreatedAt), 4*time.Second)
}

func TestNotify_CardIssuedHere_ItsUseIsBilled(t *testing.T) {
	d := newDesk(t)
	card := d.ok("aba/cards/applyCard", `{"requestId":"a1","cardNickName":"Travel"}`)
	d.pay(cardPay("req-1", card.get("cardNo")))
	bills := d.noticesOf(sandbox.NotifyCardBill)
	if len(bills) != 1 {
		t.Fatalf("%d bills", len(bills))
	}
	equal(t, "card", bills[0].get("assetId")+bills[0].get("cardNickName"), card.get("assetId")+"Travel")
	equal(t, "amount", bills[0].get("tradeAmount.value")+bills[0].get("tradeAmount.currency"), "4200SGD")
	d.pay(cardPay("req-2", "5162770000000004"[:6]+"0000000004"[:10]))
	equal(t, "bills after another card of that issuer", len(d.noticesOf(sandbox.NotifyCardBill)), 1)
}

func TestNotify_SubscriptionCancel_IsASecondNotificationWhenAskedFor(t *testing.T) {
	for _, asked := range []bool{false, true} {
		d := newDesk(t)
		d.call.Environment.Settings.NotifySubscriptionCancel = asked
		id := d.subscribed(subscriptionCall("s-1"))
		d.wants(d.ask("subscriptions/cancel", fields{"subscriptionId": id, "cancellationType": "TERMINATE"}), sandbox.StatusS, "SUCCESS")
		ends := d.noticesOf(sandbox.NotifySubscriptionCancel)
		if !asked {
			equal(t, "unasked", len(ends), 0)
			continue
		}
		if len(ends) != 1 {
			t.Fatalf("%d notifications", len(ends))
		}
		equal(t, "of", ends[0].get("subscriptionId")+ends[0].get("subscriptionOrderStatus"), id+"TERMINATE")
		equal(t, "to", d.store.Notifications()[len(d.store.Notifications())-1].URL, "https://shop.example.com/sub/notify")
	}
}
