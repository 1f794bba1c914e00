package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
)

func passes(context.Context, io.Writer) error { return nil }

func fails(_ context.Context, out io.Writer) error {
	fmt.Fprintln(out, "all that was said")
	return errors.New("broken")
}

// runSteps runs the steps with the named prerequisites missing and returns what was printed.
func runSteps(ctx context.Context, steps []step, missing ...string) (text string, code int) {
	var out strings.Builder
	r := &runner{out: &out, missing: map[string]bool{}, done: map[string]outcome{}}
	for _, m := range missing {
		r.missing[m] = true
	}
	code = r.run(ctx, steps)
	return out.String(), code
}

func lastLine(text string) string {
	all := strings.Split(strings.TrimRight(text, "\n"), "\n")
	return all[len(all)-1]
}

func TestRun_EverythingPasses_EndsWithTheCountsAndZero(t *testing.T) {
	text, code := runSteps(t.Context(), []step{{name: "a", do: passes}, {name: "b", after: []string{"a"}, do: passes}})
	if code != 0 || lastLine(text) != "2 passed, 0 failed, 0 skipped" {
		t.Errorf("code %d, output:\n%s", code, text)
	}
}

func TestRun_AFailure_PrintsItsWholeOutputAndEndsWithOne(t *testing.T) {
	text, code := runSteps(t.Context(), []step{
		{name: "a", do: fails}, {name: "b", after: []string{"a"}, do: passes}, {name: "c", do: passes},
	})
	if code != 1 || lastLine(text) != "1 passed, 1 failed, 1 skipped" {
		t.Errorf("code %d, output:\n%s", code, text)
	}
	for _, want := range []string{"all that was said\n", "a: broken\n", "left out: b: a did not pass\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("the output does not hold %q:\n%s", want, text)
		}
	}
}

func TestRun_AMissingPrerequisite_LeavesTheStepOutByNameAndEndsWithOne(t *testing.T) {
	text, code := runSteps(t.Context(), []step{
		{name: "a", needs: []string{"GTK"}, do: passes}, {name: "b", do: passes},
	}, "GTK")
	if code != 1 || lastLine(text) != "1 passed, 0 failed, 1 skipped" || !strings.Contains(text, "left out: a: missing GTK\n") {
		t.Errorf("code %d, output:\n%s", code, text)
	}
}

func TestRun_Interrupted_LeavesTheRestOut(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	text, code := runSteps(ctx, []step{
		{name: "a", do: func(context.Context, io.Writer) error { cancel(); return nil }}, {name: "b", do: passes},
	})
	if code != 1 || !strings.Contains(text, "left out: b: interrupted\n") {
		t.Errorf("code %d, output:\n%s", code, text)
	}
}

func TestRun_AHangingStep_IsStoppedAtItsLimit(t *testing.T) {
	hangs := func(ctx context.Context, _ io.Writer) error { <-ctx.Done(); return context.Cause(ctx) }
	text, code := runSteps(t.Context(), []step{{name: "a", limit: 1, do: hangs}})
	if code != 1 || !strings.Contains(text, "a: it took longer than 1ns") {
		t.Errorf("code %d, output:\n%s", code, text)
	}
}

func TestCommand_ThatFails_IsAnErrorWithItsOutput(t *testing.T) {
	var out strings.Builder
	err := run(line("go nonsense"), line("go version"))(t.Context(), &out)
	if err == nil || !strings.Contains(out.String(), "nonsense") || strings.Contains(out.String(), "go version") {
		t.Errorf("err %v, output:\n%s", err, out.String())
	}
}

func TestPick_BringsAlongWhatComesBefore(t *testing.T) {
	steps := []step{{name: "a"}, {name: "b", after: []string{"a"}}, {name: "c"}, {name: "d", after: []string{"b"}}}
	got, err := pick(steps, []string{"d"})
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, s := range got {
		names = append(names, s.name)
	}
	if !slices.Equal(names, []string{"a", "b", "d"}) {
		t.Errorf("picked %v", names)
	}
	if _, err := pick(steps, []string{"x"}); err == nil {
		t.Error("an unknown step is no error")
	}
}

// The table of checks names prerequisites and steps by text; a misspelt one must not wait for the
// machine that lacks it.
func TestChecks_NameOnlyWhatExistsAndWhatComesBefore(t *testing.T) {
	before := map[string]bool{}
	for _, s := range append(checks(), append(windowBuild(), browserBuild()...)...) {
		for _, n := range s.needs {
			if needByName(n).found == nil {
				t.Errorf("%s needs %s, which cannot be found", s.name, n)
			}
		}
		for _, a := range s.after {
			if !before[a] {
				t.Errorf("%s comes after %s, which does not come before it", s.name, a)
			}
		}
		before[s.name] = true
	}
}

// needByName finds a row of the table of prerequisites.
func needByName(name string) need {
	i := slices.IndexFunc(prerequisites, func(n need) bool { return n.name == name })
	if i < 0 {
		return need{}
	}
	return prerequisites[i]
}
