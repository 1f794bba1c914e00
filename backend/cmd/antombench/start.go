package main

import (
	"context"
	"errors"
	"os"
	"strconv"
	"strings"
	"time"
)

// starts is how often each start is measured.
const starts = 7

// captured is a data folder for the memory section, which leaves its captures in it.
func (d *desk) captured() (string, error) {
	if _, err := os.Stat(d.path("captured")); err == nil {
		return d.path("captured"), nil
	}
	return d.copyOf("captured")
}

// measureStart times a second start, from the start of the process to the first signed pay answered.
func (d *desk) measureStart(ctx context.Context) error {
	t := table{Title: "First response of a second start", Columns: []string{"median ms", "slowest ms"}}
	small, err := d.captured()
	if err != nil {
		return err
	}
	long, err := d.longFolder(ctx)
	if err != nil {
		return err
	}
	for _, f := range []struct{ name, folder string }{{"short log", small}, {"long log", long}} {
		took, err := d.startRepeatedly(ctx, f.folder)
		if err != nil {
			return err
		}
		t.Rows = append(t.Rows, row{Name: f.name, Values: map[string]float64{"median ms": median(took), "slowest ms": took[len(took)-1]}})
	}
	t.Notes = append(t.Notes, "The long log has "+thousands(d.rows)+" exchanges. Files are in the system's cache.")
	d.add(t)
	return nil
}

func (d *desk) startRepeatedly(ctx context.Context, folder string) ([]float64, error) {
	var took []float64
	for range starts {
		pays, err := d.signedPays(1)
		if err != nil {
			return nil, err
		}
		if err := quiet(ctx); err != nil {
			return nil, err
		}
		began := time.Now()
		s, err := d.serveFolder(ctx, folder)
		if err != nil {
			return nil, err
		}
		l := load{address: s.gateway().address, requests: pays, count: 1, connections: 1, want: wantPay}
		_, err = l.run(ctx)
		took = append(took, millis(time.Since(began)))
		if err = errors.Join(err, s.stop()); err != nil {
			return nil, err
		}
	}
	return took, nil
}

// thousands prints a count with spaces between groups of three.
func thousands(n int) string {
	digits := strconv.Itoa(n)
	var b strings.Builder
	for i, r := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	return b.String()
}
