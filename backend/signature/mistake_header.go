package signature

import (
	"encoding/base64"
	"encoding/hex"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// reading is a signature as it may be read from a header, and what is wrong with the header then.
type reading struct {
	sig    []byte // nil where nothing can be read
	causes []Cause
}

// readings reads a Signature header strictly, or with the mistakes callers make; the likeliest first.
func readings(value string) []reading {
	if strings.TrimSpace(value) == "" {
		return []reading{{nil, []Cause{cause(CodeHeaderMissing)}}}
	}
	if h, err := ParseHeader(value); err == nil {
		return append([]reading{{h.Signature, nil}}, encodedOtherwise(value, h.Signature)...)
	}
	text, causes := valueOf(value)
	if text == "" {
		return []reading{{nil, append(causes, cause(CodeHeaderNoValue))}}
	}
	sig, more := decodeLeniently(text)
	if causes = append(causes, more...); len(causes) == 0 {
		causes = []Cause{refusedFor(value)}
	}
	return []reading{{sig, causes}}
}

// refusedFor is why ParseHeader refuses a header whose signature can be read all the same.
func refusedFor(value string) Cause {
	seen := map[string]string{}
	for part := range strings.SplitSeq(value, ",") {
		name, text, found := strings.Cut(part, "=")
		name = strings.ToLower(strings.TrimSpace(name))
		_, twice := seen[name]
		switch {
		case !found:
			return cause(CodeHeaderUnreadable)
		case twice:
			return cause(CodeHeaderTwice, Param{"part", clip(name)})
		}
		seen[name] = strings.TrimSpace(text)
	}
	version, sent := seen["keyversion"]
	switch {
	case seen["algorithm"] != Algorithm:
		return cause(CodeAlgorithmName, Param{"sent", clip(seen["algorithm"])})
	case sent && !validKeyVersion(version):
		return cause(CodeHeaderKeyVersion, Param{"length", strconv.Itoa(len(version))})
	}
	return cause(CodeHeaderUnreadable)
}

// encodedOtherwise reads what is valid base64 by chance: hexadecimal, and base64 of base64.
func encodedOtherwise(value string, sig []byte) []reading {
	var all []reading
	text, _ := valueOf(value)
	if raw, err := hex.DecodeString(text); err == nil {
		all = append(all, reading{raw, []Cause{cause(CodeHex)}})
	}
	if raw, err := base64.StdEncoding.DecodeString(string(sig)); err == nil && len(raw) > 0 {
		all = append(all, reading{raw, []Cause{cause(CodeBase64Twice)}})
	}
	return all
}

var (
	signaturePart = regexp.MustCompile(`(?is)\bsignature["']?\s*[=:]\s*(.*)$`)
	algorithmPart = regexp.MustCompile(`(?i)\balgorithm["']?\s*[=:]\s*["']?([^,;&|"'\s]+)`)
	otherSign     = regexp.MustCompile(`(?i)(?:algorithm|keyversion)["']?\s*[=:]\s*[^,;&|\s]+\s*([;&|])`)
)

// valueOf finds the encoded signature in a header, whatever surrounds it.
func valueOf(value string) (text string, causes []Cause) {
	if whole, err := url.PathUnescape(value); err == nil && !strings.Contains(value, "=") && strings.Contains(whole, "=") && signaturePart.MatchString(whole) {
		value, causes = whole, append(causes, cause(CodeHeaderEncoded))
	}
	found := signaturePart.FindStringSubmatch(value)
	if found == nil {
		if algorithmPart.MatchString(value) {
			return "", causes
		}
		return strings.TrimSpace(value), append(causes, cause(CodeHeaderBare))
	}
	if used := otherSign.FindStringSubmatch(value); used != nil {
		causes = append(causes, cause(CodeHeaderSeparator, Param{"used", used[1]}))
	}
	switch algorithm := algorithmPart.FindStringSubmatch(value); {
	case algorithm == nil:
		causes = append(causes, cause(CodeAlgorithmMissing))
	case algorithm[1] != Algorithm:
		causes = append(causes, cause(CodeAlgorithmName, Param{"sent", clip(algorithm[1])}))
	}
	text, _, _ = strings.Cut(found[1], ",")
	text = strings.TrimSpace(strings.TrimRight(text, ";&|"))
	if bare := strings.Trim(text, `"'`); bare != text {
		text, causes = bare, append(causes, cause(CodeHeaderQuoted))
	}
	return text, causes
}

// decodeLeniently undoes what can be undone, in the order in which it was done.
func decodeLeniently(text string) (sig []byte, causes []Cause) {
	for rounds := 0; strings.Contains(text, "%"); rounds++ {
		plain, err := url.PathUnescape(text)
		if err != nil || rounds > 3 {
			return nil, append(causes, cause(CodePercentBroken))
		}
		if text = plain; rounds == 1 {
			causes = append(causes, cause(CodeEncodedTwice))
		}
	}
	if strings.Contains(text, " ") {
		text, causes = strings.ReplaceAll(text, " ", "+"), append(causes, cause(CodePlusLost))
	}
	if strings.ContainsAny(text, "-_") {
		text, causes = strings.NewReplacer("-", "+", "_", "/").Replace(text), append(causes, cause(CodeBase64URL))
	}
	bare := strings.TrimRight(text, "=")
	if sig, err := base64.StdEncoding.DecodeString(text); err == nil {
		return sig, causes
	}
	sig, err := base64.RawStdEncoding.DecodeString(bare)
	switch {
	case err != nil && len(bare)%4 == 1:
		sig, err = base64.RawStdEncoding.DecodeString(bare[:len(bare)-1])
		fallthrough
	case err == nil:
		if !slices.ContainsFunc(causes, func(c Cause) bool { return c.Code == CodeBase64URL }) {
			causes = append(causes, cause(CodeBase64Padding)) // the URL-safe alphabet goes without, too
		}
	}
	if err != nil {
		return nil, append(causes, cause(CodeNotBase64))
	}
	return sig, causes
}

// maxParam is how much of what somebody sent goes into a sentence, in bytes.
const maxParam = 64

func clip(text string) string {
	if len(text) <= maxParam {
		return text
	}
	return strings.ToValidUTF8(text[:maxParam], "") + "…"
}
