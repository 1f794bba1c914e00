package signature_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"antomdesk/backend/signature"
)

// maker makes random calls; the same seed makes the same.
type maker struct{ *rand.Rand }

func newMaker() maker { return maker{rand.New(rand.NewPCG(2026, 11))} }

// call is a random case, right apart from its header.
func (m maker) call() signature.Case {
	c := sent()
	c.Paths = []string{pick(m, casePath, "/ams/api//v1/x", "/ams/sandbox/api/v1/refund?q=%20&r=/ams/", "/", "/gw/"+m.word())}
	c.TimeText = m.time()
	c.ClientID = pick(m, caseClient, "5Y"+m.word(), m.word())
	c.Body = m.body()
	c.ClientIDs = []string{caseClient, "5YOTHER"}
	return c
}

func pick[T any](m maker, from ...T) T { return from[m.IntN(len(from))] }

func (m maker) word() string {
	letters := []rune("abcXYZ019/_-é茶🎉\"\\<>&'\n ")
	var word strings.Builder
	for range 1 + m.IntN(12) {
		word.WriteRune(letters[m.IntN(len(letters))])
	}
	return word.String()
}

func (m maker) time() string {
	at := time.UnixMilli(1767225600000 + m.Int64N(1e11)).UTC()
	return pick(m, strconv.FormatInt(at.UnixMilli(), 10), at.Format(time.RFC3339), at.Format("2006-01-02T15:04:05-0700"), at.Format("2006-01-02T15:04:05.0000000Z"))
}

func (m maker) body() []byte {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(m.IntN(2) == 0)
	encoder.SetIndent("", pick(m, "", "  ", "   ", "\t"))
	if encoder.Encode(m.value(3)) != nil {
		panic("a value that cannot be encoded")
	}
	text := pick(m, out.Bytes(), bytes.TrimSpace(out.Bytes()))
	return pick(m, text, text, bytes.ReplaceAll(text, []byte("/"), []byte(`\/`)), []byte(m.word()), nil)
}

func (m maker) value(depth int) any {
	switch kind := m.IntN(6); {
	case depth > 0 && kind < 2:
		object := map[string]any{}
		for range m.IntN(5) {
			object[m.word()] = m.value(depth - 1)
		}
		return object
	case depth > 0 && kind == 2:
		return []any{m.value(depth - 1), m.value(depth - 1)}
	case kind == 3:
		return m.IntN(1e6)
	case kind == 4:
		return pick[any](m, true, nil, 1.5)
	}
	return m.word()
}

func TestDiagnose_TenThousandRightCalls_NeverGetACause(t *testing.T) {
	m := newMaker()
	key := shortKey(t)
	for i := range 10_000 {
		c := m.call()
		c.Accepted = []signature.Key{{Public: &key.PublicKey}}
		sig, err := signature.Sign(key, signature.Prefix(c.Paths[0], c.ClientID, c.TimeText), c.Body)
		if err != nil {
			t.Fatal(err)
		}
		c.Header = signature.FormatHeader("1", sig)
		if d := signature.Diagnose(c); !d.Verified || len(d.Causes) > 0 {
			t.Fatalf("call %d (%+v): %s", i, c, d.Sentence())
		}
	}
}

// remains are the causes that claim nothing about how the string was made.
var remains = []signature.Code{signature.CodeOtherBytes, signature.CodeOtherBytesLarge, signature.CodeKeyUnknown}

func TestDiagnose_MistakesOfNoKnownKind_GetNoSpecificCause(t *testing.T) {
	m := newMaker()
	key := shortKey(t)
	for i := range 300 {
		c := m.call()
		c.Accepted = []signature.Key{{Public: &key.PublicKey}}
		text := append(signature.Prefix(c.Paths[0], c.ClientID, c.TimeText), c.Body...)
		for range 3 { // three bytes that no known mistake changes together
			at := m.IntN(len(text))
			text = slices.Insert(text, at, byte('Q'))
		}
		sig, err := signature.Sign(key, nil, text)
		if err != nil {
			t.Fatal(err)
		}
		c.Header = signature.FormatHeader("1", sig)
		d := signature.Diagnose(c)
		if len(d.Causes) != 1 || !slices.Contains(remains, d.Causes[0].Code) || d.Signed != nil {
			t.Fatalf("case %d: %s for %q", i, d.Sentence(), text)
		}
	}
}

// FuzzDiagnose looks for a cause that does not stand up: what is proven must verify.
func FuzzDiagnose(f *testing.F) {
	f.Add("algorithm=RSA256,keyVersion=1,signature=YWJj", casePath, caseTime, []byte(caseBody), []byte(caseBody))
	f.Add("", "", "", []byte("[[{\"a\":\"\\ud800\"}]]"), []byte("{"))
	f.Fuzz(func(t *testing.T, header, path, at string, body, signed []byte) {
		c := sent()
		c.Header, c.Paths, c.TimeText, c.Body = header, []string{path}, at, body
		if len(header)%2 == 0 {
			c = signedAs(t, c, path, c.ClientID, at, string(signed))
		}
		d := signature.Diagnose(c)
		if !d.Verified && len(d.Causes) == 0 {
			t.Errorf("it neither verifies nor has a cause: %+v", c)
		}
		if want := "POST " + path + "\n" + c.ClientID + "." + at + "." + string(signed); d.Signed != nil && string(d.Signed) != want {
			t.Errorf("it says that %q was signed, which was %q", d.Signed, want)
		}
	})
}

func BenchmarkDiagnose(b *testing.B) {
	for _, size := range []int{200, 2 << 10, 64 << 10, 10 << 20} {
		c := sent()
		c.Body = fmt.Appendf(nil, `{"a":"%s","z":"é/<","b":[1,2,{"c":"\u00e9"}]}`, strings.Repeat("x", size))
		c = signedAs(b, c, "/elsewhere", caseClient, caseTime, "nothing")
		b.Run(strconv.Itoa(size), func(b *testing.B) {
			for b.Loop() {
				signature.Diagnose(c)
			}
		})
	}
}
