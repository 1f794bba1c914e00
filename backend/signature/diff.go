package signature

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Part names a part of the string to sign.
type Part string

// The parts, in their order.
const (
	PartMethod Part = "method"
	PartPath   Part = "path"
	PartClient Part = "client"
	PartTime   Part = "time"
	PartBody   Part = "body"
)

// Diff is the first place where two strings to sign differ. Texts have their control characters made
// visible; the hexadecimal shows what no text can.
type Diff struct {
	Offset    int  // of the first byte that differs, from 0
	Part      Part // of the string as it arrived
	Before    string
	Seen      string // what arrived there; empty when something was left out
	Signed    string // what was signed there
	After     string
	SeenHex   string
	SignedHex string
	Cut       bool // the differing piece is longer than what is shown
}

// How much of a difference and of its surroundings is shown, in bytes.
const (
	diffPiece   = 96
	diffContext = 32
	diffHex     = 16
)

// diffOf compares the strings; what stands between their common beginning and end is the difference.
func diffOf(c *Case, seen, signed []byte) *Diff {
	from := 0
	for from < min(len(seen), len(signed)) && seen[from] == signed[from] {
		from++
	}
	for from > 0 && from < len(seen) && !utf8.RuneStart(seen[from]) {
		from--
	}
	end := 0
	for end < min(len(seen), len(signed))-from && seen[len(seen)-1-end] == signed[len(signed)-1-end] {
		end++
	}
	for end > 0 && !utf8.RuneStart(seen[len(seen)-end]) {
		end--
	}
	one, other := seen[from:len(seen)-end], signed[from:len(signed)-end]
	return &Diff{
		Offset: from, Part: c.partAt(from),
		Before: Visible(tail(seen[:from], diffContext)), After: Visible(head(seen[len(seen)-end:], diffContext)),
		Seen: Visible(head(one, diffPiece)), Signed: Visible(head(other, diffPiece)),
		SeenHex: hex.EncodeToString(head(one, diffHex)), SignedHex: hex.EncodeToString(head(other, diffHex)),
		Cut: len(one) > diffPiece || len(other) > diffPiece,
	}
}

// partAt names the part of the string as it arrived that has the byte at the offset.
func (c *Case) partAt(offset int) Part {
	p := c.parts()
	for _, part := range []struct {
		name Part
		size int
	}{
		{PartMethod, len(p.method + p.afterMethod)}, {PartPath, len(p.path + p.afterPath)},
		{PartClient, len(p.client + p.afterFirst)}, {PartTime, len(p.time + p.afterSecond)},
	} {
		if offset < part.size {
			return part.name
		}
		offset -= part.size
	}
	return PartBody
}

// head is at most limit bytes from the beginning, not ending within a character.
func head(b []byte, limit int) []byte {
	if len(b) <= limit {
		return b
	}
	for limit > 0 && !utf8.RuneStart(b[limit]) {
		limit--
	}
	return b[:limit]
}

// tail is at most limit bytes from the end, not beginning within a character.
func tail(b []byte, limit int) []byte {
	if len(b) <= limit {
		return b
	}
	b = b[len(b)-limit:]
	return bytes.TrimLeftFunc(b, func(r rune) bool { return r == utf8.RuneError })
}

// Visible makes control and other invisible characters visible, and bytes that are not UTF-8.
func Visible(b []byte) string {
	var out strings.Builder
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&out, "⟨%02x⟩", b[0])
		case r < ' ':
			out.WriteRune('␀' + r)
		case r == 0x7f:
			out.WriteRune('␡')
		case r != ' ' && !unicode.IsPrint(r):
			fmt.Fprintf(&out, "⟨U+%04X⟩", r)
		default:
			out.WriteRune(r)
		}
		b = b[size:]
	}
	return out.String()
}
