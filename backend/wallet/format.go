package wallet

import (
	"fmt"
	"strings"
	"time"

	"antomdesk/backend/money"
	"antomdesk/backend/sandbox"
)

// grouped prints an amount in major units with a comma between thousands: "1,500.00".
func grouped(a money.Amount) string {
	whole, rest, point := strings.Cut(a.FormatMajor(), ".")
	var b strings.Builder
	for i, digit := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(digit)
	}
	if point {
		b.WriteString("." + rest)
	}
	return b.String()
}

// clockTime prints a moment in Antom's zone, zone named.
func clockTime(t time.Time) string {
	return t.In(sandbox.AntomZone).Format("2006-01-02 15:04:05") + " (UTC+8)"
}

// remaining says how long is left, rounded, in the largest unit that has at least two.
func remaining(d time.Duration, w words) string {
	const day = 24 * time.Hour
	in := func(format string, unit time.Duration) string { return fmt.Sprintf(format, int(d.Round(unit)/unit)) }
	switch {
	case d <= 0:
		return ""
	case d >= 2*day:
		return in(w.InDays, day)
	case d >= 2*time.Hour:
		return in(w.InHours, time.Hour)
	case d >= 2*time.Minute:
		return in(w.InMinutes, time.Minute)
	}
	return in(w.InSeconds, time.Second)
}

// spaced prints a card number in groups of four.
func spaced(number string) string {
	var b strings.Builder
	for i, digit := range number {
		if i > 0 && i%4 == 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(digit)
	}
	return b.String()
}

// onlyDigits drops what people type between digits.
func onlyDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' || r == '/' || r == '\u00a0' {
			return -1
		}
		return r
	}, s)
}

// splitExpiry reads "12/29", "1229", "12 / 2029" into two digits each; ok is false otherwise.
func splitExpiry(s string) (month, year string, ok bool) {
	compact := onlyDigits(s)
	if strings.Trim(compact, "0123456789") != "" {
		return "", "", false
	}
	switch len(compact) {
	case 4:
		return compact[:2], compact[2:], true
	case 6:
		return compact[:2], compact[4:], compact[2:4] == "20"
	}
	return "", "", false
}
