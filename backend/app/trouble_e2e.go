//go:build e2e

package app

import (
	"crypto/rand"
	"errors"
	"os"
	"strings"
)

// The window's stories must see what the window makes of trouble inside, which a sound program does
// not have. In their build alone, the file this variable names says what the random source does.
const troubleVariable = "ANTOMDESK_E2E_TROUBLE"

func init() { random = troubled{file: os.Getenv(troubleVariable)} }

// troubled is the system's random source unless its file says "error" or "panic".
type troubled struct{ file string }

// Read fills b, fails, or makes the kind of mistake that ends in a panic.
func (t troubled) Read(b []byte) (int, error) {
	asked, _ := os.ReadFile(t.file) // without the file there is no trouble
	switch strings.TrimSpace(string(asked)) {
	case "error":
		return 0, errors.New("the system's random source does not answer")
	case "panic":
		var none []byte
		b[0] = none[len(b)]
	}
	return rand.Read(b)
}
