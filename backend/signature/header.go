package signature

import (
	"encoding/base64"
	"errors"
	"fmt"
	"net/url"
	"strings"
)

// Algorithm is the only value Antom knows for the algorithm part.
const Algorithm = "RSA256"

// DefaultKeyVersion is the key version of a header that names none (api.md §1.5).
const DefaultKeyVersion = "1"

// Header is a Signature header taken apart.
type Header struct {
	Algorithm  string // always Algorithm
	KeyVersion string // as sent; DefaultKeyVersion when the header names none
	Signature  []byte // decoded
	// Plain says that the value was sent as plain base64, although it holds characters that need URL
	// encoding. Antom's own SDKs would misread such a value.
	Plain bool
}

// FormatHeader returns the header in the one form every SDK reads: algorithm, keyVersion, signature,
// no spaces, the base64 URL-encoded with capital hex.
func FormatHeader(keyVersion string, sig []byte) string {
	encoded := url.QueryEscape(base64.StdEncoding.EncodeToString(sig))
	return "algorithm=" + Algorithm + ",keyVersion=" + keyVersion + ",signature=" + encoded
}

// ParseHeader reads a Signature header: the parts in any order, with or without spaces around them,
// hex in either case, the base64 URL-encoded or plain. The error says which part cannot be read.
func ParseHeader(value string) (Header, error) {
	if strings.TrimSpace(value) == "" {
		return Header{}, errors.New("the Signature header is empty")
	}
	parts, err := splitHeader(value)
	if err != nil {
		return Header{}, err
	}
	h := Header{Algorithm: parts["algorithm"], KeyVersion: parts["keyversion"]}
	if err := h.checkAlgorithm(); err != nil {
		return Header{}, err
	}
	if _, sent := parts["keyversion"]; !sent {
		h.KeyVersion = DefaultKeyVersion
	} else if !validKeyVersion(h.KeyVersion) {
		return Header{}, fmt.Errorf("the keyVersion part of the Signature header has %d characters; 1 to 32 are expected", len(h.KeyVersion))
	}
	h.Signature, h.Plain, err = decodeValue(parts["signature"])
	if err != nil {
		return Header{}, err
	}
	return h, nil
}

func validKeyVersion(version string) bool { return version != "" && len(version) <= 32 }

func (h Header) checkAlgorithm() error {
	switch h.Algorithm {
	case Algorithm:
		return nil
	case "":
		return errors.New("the algorithm part is missing from the Signature header; send algorithm=RSA256,keyVersion=1,signature=…")
	}
	return fmt.Errorf("the algorithm part of the Signature header is %.20q; only %s is known", h.Algorithm, Algorithm)
}

// splitHeader returns the parts by their name in lower case.
func splitHeader(value string) (map[string]string, error) {
	parts := make(map[string]string, 3)
	for part := range strings.SplitSeq(value, ",") {
		name, text, found := strings.Cut(part, "=")
		name = strings.TrimSpace(name)
		if !found {
			return nil, fmt.Errorf("the part %.20q of the Signature header is not name=value", name)
		}
		key := strings.ToLower(name)
		if _, twice := parts[key]; twice {
			return nil, fmt.Errorf("the part %.20q appears twice in the Signature header", name)
		}
		parts[key] = strings.TrimSpace(text)
	}
	return parts, nil
}

// decodeValue undoes percent-encoding, then base64. PathUnescape keeps a plain '+', so that a value
// that was never URL-encoded comes out the same.
func decodeValue(text string) (sig []byte, plain bool, err error) {
	if text == "" {
		return nil, false, errors.New("the signature part is missing from the Signature header or empty")
	}
	unescaped, err := url.PathUnescape(text)
	if err != nil {
		return nil, false, errors.New("the signature part of the Signature header has a broken percent escape")
	}
	sig, err = base64.StdEncoding.DecodeString(unescaped)
	if err != nil {
		return nil, false, errors.New("the signature part of the Signature header is not base64, URL-encoded or plain" + hintFor(unescaped))
	}
	if len(sig) == 0 {
		return nil, false, errors.New("the signature part of the Signature header decodes to nothing")
	}
	return sig, strings.ContainsAny(text, "+/="), nil
}

// hintFor names the mistake behind base64 that does not decode, where it can be seen.
func hintFor(unescaped string) string {
	switch {
	case strings.Contains(unescaped, "%"):
		return ": it is URL-encoded twice"
	case strings.Contains(unescaped, " "):
		return ": it has spaces where + belongs, so it was URL-decoded on the way"
	case strings.ContainsAny(unescaped, "-_"):
		return ": it uses the URL-safe alphabet, use the standard one"
	case len(unescaped)%4 != 0:
		return ": it is cut short or lacks its padding"
	}
	return ""
}
