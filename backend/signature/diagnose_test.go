package signature_test

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"antomdesk/backend/signature"
	"antomdesk/backend/testkit"
)

const (
	casePath   = "/ams/sandbox/api/v1/payments/pay"
	caseClient = "SANDBOX_5YCAPTURE00000001"
	caseTime   = "1767225600123"
	caseBody   = `{"order":{"referenceOrderId":"a/b","env":"é<&>"},"amount":{"value":"100","currency":"USD"}}`
)

// sent is a call as it arrives, apart from its signature.
func sent() signature.Case {
	return signature.Case{
		Direction: signature.OfMerchant, Method: "POST", Paths: []string{casePath}, Origin: "http://127.0.0.1:18080",
		ClientID: caseClient, TimeText: caseTime, Body: []byte(caseBody),
		Accepted: []signature.Key{{Public: &someKey().PublicKey, Version: 2, Environment: "test", ClientID: caseClient}},
	}
}

// signedAs puts a header onto the case that signs these texts in place of the right ones.
func signedAs(t testing.TB, c signature.Case, path, client, time, body string) signature.Case {
	t.Helper()
	c.Header = signature.FormatHeader("1", signText(t, "POST "+path+"\n"+client+"."+time+"."+body))
	return c
}

func signText(t testing.TB, text string) []byte {
	t.Helper()
	sig, err := signature.Sign(someKey(), nil, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return sig
}

func codesOf(d signature.Diagnosis) []signature.Code {
	var codes []signature.Code
	for _, c := range d.Causes {
		codes = append(codes, c.Code)
	}
	return codes
}

// explains fails unless the diagnosis has exactly these causes and shows the string that verifies.
func explains(t *testing.T, name string, d signature.Diagnosis, want ...signature.Code) {
	t.Helper()
	if !slices.Equal(codesOf(d), want) || d.Verified {
		t.Errorf("%s: %v, want %v: %s", name, codesOf(d), want, d.Sentence())
	}
	if strings.ContainsAny(d.Sentence(), "{}") || !strings.HasSuffix(d.Sentence(), ".") || strings.Contains(d.Sentence(), "  ") {
		t.Errorf("%s: a poor sentence: %q", name, d.Sentence())
	}
}

func TestDiagnose_OtherBytesSigned_AreNamedAndShown(t *testing.T) {
	for name, c := range map[string]struct {
		path, client, time, body string // empty means as sent
		target, sent             string // the path and body that arrive; empty means the usual ones
		want                     signature.Code
	}{
		"sandbox left out":     {path: "/ams/api/v1/payments/pay", want: signature.CodeSandboxLeft},
		"sandbox too much":     {path: casePath, target: "/ams/api/v1/payments/pay", want: signature.CodeSandboxExtra},
		"query left out":       {path: casePath, target: casePath + "?a=1", want: signature.CodeQueryMissing},
		"double slash cleaned": {path: casePath, target: "/ams/sandbox/api//v1/payments/pay", want: signature.CodeSlashDouble},
		"no leading slash":     {path: casePath[1:], want: signature.CodeSlashLeading},
		"slash at the end":     {path: casePath + "/", want: signature.CodeSlashExtra},
		"slash at the end sent": {
			path: casePath, target: casePath + "/", want: signature.CodeSlashMissing},
		"full URL":           {path: "http://127.0.0.1:18080" + casePath, want: signature.CodeFullURL},
		"Antom's URL":        {path: "https://open-sea-global.alipay.com" + casePath, want: signature.CodeFullURL},
		"first part cut":     {path: "/v1/payments/pay", want: signature.CodePathPrefix},
		"path decoded":       {path: "/ams/sandbox/api/v1/a b", target: "/ams/sandbox/api/v1/a%20b", want: signature.CodePathDecoded},
		"seconds":            {time: "1767225600", want: signature.CodeTimeFormat},
		"ISO of the instant": {time: "2026-01-01T08:00:00+08:00", want: signature.CodeTimeFormat},
		"clock read twice":   {time: "1767225600119", want: signature.CodeTimeOther},
		"a second later":     {time: "1767225601123", want: signature.CodeTimeOther},
		"zone mistaken":      {time: "1767254400123", want: signature.CodeTimeOther},
		"time empty":         {time: "-", want: signature.CodeTimeEmpty},
		"client without":     {client: "5YCAPTURE00000001", want: signature.CodeClientSandbox},
		"client lower case":  {client: strings.ToLower(caseClient), want: signature.CodeClientOther},
		"body compact":       {body: caseBody, sent: indented("  "), want: signature.CodeBodyCompact},
		"body spaced":        {body: strings.NewReplacer(`":`, `": `, `,"`, `, "`).Replace(caseBody), want: signature.CodeBodySpaced},
		"body indented":      {body: indented("  "), want: signature.CodeBodyIndented},
		"body indented by 3": {body: indented("   "), want: signature.CodeBodyIndented},
		"keys sorted": {
			body: `{"amount":{"currency":"USD","value":"100"},"order":{"env":"é<&>","referenceOrderId":"a/b"}}`, want: signature.CodeBodySorted},
		"slashes escaped":   {body: strings.ReplaceAll(caseBody, "/", `\/`), want: signature.CodeBodySlashEscaped},
		"slashes plain":     {body: caseBody, sent: strings.ReplaceAll(caseBody, "/", `\/`), want: signature.CodeBodySlashPlain},
		"letters escaped":   {body: strings.ReplaceAll(caseBody, "é", `\u00e9`), want: signature.CodeBodyUnicode},
		"letters plain":     {body: caseBody, sent: strings.ReplaceAll(caseBody, "é", `\u00E9`), want: signature.CodeBodyUnicodeRaw},
		"HTML escaped":      {body: strings.NewReplacer("<", `\u003c`, ">", `\u003e`, "&", `\u0026`).Replace(caseBody), want: signature.CodeBodyHTML},
		"HTML plain":        {body: caseBody, sent: strings.NewReplacer("<", `\u003C`, ">", `\u003E`, "&", `\u0026`).Replace(caseBody), want: signature.CodeBodyHTMLPlain},
		"as PHP writes":     {body: strings.NewReplacer("/", `\/`, "é", `\u00e9`).Replace(caseBody), want: signature.CodeBodyReserialised},
		"byte order mark":   {body: "\ufeff" + caseBody, want: signature.CodeBodyBOMSigned},
		"mark not signed":   {body: caseBody, sent: "\ufeff" + caseBody, want: signature.CodeBodyBOMSent},
		"CRLF signed":       {body: strings.ReplaceAll(indented("\t"), "\n", "\r\n"), sent: indented("\t"), want: signature.CodeBodyCRLFSigned},
		"CRLF sent":         {body: indented("\t"), sent: strings.ReplaceAll(indented("\t"), "\n", "\r\n"), want: signature.CodeBodyCRLFSent},
		"line end signed":   {body: caseBody + "\n", want: signature.CodeBodyLineEnd},
		"line end sent":     {body: caseBody, sent: caseBody + "\n", want: signature.CodeBodyTrimmed},
		"no body":           {body: "-", want: signature.CodeBodyEmpty},
		"empty object":      {body: "{}", want: signature.CodeBodyEmptyObject},
		"JSON twice":        {body: fmt.Sprintf("%q", caseBody), want: signature.CodeBodyQuoted},
		"Latin-1":           {body: strings.ReplaceAll(caseBody, "é", "\xe9"), want: signature.CodeBodyCharset},
		"question marks":    {body: strings.ReplaceAll(caseBody, "é", "?"), want: signature.CodeBodyCharset},
		"something else":    {body: `{"another":"body"}`, want: signature.CodeOtherBytes},
		"something unknown": {path: "/elsewhere", want: signature.CodeOtherBytes},
	} {
		in := sent()
		if c.target != "" {
			in.Paths = []string{c.target}
		}
		if c.sent != "" {
			in.Body = []byte(c.sent)
		}
		or := func(text, usual string) string {
			switch text {
			case "":
				return usual
			case "-":
				return ""
			}
			return text
		}
		in = signedAs(t, in, or(c.path, in.Paths[0]), or(c.client, in.ClientID), or(c.time, in.TimeText), or(c.body, string(in.Body)))
		d := signature.Diagnose(in)
		explains(t, name, d, c.want)
		if (d.Signed != nil) != (c.want != signature.CodeOtherBytes) || d.Proven != (d.Signed != nil) {
			t.Errorf("%s: proven %t with %q", name, d.Proven, d.Signed)
		}
		if d.Signed != nil {
			reconstructs(t, name, d)
		}
	}
}

// reconstructs checks the difference by what it says: the two strings share what is around it.
func reconstructs(t *testing.T, name string, d signature.Diagnosis) {
	t.Helper()
	if d.Diff == nil || d.Diff.Seen == d.Diff.Signed && d.Diff.SeenHex == d.Diff.SignedHex {
		t.Errorf("%s: no difference is shown: %+v", name, d.Diff)
		return
	}
	from := d.Diff.Offset
	if string(d.Seen[:from]) != string(d.Signed[:from]) || from < len(d.Seen) && from < len(d.Signed) && d.Seen[from] == d.Signed[from] && d.Seen[from] < 0x80 {
		t.Errorf("%s: they do not begin to differ at %d:\n%q\n%q", name, from, d.Seen, d.Signed)
	}
	if !strings.HasPrefix(hex.EncodeToString(d.Seen[from:]), d.Diff.SeenHex) || !strings.HasPrefix(hex.EncodeToString(d.Signed[from:]), d.Diff.SignedHex) {
		t.Errorf("%s: the bytes shown are others: %+v", name, d.Diff)
	}
}

func indented(unit string) string {
	return strings.ReplaceAll(`{
~"order": {
~~"referenceOrderId": "a/b",
~~"env": "é<&>"
~},
~"amount": {
~~"value": "100",
~~"currency": "USD"
~}
}`, "~", unit)
}

func TestDiagnose_WrongTexts_AreNamed(t *testing.T) {
	rest := caseClient + "." + caseTime + "." + caseBody
	for text, want := range map[string]signature.Code{
		"post " + casePath + "\n" + rest:                                         signature.CodeMethodLower,
		"GET " + casePath + "\n" + rest:                                          signature.CodeMethodOther,
		casePath + "\n" + rest:                                                   signature.CodeMethodMissing,
		"POST " + casePath + "\r\n" + rest:                                       signature.CodeCRLF,
		"POST " + casePath + `\n` + rest:                                         signature.CodeBackslashN,
		"POST " + casePath + rest:                                                signature.CodeAfterPath,
		"POST " + casePath + " " + rest:                                          signature.CodeAfterPath,
		"POST " + casePath + "\n" + caseClient + caseTime + "." + caseBody:       signature.CodeAfterClient,
		"POST " + casePath + "\n" + caseClient + "." + caseTime + caseBody:       signature.CodeAfterTime,
		"POST " + casePath + "\n" + caseTime + "." + caseClient + "." + caseBody: signature.CodeTimeFirst,
		caseBody: signature.CodeBodyAlone,
		"POST " + casePath + "\n" + caseClient + "\n" + caseTime + "\n" + caseBody: signature.CodeLineEnds,
	} {
		c := sent()
		c.Header = signature.FormatHeader("1", signText(t, text))
		explains(t, text, signature.Diagnose(c), want)
	}
}

func TestDiagnose_TwoMistakesTogether_AreBothNamed(t *testing.T) {
	live := "/ams/api/v1/payments/pay"
	explains(t, "path and body", signature.Diagnose(signedAs(t, sent(), live, caseClient, caseTime, indented("  "))),
		signature.CodeSandboxLeft, signature.CodeBodyIndented)
	explains(t, "path and time", signature.Diagnose(signedAs(t, sent(), live, caseClient, "1767225600", caseBody)),
		signature.CodeSandboxLeft, signature.CodeTimeFormat)
	explains(t, "client and body", signature.Diagnose(signedAs(t, sent(), casePath, "5YCAPTURE00000001", caseTime, caseBody+"\n")),
		signature.CodeClientSandbox, signature.CodeBodyLineEnd)
	d := signature.Diagnose(signedAs(t, sent(), live, caseClient, caseTime, caseBody+"\n"))
	if got := d.Sentence(); strings.Count(got, "; and ") != 1 || strings.Count(got, ".") != 1 {
		t.Errorf("not one sentence: %q", got)
	}
}

func TestDiagnose_TheHeaderWrong_IsNamed(t *testing.T) {
	sig := signText(t, "POST "+casePath+"\n"+caseClient+"."+caseTime+"."+caseBody)
	text := base64.StdEncoding.EncodeToString(sig)
	once := url.QueryEscape(text)
	const begin = "algorithm=RSA256,keyVersion=1,signature="
	for header, want := range map[string][]signature.Code{
		begin + url.QueryEscape(once):                                            {signature.CodeEncodedTwice},
		begin + base64.URLEncoding.EncodeToString(sig):                           {signature.CodeBase64URL},
		begin + base64.RawURLEncoding.EncodeToString(sig):                        {signature.CodeBase64URL},
		begin + strings.TrimRight(text, "="):                                     {signature.CodeBase64Padding},
		begin + strings.ReplaceAll(text, "+", " "):                               {signature.CodePlusLost},
		begin + hex.EncodeToString(sig):                                          {signature.CodeHex},
		begin + url.QueryEscape(base64.StdEncoding.EncodeToString([]byte(text))): {signature.CodeBase64Twice},
		text:                          {signature.CodeHeaderBare},
		once:                          {signature.CodeHeaderBare},
		url.QueryEscape(begin + once): {signature.CodeHeaderEncoded},
		strings.ReplaceAll(begin, ",", ";") + once:                                      {signature.CodeHeaderSeparator},
		begin + `"` + once + `"`:                                                        {signature.CodeHeaderQuoted},
		"algorithm=SHA256withRSA,keyVersion=1,signature=" + once:                        {signature.CodeAlgorithmName},
		"keyVersion=1,signature=" + once:                                                {signature.CodeAlgorithmMissing},
		"algorithm=RSA256,keyVersion=1,keyVersion=1,signature=" + once:                  {signature.CodeHeaderTwice},
		"algorithm=RSA256,keyVersion=,signature=" + once:                                {signature.CodeHeaderKeyVersion},
		"algorithm=RSA256,keyVersion=" + strings.Repeat("1", 33) + ",signature=" + once: {signature.CodeHeaderKeyVersion},
		"algorithm=\"RSA256\",keyVersion=1,signature=" + once:                           {signature.CodeAlgorithmName},
		"algorithm='RSA256',keyVersion='1',signature=" + once:                           {signature.CodeAlgorithmName},
		begin + once + ",":                  {signature.CodeHeaderUnreadable},
		begin:                               {signature.CodeHeaderNoValue},
		"":                                  {signature.CodeHeaderMissing},
		begin + "%%%":                       {signature.CodePercentBroken},
		begin + "not*base64":                {signature.CodeNotBase64},
		begin + url.QueryEscape(text[:200]): {signature.CodeKeyLength},
		begin + url.QueryEscape(text[:201]): {signature.CodeBase64Padding},
	} {
		c := sent()
		c.Header = header
		explains(t, clipped(header), signature.Diagnose(c), want...)
	}
}

func clipped(text string) string { return text[:min(len(text), 60)] }

func TestDiagnose_OtherSchemes_AreNamed(t *testing.T) {
	text := []byte("POST " + casePath + "\n" + caseClient + "." + caseTime + "." + caseBody)
	sum := sha256.Sum256(text)
	hashed := func(h crypto.Hash, text []byte) []byte {
		w := h.New()
		w.Write(text)
		return w.Sum(nil)
	}
	pkcs := func(h crypto.Hash, digest []byte) []byte {
		sig, err := rsa.SignPKCS1v15(nil, someKey(), h, digest)
		if err != nil {
			t.Fatal(err)
		}
		return sig
	}
	pss, err := rsa.SignPSS(rand.Reader, someKey(), crypto.SHA256, sum[:], nil)
	if err != nil {
		t.Fatal(err)
	}
	short := []byte("POST /p\nC.1." + `{}`)
	for name, c := range map[string]struct {
		sig  []byte
		want signature.Code
		says string
	}{
		"SHA-1":       {pkcs(crypto.SHA1, hashed(crypto.SHA1, text)), signature.CodeHash, "SHA-1"},
		"SHA-384":     {pkcs(crypto.SHA384, hashed(crypto.SHA384, text)), signature.CodeHash, "SHA-384"},
		"SHA-512":     {pkcs(crypto.SHA512, hashed(crypto.SHA512, text)), signature.CodeHash, "SHA-512"},
		"MD5":         {pkcs(crypto.MD5, hashed(crypto.MD5, text)), signature.CodeHash, "MD5"},
		"PSS":         {pss, signature.CodePSS, "PSS"},
		"bare digest": {pkcs(0, sum[:]), signature.CodeRawDigest, "bare digest"},
		"hex digest":  {pkcs(0, []byte(hex.EncodeToString(sum[:]))), signature.CodeRawDigest, "bare digest"},
		"no NULL":     {pkcs(0, unNulled(sum[:])), signature.CodeRawDigest, "as one operation"},
		"hash signed": {pkcs(crypto.SHA256, hashed(crypto.SHA256, sum[:])), signature.CodeDoubleHash, "twice"},
		"hex of hash": {pkcs(crypto.SHA256, hashed(crypto.SHA256, []byte(hex.EncodeToString(sum[:])))), signature.CodeDoubleHash, "twice"},
		"unknown":     {pkcs(0, []byte("something")), signature.CodeOtherBytes, "other bytes"},
	} {
		in := sent()
		in.Header = signature.FormatHeader("1", c.sig)
		d := signature.Diagnose(in)
		explains(t, name, d, c.want)
		if !strings.Contains(d.Sentence(), c.says) {
			t.Errorf("%s: %s", name, d.Sentence())
		}
	}
	in := sent()
	in.Paths, in.ClientID, in.TimeText, in.Body, in.Direction = []string{"/p"}, "C", "1", []byte("{}"), signature.OfAntom
	in.Header = signature.FormatHeader("1", pkcs(0, short))
	explains(t, "string itself", signature.Diagnose(in), signature.CodeNoHash)
}

// unNulled is a SHA-256 digest under the hash's name without the NULL that belongs after it.
func unNulled(digest []byte) []byte {
	return append([]byte{0x30, 0x2f, 0x30, 0x0b, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x04, 0x20}, digest...)
}

func TestDiagnose_OtherKeys_AreNamed(t *testing.T) {
	pairs := testkit.CaptureKeys()
	wrong := privateKey(t, pairs.Wrong.PrivatePKCS8Base64)
	right := signedAs(t, sent(), casePath, caseClient, caseTime, caseBody)
	registered := signature.Key{Public: publicKey(t, pairs.Merchant.PublicSPKIBase64)}
	known := func(standing signature.Standing) signature.Key {
		return signature.Key{Public: &someKey().PublicKey, Standing: standing, Version: 1, Environment: "live", Account: "Second", ClientID: "5YLIVE"}
	}
	for want, standing := range map[signature.Code]signature.Standing{
		signature.CodeKeyRegistered: signature.StandingRegistered,
		signature.CodeKeyRetired:    signature.StandingRetired, signature.CodeKeyNewer: signature.StandingNewer,
		signature.CodeKeyEnvironment: signature.StandingEnvironment, signature.CodeKeyAccount: signature.StandingAccount,
		signature.CodeKeyAntom: signature.StandingAntom,
	} {
		c := right
		c.Accepted, c.Others = []signature.Key{registered}, []signature.Key{known(standing)}
		explains(t, string(standing), signature.Diagnose(c), want)
	}
	c := right
	c.Accepted = []signature.Key{registered}
	explains(t, "another key", signature.Diagnose(c), signature.CodeKeyUnknown)
	c.Accepted = nil
	explains(t, "no key", signature.Diagnose(c), signature.CodeKeyNone)

	antom := publicKey(t, pairs.Antom.PublicSPKIBase64)
	c.Accepted = []signature.Key{{Public: antom}}
	c.Others = []signature.Key{{Public: antom, Standing: signature.StandingAntom}}
	explains(t, "Antom's key registered", signature.Diagnose(c), signature.CodeAntomKeyRegistered)

	c = right
	c.Direction, c.Accepted = signature.OfAntom, []signature.Key{registered}
	c.Others = []signature.Key{{Public: registered.Public, Standing: signature.StandingMerchant}, known(signature.StandingAntom)}
	explains(t, "own key instead of Antom's", signature.Diagnose(c), signature.CodeOwnKey)
	c.Others = c.Others[1:]
	explains(t, "another key than Antom's", signature.Diagnose(c), signature.CodeAntomKeyNotUsed)
	c.Others = []signature.Key{known(signature.StandingMerchant)}
	explains(t, "signed by a merchant", signature.Diagnose(c), signature.CodeKeyMerchant)

	sig, err := signature.Sign(wrong, nil, []byte("x"))
	if err != nil {
		t.Fatal(err)
	}
	c = sent()
	c.Header = signature.FormatHeader("1", sig[:128])
	explains(t, "another length", signature.Diagnose(c), signature.CodeKeyLength)
}

func TestDiagnose_KeyAndClientIDOfOneOtherClient_IsTheHeadersMistake(t *testing.T) {
	c := sent()
	c.Accepted = []signature.Key{{Public: publicKey(t, testkit.CaptureKeys().Merchant.PublicSPKIBase64)}}
	c.Others = []signature.Key{{Public: &someKey().PublicKey, Standing: signature.StandingEnvironment, Environment: "live", ClientID: "5YLIVE"}}
	c.ClientIDs = []string{"5YLIVE", caseClient}
	explains(t, "whole other client", signature.Diagnose(signedAs(t, c, casePath, "5YLIVE", caseTime, caseBody)), signature.CodeClientOther)
}

func TestDiagnose_RightSignatures_VerifyWithoutACause(t *testing.T) {
	d := signature.Diagnose(signedAs(t, sent(), casePath, caseClient, caseTime, caseBody))
	if !d.Verified || d.Sentence() != "" || d.Causes != nil || d.Diff != nil {
		t.Errorf("%+v", d)
	}
	c := sent()
	c.Paths = []string{casePath, "/gw" + casePath}
	if d := signature.Diagnose(signedAs(t, c, "/gw"+casePath, caseClient, caseTime, caseBody)); !d.Verified {
		t.Errorf("the other path: %+v", d)
	}
}

func TestDiagnose_PartsMissing_SaysWhich(t *testing.T) {
	c := signedAs(t, sent(), casePath, caseClient, caseTime, caseBody)
	c.TimeText = ""
	explains(t, "no time", signature.Diagnose(c), signature.CodeTimeMissing)
	c.TimeText = "yesterday"
	explains(t, "garbled time", signature.Diagnose(c), signature.CodeTimeUnreadable)
	c.TimeText, c.ClientID = caseTime, ""
	explains(t, "no client id", signature.Diagnose(c), signature.CodeClientMissing)
}

func TestBook_EveryCode_HasAClauseAndAFixInEveryLanguage(t *testing.T) {
	for _, code := range signature.Codes() {
		c := signature.Cause{Code: code}
		if c.Clause() == "" || strings.HasSuffix(c.Clause(), ".") {
			t.Errorf("%s: %q", code, c.Clause())
		}
		for _, direction := range []signature.Direction{signature.OfMerchant, signature.OfAntom} {
			for _, line := range signature.FixFor(direction, code).Lines {
				if line.Line == "" {
					t.Errorf("%s: no %s line", code, line.Language)
				}
			}
		}
	}
}
