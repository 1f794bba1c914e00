package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"time"
)

// outcome is what became of one step.
type outcome int

const (
	passed outcome = iota
	failed
	skipped
)

// runner runs steps in order, keeps their outcomes and prints one line for each.
type runner struct {
	out     io.Writer
	verbose bool            // show what a step says while it runs
	missing map[string]bool // prerequisites that are not there
	done    map[string]outcome
	left    []string // what was left out, and why
}

// run runs the steps and returns the exit code: 0 only when nothing failed and nothing that could
// run on this system was left out.
func (r *runner) run(ctx context.Context, steps []step) int {
	started := time.Now()
	for _, s := range steps {
		r.done[s.name] = r.one(ctx, s)
	}
	return r.summary(time.Since(started))
}

func (r *runner) one(ctx context.Context, s step) outcome {
	fmt.Fprintf(r.out, "%-22s ", s.name)
	if why := r.obstacle(ctx, s); why != "" {
		fmt.Fprintf(r.out, "left out: %s\n", why)
		r.left = append(r.left, s.name+": "+why)
		return skipped
	}
	var said bytes.Buffer
	var to io.Writer = &said
	if r.verbose {
		fmt.Fprintln(r.out)
		to = r.out
	}
	ctx, cancel := context.WithTimeoutCause(ctx, s.timeLimit(), fmt.Errorf("it took longer than %s", s.timeLimit()))
	defer cancel()
	started := time.Now()
	err := s.do(ctx, to)
	took := time.Since(started).Seconds()
	if err == nil {
		fmt.Fprintf(r.out, "ok      %6.1f s\n", took)
		return passed
	}
	fmt.Fprintf(r.out, "FAILED  %6.1f s\n%s%s: %v\n", took, said.String(), s.name, err)
	return failed
}

// obstacle says why s cannot run, or "".
func (r *runner) obstacle(ctx context.Context, s step) string {
	if ctx.Err() != nil {
		return "interrupted"
	}
	for _, n := range s.needs {
		if r.missing[n] {
			return "missing " + n
		}
	}
	for _, name := range s.after {
		if r.done[name] != passed {
			return name + " did not pass"
		}
	}
	return ""
}

func (r *runner) summary(took time.Duration) int {
	count := map[outcome]int{}
	for _, o := range r.done {
		count[o]++
	}
	fmt.Fprintf(r.out, "\n%.0f s in all\n", took.Seconds())
	for _, l := range r.left {
		fmt.Fprintf(r.out, "left out: %s\n", l)
	}
	fmt.Fprintf(r.out, "%d passed, %d failed, %d skipped\n", count[passed], count[failed], count[skipped])
	if count[failed]+count[skipped] > 0 {
		return 1
	}
	return 0
}

func (s step) timeLimit() time.Duration {
	if s.limit > 0 {
		return s.limit
	}
	return defaultLimit
}

// here drops the steps that make no sense on this system.
func here(steps []step) []step {
	return slices.DeleteFunc(slices.Clone(steps), func(s step) bool { return s.only != "" && s.only != runtime.GOOS })
}

// pick keeps the named steps and whatever they come after; an unknown name is an error.
func pick(steps []step, names []string) ([]step, error) {
	wanted := map[string]bool{}
	for queue := names; len(queue) > 0; queue = queue[1:] {
		i := slices.IndexFunc(steps, func(s step) bool { return s.name == queue[0] })
		if i < 0 {
			return nil, fmt.Errorf("there is no step %q here; --list names them all", queue[0])
		}
		if !wanted[queue[0]] {
			wanted[queue[0]] = true
			queue = append(queue, steps[i].after...)
		}
	}
	return slices.DeleteFunc(slices.Clone(steps), func(s step) bool { return !wanted[s.name] }), nil
}

// allNeeds are the prerequisites of the steps.
func allNeeds(steps []step) []string {
	var names []string
	for _, s := range steps {
		names = append(names, s.needs...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// list prints what each step needs and comes after.
func list(out io.Writer, steps []step) {
	for _, s := range steps {
		fmt.Fprintf(out, "%-22s", s.name)
		if len(s.after) > 0 {
			fmt.Fprintf(out, " after %s;", strings.Join(s.after, ", "))
		}
		if len(s.needs) > 0 {
			fmt.Fprintf(out, " needs %s", strings.Join(s.needs, ", "))
		}
		fmt.Fprintln(out)
	}
}
