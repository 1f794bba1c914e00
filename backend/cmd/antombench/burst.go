package main

import (
	"context"
	"errors"

	"antomdesk/backend/services"
)

// burstCounts are how many captures come in a row: fewer than the search may be behind, and more.
var burstCounts = []int{30_000, 50_000, 100_000}

// measureBurst sends many captures in a row and then asks for the first of them: the search answers once
// it has caught up.
func (d *desk) measureBurst(ctx context.Context) error {
	folder, err := d.copyOf("burst")
	if err != nil {
		return err
	}
	s, err := d.serveFolder(ctx, folder)
	if err != nil {
		return err
	}
	l := load{connections: 64, want: wantCapture}
	if l.requests, err = d.signedNotices(d.scaled(noticePool)); err != nil {
		return errors.Join(err, s.stop())
	}
	t := table{Title: "Burst of captures, 64 connections", Columns: []string{"captures/s", "p50 ms", "p99 ms", "CPU µs", "first search ms"}}
	for _, count := range burstCounts {
		l.count = d.scaled(count)
		r, err := d.burstRow(ctx, s, l)
		if err != nil {
			return errors.Join(err, s.stop())
		}
		t.Rows = append(t.Rows, r)
	}
	d.add(t)
	return s.stop()
}

func (d *desk) burstRow(ctx context.Context, s *server, l load) (row, error) {
	var loads []timing
	var searches []float64
	for range rounds {
		took, searched, err := oneBurst(ctx, s, l)
		if err != nil {
			return row{}, err
		}
		loads, searches = append(loads, took), append(searches, searched)
	}
	m := medians(loads)
	return row{Name: thousands(l.count) + " in a row", Values: map[string]float64{
		"captures/s": m.rate, "p50 ms": m.p50, "p99 ms": m.p99, "CPU µs": m.work, "first search ms": median(searches),
	}}, nil
}

// oneBurst returns how the load went, and how many milliseconds a search right after it took.
func oneBurst(ctx context.Context, s *server, l load) (timing, float64, error) {
	if err := quiet(ctx); err != nil {
		return timing{}, 0, err
	}
	l.address, l.pid = s.listener().address, s.listener().pid
	t, err := l.run(ctx)
	if err != nil {
		return timing{}, 0, err
	}
	took, _, err := newQuestioner(s, l.count, nil).ask(ctx, list("after a burst", func(*questioner) services.ListLogsInput {
		return services.ListLogsInput{Log: services.LogNotifications, Query: "kind:capture verdict:verified"}
	}))
	return t, millis(took), errors.Join(err, atRest(ctx, l.pid))
}
