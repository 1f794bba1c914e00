package main

import "context"

// capturesInMemory is after how many captures the server's memory is read.
const capturesInMemory = 100_000

// measureMemory reads the server's resident memory when it is up and after many captures.
func (d *desk) measureMemory(ctx context.Context) error {
	folder, err := d.captured()
	if err != nil {
		return err
	}
	s, err := d.serveFolder(ctx, folder)
	if err != nil {
		return err
	}
	notices, err := d.signedNotices(d.scaled(noticePool))
	if err != nil {
		return err
	}
	before := residentMB(s.cmd.Process.Pid)
	l := load{requests: notices, count: d.scaled(capturesInMemory), connections: 64, want: wantCapture}
	if _, err := l.at(ctx, s.listener()); err != nil {
		return err
	}
	if err := quiet(ctx); err != nil {
		return err
	}
	t := table{Title: "Resident memory of antomctl serve", Columns: []string{"MB"}, Rows: []row{
		memoryRow("just started", before), memoryRow("after "+thousands(l.count)+" captures", residentMB(s.cmd.Process.Pid)),
	}}
	if before == 0 {
		t.Notes = append(t.Notes, "Not measured: this system has no /proc.")
	}
	d.add(t)
	return s.stop()
}

func memoryRow(name string, mb float64) row {
	if mb == 0 {
		return row{Name: name}
	}
	return row{Name: name, Values: map[string]float64{"MB": mb}}
}
