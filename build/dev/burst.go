package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"
)

const (
	// burstVariable tells the story how many notifications arrive; the checks send fewer than `burst` does.
	burstVariable = "BURST"
	burstDefault  = 50_000
	// burstLeast is enough for the one notification that the story looks for at its end.
	burstLeast = 5_000
)

// burstCommand plays one story at full size: many notifications arrive while their log is open in the
// browser. It prints how the page felt and how soon the search knew them all.
func burstCommand(ctx context.Context, _ string, args []string) int {
	flags := flag.NewFlagSet("burst", flag.ContinueOnError)
	count := flags.Int("count", burstDefault, "how many notifications arrive")
	if !parse(flags, args) {
		return 2
	}
	if *count < burstLeast {
		fmt.Fprintf(os.Stderr, "--count is %d; the story needs %d or more\n", *count, burstLeast)
		return 2
	}
	steps := burstSteps(*count)
	if missing := provide(ctx, os.Stdout, allNeeds(steps)); len(missing) > 0 {
		return 1
	}
	r := &runner{out: os.Stdout, verbose: true, missing: map[string]bool{}, done: map[string]outcome{}}
	return r.run(ctx, steps)
}

// burstSteps builds what the browser needs and ends with the story.
func burstSteps(count int) []step {
	return append(browserBuild(), step{
		name: "burst", needs: []string{needChromium, needFonts}, after: []string{"antomctl"},
		do: func(ctx context.Context, out io.Writer) error {
			env, err := storyEnv()
			if err != nil {
				return err
			}
			env = append(env, burstVariable+"="+strconv.Itoa(count))
			return run(line("npm run e2e -- burst", env...).in("frontend"))(ctx, out)
		},
	})
}
