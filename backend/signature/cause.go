package signature

import "strings"

// Code names a cause; the front end has its sentence in every language.
type Code string

// Nothing is the value of a parameter that stands for no character at all.
const Nothing = "∅"

// Param is one value of a cause's sentence.
type Param struct{ Name, Value string }

// Cause is one thing that is wrong with a signature.
type Cause struct {
	Code   Code
	Params []Param
}

func cause(code Code, params ...Param) Cause { return Cause{code, params} }

// Clause is the cause in English, without a capital and without a full stop.
func (c Cause) Clause() string {
	text := entries[c.Code].clause
	for _, p := range c.Params {
		value := p.Value
		switch {
		case p.Name == formsParam:
			value = formsText(value)
		case value == Nothing:
			value = "nothing"
		}
		text = strings.ReplaceAll(text, "{"+p.Name+"}", value)
	}
	return text
}

// Sentence is the diagnosis in one English sentence; empty when the signature verifies.
func (d Diagnosis) Sentence() string {
	if d.Verified || len(d.Causes) == 0 {
		return ""
	}
	clauses := make([]string, 0, len(d.Causes))
	for _, c := range d.Causes {
		clauses = append(clauses, c.Clause())
	}
	return "The signature does not verify: " + strings.Join(clauses, "; and ") + "."
}

// Codes lists every code there is, for the front end's dictionary.
func Codes() []Code { return codes }

// entry is what the book knows of a cause.
type entry struct {
	clause string
	fix    fixKind
}

// Causes that lie in the Signature header.
const (
	CodeHeaderMissing    Code = "headerMissing"
	CodeHeaderNoValue    Code = "headerNoValue"
	CodeHeaderBare       Code = "headerBare"
	CodeHeaderEncoded    Code = "headerEncoded"
	CodeHeaderSeparator  Code = "headerSeparator"
	CodeHeaderQuoted     Code = "headerQuoted"
	CodeHeaderTwice      Code = "headerTwice"
	CodeHeaderKeyVersion Code = "headerKeyVersion"
	CodeHeaderUnreadable Code = "headerUnreadable"
	CodeAlgorithmName    Code = "algorithmName"
	CodeAlgorithmMissing Code = "algorithmMissing"
	CodeBase64URL        Code = "base64Url"
	CodeBase64Twice      Code = "base64Twice"
	CodeBase64Padding    Code = "base64Padding"
	CodeNotBase64        Code = "notBase64"
	CodeHex              Code = "hex"
	CodeEncodedTwice     Code = "encodedTwice"
	CodePlusLost         Code = "plusLost"
	CodePercentBroken    Code = "percentBroken"
)

// Causes that lie in the method, the path and what joins the parts.
const (
	CodeMethodLower   Code = "methodLower"
	CodeMethodOther   Code = "methodOther"
	CodeMethodMissing Code = "methodMissing"
	CodeSandboxLeft   Code = "sandboxMissing"
	CodeSandboxExtra  Code = "sandboxExtra"
	CodeQueryMissing  Code = "queryMissing"
	CodeSlashDouble   Code = "doubleSlashCleaned"
	CodeSlashLeading  Code = "leadingSlashMissing"
	CodeSlashExtra    Code = "trailingSlashExtra"
	CodeSlashMissing  Code = "trailingSlashMissing"
	CodeFullURL       Code = "fullUrl"
	CodePathDecoded   Code = "pathDecoded"
	CodePathPrefix    Code = "pathPrefixMissing"
	CodePathOther     Code = "pathOther"
	CodeCRLF          Code = "crlfAfterPath"
	CodeBackslashN    Code = "backslashN"
	CodeAfterPath     Code = "afterPath"
	CodeAfterClient   Code = "afterClient"
	CodeAfterTime     Code = "afterTime"
	CodeTimeFirst     Code = "timeBeforeClient"
	CodeBodyAlone     Code = "bodyAlone"
	CodeLineEnds      Code = "lineEnds"
)

// Causes that lie in the client id and the time.
const (
	CodeClientMissing  Code = "clientMissing"
	CodeClientOther    Code = "clientOther"
	CodeClientSandbox  Code = "clientWithoutSandbox"
	CodeClientEmpty    Code = "clientEmpty"
	CodeTimeMissing    Code = "timeMissing"
	CodeTimeUnreadable Code = "timeUnreadable"
	CodeTimeFormat     Code = "timeFormat"
	CodeTimeOther      Code = "timeOther"
	CodeTimeEmpty      Code = "timeEmpty"
)

// Causes that lie in the body.
const (
	CodeBodyEmpty        Code = "bodyEmpty"
	CodeBodyEmptyObject  Code = "bodyEmptyObject"
	CodeBodyTrimmed      Code = "bodyTrimmed"
	CodeBodyLineEnd      Code = "bodyLineEnd"
	CodeBodyBOMSigned    Code = "bodyBomSigned"
	CodeBodyBOMSent      Code = "bodyBomSent"
	CodeBodyCRLFSigned   Code = "bodyCrlfSigned"
	CodeBodyCRLFSent     Code = "bodyCrlfSent"
	CodeBodyQuoted       Code = "bodyQuoted"
	CodeBodyCharset      Code = "bodyCharset"
	CodeBodyCompact      Code = "bodyCompact"
	CodeBodySpaced       Code = "bodySpaced"
	CodeBodyIndented     Code = "bodyIndented"
	CodeBodySorted       Code = "bodySorted"
	CodeBodySlashEscaped Code = "bodySlashEscaped"
	CodeBodySlashPlain   Code = "bodySlashPlain"
	CodeBodyUnicodeRaw   Code = "bodyUnicodeRaw"
	CodeBodyUnicode      Code = "bodyUnicodeEscaped"
	CodeBodyHTMLPlain    Code = "bodyHtmlPlain"
	CodeBodyHTML         Code = "bodyHtmlEscaped"
	CodeBodyReserialised Code = "bodyReserialised"
)

// Causes that lie in the algorithm or the key, and what remains when none is found.
const (
	CodeHash               Code = "hash"
	CodePSS                Code = "pss"
	CodeRawDigest          Code = "rawDigest"
	CodeDoubleHash         Code = "doubleHash"
	CodeNoHash             Code = "noHash"
	CodeKeyRegistered      Code = "keyRegistered"
	CodeKeyRetired         Code = "keyRetired"
	CodeKeyNewer           Code = "keyNewer"
	CodeKeyEnvironment     Code = "keyEnvironment"
	CodeKeyAccount         Code = "keyAccount"
	CodeKeyAntom           Code = "keyAntom"
	CodeKeyMerchant        Code = "keyMerchant"
	CodeAntomKeyRegistered Code = "antomKeyRegistered"
	CodeOwnKey             Code = "ownKey"
	CodeAntomKeyNotUsed    Code = "antomKeyNotUsed"
	CodeKeyLength          Code = "keyLength"
	CodeKeyUnknown         Code = "keyUnknown"
	CodeKeyNone            Code = "keyNone"
	CodeOtherBytes         Code = "otherBytes"
	CodeOtherBytesLarge    Code = "otherBytesLarge"
)
