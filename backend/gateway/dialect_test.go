package gateway_test

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"antomdesk/backend/datafolder"
	"antomdesk/backend/sandbox"
	"antomdesk/backend/signature"
)

// testTLS are a server configuration of a new installation and a client's that trusts its CA.
func testTLS(t *testing.T) (server, client *tls.Config) {
	t.Helper()
	folder, err := datafolder.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { folder.Close() })
	server, caFile, err := folder.Certificates(nil)
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(caFile)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(text)
	return server, &tls.Config{RootCAs: roots, ServerName: "localhost"}
}

func (c *conn) hangUp() {
	if err := c.Conn.(interface{ CloseWrite() error }).CloseWrite(); err != nil {
		c.t.Fatal(err)
	}
}

func TestDialect_VerifyAndAnswerPaths_AreThoseOfTheSDKs(t *testing.T) {
	const clean, double = inquiryPath, "/ams/sandbox/api//v1/payments/retrievePaymentSession"
	for name, tc := range map[string]struct {
		target, signed, sdk, answer string
	}{
		"all":                    {clean, clean, "", clean},
		"all, production path":   {"/ams/api/v1/payments/inquiryPayment", "/ams/api/v1/payments/inquiryPayment", "", "/ams/api/v1/payments/inquiryPayment"},
		"a query is signed":      {clean + "?a=b//c", clean + "?a=b//c", "", clean + "?a=b//c"},
		"all, double slash":      {double, double, "", double},
		"Go":                     {clean, clean, "global-open-sdk-go", clean},
		"Go, trailing slash":     {"/" + clean, clean, "global-open-sdk-go", "/" + clean},
		"Go, path prefix":        {"/gw" + clean, clean, "global-open-sdk-go", "/gw" + clean},
		"PHP, path prefix":       {"/gw" + clean, clean, "", clean},
		"a prefix that's signed": {"/gw" + clean, "/gw" + clean, "", "/gw" + clean},
		"Python":                 {"https://127.0.0.9:18443" + clean, clean, "", clean},
		"Python, trailing slash": {"https://127.0.0.9:18443/" + clean, clean, "", clean},
		"Python, path prefix":    {"https://127.0.0.9/gw" + clean, clean, "", clean},
		"absolute, another SDK":  {"https://127.0.0.9/gw" + clean, clean, "global-open-sdk-go", clean},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t)
			a, row := r.call(request{target: tc.target, signed: tc.signed, sdk: tc.sdk, body: `{"paymentRequestId":"p-1"}`})
			if row.Verdict != sandbox.VerdictVerified {
				t.Fatalf("%s: %s", row.Verdict, row.Reason)
			}
			a.verify(t, tc.answer)
			if row.Target != tc.target {
				t.Errorf("recorded target %q", row.Target)
			}
			if want := signature.Prefix(tc.signed, keys.ClientID, row.RequestTime); !bytes.Equal(row.SignedPrefix, want) {
				t.Errorf("string to sign %q, want %q", row.SignedPrefix, want)
			}
			if !strings.HasPrefix(string(row.AnswerSignedPrefix), "POST "+tc.answer+"\n") {
				t.Errorf("the answer's string to sign %q", row.AnswerSignedPrefix)
			}
		})
	}
}

func TestDialect_Python_AbsoluteTargetIndentedBodyAndISOTimeOverTLS(t *testing.T) {
	server, client := testTLS(t)
	r := newRig(t)
	r.overTLS(server, client)
	body := strings.NewReplacer(`{"`, "{\n   \"", `,"`, ",\n   \"", "tea", `caf\u00e9`).Replace(payBody)
	host := "gateway.example.test:18443"
	head, _ := request{
		target: "https://" + host + payPath, signed: payPath, body: body, time: "2026-11-23T01:00:00+00:00",
		extra: []string{"Accept: text/plain,text/xml,text/javascript,text/html", "Cache-Control: no-cache", "Connection: Keep-Alive"},
	}.raw(t)
	c := r.dial()
	c.send(head, body)
	a, row := c.answer("POST"), r.next()
	a.verify(t, payPath)
	var answer struct{ NormalURL string }
	if err := json.Unmarshal(a.body, &answer); err != nil {
		t.Fatal(err)
	}
	if a.code(t) != "PAYMENT_IN_PROCESS" || !strings.HasPrefix(answer.NormalURL, "https://"+host+"/wallet/") {
		t.Errorf("%s", a.body)
	}
	if row.Scheme != "https" || row.SkewMillis != 0 || string(row.RequestHead) != head || string(row.RequestBody) != body {
		t.Errorf("recorded %+v %q", row.Exchange, row.RequestHead)
	}
}

func TestDialect_FiveTimeFormats_VerifyAndAreRecordedAsSent(t *testing.T) {
	r := newRig(t)
	for _, text := range []string{
		fmt.Sprint(morning.UnixMilli()), "2026-11-23T01:00:00+00:00", "2026-11-23T09:00:00+0800",
		"2026-11-23T01:00:00.0000000Z", "2026-11-23T09:00:00+08:00",
	} {
		a, row := r.call(request{time: text})
		a.verify(t, inquiryPath)
		if row.Verdict != sandbox.VerdictVerified || row.RequestTime != text || row.SkewMillis != 0 {
			t.Errorf("%s: %s, recorded %q, skew %d", text, row.Verdict, row.RequestTime, row.SkewMillis)
		}
	}
}

func TestDialect_EveryActiveKeyVerifiesWhateverItsVersion(t *testing.T) {
	r := newRig(t)
	first := r.directory.keys[keys.ClientID][0]
	r.directory.keys[keys.ClientID] = []sandbox.MerchantKey{
		{ID: "damaged", Version: 3, PublicKey: "not a key"},
		{ID: "other", Version: 2, PublicKey: keys.Wrong.PublicSPKIBase64},
		first,
	}
	for version, warns := range map[string]bool{"1": false, "2": true, "anything": true} {
		q := request{}.defaults()
		sig, err := signature.Sign(merchantKey, signature.Prefix(q.target, q.client, q.time), []byte(q.body))
		if err != nil {
			t.Fatal(err)
		}
		q.signatureHeader = text(signature.FormatHeader(version, sig))
		a, row := r.call(q)
		a.verify(t, inquiryPath)
		if row.Verdict != sandbox.VerdictVerified || row.KeyVersion != version || (len(row.Warnings) > 0) != warns {
			t.Errorf("%s: %s %q, warnings %q", version, row.Verdict, row.KeyVersion, row.Warnings)
		}
	}
	if _, row := r.call(request{key: antomKey}); row.ResultCode != "INVALID_SIGNATURE" || !strings.Contains(row.Reason, "not made with the private key") {
		t.Errorf("%s %q", row.ResultCode, row.Reason)
	}
}

func TestDialect_HostOfTheCall_IsTheBuyersHost(t *testing.T) {
	r := newRig(t)
	n := 0
	for host, want := range map[string]string{
		"shop.example.test":   "http://shop.example.test/wallet/",
		"my_service:18080":    "http://my_service:18080/wallet/",
		"[::1]:18080":         "http://[::1]:18080/wallet/",
		"127.0.0.9":           "http://127.0.0.9/wallet/",
		"a\"onload=x":         "http://" + r.address + "/wallet/",
		"":                    "http://" + r.address + "/wallet/",
		"user@shop.test":      "http://" + r.address + "/wallet/",
		"shop.test:99999999":  "http://" + r.address + "/wallet/",
		"xn--fsq.example:443": "http://xn--fsq.example:443/wallet/",
	} {
		n++
		body := strings.Replace(payBody, "pay-1", fmt.Sprintf("pay-host-%d", n), 1)
		head, _ := request{target: payPath, body: body, without: "host", extra: []string{"Host: " + host}}.raw(t)
		c := r.dial()
		c.send(head, body)
		var answer struct{ NormalURL string }
		a := c.answer("POST")
		r.next()
		if a.StatusCode == 400 { // net/http itself refuses this Host
			continue
		}
		if err := json.Unmarshal(a.body, &answer); err != nil || !strings.HasPrefix(answer.NormalURL, want) {
			t.Errorf("%q: %s", host, a.body)
		}
	}
}
