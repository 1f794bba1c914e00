package services

import (
	"encoding/base64"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"antomdesk/backend/money"
	"antomdesk/backend/sandbox"
)

// timeText prints t as RFC 3339 with milliseconds in UTC; the zero time is "".
func timeText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02T15:04:05.000Z07:00")
}

// instant reads RFC 3339; "" is the zero time.
func instant(field, text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return t, sandbox.Invalid(field, "%.64q is not a time; write it as 2026-01-02T15:04:05Z", text)
	}
	return t, nil
}

func seqText(seq int64) string { return strconv.FormatInt(seq, 10) }

// parseSeq reads a page cursor; "" is 0, which means none.
func parseSeq(field, text string) (int64, error) {
	if text == "" {
		return 0, nil
	}
	seq, err := strconv.ParseInt(text, 10, 64)
	if err != nil || seq < 0 {
		return 0, sandbox.Invalid(field, "%q is not a sequence number; use the seq of a row of the page before", text)
	}
	return seq, nil
}

// amountTexts prints minor units as digits and as people read them; both are "" without a currency.
func amountTexts(minor int64, currency string) (digits, text string) {
	if currency == "" {
		return "", ""
	}
	return strconv.FormatInt(minor, 10), money.Amount{Minor: minor, Currency: currency}.String()
}

// headText shows a head as text. Bytes that are not UTF-8 are read as ISO 8859-1, which HTTP heads
// historically are, so that none is lost.
func headText(head []byte) string {
	if utf8.Valid(head) {
		return string(head)
	}
	var b strings.Builder
	for _, c := range head {
		b.WriteRune(rune(c))
	}
	return b.String()
}

func bodyText(body []byte) string { return base64.StdEncoding.EncodeToString(body) }

// texts copies a list so that it is never null in JSON.
func texts(list []string) []string { return append(make([]string, 0, len(list)), list...) }

// mapped converts every item of a list; its result is never null in JSON.
func mapped[From, To any](list []From, convert func(From) To) []To {
	out := make([]To, 0, len(list))
	for _, item := range list {
		out = append(out, convert(item))
	}
	return out
}
