package wallet

import (
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"rsc.io/qr"

	"antomdesk/backend/money"
)

func TestWords_EveryLanguageSaysEverything(t *testing.T) {
	verbs := regexp.MustCompile(`%[a-z]`)
	en := reflect.ValueOf(english)
	for _, l := range languages {
		other := reflect.ValueOf(l.words)
		for i := range en.NumField() {
			name := en.Type().Field(i).Name
			a, b := en.Field(i).String(), other.Field(i).String()
			if b == "" {
				t.Errorf("%s: %s is missing", l.tag, name)
			}
			if fmt.Sprint(verbs.FindAllString(a, -1)) != fmt.Sprint(verbs.FindAllString(b, -1)) {
				t.Errorf("%s: %s has other verbs: %q, %q", l.tag, name, a, b)
			}
		}
	}
}

func TestGrouped_SeparatesThousands(t *testing.T) {
	for want, a := range map[string]money.Amount{
		"0.01": {Minor: 1, Currency: "USD"}, "100.00": {Minor: 10000, Currency: "USD"}, "1,000.00": {Minor: 100000, Currency: "USD"},
		"123,456,789": {Minor: 123456789, Currency: "JPY"}, "1,234.567": {Minor: 1234567, Currency: "KWD"},
	} {
		if got := grouped(a); got != want {
			t.Errorf("%v: %q, want %q", a, got, want)
		}
	}
}

func TestRemaining_UsesTheUnitThatFits(t *testing.T) {
	for d, want := range map[time.Duration]string{
		-time.Second: "", 59 * time.Second: "in 59 s", 119 * time.Second: "in 119 s", 14 * time.Minute: "in 14 min",
		119 * time.Minute: "in 119 min", 5 * time.Hour: "in 5 h", 167 * time.Hour: "in 7 days", 14*time.Minute - time.Second: "in 14 min",
	} {
		if got := remaining(d, english); got != want {
			t.Errorf("%s: %q, want %q", d, got, want)
		}
	}
}

func TestQR_DrawsEveryModuleOfTheCode(t *testing.T) {
	const text = "http://127.0.0.1:18080/wallet/abcdefghijklmnopqrstuvwxyz012345"
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		t.Fatal(err)
	}
	svg := string(qrSVG(text))
	black := 0
	for y := range code.Size {
		for x := range code.Size {
			drawn := strings.Contains(svg, fmt.Sprintf("M%d %dh1v1h-1z", x+4, y+4))
			if drawn != code.Black(x, y) {
				t.Fatalf("module %d,%d", x, y)
			}
			if drawn {
				black++
			}
		}
	}
	if strings.Count(svg, "M") != black || !strings.Contains(svg, fmt.Sprintf(`viewBox="0 0 %d %[1]d"`, code.Size+8)) {
		t.Errorf("svg %.200s", svg)
	}
}

func TestLoopback_KnowsItsNames(t *testing.T) {
	for host, want := range map[string]bool{
		"localhost": true, "localhost:18080": true, "127.0.0.1:1": true, "[::1]:18080": true, "[::1]": true,
		"192.168.1.5:18080": false, "pay.example.com": false,
	} {
		if loopback(host) != want {
			t.Errorf("%s: %v", host, !want)
		}
	}
}
