package main

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
)

const (
	warmRounds = 60 // times each question is asked of a server that runs
	coldStarts = 8  // servers started to ask each question first
)

// answers are how long each question took, in milliseconds.
type answers map[string][]float64

// measureRows asks everything the log's screens ask of a long log.
func (d *desk) measureRows(ctx context.Context) error {
	folder, err := d.longFolder(ctx)
	if err != nil {
		return err
	}
	warm, cold := answers{}, answers{}
	ids, err := d.askWarm(ctx, folder, warm)
	if err != nil {
		return err
	}
	for range coldStarts {
		if err := d.askCold(ctx, folder, ids, cold); err != nil {
			return err
		}
	}
	t := table{
		Title:   "Local API at " + thousands(d.rows) + " exchanges",
		Columns: []string{"p50 ms", "p95 ms", "just started p50 ms", "just started p95 ms"},
		Notes:   []string{"Just started: each question once, in random order, asked of a new process; the file is in the system's cache."},
	}
	for _, q := range questions() {
		t.Rows = append(t.Rows, answerRow(q.name, warm[q.name], cold[q.name]))
	}
	t.Rows = append(t.Rows, answerRow("all of them", slices.Concat(values(warm)...), slices.Concat(values(cold)...)))
	d.add(t)
	return nil
}

func values(a answers) [][]float64 {
	var all [][]float64
	for _, q := range questions() {
		all = append(all, a[q.name])
	}
	return all
}

func answerRow(name string, warm, cold []float64) row {
	slices.Sort(warm)
	slices.Sort(cold)
	return row{Name: name, Values: map[string]float64{
		"p50 ms": percentile(warm, 50), "p95 ms": percentile(warm, 95),
		"just started p50 ms": percentile(cold, 50), "just started p95 ms": percentile(cold, 95),
	}}
}

// askWarm asks everything over and over; the first round does not count.
func (d *desk) askWarm(ctx context.Context, folder string, warm answers) (ids []string, err error) {
	s, err := d.serveFolder(ctx, folder)
	if err != nil {
		return nil, err
	}
	q := newQuestioner(s, d.rows, nil)
	if q.ids, err = q.someIDs(ctx); err != nil {
		return nil, errors.Join(err, s.stop())
	}
	for round := range warmRounds + 1 {
		into := warm
		if round == 0 {
			into = answers{}
		}
		if err := q.askAll(ctx, questions(), into); err != nil {
			return nil, errors.Join(err, s.stop())
		}
	}
	return q.ids, s.stop()
}

// askCold asks everything once of a process that has just started.
func (d *desk) askCold(ctx context.Context, folder string, ids []string, cold answers) error {
	if err := quiet(ctx); err != nil {
		return err
	}
	s, err := d.serveFolder(ctx, folder)
	if err != nil {
		return err
	}
	all := questions()
	rand.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return errors.Join(newQuestioner(s, d.rows, ids).askAll(ctx, all, cold), s.stop())
}

func (q *questioner) askAll(ctx context.Context, all []question, into answers) error {
	for _, one := range all {
		took, _, err := q.ask(ctx, one)
		if err != nil {
			return err
		}
		into[one.name] = append(into[one.name], millis(took))
	}
	return nil
}
