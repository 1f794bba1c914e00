package notifier

import (
	"strings"
	"testing"
)

func TestFaultOf_DocumentedAcknowledgement_HasNone(t *testing.T) {
	for _, body := range []string{
		expected,
		"\n {\"result\" : {\"resultStatus\":\"S\", \"resultCode\":\"SUCCESS\"}} \n",
		`{"result":{"resultCode":"SUCCESS","resultStatus":"S","resultMessage":null,"more":[1]},"extra":{}}`,
		`{"result":{"resultCode":"\u0053UCCESS","resultStatus":"S","resultMessage":"成功"}}`,
	} {
		if fault := faultOf(received{status: 200, body: []byte(body)}); fault != "" {
			t.Errorf("%s: %s", body, fault)
		}
	}
}

func TestFaultOf_EachRuleBrokenAlone_HasItsOwnSentence(t *testing.T) {
	sentences := map[string]string{}
	for _, c := range []struct {
		name   string
		answer received
		want   string
	}{
		{"status 500", received{status: 500, body: []byte(expected)}, "HTTP status 500 instead of 200."},
		{"status 201", received{status: 201, body: []byte(expected)}, "HTTP status 201 instead of 200."},
		{"redirect", received{status: 307, body: []byte(expected)}, "HTTP status 307: Antom does not follow redirects; answer 200 at this URL itself."},
		{"too large", received{status: 200, body: []byte(expected), cut: true}, "The body is larger than 1048576 bytes; answer " + expected + "."},
		{"empty", received{status: 200}, "The body is empty; answer " + expected + "."},
		{"text", received{status: 200, body: []byte("success")}, "The body is not JSON: it begins with “success”."},
		{"cut JSON", received{status: 200, body: []byte(expected[:30])}, "The body is JSON that breaks off after 30 bytes: it begins with “" + expected[:30] + "”."},
		{"two values", received{status: 200, body: []byte("{} {}")}, "The body goes on after its JSON, with “{}”; send nothing but the object."},
		{"trailing text", received{status: 200, body: []byte(expected + "\nok")}, "The body goes on after its JSON, with “ok”; send nothing but the object."},
		{"byte order mark", received{status: 200, body: []byte("\xEF\xBB\xBF" + expected)}, "The body begins with a byte order mark (EF BB BF); send the JSON without it."},
		{"not UTF-8", received{status: 200, body: []byte("{\"result\":\"\xff\"}")}, "The body is not UTF-8: byte 12 begins no character."},
		{"array", received{status: 200, body: []byte(`[` + expected + `]`)}, "The body is JSON but not an object; answer " + expected + "."},
		{"no result", received{status: 200, body: []byte(`{"Result":{"resultCode":"SUCCESS","resultStatus":"S"}}`)}, `The body has no "result" object.`},
		{"result is text", received{status: 200, body: []byte(`{"result":"SUCCESS"}`)}, `"result" is "SUCCESS" instead of an object.`},
		{"result is null", received{status: 200, body: []byte(`{"result":null}`)}, `"result" is “null” instead of an object.`},
		{"no status", received{status: 200, body: []byte(`{"result":{"resultCode":"SUCCESS"}}`)}, `"result" has no resultStatus; it must be "S".`},
		{"status F", received{status: 200, body: []byte(`{"result":{"resultCode":"SUCCESS","resultStatus":"F"}}`)}, `resultStatus is "F" instead of "S".`},
		{"status true", received{status: 200, body: []byte(`{"result":{"resultCode":"SUCCESS","resultStatus":true}}`)}, `resultStatus is “true” instead of "S".`},
		{"no code", received{status: 200, body: []byte(`{"result":{"resultStatus":"S"}}`)}, `"result" has no resultCode; it must be "SUCCESS".`},
		{"code lower case", received{status: 200, body: []byte(`{"result":{"resultCode":"success","resultStatus":"S"}}`)}, `resultCode is "success" instead of "SUCCESS".`},
	} {
		got := faultOf(c.answer)
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
		if twin, twice := sentences[got]; twice {
			t.Errorf("%s and %s share a sentence", c.name, twin)
		}
		sentences[got] = c.name
	}
}

func TestFaultOf_LongBodies_AreShownShort(t *testing.T) {
	fault := faultOf(received{status: 200, body: []byte(strings.Repeat("界", 5000))})
	if want := "The body is not JSON: it begins with “" + strings.Repeat("界", 40) + "…”."; fault != want {
		t.Errorf("got %q", fault)
	}
}

func FuzzFaultOf(f *testing.F) {
	for _, seed := range []string{expected, "", "{", `{"result":{"resultStatus":1}}`, `{"result":{"a":{},"a":[]}}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		fault := faultOf(received{status: 200, body: body})
		if fault == "" && !strings.Contains(string(body), "result") {
			t.Errorf("%q passes", body)
		}
		if len(fault) > 500 {
			t.Errorf("a sentence of %d bytes", len(fault))
		}
	})
}
