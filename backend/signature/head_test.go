package signature_test

import (
	"slices"
	"testing"

	"antomdesk/backend/signature"
	"antomdesk/backend/testkit"
)

func TestSignedPath_OfAbsoluteTargets(t *testing.T) {
	for target, want := range map[string]string{
		"/a//b?x":                  "/a//b?x",
		"https://h/a?x=http://y/z": "/a?x=http://y/z",
		"https://h":                "/",
		"https://h?x":              "/?x",
		"*":                        "*",
	} {
		if got := signature.SignedPath(target); got != want {
			t.Errorf("%s: got %s, want %s", target, got, want)
		}
	}
}

func TestCallPaths_BeginWithTheOneSDKsSign(t *testing.T) {
	for _, c := range testkit.AllCaptures() {
		head := signature.ParseHead(string(c.Head))
		paths := signature.CallPaths(head.Target)
		if head.Method != "POST" || head.Target != c.Target || paths[0] != c.SignedPath {
			t.Errorf("%s: %s %s gives %q, the SDK signed %s", c.File, head.Method, head.Target, paths, c.SignedPath)
		}
	}
	if got := signature.CallPaths("/n?a=/ams/b"); !slices.Equal(got, []string{"/n?a=/ams/b"}) {
		t.Errorf("an /ams/ in the query: %q", got)
	}
}

func TestParseHead_ReadsWhatIsPasted(t *testing.T) {
	for _, text := range []string{
		"POST /p HTTP/1.1\r\nclient-ID:  C \r\nX: a:b\r\n\r\n", "Client-Id: C\nX:a:b\nnot a header\n", "CLIENT-ID:C\r\nx: a:b",
	} {
		h := signature.ParseHead(text)
		if h.Get("Client-Id") != "C" || h.Get("x") != "a:b" || h.Get("none") != "" {
			t.Errorf("%q: %+v", text, h)
		}
	}
}

func TestRecognise_TheSendersLanguage(t *testing.T) {
	for _, c := range testkit.AllCaptures() {
		sdk := signature.Recognise(signature.ParseHead(string(c.Head)))
		if string(sdk.Language) != c.SDK || !sdk.Official {
			t.Errorf("%s: %+v", c.File, sdk)
		}
	}
	for text, want := range map[string]signature.SDK{
		"User-Agent: global-open-sdk-java/2.2.8":                            {Language: signature.LanguageJava, Name: "global-open-sdk-java/2.2.8", Official: true},
		"User-Agent: python-requests/2.32":                                  {Language: signature.LanguagePython, Name: "python-requests/2.32"},
		"User-Agent: node":                                                  {Language: signature.LanguageNode, Name: "node"},
		"X-sdkVersion: ams-dotnet.20201113":                                 {Language: signature.LanguageDotNet, Name: "ams-dotnet.20201113", Official: true},
		"POST https://h:1/ams/api/v1/x HTTP/1.1\r\nCache-Control: no-cache": {Language: signature.LanguagePython, Official: true},
		"Request-Time: 2026-01-01T00:00:00.0000000Z":                        {Language: signature.LanguageDotNet},
		"User-Agent: curl/8.5.0":                                            {Language: signature.LanguageOther, Name: "curl/8.5.0"},
		"":                                                                  {Language: signature.LanguageOther},
	} {
		if got := signature.Recognise(signature.ParseHead(text)); got != want {
			t.Errorf("%s: %+v, want %+v", text, got, want)
		}
	}
}

func TestInspectKey_SaysWhatSDKsWillNotTake(t *testing.T) {
	pair := merchantKeys()
	for text, want := range map[string][]signature.KeyNote{
		pair.PrivatePKCS8Base64: {signature.NotePKCS8},
		pair.PrivatePKCS1Base64: {signature.NotePKCS1},
		pair.PrivatePKCS8PEM:    {signature.NotePKCS8, signature.NoteArmour},
		pair.PrivatePKCS1PEM:    {signature.NotePKCS1, signature.NoteArmour},
		"-----BEGIN RSA PRIVATE KEY-----\n" + pair.PrivatePKCS8Base64 + "\n-----END RSA PRIVATE KEY-----": {signature.NotePKCS8, signature.NoteArmour, signature.NoteLabel},
		"-----BEGIN PRIVATE KEY-----\\n" + pair.PrivatePKCS1Base64 + "\\n-----END PRIVATE KEY-----":       {signature.NotePKCS1, signature.NoteArmour, signature.NoteLabel, signature.NoteEscaped},
		pair.PublicSPKIBase64: nil,
		"not a key":           nil,
		pair.PrivatePKCS8Base64[:64] + "\n" + pair.PrivatePKCS8Base64[64:]: {signature.NotePKCS8, signature.NoteLineBreaks},
	} {
		if got := signature.InspectKey(text); !slices.Equal(got, want) {
			t.Errorf("%.40q: %v, want %v", text, got, want)
		}
	}
}

func TestSignedBody_OfAnUpload_IsItsPartNamedBody(t *testing.T) {
	const upload = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nF\r\n" +
		"--x\r\nContent-Disposition: form-data; name=\"body\"\r\n\r\n{\"a\":1}\r\n--x--\r\n"
	multipart := signature.ParseHead("Content-Type: multipart/form-data; boundary=x")
	for body, want := range map[string]string{upload: `{"a":1}`, "--x--\r\n": "--x--\r\n", "": ""} {
		if got := signature.SignedBody(multipart, []byte(body)); string(got) != want {
			t.Errorf("%q: %q", body, got)
		}
	}
	if got := signature.SignedBody(signature.ParseHead("Content-Type: application/json"), []byte(upload)); string(got) != upload {
		t.Errorf("not an upload: %q", got)
	}
}
