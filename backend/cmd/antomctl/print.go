package main

import (
	"encoding/json"
	"fmt"
)

func (c *cli) print(line string) error {
	_, err := fmt.Fprintln(c.stdout, line)
	return err
}

// printJSON writes one indented JSON value.
func (c *cli) printJSON(value any) error {
	encoder := json.NewEncoder(c.stdout)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(value)
}

// printLine writes one JSON value on one line.
func (c *cli) printLine(value any) error {
	encoder := json.NewEncoder(c.stdout)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(value)
}

func (c *cli) warn(warnings ...string) {
	for _, w := range warnings {
		_, _ = fmt.Fprintln(c.stderr, "antomctl: warning: "+w) // nowhere left to complain
	}
}
