package main

import (
	"context"
	"errors"
	"os"
	"slices"
	"time"
)

const (
	// diskPage is SQLite's page.
	diskPage = 4096
	// diskWrites is how many pages one measurement writes.
	diskWrites = 2000
)

// measureDisk is what the disk alone takes to make one page durable, one after the other: no server that
// answers after the commit can be faster on one connection than its floor and this together.
func (d *desk) measureDisk(ctx context.Context) (err error) {
	file, err := os.Create(d.path("disk"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	// The file has its size before, as a write-ahead log has that began again.
	count := d.scaled(diskWrites)
	if _, err = file.Write(make([]byte, count*diskPage)); err == nil {
		err = file.Sync()
	}
	if err != nil {
		return err
	}
	took := make([]time.Duration, 0, count)
	begin := time.Now()
	for n := range count {
		if err := ctx.Err(); err != nil {
			return err
		}
		since := time.Now()
		if err := durable(file, n); err != nil {
			return err
		}
		took = append(took, time.Since(since))
	}
	rate := float64(count) / time.Since(begin).Seconds()
	slices.Sort(took)
	d.add(table{Title: "Disk, one page after the other", Columns: []string{"per second", "p50 ms", "p99 ms"}, Rows: []row{{
		Name:   "written and synced",
		Values: map[string]float64{"per second": rate, "p50 ms": millis(percentile(took, 50)), "p99 ms": millis(percentile(took, 99))},
	}}})
	return nil
}

// durable writes the n-th page of the file.
func durable(file *os.File, n int) error {
	page := make([]byte, diskPage)
	page[0] = byte(n)
	if _, err := file.WriteAt(page, int64(n)*diskPage); err != nil {
		return err
	}
	return file.Sync()
}
