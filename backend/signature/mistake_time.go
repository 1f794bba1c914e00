package signature

import (
	"fmt"
	"iter"
	"strconv"
	"strings"
	"time"
)

// isoLayouts are the ways SDKs and languages write an instant; zones are tried with each.
var isoLayouts = []string{
	"2006-01-02T15:04:05Z07:00", "2006-01-02T15:04:05Z0700", "2006-01-02T15:04:05.000Z07:00", "2006-01-02T15:04:05.0000000Z07:00",
	"2006-01-02T15:04:05-07:00", "2006-01-02T15:04:05-0700", "2006-01-02T15:04:05.000000-07:00",
	"2006-01-02T15:04:05", "2006-01-02 15:04:05", "20060102150405", time.RFC1123, time.RFC1123Z, time.UnixDate,
}

// zones are offsets from UTC in minutes; the first ones are tried with other mistakes, too.
var zones = []int{0, 480, 330, 345, 420, 540, 60, 120, 180, 240, 300, 360, 570, 600, 660, 720, -180, -240, -300, -360, -420, -480, -540, -600}

// commonZones is how many of them are worth pairing.
const commonZones = 2

// timeMistakes are other ways to write the instant of the header.
func timeMistakes(c *Case) iter.Seq[change] {
	return func(yield func(change) bool) {
		if c.TimeText == "" {
			return
		}
		if !yield(change{causes: []Cause{cause(CodeTimeEmpty)}, common: true, apply: func(p *parts) { p.time = "" }}) {
			return
		}
		at, err := ParseRequestTime(c.TimeText)
		if err != nil {
			return
		}
		for text, common := range timeForms(at) {
			if text != c.TimeText && !yield(timeChange(c, CodeTimeFormat, text, common)) {
				return
			}
		}
	}
}

func timeChange(c *Case, code Code, text string, common bool) change {
	return change{
		causes: []Cause{cause(code, Param{"signed", text}, Param{"sent", c.TimeText})}, common: common,
		apply: func(p *parts) { p.time = text },
	}
}

// timeForms writes an instant in every way, and says which are common.
func timeForms(at time.Time) iter.Seq2[string, bool] {
	return func(yield func(string, bool) bool) {
		for _, n := range []int64{at.UnixMilli(), at.Unix(), at.UnixMicro(), at.UnixNano()} {
			if !yield(strconv.FormatInt(n, 10), true) {
				return
			}
		}
		for _, layout := range isoLayouts {
			for i, minutes := range zones {
				zone := time.FixedZone(fmt.Sprintf("UTC%+d", minutes/60), minutes*60)
				if minutes == 0 {
					zone = time.UTC
				}
				if !yield(at.In(zone).Format(layout), i < commonZones) {
					return
				}
			}
		}
	}
}

// clockMistakes are other instants: the clock was read once to sign and once to send, or a zone was
// mistaken. The nearest come first.
func clockMistakes(c *Case) iter.Seq[change] {
	return func(yield func(change) bool) {
		at, err := ParseRequestTime(c.TimeText)
		if err != nil {
			return
		}
		write := formOf(c.TimeText)
		left := clockBudget / (len(c.Body) + 256)
		try := func(text string, code Code) bool {
			left--
			return left >= 0 && (text == c.TimeText || yield(timeChange(c, code, text, false)))
		}
		for instant := range neighbours(at, isEpoch(c.TimeText)) {
			if !try(write(instant), CodeTimeOther) {
				return
			}
		}
		for millis := at.UnixMilli(); !isEpoch(c.TimeText) && millis < at.UnixMilli()+1000; millis++ {
			if !try(strconv.FormatInt(millis, 10), CodeTimeFormat) {
				return
			}
		}
	}
}

func isEpoch(text string) bool { return strings.Trim(text, "0123456789") == "" }

// formOf writes instants as text is written.
func formOf(text string) func(time.Time) string {
	if isEpoch(text) {
		if len(text) == nanoDigits {
			return func(t time.Time) string { return strconv.FormatInt(t.UnixNano(), 10) }
		}
		return func(t time.Time) string { return strconv.FormatInt(t.UnixMilli(), 10) }
	}
	at, _ := ParseRequestTime(text) // it was read before
	for _, layout := range isoLayouts {
		if zoned, err := time.Parse(layout, text); err == nil && zoned.Format(layout) == text {
			return func(t time.Time) string { return t.In(zoned.Location()).Format(layout) }
		}
	}
	return func(t time.Time) string { return t.In(at.Location()).Format(isoLayouts[0]) }
}

// How far the two readings of one clock lie apart: milliseconds either way of an epoch time, seconds
// of a written one, and whole half hours for a mistaken zone.
const (
	nearMillis    = 2000
	nearSeconds   = 300
	nearHalfHours = 28
)

func neighbours(at time.Time, epoch bool) iter.Seq[time.Time] {
	return func(yield func(time.Time) bool) {
		either := func(step time.Duration, most int) bool {
			for i := 1; i <= most; i++ {
				if !yield(at.Add(-time.Duration(i)*step)) || !yield(at.Add(time.Duration(i)*step)) {
					return false
				}
			}
			return true
		}
		if either(30*time.Minute, nearHalfHours) && (!epoch || either(time.Millisecond, nearMillis)) {
			either(time.Second, nearSeconds)
		}
	}
}
