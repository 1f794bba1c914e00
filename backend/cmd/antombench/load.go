package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

// longest bounds one measurement, whatever its count.
const longest = 30 * time.Second

// load is requests, ready to be sent, over connections that stay open: each sends its next request
// when it has the answer to the last.
type load struct {
	address     string
	pid         int      // of who answers
	requests    [][]byte // sent in order, from the first again when count is larger
	count       int
	connections int
	want        string // what the body of every answer holds
}

// timing is what came of a load.
type timing struct {
	rate     float64 // answers a second
	p50, p99 float64 // milliseconds
	work     float64 // processor time of the answering process for one answer, microseconds
}

// run sends the load. Any answer but the wanted one is an error that shows it.
func (l load) run(ctx context.Context) (timing, error) {
	ctx, cancel := context.WithTimeout(ctx, longest)
	defer cancel()
	callers := make([]*caller, l.connections)
	for i := range callers {
		c, err := newCaller(ctx, l)
		if err != nil {
			return timing{}, err
		}
		defer c.close()
		callers[i] = c
	}
	var next atomic.Int64
	var group sync.WaitGroup
	used, started := processorTime(l.pid), time.Now()
	for _, c := range callers {
		group.Go(func() { c.work(ctx, l, &next) })
	}
	group.Wait()
	t, err := summary(callers, time.Since(started))
	t.work = float64((processorTime(l.pid) - used).Microseconds()) / float64(l.count)
	return t, err
}

func summary(callers []*caller, took time.Duration) (timing, error) {
	var all []time.Duration
	for _, c := range callers {
		if c.err != nil {
			return timing{}, c.err
		}
		all = append(all, c.took...)
	}
	slices.Sort(all)
	return timing{rate: float64(len(all)) / took.Seconds(), p50: millis(percentile(all, 50)), p99: millis(percentile(all, 99))}, nil
}

// percentile is the nearest rank in sorted values; 0 of none.
func percentile[T any](sorted []T, p int) (value T) {
	if len(sorted) == 0 {
		return value
	}
	rank := (len(sorted)*p + 99) / 100
	return sorted[max(rank, 1)-1]
}

func millis(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// caller is one connection. It costs as little as it can: client and server share the cores.
type caller struct {
	conn   net.Conn
	reader *bufio.Reader
	body   []byte
	took   []time.Duration
	err    error
}

func newCaller(ctx context.Context, l load) (*caller, error) {
	var dialer net.Dialer
	conn, err := dialer.DialContext(ctx, "tcp", l.address)
	if err != nil {
		return nil, err
	}
	deadline, _ := ctx.Deadline()
	c := &caller{conn: conn, reader: bufio.NewReaderSize(conn, 8<<10), took: make([]time.Duration, 0, 2*l.count/l.connections)}
	return c, conn.SetDeadline(deadline.Add(longest)) // answers to what was sent in time still count
}

func (c *caller) close() { _ = c.conn.Close() }

func (c *caller) work(ctx context.Context, l load, next *atomic.Int64) {
	for ctx.Err() == nil {
		n := int(next.Add(1)) - 1
		if n >= l.count {
			return
		}
		sent := time.Now()
		if c.err = c.ask(l.requests[n%len(l.requests)], l.want); c.err != nil {
			return
		}
		c.took = append(c.took, time.Since(sent))
	}
}

func (c *caller) ask(request []byte, want string) error {
	if _, err := c.conn.Write(request); err != nil {
		return err
	}
	if err := c.readAnswer(); err != nil {
		return err
	}
	if !bytes.Contains(c.body, []byte(want)) {
		return fmt.Errorf("an answer does not hold %s: %.400s", want, c.body)
	}
	return nil
}

var lengthName = []byte("content-length:")

// readAnswer reads one answer that says its length and keeps its body.
func (c *caller) readAnswer() error {
	length := -1
	for {
		line, err := c.reader.ReadSlice('\n')
		if err != nil {
			return err
		}
		if len(line) <= 2 {
			break
		}
		if len(line) > len(lengthName) && bytes.EqualFold(line[:len(lengthName)], lengthName) {
			if length, err = strconv.Atoi(string(bytes.TrimSpace(line[len(lengthName):]))); err != nil {
				return err
			}
		}
	}
	if length < 0 {
		return fmt.Errorf("an answer came without a length")
	}
	c.body = slices.Grow(c.body[:0], length)[:length]
	_, err := io.ReadFull(c.reader, c.body)
	return err
}
