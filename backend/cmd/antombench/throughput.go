package main

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"time"

	"antomdesk/backend/signature"
)

// rounds is how often a floor and the real server take turns; the medians are kept.
const rounds = 5

// The answers wanted: a pay goes to the wallet, a capture is acknowledged.
const (
	wantPay     = `"resultStatus":"U"`
	wantCapture = `"resultStatus":"S"`
)

// noticePool is how many different notifications are signed; they are sent over and over, as
// redeliveries are.
const noticePool = 2000

// volume is how many connections send how many requests in one round.
type volume struct{ connections, count int }

func (d *desk) measurePay(ctx context.Context) error {
	return d.againstFloor(ctx, "Signed pay", d.floorAt.Pay, []volume{{1, 800}, {16, 3000}, {64, 3000}}, wantPay,
		(*server).gateway, d.signedPays)
}

func (d *desk) measureCaptures(ctx context.Context) error {
	notices, err := d.signedNotices(d.scaled(noticePool))
	if err != nil {
		return err
	}
	return d.againstFloor(ctx, "Durable captures", d.floorAt.Captures, []volume{{1, 4000}, {16, 20000}, {64, 20000}}, wantCapture,
		(*server).listener,
		func(int) ([][]byte, error) { return notices, nil })
}

// againstFloor measures a server and its floor in turn, at each number of connections.
func (d *desk) againstFloor(ctx context.Context, title, floor string, volumes []volume, want string,
	on func(*server) target, requests func(n int) ([][]byte, error)) error {
	folder, err := d.copyOf(title)
	if err != nil {
		return err
	}
	s, err := d.serveFolder(ctx, folder)
	if err != nil {
		return err
	}
	t := table{Title: title, Columns: []string{"req/s", "p50 ms", "p99 ms", "CPU µs",
		"floor req/s", "floor p50 ms", "floor p99 ms", "floor CPU µs", "of floor"}}
	for _, v := range volumes {
		v.count = d.scaled(v.count)
		l := load{count: v.count, connections: v.connections, want: want}
		below := target{floor, d.floor.cmd.Process.Pid}
		r, err := turns(ctx, l, below, on(s), requests)
		if err != nil {
			return err
		}
		r.Name = connectionsText(v.connections)
		t.Rows = append(t.Rows, r)
	}
	d.add(t)
	return s.stop()
}

// turns lets the floor and the real server take turns over the same requests.
func turns(ctx context.Context, l load, floor, real target, requests func(n int) ([][]byte, error)) (row, error) {
	var floors, reals []timing
	var ratios []float64
	for range rounds {
		var err error
		if l.requests, err = requests(l.count); err != nil {
			return row{}, err
		}
		below, err := l.at(ctx, floor)
		if err != nil {
			return row{}, fmt.Errorf("the floor: %w", err)
		}
		above, err := l.at(ctx, real)
		if err != nil {
			return row{}, err
		}
		floors, reals, ratios = append(floors, below), append(reals, above), append(ratios, above.rate/below.rate)
	}
	f, r := medians(floors), medians(reals)
	return row{Values: map[string]float64{
		"req/s": r.rate, "p50 ms": r.p50, "p99 ms": r.p99, "CPU µs": r.work,
		"floor req/s": f.rate, "floor p50 ms": f.p50, "floor p99 ms": f.p99, "floor CPU µs": f.work,
		"of floor": median(ratios),
	}}, nil
}

// target is who gets a load.
type target struct {
	address string
	pid     int
}

// at sends the load to one target, after a moment of quiet, and leaves it at rest.
func (l load) at(ctx context.Context, t target) (timing, error) {
	if err := quiet(ctx); err != nil {
		return timing{}, err
	}
	l.address, l.pid = t.address, t.pid
	took, err := l.run(ctx)
	if err != nil {
		return timing{}, err
	}
	return took, atRest(ctx, t.pid)
}

// atRest waits until a process has nothing left to do: an index that catches up must not slow whoever is
// measured next.
func atRest(ctx context.Context, pid int) error {
	for used := processorTime(pid); ; {
		if err := quiet(ctx); err != nil {
			return err
		}
		now := processorTime(pid)
		if now-used < 20*time.Millisecond {
			return nil
		}
		used = now
	}
}

func medians(all []timing) timing {
	pick := func(of func(timing) float64) float64 {
		var values []float64
		for _, t := range all {
			values = append(values, of(t))
		}
		return median(values)
	}
	return timing{
		rate: pick(func(t timing) float64 { return t.rate }),
		p50:  pick(func(t timing) float64 { return t.p50 }),
		p99:  pick(func(t timing) float64 { return t.p99 }),
		work: pick(func(t timing) float64 { return t.work }),
	}
}

// address is the host and port of an origin.
func address(origin string) string {
	_, after, _ := strings.Cut(origin, "://")
	return after
}

func connectionsText(n int) string {
	if n == 1 {
		return "1 connection"
	}
	return fmt.Sprintf("%d connections", n)
}

// measureRSA is the bare primitive on every core: what no server can beat.
func (d *desk) measureRSA(ctx context.Context) error {
	prefix, body := signature.Prefix(payPath, clientID, "0"), []byte(payBody)
	key := d.identity.antom
	sig, err := signature.Sign(key, prefix, body)
	if err != nil {
		return err
	}
	signs, err := onAllCores(d.scaled(4000), func() error { _, err := signature.Sign(key, prefix, body); return err })
	if err != nil {
		return err
	}
	verifies, err := onAllCores(d.scaled(60000), func() error { return signature.Verify(&key.PublicKey, prefix, body, sig) })
	if err != nil {
		return err
	}
	d.add(table{Title: "RSA-2048 on all cores", Columns: []string{"per second"}, Rows: []row{
		{Name: "sign", Values: map[string]float64{"per second": signs}},
		{Name: "verify", Values: map[string]float64{"per second": verifies}},
	}})
	return ctx.Err()
}

// onAllCores is how many calls of do end in a second.
func onAllCores(n int, do func() error) (float64, error) {
	cores := runtime.GOMAXPROCS(0)
	errs := make(chan error, cores)
	started := time.Now()
	for range cores {
		go func() {
			var err error
			for range n / cores {
				err = errors.Join(err, do())
			}
			errs <- err
		}()
	}
	var err error
	for range cores {
		err = errors.Join(err, <-errs)
	}
	return float64(n/cores*cores) / time.Since(started).Seconds(), err
}
