package services

import (
	"testing"
	"time"
)

func TestHeadText_BytesThatAreNotUTF8_AreReadAsLatin1(t *testing.T) {
	if got := headText([]byte("X: \xe9\xff")); got != "X: éÿ" {
		t.Errorf("got %q", got)
	}
	if got := headText([]byte("X: 茶")); got != "X: 茶" {
		t.Errorf("got %q", got)
	}
}

func TestTimeText_IsUTCWithMilliseconds(t *testing.T) {
	at := time.Date(2026, 1, 2, 3, 4, 5, 678_900_000, time.FixedZone("", 8*3600))
	if got := timeText(at); got != "2026-01-01T19:04:05.678Z" {
		t.Errorf("got %q", got)
	}
	if got := timeText(time.Time{}); got != "" {
		t.Errorf("got %q", got)
	}
}

func TestAmountTexts_WithoutACurrency_AreEmpty(t *testing.T) {
	if minor, text := amountTexts(0, ""); minor != "" || text != "" {
		t.Errorf("got %q %q", minor, text)
	}
	if minor, text := amountTexts(9007199254740993, "JPY"); minor != "9007199254740993" || text != "9007199254740993 JPY" {
		t.Errorf("got %q %q", minor, text)
	}
}
