package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
)

// results is everything one run measured.
type results struct {
	Version string    `json:"version"`
	At      time.Time `json:"at"`
	System  string    `json:"system"`
	Rows    int       `json:"rows"`
	Tables  []table   `json:"tables"`
}

// table is one measurement: cases down, what was measured across. A value that could not be measured
// is absent.
type table struct {
	Title   string   `json:"title"`
	Columns []string `json:"columns"`
	Rows    []row    `json:"rows"`
	Notes   []string `json:"notes,omitempty"`
}

type row struct {
	Name   string             `json:"name"`
	Values map[string]float64 `json:"values"`
}

func (d *desk) newResults(ctx context.Context) (results, error) {
	version, err := d.ctl(ctx, d.path("base"), "version")
	return results{
		Version: version, At: time.Now().UTC().Truncate(time.Second), Rows: d.rows,
		System: fmt.Sprintf("%s/%s, %d cores, %s", runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), runtime.Version()),
	}, err
}

func (d *desk) add(t table) { d.results.Tables = append(d.results.Tables, t) }

// newestResults reads the newest kept file; nil when there is none.
func newestResults(folder string) (*results, error) {
	paths, err := filepath.Glob(filepath.Join(folder, "*.json"))
	if err != nil {
		return nil, err
	}
	var newest *results
	for _, path := range paths {
		var r results
		text, err := os.ReadFile(path)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err == nil {
			err = json.Unmarshal(text, &r)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		if newest == nil || r.At.After(newest.At) {
			newest = &r
		}
	}
	return newest, nil
}

// write keeps the results under their version.
func (r results) write(folder string) error {
	text, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, r.Version+".json"), append(text, '\n'), 0o644)
}

func (r results) header(out io.Writer, earlier *results) {
	fmt.Fprintf(out, "Antom Desk %s on %s, %s\n", r.Version, r.System, r.At.Format(time.RFC3339))
	if earlier != nil {
		fmt.Fprintf(out, "in brackets: times %s of %s on %s\n", earlier.Version, earlier.At.Format(time.RFC3339), earlier.System)
	}
}

// value looks a number up by what it is called.
func (r *results) value(title, name, column string) (float64, bool) {
	if r == nil {
		return 0, false
	}
	for _, t := range r.Tables {
		if t.Title != title {
			continue
		}
		for _, row := range t.Rows {
			if v, ok := row.Values[column]; ok && row.Name == name {
				return v, true
			}
		}
	}
	return 0, false
}

// print writes the table, each number with its ratio to the earlier one.
func (t table) print(out io.Writer, earlier *results) {
	lines := [][]string{append([]string{t.Title}, t.Columns...)}
	for _, r := range t.Rows {
		line := []string{r.Name}
		for _, c := range t.Columns {
			line = append(line, t.cell(r, c, earlier))
		}
		lines = append(lines, line)
	}
	fmt.Fprintln(out)
	for _, line := range aligned(lines) {
		fmt.Fprintln(out, line)
	}
	for _, note := range t.Notes {
		fmt.Fprintln(out, "  "+note)
	}
}

func (t table) cell(r row, column string, earlier *results) string {
	v, ok := r.Values[column]
	if !ok {
		return "–"
	}
	if before, ok := earlier.value(t.Title, r.Name, column); ok && before != 0 {
		return fmt.Sprintf("%s (%.2f)", number(v), v/before)
	}
	return number(v)
}

// number prints three significant digits, and whole numbers whole.
func number(v float64) string {
	switch size := math.Abs(v); {
	case size >= 100:
		return fmt.Sprintf("%.0f", v)
	case size >= 10:
		return fmt.Sprintf("%.1f", v)
	}
	return fmt.Sprintf("%.2f", v)
}

// aligned pads the cells: the first column to the left, the others to the right.
func aligned(lines [][]string) []string {
	widths := make([]int, len(lines[0]))
	for _, line := range lines {
		for i, cell := range line {
			widths[i] = max(widths[i], len([]rune(cell)))
		}
	}
	var out []string
	for _, line := range lines {
		var b strings.Builder
		for i, cell := range line {
			gap := strings.Repeat(" ", widths[i]-len([]rune(cell)))
			if i == 0 {
				b.WriteString(cell + gap)
			} else {
				b.WriteString("  " + gap + cell)
			}
		}
		out = append(out, strings.TrimRight(b.String(), " "))
	}
	return out
}

// median of the values, which it sorts.
func median(values []float64) float64 {
	slices.Sort(values)
	n := len(values)
	switch {
	case n == 0:
		return 0
	case n%2 == 1:
		return values[n/2]
	}
	return (values[n/2-1] + values[n/2]) / 2
}
