package signature_test

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha512"
	"strings"
	"testing"

	"antomdesk/backend/signature"
	"antomdesk/backend/testkit"
)

func TestDiagnose_UsualMistakes_AreNamed(t *testing.T) {
	key := someKey()
	keys := []*rsa.PublicKey{nil, publicKey(t, testkit.CaptureKeys().Wrong.PublicSPKIBase64), &key.PublicKey}
	sent := signature.Signed{Path: "/ams/sandbox/api//v1/payments/pay?a=1", ClientID: "C", TimeText: "1767225600000", Body: []byte("{\n \"url\": \"a\\/b\" }\n")}
	prefix := string(signature.Prefix(sent.Path, "C", sent.TimeText))
	right := string(sent.Body)
	for _, c := range []struct{ text, says string }{
		{strings.Replace(prefix, "/sandbox", "", 1) + right, "the path without /sandbox"},
		{strings.Replace(prefix, "?a=1", "", 1) + right, "without its query"},
		{strings.Replace(prefix, "//", "/", 1) + right, "double slash"},
		{strings.Replace(prefix, " /ams", " ams", 1) + right, "leading slash"},
		{strings.Replace(prefix, "?a=1", "?a=1/", 1) + right, "a slash at its end"},
		{strings.Replace(prefix, "POST", "post", 1) + right, "lower case"},
		{strings.Replace(prefix, "POST", "GET", 1) + right, "method GET"},
		{strings.Replace(prefix, "\n", "\r\n", 1) + right, "CR LF"},
		{strings.Replace(prefix, "\n", `\n`, 1) + right, "a backslash and an n"},
		{strings.Replace(prefix, "\n", "", 1) + right, "without the line feed"},
		{strings.TrimSuffix(prefix, ".") + right, "without the point"},
		{"POST " + sent.Path + "\n1767225600000.C." + right, "the time before the client id"},
		{right, "the body alone"},
		{prefix, "an empty body"},
		{prefix + "{}", "an empty JSON object"},
		{prefix + strings.TrimSpace(right), "white space around it"},
		{prefix + right + "\n", "a line end that was not sent"},
		{prefix + strings.ReplaceAll(right, `\/`, `/`), `with / where \/ was sent`},
		{prefix + `{"url":"a\/b"}`, "indentation"},
		{"something else entirely", "the key is right"},
	} {
		sig, err := signature.Sign(key, nil, []byte(c.text))
		if err != nil {
			t.Fatal(err)
		}
		if cause := signature.Diagnose(keys, sent, sig); !strings.Contains(cause, c.says) {
			t.Errorf("%q: %q does not say %q", c.text, cause, c.says)
		}
	}
}

func TestDiagnose_WithoutSandboxInThePathSent_NamesTheOtherWayRound(t *testing.T) {
	key := someKey()
	sent := signature.Signed{Path: "/ams/api/v1/payments/pay", ClientID: "C", TimeText: "1", Body: []byte(`{"u":"a/b"}`)}
	for path, says := range map[string]string{"/ams/sandbox/api/v1/payments/pay": "the path with /sandbox"} {
		sig, err := signature.Sign(key, signature.Prefix(path, "C", "1"), sent.Body)
		if err != nil {
			t.Fatal(err)
		}
		if cause := signature.Diagnose([]*rsa.PublicKey{&key.PublicKey}, sent, sig); !strings.Contains(cause, says) {
			t.Errorf("%s: %q", path, cause)
		}
	}
	sig, err := signature.Sign(key, signature.Prefix(sent.Path, "C", "1"), []byte(`{"u":"a\/b"}`))
	if err != nil {
		t.Fatal(err)
	}
	if cause := signature.Diagnose([]*rsa.PublicKey{&key.PublicKey}, sent, sig); !strings.Contains(cause, `with \/ where / was sent`) {
		t.Errorf("escaped slashes: %q", cause)
	}
}

func TestDiagnose_OtherSchemes_AreNamed(t *testing.T) {
	key := someKey()
	keys := []*rsa.PublicKey{&key.PublicKey}
	sent := signature.Signed{Path: "/p", ClientID: "C", TimeText: "1", Body: []byte("{}")}
	text := append(signature.Prefix("/p", "C", "1"), sent.Body...)
	digest512 := sha512.Sum512(text)
	sig, err := rsa.SignPKCS1v15(nil, key, crypto.SHA512, digest512[:])
	if err != nil {
		t.Fatal(err)
	}
	if cause := signature.Diagnose(keys, sent, sig); !strings.Contains(cause, "SHA-512") {
		t.Errorf("SHA-512: %q", cause)
	}
	h := crypto.SHA256.New()
	h.Write(text)
	if sig, err = rsa.SignPSS(rand.Reader, key, crypto.SHA256, h.Sum(nil), nil); err != nil {
		t.Fatal(err)
	}
	if cause := signature.Diagnose(keys, sent, sig); !strings.Contains(cause, "PSS") {
		t.Errorf("PSS: %q", cause)
	}
}

func TestDiagnose_AnotherKey_SaysSo(t *testing.T) {
	wrong := privateKey(t, testkit.CaptureKeys().Wrong.PrivatePKCS8Base64)
	sent := signature.Signed{Path: "/p", ClientID: "C", TimeText: "1", Body: []byte("{}")}
	sig, err := signature.Sign(wrong, signature.Prefix("/p", "C", "1"), sent.Body)
	if err != nil {
		t.Fatal(err)
	}
	const says = "not made with the private key"
	if cause := signature.Diagnose([]*rsa.PublicKey{&someKey().PublicKey}, sent, sig); !strings.Contains(cause, says) {
		t.Errorf("another key: %q", cause)
	}
	if cause := signature.Diagnose([]*rsa.PublicKey{&someKey().PublicKey}, sent, sig[:100]); !strings.Contains(cause, says) {
		t.Errorf("another length: %q", cause)
	}
	if cause := signature.Diagnose(nil, sent, nil); !strings.Contains(cause, "empty") {
		t.Errorf("empty: %q", cause)
	}
}
