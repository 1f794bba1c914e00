package signature

import (
	"bytes"
	"crypto"
	"crypto/rsa"
	_ "crypto/sha1" // to recognise signatures made with it
	"crypto/sha256"
	_ "crypto/sha512" // likewise
	"encoding/json"
	"math/big"
	"strings"
)

// Signed is what a signature should have been made over: the parts of the string to sign.
type Signed struct {
	Path     string // with the query, if there is one
	ClientID string
	TimeText string
	Body     []byte
}

// Diagnose says in one sentence why a signature that failed to verify did: which other bytes it is
// the signature of, or that the key is another. It tries the mistakes integrations make, over every
// key; keys that are nil are passed over.
func Diagnose(keys []*rsa.PublicKey, sent Signed, sig []byte) string {
	if len(sig) == 0 {
		return "it is empty"
	}
	for _, key := range keys {
		if key == nil || len(sig) != key.Size() {
			continue
		}
		if cause := diagnoseFor(key, sent, sig); cause != "" {
			return cause
		}
	}
	return "it was not made with the private key that belongs to the registered public key"
}

func diagnoseFor(key *rsa.PublicKey, sent Signed, sig []byte) string {
	for _, m := range mistakes(sent) {
		if Verify(key, m.prefix, m.body, sig) == nil {
			return m.cause
		}
	}
	if cause := otherScheme(key, sent, sig); cause != "" {
		return cause
	}
	if madeWith(key, sig) {
		return "the key is right, but other bytes were signed than the path, Client-Id, Request-Time and body that arrived"
	}
	return ""
}

// mistake is a string to sign that a caller may have built instead.
type mistake struct {
	prefix, body []byte
	cause        string
}

func mistakes(sent Signed) []mistake {
	return append(append(pathMistakes(sent), textMistakes(sent)...), bodyMistakes(sent)...)
}

func pathMistakes(s Signed) []mistake {
	with := func(path, cause string) mistake {
		return mistake{Prefix(path, s.ClientID, s.TimeText), s.Body, "it was made over " + cause}
	}
	bare, _, _ := strings.Cut(s.Path, "?")
	return []mistake{
		with(strings.Replace(s.Path, "/ams/sandbox/", "/ams/", 1), "the path without /sandbox"),
		with(strings.Replace(s.Path, "/ams/", "/ams/sandbox/", 1), "the path with /sandbox, but sent to the one without"),
		with(bare, "the path without its query"),
		with(strings.ReplaceAll(s.Path, "//", "/"), "the path with its double slash cleaned away"),
		with(strings.TrimPrefix(s.Path, "/"), "the path without its leading slash"),
		with(s.Path+"/", "the path with a slash at its end"),
	}
}

func textMistakes(s Signed) []mistake {
	over := func(prefix, cause string) mistake {
		return mistake{[]byte(prefix), s.Body, "it was made " + cause}
	}
	return []mistake{
		over("post "+s.Path+"\n"+s.ClientID+"."+s.TimeText+".", "with the method in lower case"),
		over("POST "+s.Path+"\r\n"+s.ClientID+"."+s.TimeText+".", "with CR LF after the path; a single LF belongs there"),
		over("POST "+s.Path+`\n`+s.ClientID+"."+s.TimeText+".", `with a backslash and an n after the path; a line feed belongs there`),
		over("POST "+s.Path+s.ClientID+"."+s.TimeText+".", "without the line feed after the path"),
		over("POST "+s.Path+"\n"+s.ClientID+"."+s.TimeText, "without the point before the body"),
		over("POST "+s.Path+"\n"+s.TimeText+"."+s.ClientID+".", "with the time before the client id"),
		over("GET "+s.Path+"\n"+s.ClientID+"."+s.TimeText+".", "with the method GET"),
		over("", "over the body alone"),
	}
}

func bodyMistakes(s Signed) []mistake {
	prefix := Prefix(s.Path, s.ClientID, s.TimeText)
	with := func(body []byte, cause string) mistake {
		return mistake{prefix, body, "it was made over " + cause}
	}
	tried := []mistake{
		with(nil, "an empty body"),
		with(bytes.TrimSpace(s.Body), "the body without the white space around it"),
		with(append(bytes.Clone(s.Body), '\n'), "the body with a line end that was not sent"),
		with(bytes.ReplaceAll(s.Body, []byte(`\/`), []byte(`/`)), `the body with / where \/ was sent`),
		with(bytes.ReplaceAll(s.Body, []byte(`/`), []byte(`\/`)), `the body with \/ where / was sent`),
		with([]byte("{}"), "an empty JSON object"),
	}
	var compact bytes.Buffer
	if json.Compact(&compact, s.Body) == nil {
		tried = append(tried, with(compact.Bytes(), "the body without its line breaks and indentation"))
	}
	return tried
}

// otherScheme recognises the right bytes signed in another way than RSA256.
func otherScheme(key *rsa.PublicKey, s Signed, sig []byte) string {
	text := append(Prefix(s.Path, s.ClientID, s.TimeText), s.Body...)
	for _, hash := range []crypto.Hash{crypto.SHA1, crypto.SHA384, crypto.SHA512} {
		h := hash.New()
		h.Write(text)
		if rsa.VerifyPKCS1v15(key, hash, h.Sum(nil), sig) == nil {
			return "it was made with " + hash.String() + "; SHA-256 is needed"
		}
	}
	digest := sha256.Sum256(text)
	if rsa.VerifyPSS(key, crypto.SHA256, digest[:], sig, nil) == nil {
		return "it was made with PSS padding; PKCS#1 v1.5 is needed"
	}
	return ""
}

// madeWith reports whether the signature is one by this key over whatever bytes: undoing it leaves
// the padding that only the private key can have made.
func madeWith(key *rsa.PublicKey, sig []byte) bool {
	m := new(big.Int).Exp(new(big.Int).SetBytes(sig), big.NewInt(int64(key.E)), key.N)
	padded := m.FillBytes(make([]byte, key.Size()))
	return bytes.HasPrefix(padded, []byte{0, 1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff})
}
