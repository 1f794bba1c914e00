package sqlite

import "time"

// The writer's pace is the machine's, not Antom's, so it runs on real time.
const (
	// lingerFor is how long a commit that somebody waits for waits for company, at most.
	lingerFor = 5 * time.Millisecond
	// soonFor is the same where all company is ready within moments: whoever comes in a row, each as the last
	// is ready, must not be waited for one after the other.
	soonFor = time.Millisecond
	// goodCompany is how many callers that wait are always enough to commit: each shares the pages that
	// every commit writes again, and the wait for the disk.
	goodCompany = 16
	// aheadFor is how long decisions that were let go wait for the first record, at most: a little longer
	// than a signature takes.
	aheadFor = 5 * time.Millisecond
)

// moment is the present on the machine's clock.
func moment() time.Time { return time.Now() }

// idleTimer is a timer that does not run.
func idleTimer() *time.Timer {
	timer := time.NewTimer(time.Hour)
	timer.Stop()
	return timer
}

// wait returns when there may be jobs, or when the open transaction has waited long enough.
func (w *writer) wait() {
	if !w.open.begun {
		<-w.wake
		return
	}
	w.timer.Reset(w.patience() - time.Since(w.open.since))
	defer w.timer.Stop()
	select {
	case <-w.wake:
	case <-w.timer.C:
	}
}

// due reports whether the open transaction is to be committed now. It waits for company only while the
// machine has other work that will want a commit: then it costs nobody a moment, and saves the processor
// the commits that are shared. As many may wait for it as there is work: who waits longer would leave the
// machine without.
func (w *writer) due() bool {
	t := &w.open
	switch {
	case !t.begun:
		return false
	case len(t.jobs) >= maxBatch, t.waiting > 0 && t.waiting >= min(goodCompany, max(w.load(), w.soon())):
		return true
	}
	return time.Since(t.since) >= w.patience()
}

// patience is how long the transaction may stay open from its since on.
func (w *writer) patience() time.Duration {
	switch {
	case w.open.waiting == 0:
		return w.ahead
	case w.load() == 0:
		return min(w.linger, soonFor)
	}
	return w.linger
}
