package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"antomdesk/backend/services"
)

const paymentsARound = 5

// moody is a shop that refuses the first delivery of each payment, so that the retry schedule goes on, and
// sometimes neither answers nor hangs up. It outlives every round.
type moody struct {
	*httptest.Server
	mu      sync.Mutex
	chance  *rand.Rand
	patient bool           // answers everything from now on
	came    map[string]int // deliveries by payment
	acked   map[string]int
	news    chan struct{}
}

func newMoody(t *testing.T) *moody {
	m := &moody{chance: rand.New(rand.NewPCG(3, 4)), came: map[string]int{}, acked: map[string]int{}, news: make(chan struct{}, 10_000)}
	m.Server = httptest.NewServer(http.HandlerFunc(m.receive))
	t.Cleanup(m.Close)
	return m
}

func (m *moody) receive(w http.ResponseWriter, r *http.Request) {
	var notice struct{ PaymentID string }
	if err := json.NewDecoder(r.Body).Decode(&notice); err != nil {
		return // the sender died in the middle
	}
	switch m.moodFor(notice.PaymentID) {
	case "refuse":
		http.Error(w, "not yet", http.StatusServiceUnavailable)
	case "hold":
		m.news <- struct{}{}
		<-r.Context().Done() // until the sender is killed
		return
	default:
		_, _ = io.WriteString(w, `{"result":{"resultCode":"SUCCESS","resultStatus":"S","resultMessage":"success"}}`) // the sender may have died
	}
	_ = http.NewResponseController(w).Flush() // as above; a kill now may come before the outcome is stored
	m.news <- struct{}{}
}

func (m *moody) moodFor(paymentID string) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.came[paymentID]++
	switch {
	case m.came[paymentID] == 1:
		return "refuse"
	case !m.patient && m.chance.IntN(3) == 0:
		return "hold"
	}
	m.acked[paymentID]++
	return "acknowledge"
}

func (m *moody) becomePatient() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.patient = true
}

func (m *moody) counts(paymentID string) (came, acked int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.came[paymentID], m.acked[paymentID]
}

// TestKill_SenderMidSchedule_LosesNothingAndMarksWhatMayBeDouble kills the process again and again while it
// delivers and retries, on one data folder.
func TestKill_SenderMidSchedule_LosesNothingAndMarksWhatMayBeDouble(t *testing.T) {
	data := t.TempDir()
	shop := newMoody(t)
	chance := rand.New(rand.NewPCG(5, 6))
	var keys keyFile
	ctl(t, data, "keys", "generate").want(t, 0).decode(t, &keys)
	m := newMerchant(t, keys)
	var payments []string
	for round := range killRounds {
		d := serving(t, data)
		if round == 0 {
			d.retryQuickly(t)
		}
		for i := range paymentsARound {
			payments = append(payments, d.paysByCard(t, m, fmt.Sprintf("round-%d-%d", round, i), shop.URL))
		}
		for range 1 + chance.IntN(2*paymentsARound) {
			shop.waits(t, d)
		}
		d.kill()
	}
	shop.becomePatient()
	d := serving(t, data)
	tally := map[string]int{}
	for _, id := range payments {
		d.deliveredWithReasons(t, shop, id, tally)
	}
	if tally["cut short"] == 0 || tally["arrived all the same"] == 0 {
		t.Error("no kill hit a delivery under way, or none that had arrived; nothing was proved")
	}
	t.Logf("%d payments over %d kills: %v", len(payments), killRounds, tally)
}

// waits for the next delivery to arrive.
func (m *moody) waits(t *testing.T, d *desk) {
	t.Helper()
	select {
	case <-m.news:
	case <-time.After(time.Minute):
		t.Fatalf("no delivery came\n%s", d.stderr)
	}
}

// retryQuickly lets the environment retry as production does, a hundred times faster.
func (d *desk) retryQuickly(t *testing.T) {
	t.Helper()
	var view services.SettingsView
	d.apiCall(t, "Merchants.Settings", `{}`, &view)
	view.Settings.RetrySchedule = "compressed"
	input, err := json.Marshal(services.SaveSettingsInput{Settings: view.Settings})
	if err != nil {
		t.Fatal(err)
	}
	d.apiCall(t, "Merchants.SaveSettings", string(input), &view)
}

func (d *desk) paysByCard(t *testing.T, m *merchant, requestID, notify string) (paymentID string) {
	t.Helper()
	r, err := m.send(t.Context(), d.Gateway, "payments/pay", payBody(requestID, cardMethod, notify))
	if err != nil {
		t.Fatal(err)
	}
	var answer struct{ PaymentID string }
	if err := json.Unmarshal(r.ResponseBody, &answer); err != nil || !strings.Contains(string(r.ResponseBody), `"resultStatus":"S"`) {
		t.Fatalf("%v in %s", err, r.ResponseBody)
	}
	return answer.PaymentID
}

// deliveredWithReasons waits until the payment's notification is acknowledged, then compares what the shop saw
// with the attempts.
func (d *desk) deliveredWithReasons(t *testing.T, shop *moody, paymentID string, tally map[string]int) {
	t.Helper()
	n := d.acknowledged(t, paymentID)
	came, acked := shop.counts(paymentID)
	interrupted, repeats := 0, 0
	for i, a := range n.Attempts {
		if a.Number != i+1 {
			t.Errorf("attempt %d is numbered %d", i+1, a.Number)
		}
		if slices.Contains(a.Marks, "interrupted") {
			interrupted++
		}
		if slices.Contains(a.Marks, "repeat") {
			repeats++
			if i == 0 || !slices.Contains(n.Attempts[i-1].Marks, "interrupted") {
				t.Errorf("%s: attempt %d is called a repeat after one that was not cut short", paymentID, i+1)
			}
		}
	}
	tally["attempts"] += len(n.Attempts)
	tally["cut short"] += interrupted
	tally["arrived all the same"] += came - (len(n.Attempts) - interrupted)
	tally["acknowledged twice"] += max(0, acked-1)
	switch {
	case acked == 0:
		t.Errorf("%s: acknowledged in the log, but not by the shop", paymentID)
	case came > len(n.Attempts):
		t.Errorf("%s: the shop got %d deliveries, the log has %d attempts", paymentID, came, len(n.Attempts))
	case len(n.Attempts)-interrupted > came:
		t.Errorf("%s: the log has %d finished attempts, the shop got %d", paymentID, len(n.Attempts)-interrupted, came)
	case acked-1 > interrupted:
		t.Errorf("%s: acknowledged %d times with only %d attempts cut short", paymentID, acked, interrupted)
	}
}

func (d *desk) acknowledged(t *testing.T, paymentID string) services.NotificationView {
	t.Helper()
	look := time.NewTicker(20 * time.Millisecond)
	defer look.Stop()
	late := time.After(2 * time.Minute)
	for {
		var list services.NotificationList
		d.apiCall(t, "Notifications.OfPayment", fmt.Sprintf(`{"paymentId":%q}`, paymentID), &list)
		if len(list.Items) != 1 {
			t.Fatalf("%s has %d notifications", paymentID, len(list.Items))
		}
		if list.Items[0].Status == "ACKNOWLEDGED" {
			return list.Items[0]
		}
		select {
		case <-look.C:
		case <-late:
			t.Fatalf("%s was not delivered: %+v", paymentID, list.Items[0])
		}
	}
}
