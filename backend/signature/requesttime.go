package signature

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// ParseRequestTime reads a Request-Time header in any of the forms the SDKs send (api.md §1.3):
// milliseconds since 1970 (nanoseconds from older Go SDKs), or ISO 8601 to the second or finer with an
// offset as +00:00, +0800 or Z. The error says what is wrong with anything else.
func ParseRequestTime(text string) (time.Time, error) {
	switch {
	case text == "":
		return time.Time{}, errors.New("the request time is missing")
	case len(text) > 40:
		return time.Time{}, fmt.Errorf("the request time has %d characters; send milliseconds since 1970 or ISO 8601", len(text))
	case strings.Trim(text, "0123456789") == "":
		return parseEpoch(text)
	}
	for _, layout := range []string{"2006-01-02T15:04:05Z07:00", "2006-01-02T15:04:05Z0700"} {
		if t, err := time.Parse(layout, text); err == nil {
			return t, nil
		}
	}
	if _, err := time.Parse("2006-01-02T15:04:05", text); err == nil {
		return time.Time{}, fmt.Errorf("the request time %q has no time zone; add Z or an offset such as +08:00", text)
	}
	return time.Time{}, fmt.Errorf("the request time %q is neither milliseconds since 1970 nor ISO 8601 with an offset", text)
}

// nanoDigits is the length of nanoseconds since 1970, which the Go SDK sent before it changed to
// milliseconds.
const nanoDigits = 19

func parseEpoch(text string) (time.Time, error) {
	n, err := strconv.ParseInt(text, 10, 64)
	switch {
	case err != nil:
		return time.Time{}, fmt.Errorf("the request time %q is not a number of milliseconds", text)
	case len(text) == nanoDigits:
		return time.Unix(0, n).UTC(), nil
	case len(text) < 12 || len(text) > 14:
		return time.Time{}, fmt.Errorf("the request time %q has %d digits; milliseconds since 1970 have 13 (seconds have 10)", text, len(text))
	}
	return time.UnixMilli(n).UTC(), nil
}
