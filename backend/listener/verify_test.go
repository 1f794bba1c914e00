package listener

import (
	"crypto/rand"
	"net/http"
	"strings"
	"testing"

	"antomdesk/backend/sandbox"
	"antomdesk/backend/signature"
)

func TestVerify_TellsWhatIsWrong(t *testing.T) {
	other, err := signature.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	sign := func(path string) string {
		sig, err := signature.Sign(antomKey(), signature.Prefix(path, clientID, when), []byte(body))
		if err != nil {
			t.Fatal(err)
		}
		return signature.FormatHeader("7", sig)
	}
	foreign, err := signature.Sign(other, signature.Prefix("/n?q=1", clientID, when), []byte(body))
	if err != nil {
		t.Fatal(err)
	}
	const mismatch = "The signature does not verify: "
	good := sign("/n?q=1")
	for name, c := range map[string]struct {
		target, signature, clientID, requestTime, body string
		verdict                                        sandbox.Verdict
		reason                                         string // its beginning
	}{
		"as signed":            {"/n?q=1", good, clientID, when, body, sandbox.VerdictVerified, ""},
		"spaces after commas":  {"/n?q=1", strings.ReplaceAll(good, ",", ", "), clientID, when, body, sandbox.VerdictVerified, ""},
		"absolute target":      {"http://shop.example:81/n?q=1", good, clientID, when, body, sandbox.VerdictVerified, ""},
		"no signature":         {"/n?q=1", "", clientID, when, body, sandbox.VerdictMissing, "There is no signature header"},
		"garbled signature":    {"/n?q=1", "nonsense", clientID, when, body, sandbox.VerdictFailed, mismatch + "the Signature header has the bare value"},
		"changed body":         {"/n?q=1", good, clientID, when, body + " ", sandbox.VerdictFailed, mismatch + "it was made over the body without the white space around it"},
		"query lost":           {"/n", good, clientID, when, body, sandbox.VerdictFailed, mismatch + "the key is right"},
		"other client":         {"/n?q=1", good, "other", when, body, sandbox.VerdictFailed, mismatch + "the key is right"},
		"other time":           {"/n?q=1", good, clientID, "2026-01-02T11:04:06+08:00", body, sandbox.VerdictFailed, mismatch + "it was made with the time " + when},
		"client id missing":    {"/n?q=1", good, "", when, body, sandbox.VerdictFailed, mismatch + "the Client-Id header is missing"},
		"request time missing": {"/n?q=1", good, clientID, "", body, sandbox.VerdictFailed, mismatch + "the Request-Time header is missing"},
		"another key":          {"/n?q=1", signature.FormatHeader("7", foreign), clientID, when, body, sandbox.VerdictFailed, mismatch + "it was not made with the private key"},
	} {
		t.Run(name, func(t *testing.T) {
			h := http.Header{"Signature": {c.signature}, "Client-Id": {c.clientID}, "Request-Time": {c.requestTime}}
			got := verify(&antomKey().PublicKey, c.target, h, []byte(c.body), signature.Diagnose)
			if got.verdict != c.verdict || !strings.HasPrefix(got.reason, c.reason) || (got.reason == "") != (c.verdict == sandbox.VerdictVerified) {
				t.Errorf("got %s %q, want %s %q", got.verdict, got.reason, c.verdict, c.reason)
			}
			if want := "POST " + signature.SignedPath(c.target) + "\n" + c.clientID + "." + c.requestTime + "."; c.signature != "" && string(got.prefix) != want {
				t.Errorf("string to sign begins %q, want %q", got.prefix, want)
			}
		})
	}
}
