package sqlite

import "time"

const (
	// lingerFor is how long a commit waits for company, at most. It is the machine's pace, not Antom's, so
	// it runs on real time.
	lingerFor = 2 * time.Millisecond
	// goodCompany is how many jobs are enough to commit without waiting: each shares the pages that every
	// commit writes again, and the wait for the disk.
	goodCompany = 8
)

// linger lets a commit wait for company, but only while the machine is busy with other things: then it
// costs nobody a moment, and saves the processor the commits that are shared.
func (w *writer) linger() {
	if !w.busy() {
		return
	}
	timer := time.NewTimer(lingerFor)
	defer timer.Stop()
	for w.wantsCompany() && w.busy() {
		select {
		case <-w.wake:
		case <-timer.C:
			return
		}
	}
}

// wantsCompany reports whether some jobs wait, and more would be welcome.
func (w *writer) wantsCompany() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return !w.closed && len(w.queue) > 0 && len(w.queue) < goodCompany
}
