package contract_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"antomdesk/backend/contract"
	"antomdesk/backend/testkit"
)

// Run it with -fuzzminimizetime=20x: minimising whole bodies otherwise takes all the time there is.
func FuzzParse(f *testing.F) {
	for _, c := range testkit.Captures("php") {
		f.Add(c.Body)
	}
	for _, body := range []string{"", "{}", "[]", `{"a":1,"a":2}`, "\ufeff{}", `{"a":"\ud800"}`, strings.Repeat(`{"a":`, 70), `{"cardNo":4054695723100768}`} {
		f.Add([]byte(body))
	}
	api, found := contract.ByName("payments/pay")
	if !found {
		f.Fatal("no pay call")
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		masked := contract.Mask(body)
		if !json.Valid(masked) {
			t.Fatalf("masked to %q", masked)
		}
		o, err := contract.Parse(body)
		if err != nil {
			checkSentence(t, err.Error())
			return
		}
		if !json.Valid(body) {
			t.Fatalf("%q was accepted", body)
		}
		if again := contract.Mask(masked); string(again) != string(masked) {
			t.Fatalf("masked to %s, then to %s", masked, again)
		}
		checked, violation := api.Validate(o, contract.Rules{})
		if violation != nil {
			checkSentence(t, violation.Error())
			return
		}
		var request contract.PayRequest
		if err := checked.Decode(&request); err != nil {
			t.Fatalf("a valid request does not decode: %v", err)
		}
	})
}

func checkSentence(t *testing.T, sentence string) {
	t.Helper()
	if utf8.RuneCountInString(sentence) > 256 || !utf8.ValidString(sentence) {
		t.Fatalf("%d characters: %q", utf8.RuneCountInString(sentence), sentence)
	}
}

func BenchmarkPay(b *testing.B) {
	body := testkit.Captures("go")[0].Body
	api, found := contract.Lookup("/ams/api/v1/payments/pay")
	if !found {
		b.Fatal("no pay call")
	}
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		o, err := contract.Parse(body)
		if err != nil {
			b.Fatal(err)
		}
		checked, violation := api.Validate(o, contract.Rules{})
		if violation != nil {
			b.Fatal(violation)
		}
		var request contract.PayRequest
		if err := checked.Decode(&request); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMask(b *testing.B) {
	body := testkit.Captures("go")[1].Body
	b.ReportAllocs()
	for b.Loop() {
		contract.Mask(body)
	}
}
