package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// desk is one run of the bench and what its sections share.
type desk struct {
	options
	out      io.Writer
	temp     string // everything the run writes, removed at its end
	identity identity
	floor    *child // the server without a store
	floorAt  floorAddresses
	long     string // the data folder with options.rows exchanges; "" until somebody asks for it
	children int    // servers started, to number their profiles
	results  results
}

// section is one part of the bench; it adds its tables to the results.
type section struct {
	name string
	run  func(d *desk, ctx context.Context) error
}

func sections() []section {
	return []section{
		{"rsa", (*desk).measureRSA},
		{"disk", (*desk).measureDisk},
		{"pay", (*desk).measurePay},
		{"validation", (*desk).measureValidation},
		{"captures", (*desk).measureCaptures},
		{"burst", (*desk).measureBurst},
		{"memory", (*desk).measureMemory},
		{"start", (*desk).measureStart},
		{"rows", (*desk).measureRows},
		{"flat", (*desk).measureFlat},
		{"window", (*desk).measureWindow},
	}
}

func sectionNames() []string {
	var names []string
	for _, s := range sections() {
		names = append(names, s.name)
	}
	return names
}

func checkSections(only []string) error {
	for _, name := range only {
		if !slices.Contains(sectionNames(), name) {
			return fmt.Errorf("%q is not a section; use %s", name, strings.Join(sectionNames(), ", "))
		}
	}
	return nil
}

// bench measures, prints and keeps.
func bench(ctx context.Context, args []string) error {
	o, err := parse(args)
	if err != nil {
		return err
	}
	temp, err := os.MkdirTemp("", "antombench")
	if err != nil {
		return err
	}
	d := &desk{options: o, out: os.Stdout, temp: temp}
	err = d.measure(ctx)
	return errors.Join(err, d.stopFloor(), os.RemoveAll(temp))
}

func (d *desk) measure(ctx context.Context) error {
	if err := d.prepare(ctx); err != nil {
		return err
	}
	earlier, err := newestResults(d.keep)
	if err != nil {
		return err
	}
	d.results.header(d.out, earlier)
	for _, s := range sections() {
		if len(d.only) > 0 && !slices.Contains(d.only, s.name) {
			continue
		}
		before := len(d.results.Tables)
		if err := s.run(d, ctx); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		for _, t := range d.results.Tables[before:] {
			t.print(d.out, earlier)
		}
	}
	if d.quick || len(d.only) > 0 || d.profile != "" {
		return nil
	}
	return d.results.write(d.keep)
}

// prepare registers the merchant and starts the floor.
func (d *desk) prepare(ctx context.Context) (err error) {
	if d.identity, err = d.register(ctx, d.path("base")); err != nil {
		return err
	}
	if d.results, err = d.newResults(ctx); err != nil {
		return err
	}
	return d.startFloor(ctx)
}

func (d *desk) path(name string) string { return filepath.Join(d.temp, name) }

// quiet lets what a measurement left behind (sockets closing) pass before the next one.
func quiet(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(400 * time.Millisecond):
		return nil
	}
}

// scaled is a count, or a small part of it in a quick run.
func (d *desk) scaled(count int) int {
	if d.quick {
		return max(count/20, 100)
	}
	return count
}
