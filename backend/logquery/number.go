package logquery

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
)

const (
	takesTime = "a time such as 2026-01-31, 2026-01-31T09:30, 2026-01-31T09:30:00Z, or an age such as 30m, 2h, 7d"
	takesSpan = "milliseconds such as 500, or 2s, 1m"
	takesSize = "bytes such as 2048, or 10k, 1m"
)

// instantForms are read in the zone of the machine unless they name one.
var instantForms = []string{
	"2006-01-02", "2006-01-02T15:04", "2006-01-02T15:04:05", "2006-01-02T15:04:05.999",
	"2006-01-02T15:04Z07:00", time.RFC3339Nano,
}

var age = regexp.MustCompile(`^(\d{1,6})([smhdw])$`)

var ageUnits = map[string]time.Duration{
	"s": time.Second, "m": time.Minute, "h": time.Hour, "d": 24 * time.Hour, "w": 7 * 24 * time.Hour,
}

// instant reads a time as unix milliseconds.
func instant(value string, now time.Time) (int64, string) {
	if parts := age.FindStringSubmatch(strings.ToLower(value)); parts != nil {
		n, _ := strconv.Atoi(parts[1]) // at most six digits
		// Weeks of six digits pass what a duration holds, not what milliseconds do.
		return now.UnixMilli() - int64(n)*ageUnits[parts[2]].Milliseconds(), ""
	}
	for _, form := range instantForms {
		if at, err := time.ParseInLocation(form, strings.ToUpper(value), now.Location()); err == nil {
			return at.UnixMilli(), ""
		}
	}
	return 0, takesTime
}

// span reads a length of time as microseconds; a bare number is milliseconds.
func span(value string) (int64, string) {
	if n, err := strconv.ParseInt(value, 10, 64); err == nil && n >= 0 && n <= math.MaxInt32 {
		return n * 1000, ""
	}
	d, err := time.ParseDuration(strings.ToLower(value))
	if err != nil || d < 0 {
		return 0, takesSpan
	}
	return d.Microseconds(), ""
}

var bytesForm = regexp.MustCompile(`^(\d{1,12})(b|k|kb|kib|m|mb|mib)?$`)

// byteNumber reads a size; k is 1024 bytes and m 1024 k, as file sizes are counted.
func byteNumber(value string) (int64, string) {
	parts := bytesForm.FindStringSubmatch(strings.ToLower(value))
	if parts == nil {
		return 0, takesSize
	}
	n, _ := strconv.ParseInt(parts[1], 10, 64) // at most twelve digits
	switch {
	case strings.HasPrefix(parts[2], "k"):
		n <<= 10
	case strings.HasPrefix(parts[2], "m"):
		n <<= 20
	}
	return n, ""
}
