package notifier

import (
	"fmt"
	"net/http"
	"sync/atomic"
	"testing"

	"antomdesk/backend/bus"
	"antomdesk/backend/sandbox"
)

// BenchmarkRun_RealStore_DeliversADurableQueue delivers b.N notifications of 64 payments over the real
// store to a merchant on this computer; the time of one includes storing its attempt.
func BenchmarkRun_RealStore_DeliversADurableQueue(b *testing.B) {
	events := bus.New()
	store := openStore(b, b.TempDir(), events)
	defer store.Close()
	var got atomic.Int64
	all := make(chan struct{})
	origin := merchant(b, func(w http.ResponseWriter, r *http.Request) {
		acknowledge(w, r)
		if got.Add(1) == int64(b.N) {
			close(all)
		}
	})
	notes := make([]sandbox.Notification, b.N)
	for i := range notes {
		notes[i] = note(fmt.Sprint("n", i), fmt.Sprint("P", i%64), origin+"/hook")
	}
	enqueue(b, store, notes...)
	b.ResetTimer()
	stop := runOver(b, store, events.Wake(sandbox.TopicNotification))
	<-all
	stop()
	b.StopTimer()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "deliveries/s")
}
