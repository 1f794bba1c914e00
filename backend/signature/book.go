package signature

import (
	"maps"
	"slices"
	"strings"
)

// entries is the book of causes: each one's English clause, and where it is mended.
var entries = map[Code]entry{
	CodeHeaderMissing:    {"there is no Signature header", fixHeader},
	CodeHeaderNoValue:    {"the signature part is missing from the Signature header or empty", fixHeader},
	CodeHeaderBare:       {"the Signature header has the bare value; algorithm=RSA256,keyVersion=1,signature= belongs before it", fixHeader},
	CodeHeaderEncoded:    {"the Signature header is URL-encoded as a whole; only the value after signature= must be", fixHeader},
	CodeHeaderSeparator:  {"the parts of the Signature header are separated by {used}; commas belong there", fixHeader},
	CodeHeaderQuoted:     {"the value in the Signature header stands in quotation marks; none belong there", fixHeader},
	CodeHeaderTwice:      {"the part {part} appears twice in the Signature header; once is needed", fixHeader},
	CodeHeaderKeyVersion: {"the keyVersion part of the Signature header has {length} characters; 1 to 32 are expected", fixHeader},
	CodeHeaderUnreadable: {"the Signature header cannot be read as algorithm=RSA256,keyVersion=1,signature=…", fixHeader},
	CodeAlgorithmName:    {"the algorithm part of the Signature header says {sent}; only RSA256 is known", fixHeader},
	CodeAlgorithmMissing: {"the algorithm part is missing from the Signature header; send algorithm=RSA256,keyVersion=1,signature=…", fixHeader},
	CodeBase64URL:        {"its base64 uses the URL-safe alphabet with - and _; the standard one with + and / is needed", fixEncoding},
	CodeBase64Twice:      {"it is base64 of base64; it must be encoded once", fixEncoding},
	CodeBase64Padding:    {"its base64 is cut short or lacks the = at its end", fixEncoding},
	CodeNotBase64:        {"its value is not base64, URL-encoded or plain", fixEncoding},
	CodeHex:              {"it is sent in hexadecimal; base64 is needed", fixEncoding},
	CodeEncodedTwice:     {"its value is URL-encoded twice; once is needed", fixEncoding},
	CodePlusLost:         {"its value has spaces where + belongs: it was URL-decoded on the way, or never URL-encoded", fixEncoding},
	CodePercentBroken:    {"its value has a broken percent escape", fixEncoding},

	CodeMethodLower:   {"it was made with the method in lower case; POST is needed", fixText},
	CodeMethodOther:   {"it was made with the method {used}; POST is needed", fixText},
	CodeMethodMissing: {"it was made without the method; POST and a space belong before the path", fixText},
	CodeSandboxLeft:   {"it was made over the path without /sandbox, but sent to the one with it", fixPath},
	CodeSandboxExtra:  {"it was made over the path with /sandbox, but sent to the one without", fixPath},
	CodeQueryMissing:  {"it was made over the path without its query; what follows the ? is signed, too", fixPath},
	CodeSlashDouble:   {"it was made over the path with its double slash cleaned away, but sent to the one that has it", fixPath},
	CodeSlashLeading:  {"it was made over the path without its leading slash", fixPath},
	CodeSlashExtra:    {"it was made over the path with a slash at its end that was not sent", fixPath},
	CodeSlashMissing:  {"it was made over the path without the slash at its end that was sent", fixPath},
	CodeFullURL:       {"it was made over the whole URL {used}; only path and query are signed", fixPath},
	CodePathDecoded:   {"it was made over the path with its percent escapes decoded; it is signed as sent", fixPath},
	CodePathPrefix:    {"it was made over {used}, the path without its first part {missing}", fixPath},
	CodePathOther:     {"it was made over the path {used}, but arrived at {here}", fixPath},
	CodeCRLF:          {"it was made with CR LF after the path; a single LF belongs there", fixText},
	CodeBackslashN:    {"it was made with a backslash and an n after the path; a line feed belongs there", fixText},
	CodeAfterPath:     {"it was made with {used} after the path; a line feed belongs there", fixText},
	CodeAfterClient:   {"it was made with {used} between client id and time; a point belongs there", fixText},
	CodeAfterTime:     {"it was made with {used} between time and body; a point belongs there", fixText},
	CodeTimeFirst:     {"it was made with the time before the client id; the client id comes first", fixText},
	CodeBodyAlone:     {"it was made over the body alone; method, path, client id and time belong before it", fixText},
	CodeLineEnds:      {"it was made with every part on a line of its own; only the path ends with a line feed", fixText},

	CodeClientMissing:  {"the Client-Id header is missing, and the signature covers it", fixClient},
	CodeClientOther:    {"it was made for the client id {signed}, but the Client-Id header says {sent}", fixClient},
	CodeClientSandbox:  {"it was made for the client id without SANDBOX_, but the Client-Id header has it", fixClient},
	CodeClientEmpty:    {"it was made with an empty client id", fixClient},
	CodeTimeMissing:    {"the Request-Time header is missing, and the signature covers it", fixTime},
	CodeTimeUnreadable: {"the Request-Time header is neither milliseconds since 1970 nor ISO 8601 with an offset", fixTime},
	CodeTimeFormat:     {"it was made with the time written as {signed}, but the Request-Time header says {sent}", fixTime},
	CodeTimeOther:      {"it was made with the time {signed}, but the Request-Time header says {sent}: the clock was read twice", fixTime},
	CodeTimeEmpty:      {"it was made with an empty time", fixTime},

	CodeBodyEmpty:        {"it was made over an empty body", fixBody},
	CodeBodyEmptyObject:  {"it was made over an empty JSON object instead of the body", fixBody},
	CodeBodyTrimmed:      {"it was made over the body without the white space around it, which was sent", fixBody},
	CodeBodyLineEnd:      {"it was made over the body with a line end that was not sent", fixBody},
	CodeBodyBOMSigned:    {"it was made over the body with a byte order mark that was not sent", fixBody},
	CodeBodyBOMSent:      {"the body was sent with a byte order mark that was not signed", fixBody},
	CodeBodyCRLFSigned:   {"it was made over the body with CR LF line ends, but the body arrived with LF", fixBody},
	CodeBodyCRLFSent:     {"it was made over the body with LF line ends, but the body arrived with CR LF", fixBody},
	CodeBodyQuoted:       {"it was made over the body as a JSON string, quotation marks and all: the JSON was encoded twice", fixBody},
	CodeBodyCharset:      {"it was made over the body in {charset}; UTF-8 is needed", fixCharset},
	CodeBodyCompact:      {"it was made over the body as compact JSON, without white space between its parts, but it arrived with some", fixBody},
	CodeBodySpaced:       {"it was made over the body with a space after each colon and comma, which is not the form sent", fixBody},
	CodeBodyIndented:     {"it was made over the body indented by {indent}, which is not the form sent", fixBody},
	CodeBodySorted:       {"it was made over the body with its keys sorted, but they were sent in another order", fixBody},
	CodeBodySlashEscaped: {`it was made over the body with \/ where / was sent`, fixBody},
	CodeBodySlashPlain:   {`it was made over the body with / where \/ was sent`, fixBody},
	CodeBodyUnicodeRaw:   {`it was made over the body with plain letters where \u escapes were sent`, fixBody},
	CodeBodyUnicode:      {`it was made over the body with \u escapes where plain letters were sent`, fixBody},
	CodeBodyHTMLPlain:    {`it was made over the body with < > & where \u escapes were sent`, fixBody},
	CodeBodyHTML:         {`it was made over the body with \u escapes where < > & were sent`, fixBody},
	CodeBodyReserialised: {"it was made over another JSON text of the same body, {forms}: sign the bytes that are sent", fixBody},

	CodeHash:               {"it was made with {hash}; SHA-256 is needed", fixHash},
	CodePSS:                {"it was made with PSS padding; PKCS#1 v1.5 is needed", fixHash},
	CodeRawDigest:          {"it is the signature of a bare digest, without the name of the hash around it; RSA with SHA-256 as one operation is needed", fixHash},
	CodeDoubleHash:         {"it was made over the hash of the string to sign, so the string was hashed twice", fixHash},
	CodeNoHash:             {"it was made over the string itself without a hash; SHA-256 is needed", fixHash},
	CodeKeyRegistered:      {"it was made with key {version}, which is registered for this client id, but checked with another", fixKey},
	CodeKeyRetired:         {"it was made with key {version}, which was replaced", fixKey},
	CodeKeyNewer:           {"it was made with key {version}, which was registered only afterwards", fixKey},
	CodeKeyEnvironment:     {"it was made with the {used} environment's key, but the client id is the {here} environment's", fixKey},
	CodeKeyAccount:         {"it was made with a key of another merchant account, {account} ({used})", fixKey},
	CodeKeyAntom:           {"it was made with Antom's own key; calls are signed with the merchant's private key", fixKey},
	CodeKeyMerchant:        {"it was made with a merchant's key; notifications are signed with Antom's", fixKey},
	CodeAntomKeyRegistered: {"the public key registered for this client is Antom's; register your own", fixKey},
	CodeOwnKey:             {"it was checked with the merchant's own public key; Antom's is needed", fixAntomKey},
	CodeAntomKeyNotUsed:    {"it was made with this Antom Desk's key, but checked with another", fixAntomKey},
	CodeKeyLength:          {"it has {bytes} bytes, but the key makes {expected}: it is cut short or was made with a key of another size", fixKey},
	CodeKeyUnknown:         {"it was not made with the private key that belongs to the public key it is checked with, nor with any other key known here", fixKey},
	CodeKeyNone:            {"there is no public key to check it with", fixKey},
	CodeOtherBytes:         {"the key is right, but other bytes were signed than the path, Client-Id, Request-Time and body that arrived, and no known mistake explains them", fixBody},
	CodeOtherBytesLarge:    {"the key is right, but other bytes were signed than arrived; the body is too large to try every known mistake", fixBody},
}

var codes = slices.Sorted(maps.Keys(entries))

// formsParam is the parameter that lists the forms of a re-serialised body, joined by commas.
const formsParam = "forms"

// Form is one way in which a re-serialised body differs from the one that arrived.
type Form string

var formTexts = map[Form]string{
	"compact":        "compact",
	"spaced":         "with a space after each colon and comma",
	"indented1":      "indented by one space",
	"indented2":      "indented by two spaces",
	"indented3":      "indented by three spaces",
	"indented4":      "indented by four spaces",
	"indentedTab":    "indented by tabs",
	"indentedColons": "indented with spaces around its colons",
	"sorted":         "with its keys sorted",
	"slashEscaped":   `with \/ for /`,
	"slashPlain":     `with / for \/`,
	"unicodeRaw":     "with plain letters",
	"unicodeEscaped": `with \u escapes for letters`,
	"htmlPlain":      "with plain < > &",
	"htmlEscaped":    `with \u escapes for < > &`,
	"lineEnd":        "with a line end",
}

// Forms lists the names a re-serialised body's forms may have, for the front end's dictionary.
func Forms() []Form { return slices.Sorted(maps.Keys(formTexts)) }

func formsText(list string) string {
	var texts []string
	for form := range strings.SplitSeq(list, ",") {
		texts = append(texts, formTexts[Form(form)])
	}
	return strings.Join(texts, ", ")
}
