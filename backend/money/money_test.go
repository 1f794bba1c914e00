package money_test

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"antomdesk/backend/money"
	"pgregory.net/rapid"
)

func TestDigits_FollowAntomsTable(t *testing.T) {
	want := map[string]int{
		"JPY": 0, "KRW": 0, "CLP": 0, "VND": 0,
		"AUD": 2, "BDT": 2, "BRL": 2, "CAD": 2, "CNY": 2, "EUR": 2, "GBP": 2, "HKD": 2, "IDR": 2, "MXN": 2,
		"MYR": 2, "NZD": 2, "PEN": 2, "PHP": 2, "PKR": 2, "PLN": 2, "SGD": 2, "THB": 2, "TWD": 2, "USD": 2,
		"KWD": 3, "BHD": 3, "OMR": 3, "TND": 3, "JOD": 3, "CLF": 4, "ZWG": 2, "UYW": 4,
	}
	for code, digits := range want {
		got, err := money.Digits(code)
		if err != nil || got != digits {
			t.Errorf("Digits(%s) = %d, %v; want %d", code, got, err, digits)
		}
		if !money.IsCurrency(code) {
			t.Errorf("IsCurrency(%s) = false", code)
		}
	}
}

func TestDigits_WhatIsNoCurrency_Fails(t *testing.T) {
	for _, code := range []string{"", "usd", "Usd", "US", "USDX", "ZZZ", "XXX", "XAU", "GGP", " USD", "US\x00", strings.Repeat("A", 1000)} {
		_, err := money.Digits(code)
		if err == nil || money.IsCurrency(code) {
			t.Errorf("%q passes as a currency", code)
		} else if len(err.Error()) > 120 {
			t.Errorf("the error for a long code is long: %d bytes", len(err.Error()))
		}
	}
}

func TestParseMinor_ReadsTheWireForm(t *testing.T) {
	for digits, minor := range map[string]int64{"1": 1, "1099": 1099, "0": 0, "007": 7, "9999999999999999": 9999999999999999} {
		got, err := money.ParseMinor("USD", digits)
		if err != nil || got != (money.Amount{Minor: minor, Currency: "USD"}) {
			t.Errorf("ParseMinor(%q) = %v, %v", digits, got, err)
		}
	}
}

func TestParseMinor_AnythingElse_Fails(t *testing.T) {
	for _, digits := range []string{"", "-1", "+1", "1.0", "12.50", " 1", "1 ", "1e3", "0x10", "12345678901234567", "１２", "1_000", "1,000"} {
		if got, err := money.ParseMinor("USD", digits); err == nil {
			t.Errorf("ParseMinor(%q) = %v", digits, got)
		}
	}
	if got, err := money.ParseMinor("usd", "1"); err == nil {
		t.Errorf("a lower-case currency gives %v", got)
	}
}

func TestParseMajor_ReadsWhatPeopleWrite(t *testing.T) {
	for _, c := range []struct {
		currency, text string
		minor          int64
	}{
		{"USD", "10.99", 1099}, {"USD", "10.9", 1090}, {"USD", "10", 1000}, {"USD", "0", 0}, {"USD", "0.05", 5},
		{"JPY", "500", 500}, {"KWD", "1.234", 1234}, {"USD", "99999999999999.99", 9999999999999999},
	} {
		got, err := money.ParseMajor(c.currency, c.text)
		if err != nil || got != (money.Amount{Minor: c.minor, Currency: c.currency}) {
			t.Errorf("ParseMajor(%s, %q) = %v, %v", c.currency, c.text, got, err)
		}
	}
}

func TestParseMajor_AnythingElse_Fails(t *testing.T) {
	for _, text := range []string{"", ".", "1.", ".5", "-1", "+1", "1,000", "1.2.3", "1.999", " 1", "1e3", "1.x", "100000000000000.00"} {
		if got, err := money.ParseMajor("USD", text); err == nil {
			t.Errorf("ParseMajor(%q) = %v", text, got)
		}
	}
	if got, err := money.ParseMajor("JPY", "1.5"); err == nil {
		t.Errorf("half a yen is %v", got)
	}
	if got, err := money.ParseMajor("usd", "1"); err == nil {
		t.Errorf("a lower-case currency gives %v", got)
	}
}

func TestParseMajor_WhatFormatMajorWrites_IsTheSameAmount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := money.Amount{Minor: rapid.Int64Range(0, 9999999999999999).Draw(t, "minor"), Currency: rapid.SampledFrom([]string{"USD", "JPY", "KWD", "UYW"}).Draw(t, "currency")}
		if got, err := money.ParseMajor(a.Currency, a.FormatMajor()); err != nil || got != a {
			t.Fatalf("%s reads as %v, %v", a.FormatMajor(), got, err)
		}
	})
}

func TestFormat_PlacesThePoint(t *testing.T) {
	for _, c := range []struct {
		amount money.Amount
		want   string
	}{
		{money.Amount{Minor: 1099, Currency: "USD"}, "10.99 USD"},
		{money.Amount{Minor: 5, Currency: "USD"}, "0.05 USD"},
		{money.Amount{Minor: 0, Currency: "EUR"}, "0.00 EUR"},
		{money.Amount{Minor: -5, Currency: "USD"}, "-0.05 USD"},
		{money.Amount{Minor: 500, Currency: "JPY"}, "500 JPY"},
		{money.Amount{Minor: 1234, Currency: "KWD"}, "1.234 KWD"},
		{money.Amount{Minor: 150000, Currency: "IDR"}, "1500.00 IDR"},
		{money.Amount{Minor: math.MinInt64, Currency: "USD"}, "-92233720368547758.08 USD"},
		{money.Amount{Minor: 7, Currency: "???"}, "7 ???"},
	} {
		if got := c.amount.String(); got != c.want {
			t.Errorf("%d prints %q, want %q", c.amount.Minor, got, c.want)
		}
	}
}

func TestArithmetic_DifferentCurrencies_IsAnError(t *testing.T) {
	usd, jpy := money.Amount{Minor: 1, Currency: "USD"}, money.Amount{Minor: 1, Currency: "JPY"}
	if _, err := usd.Add(jpy); err == nil {
		t.Error("USD + JPY has a sum")
	}
	if _, err := usd.Sub(jpy); err == nil {
		t.Error("USD − JPY has a difference")
	}
	if _, err := usd.Cmp(jpy); err == nil {
		t.Error("USD and JPY compare")
	}
}

func TestArithmetic_Overflow_IsAnError(t *testing.T) {
	most, least := money.Amount{Minor: math.MaxInt64, Currency: "USD"}, money.Amount{Minor: math.MinInt64, Currency: "USD"}
	one := money.Amount{Minor: 1, Currency: "USD"}
	if got, err := most.Add(one); err == nil {
		t.Errorf("the largest plus one is %v", got)
	}
	if got, err := least.Sub(one); err == nil {
		t.Errorf("the least minus one is %v", got)
	}
	if got, err := one.Sub(least); err == nil {
		t.Errorf("one minus the least is %v", got)
	}
}

func TestParseMinor_AnyWireAmount_SurvivesTheRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		currency := rapid.SampledFrom([]string{"USD", "JPY", "KWD", "IDR", "CLF"}).Draw(t, "currency")
		minor := rapid.Int64Range(0, 9999999999999999).Draw(t, "minor")
		amount, err := money.ParseMinor(currency, strconv.FormatInt(minor, 10))
		if err != nil || amount.Minor != minor || amount.Value() != strconv.FormatInt(minor, 10) {
			t.Fatalf("%d became %v, %v", minor, amount, err)
		}
		if again := strings.Replace(amount.FormatMajor(), ".", "", 1); strings.TrimLeft(again, "0") != strings.TrimLeft(amount.Value(), "0") {
			t.Fatalf("%s lost digits of %s", amount.FormatMajor(), amount.Value())
		}
		if amount.IsZero() == amount.IsPositive() {
			t.Fatal("an amount on the wire is either zero or positive")
		}
	})
}

func TestArithmetic_AddThenSub_IsTheSameAmount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := money.Amount{Minor: rapid.Int64().Draw(t, "a"), Currency: "USD"}
		b := money.Amount{Minor: rapid.Int64().Draw(t, "b"), Currency: "USD"}
		sum, err := a.Add(b)
		if fits := addFits(a.Minor, b.Minor); (err == nil) != fits {
			t.Fatalf("%d + %d: fits %v, error %v", a.Minor, b.Minor, fits, err)
		}
		if err != nil {
			return
		}
		back, err := sum.Sub(b)
		if err != nil || back != a {
			t.Fatalf("(a+b)−b = %v, %v; want %v", back, err, a)
		}
		order, err := sum.Cmp(a)
		if err != nil || (order > 0) != (b.Minor > 0) || (order == 0) != (b.Minor == 0) {
			t.Fatalf("Cmp(a+b, a) = %d, %v with b = %d", order, err, b.Minor)
		}
	})
}

func addFits(a, b int64) bool {
	if b > 0 {
		return a <= math.MaxInt64-b
	}
	return a >= math.MinInt64-b
}
