package main

import (
	"flag"
	"strings"
	"testing"
)

func TestParse_AWordThatIsNoFlag_IsNamed(t *testing.T) {
	tests := map[string]struct {
		args []string
		want string // "" is accepted
	}{
		"nothing":      {},
		"a flag":       {args: []string{"--only", "eslint"}},
		"a word":       {args: []string{"eslint"}, want: `test takes no "eslint"`},
		"a word after": {args: []string{"--only", "eslint", "tsc"}, want: `test takes no "tsc"`},
		"unknown flag": {args: []string{"--olny", "eslint"}, want: "-olny"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var said strings.Builder
			flags := flag.NewFlagSet("test", flag.ContinueOnError)
			flags.SetOutput(&said)
			flags.String("only", "", "")
			if ok := parse(flags, test.args); ok != (test.want == "") || !strings.Contains(said.String(), test.want) {
				t.Errorf("%t, said %q", ok, said.String())
			}
		})
	}
}
