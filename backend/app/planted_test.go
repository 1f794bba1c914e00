package app_test

import (
	"bufio"
	"bytes"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"antomdesk/backend/app"
	"antomdesk/backend/sandbox"
	"antomdesk/backend/services"
	"antomdesk/backend/signature"
)

const (
	plantedPath = "/ams/sandbox/api/v1/payments/inquiryPayment"
	plantedBody = `{"paymentRequestId":"a/é<b>","extendInfo":"x"}`
	plantedTime = "1767225600123"
)

// message is what goes over the wire, and what was signed of it.
type message struct {
	key                      *rsa.PrivateKey
	target, client, at, body string
	signed                   string                                // the string that is signed; empty means the right one
	sign                     func(text string) []byte              // nil means RSA with SHA-256
	header                   func(sig []byte, right string) string // nil means the right one
}

func (m message) text() string {
	return "POST " + m.target + "\n" + m.client + "." + m.at + "." + m.body
}

func (m message) signature(t *testing.T) string {
	t.Helper()
	if m.signed == "" {
		m.signed = m.text()
	}
	if m.sign == nil {
		m.sign = func(text string) []byte {
			sig, err := signature.Sign(m.key, nil, []byte(text))
			if err != nil {
				t.Fatal(err)
			}
			return sig
		}
	}
	sig := m.sign(m.signed)
	right := signature.FormatHeader("1", sig)
	if m.header == nil {
		return right
	}
	return m.header(sig, right)
}

// post writes one request to a raw socket and returns the answer's body.
func post(t *testing.T, origin, target string, headers []string, body string) string {
	t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(origin, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	head := fmt.Sprintf("POST %s HTTP/1.1\r\nHost: shop.example:8080\r\n%s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n", target, strings.Join(headers, "\r\n"), len(body))
	if _, err := io.WriteString(conn, head+body); err != nil {
		t.Fatal(err)
	}
	response, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(answer)
}

// newest is the log's newest row with what the doctor says of it on demand.
func newest(t *testing.T, a *app.App, log string) (services.LogRow, services.SignatureReport) {
	t.Helper()
	page, err := a.Services().Logs.List(services.ListLogsInput{Environment: "test", Log: log, Limit: 1})
	if err != nil || len(page.Items) != 1 {
		t.Fatal(err)
	}
	report, err := a.Services().Signatures.Explain(services.LogEntryInput{ID: page.Items[0].ID})
	if err != nil {
		t.Fatal(err)
	}
	return page.Items[0], report
}

// wantsCause checks the sentence stored with the exchange and the report made of it afterwards.
func wantsCause(t *testing.T, name string, row services.LogRow, report services.SignatureReport, want string) {
	t.Helper()
	var got []string
	for _, c := range report.Causes {
		got = append(got, c.Code)
	}
	if strings.Join(got, " ") != want {
		t.Errorf("%s: %q, want %s: %s", name, got, want, report.Sentence)
	}
	if row.Reason != report.Sentence || row.Verdict != "failed" || !strings.HasPrefix(row.Reason, "The signature does not verify: ") {
		t.Errorf("%s: stored %s %q, explained %q", name, row.Verdict, row.Reason, report.Sentence)
	}
	t.Logf("%-28s %s", name, row.Reason)
}

type planted struct {
	name   string
	change func(*message)
	want   string
}

func TestPlanted_SigningMistakesOfMerchants_AreEachNamedInOneSentence(t *testing.T) {
	a := start(t, config(t.TempDir()))
	old := newMerchant(t, a)
	m := newMerchant(t, a)
	live, err := a.Services().Keys.Generate(services.GenerateKeysInput{Environment: "live"})
	if err != nil {
		t.Fatal(err)
	}
	right := message{key: private(t, m.keys.MerchantPrivateKey), target: plantedPath, client: m.keys.ClientID, at: plantedTime, body: plantedBody}
	all := plantedMistakes(t, right.key, private(t, old.keys.MerchantPrivateKey), private(t, live.MerchantPrivateKey), live.ClientID)
	if len(all) < 24 {
		t.Fatalf("only %d mistakes are planted", len(all))
	}
	send := func(c message) string {
		return post(t, m.keys.Gateway, c.target, []string{
			"Content-Type: application/json", "Client-Id: " + c.client, "Request-Time: " + c.at, "Signature: " + c.signature(t),
		}, c.body)
	}
	for _, p := range all {
		c := right
		p.change(&c)
		answer := send(c)
		row, report := newest(t, a, services.LogRequests)
		wantsCause(t, p.name, row, report, p.want)
		if !strings.Contains(answer, "INVALID_SIGNATURE") {
			t.Errorf("%s: answered %s", p.name, answer)
		}
		if row.Verdict == "failed" && !strings.Contains(jsonText(t, report.Sentence), answerMessage(t, answer)) {
			t.Errorf("%s: the caller is told %s", p.name, answer)
		}
	}
	if answer := send(right); strings.Contains(answer, "INVALID_SIGNATURE") {
		t.Errorf("without a mistake: %s", answer)
	}
}

// answerMessage is the message a caller gets, which Antom limits to 256 characters.
func answerMessage(t *testing.T, answer string) string {
	t.Helper()
	var body struct{ Result sandbox.Result }
	if err := json.Unmarshal([]byte(answer), &body); err != nil {
		t.Fatal(err)
	}
	return jsonText(t, strings.TrimSuffix(body.Result.Message, "…"))
}

func jsonText(t *testing.T, text string) string {
	t.Helper()
	out, err := json.Marshal(text)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Trim(string(out), `"`)
}

func private(t *testing.T, text string) *rsa.PrivateKey {
	t.Helper()
	key, err := signature.ParsePrivateKey(text)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func plantedMistakes(t *testing.T, key, old, live *rsa.PrivateKey, liveClient string) []planted {
	over := func(from, to string) func(*message) {
		return func(m *message) { m.signed = strings.Replace(m.text(), from, to, 1) }
	}
	body := func(to string) func(*message) { return over(plantedBody, to) }
	scheme := func(sign func(text []byte) ([]byte, error)) func(*message) {
		return func(m *message) {
			m.sign = func(text string) []byte {
				sig, err := sign([]byte(text))
				if err != nil {
					t.Fatal(err)
				}
				return sig
			}
		}
	}
	header := func(write func(sig []byte, right string) string) func(*message) {
		return func(m *message) { m.header = write }
	}
	const begin = "algorithm=RSA256,keyVersion=1,signature="
	return []planted{
		{"sandbox path not signed", over("/sandbox", ""), "sandboxMissing"},
		{"sandbox path signed only", func(m *message) {
			m.signed, m.target = m.text(), strings.Replace(m.target, "/sandbox", "", 1)
		}, "sandboxExtra"},
		{"query left out", func(m *message) { m.signed = m.text(); m.target += "?a=1" }, "queryMissing"},
		{"full URL signed", over("POST ", "POST https://shop.example:8080"), "fullUrl"},
		{"slash at the end", over(plantedPath, plantedPath+"/"), "trailingSlashExtra"},
		{"path prefix stripped", over("/ams/sandbox/api", ""), "pathPrefixMissing"},
		{"JSON indented", body("{\n  \"paymentRequestId\": \"a/é<b>\",\n  \"extendInfo\": \"x\"\n}"), "bodyIndented"},
		{"JSON as Python writes", body(`{"paymentRequestId": "a/\u00e9<b>", "extendInfo": "x"}`), "bodyReserialised"},
		{"JSON compact, sent indented", func(m *message) {
			m.signed = m.text()
			m.body = "{\n    \"paymentRequestId\": \"a/é<b>\",\n    \"extendInfo\": \"x\"\n}"
		}, "bodyCompact"},
		{"JSON keys sorted", body(`{"extendInfo":"x","paymentRequestId":"a/é<b>"}`), "bodySorted"},
		{"slashes escaped", body(strings.Replace(plantedBody, "/", `\/`, 1)), "bodySlashEscaped"},
		{"letters escaped", body(strings.Replace(plantedBody, "é", `\u00e9`, 1)), "bodyUnicodeEscaped"},
		{"HTML escaped", body(strings.NewReplacer("<", `\u003c`, ">", `\u003e`).Replace(plantedBody)), "bodyHtmlEscaped"},
		{"byte order mark", body("\ufeff" + plantedBody), "bodyBomSigned"},
		{"line end", body(plantedBody + "\n"), "bodyLineEnd"},
		{"CR LF signed, LF sent", func(m *message) {
			m.body = "{\n\"paymentRequestId\":\"a\"}"
			m.signed = strings.Replace(m.text(), "{\n", "{\r\n", 1)
		}, "bodyCrlfSigned"},
		{"Latin-1", body(strings.Replace(plantedBody, "é", "\xe9", 1)), "bodyCharset"},
		{"empty body signed", body(""), "bodyEmpty"},
		{"clock read twice", over(plantedTime, "1767225600120"), "timeOther"},
		{"seconds signed", over(plantedTime, "1767225600"), "timeFormat"},
		{"client id of live", func(m *message) { m.signed = strings.Replace(m.text(), m.client, liveClient, 1) }, "clientOther"},
		{"no line feed", over("\n", ""), "afterPath"},
		{"CR LF after the path", over("\n", "\r\n"), "crlfAfterPath"},
		{"method in lower case", over("POST", "post"), "methodLower"},
		{"base64url", header(func(sig []byte, _ string) string { return begin + base64.URLEncoding.EncodeToString(sig) }), "base64Url"},
		{"URL-encoded twice", header(func(_ []byte, right string) string { return begin + url.QueryEscape(strings.TrimPrefix(right, begin)) }), "encodedTwice"},
		{"hexadecimal", header(func(sig []byte, _ string) string { return begin + hex.EncodeToString(sig) }), "hex"},
		{"bare value", header(func(_ []byte, right string) string { return strings.TrimPrefix(right, begin) }), "headerBare"},
		{"SHA-1", scheme(func(text []byte) ([]byte, error) {
			sum := sha1.Sum(text)
			return rsa.SignPKCS1v15(nil, key, crypto.SHA1, sum[:])
		}), "hash"},
		{"SHA-512", scheme(func(text []byte) ([]byte, error) {
			sum := sha512.Sum512(text)
			return rsa.SignPKCS1v15(nil, key, crypto.SHA512, sum[:])
		}), "hash"},
		{"PSS", scheme(func(text []byte) ([]byte, error) {
			sum := sha256.Sum256(text)
			return rsa.SignPSS(rand.Reader, key, crypto.SHA256, sum[:], nil)
		}), "pss"},
		{"hashed twice", scheme(func(text []byte) ([]byte, error) {
			sum := sha256.Sum256(text)
			return signature.Sign(key, nil, sum[:])
		}), "doubleHash"},
		{"old key", func(m *message) { m.key = old }, "keyRetired"},
		{"live key in test", func(m *message) { m.key = live }, "keyEnvironment"},
		{"a key of nobody", func(m *message) { m.key = private(t, strangerKey(t)) }, "keyUnknown"},
		{"path and body", func(m *message) {
			m.signed = strings.Replace(strings.Replace(m.text(), "/sandbox", "", 1), plantedBody, plantedBody+"\n", 1)
		}, "sandboxMissing bodyLineEnd"},
		{"old key and query", func(m *message) { m.key = old; m.signed = m.text(); m.target += "?a=1" }, "keyRetired queryMissing"},
		{"something of no kind", body(`{"paymentRequestId":"another"}`), "otherBytes"},
	}
}

func strangerKey(t *testing.T) string {
	t.Helper()
	key, err := signature.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return signature.FormatPrivateKeyPKCS8(key)
}

// TestPlanted_WhatProxiesDoToNotifications_IsNamed takes a real notification and sends it on to the
// listener changed, as what stands between Antom and a merchant's code changes it.
func TestPlanted_WhatProxiesDoToNotifications_IsNamed(t *testing.T) {
	a := start(t, config(t.TempDir()))
	shop, notified := receiver(t, rightAck)
	m := newMerchant(t, a)
	paid := m.wants(t, "payments/pay", payBody("r1", "1099", shop.URL+"/shop/antom?m=1"), "PAYMENT_IN_PROCESS")
	buyerPays(t, paid.NormalURL)
	n := wait(t, notified)
	eventually(t, a, "the delivery is on record", func() bool {
		page, err := a.Services().Logs.List(services.ListLogsInput{Environment: "test", Log: services.LogNotifications})
		return err == nil && len(page.Items) > 0
	})
	sent := noticed{target: "/shop/antom?m=1", client: n.header.Get("Client-Id"), at: n.header.Get("Request-Time"), signature: n.header.Get("Signature"), body: string(n.body)}
	begin, value, _ := strings.Cut(sent.signature, "signature=")
	begin += "signature="
	plain, err := url.QueryUnescape(value)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []struct {
		name   string
		change func(*noticed)
		want   string
	}{
		{"query dropped by a proxy", func(n *noticed) { n.target = "/shop/antom" }, "pathOther"},
		{"path rewritten by a proxy", func(n *noticed) { n.target = "/internal/hooks" }, "pathOther"},
		{"path prefix added", func(n *noticed) { n.target = "/gateway" + n.target }, "pathPrefixMissing"},
		{"slash added", func(n *noticed) { n.target += "/" }, "trailingSlashMissing"},
		{"body indented on the way", func(n *noticed) { n.body = indent(t, n.body) }, "bodyCompact"},
		{"JSON written anew on the way", func(n *noticed) { n.body = strings.ReplaceAll(n.body, `":`, `": `) }, "bodyCompact"},
		{"mark added", func(n *noticed) { n.body = "\ufeff" + n.body }, "bodyBomSent"},
		{"line end added", func(n *noticed) { n.body += "\n" }, "bodyTrimmed"},
		{"time rewritten", func(n *noticed) { n.at = rewritten(t, n.at) }, "timeFormat"},
		{"value encoded again", func(n *noticed) { n.signature = begin + url.QueryEscape(value) }, "encodedTwice"},
		{"value decoded", func(n *noticed) { n.signature = begin + strings.ReplaceAll(plain, "+", " ") }, "plusLost"},
		{"cut short", func(n *noticed) { n.signature = begin + url.QueryEscape(plain[:100]) }, "keyLength"},
		{"body lost", func(n *noticed) { n.body = "{}" }, "otherBytes"},
	} {
		if p.name == "value decoded" && !strings.Contains(plain, "+") {
			continue // one signature in a few hundred has no +
		}
		c := sent
		p.change(&c)
		post(t, m.keys.Listener, c.target, []string{"client-id: " + c.client, "request-time: " + c.at, "signature: " + c.signature}, c.body)
		row, report := newest(t, a, services.LogNotifications)
		wantsCause(t, p.name, row, report, p.want)
	}
	post(t, m.keys.Listener, sent.target, []string{"client-id: " + sent.client, "request-time: " + sent.at, "signature: " + sent.signature}, sent.body)
	if row, report := newest(t, a, services.LogNotifications); row.Verdict != "verified" || !report.Verified {
		t.Errorf("unchanged: %s, %+v", row.Verdict, report)
	}
}

// noticed is a notification as it arrived.
type noticed struct{ target, client, at, signature, body string }

func indent(t *testing.T, body string) string {
	t.Helper()
	var out bytes.Buffer
	if err := json.Indent(&out, []byte(body), "", "  "); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// rewritten is the instant in another zone.
func rewritten(t *testing.T, at string) string {
	t.Helper()
	instant, err := signature.ParseRequestTime(at)
	if err != nil {
		t.Fatal(err)
	}
	if text := instant.UTC().Format("2006-01-02T15:04:05-0700"); text != at {
		return text
	}
	return instant.UTC().Format(time.RFC3339)
}
