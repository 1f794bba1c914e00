package main

import (
	"context"
	"errors"
	"fmt"
)

// measureFlat compares the throughput of an empty log with that of a long one, in turn.
func (d *desk) measureFlat(ctx context.Context) error {
	long, err := d.longFolder(ctx)
	if err != nil {
		return err
	}
	short, err := d.copyOf("short")
	if err != nil {
		return err
	}
	empty, err := d.serveFolder(ctx, short)
	if err != nil {
		return err
	}
	full, err := d.serveFolder(ctx, long)
	if err != nil {
		return errors.Join(err, empty.stop())
	}
	column := "at " + thousands(d.rows)
	t := table{Title: "Throughput with a long log, 64 connections", Columns: []string{"at 0", column, "of empty"}}
	for _, kind := range d.flatKinds() {
		r, err := d.flatRow(ctx, kind, empty, full, column)
		if err != nil {
			return errors.Join(err, empty.stop(), full.stop())
		}
		t.Rows = append(t.Rows, r)
	}
	d.add(t)
	return errors.Join(empty.stop(), full.stop())
}

// flatKind is one kind of request whose throughput must not depend on the log.
type flatKind struct {
	name string
	load load
	on   func(*server) target
	sign func(n int) ([][]byte, error)
}

func (d *desk) flatKinds() []flatKind {
	return []flatKind{
		{"pay/s", load{count: d.scaled(3000), connections: 64, want: wantPay}, (*server).gateway, d.signedPays},
		{"captures/s", load{count: d.scaled(20000), connections: 64, want: wantCapture}, (*server).listener,
			func(n int) ([][]byte, error) { return d.signedNotices(min(n, noticePool)) }},
	}
}

func (d *desk) flatRow(ctx context.Context, kind flatKind, empty, full *server, column string) (row, error) {
	var none, many, ratios []float64
	for range rounds {
		var rates [2]float64
		for i, s := range []*server{empty, full} {
			l := kind.load
			var err error
			if l.requests, err = kind.sign(l.count); err != nil {
				return row{}, err
			}
			took, err := l.at(ctx, kind.on(s))
			if err != nil {
				return row{}, fmt.Errorf("%s: %w", kind.name, err)
			}
			rates[i] = took.rate
		}
		none, many, ratios = append(none, rates[0]), append(many, rates[1]), append(ratios, rates[1]/rates[0])
	}
	return row{Name: kind.name, Values: map[string]float64{"at 0": median(none), column: median(many), "of empty": median(ratios)}}, nil
}
