// Package testkit holds what tests of several packages share. Only tests import it.
package testkit

import (
	"embed"
	"encoding/json"
	"fmt"
	"path"
	"strings"
)

// The captures are exact bytes that two official SDKs put on the wire; captures/README.md describes
// them. Their keys are throw-away keys made for test vectors and protect nothing.
//
//go:embed captures
var captureFiles embed.FS

// Capture is one recorded request of an official SDK, byte for byte.
type Capture struct {
	SDK         string // "go" or "php"
	File        string // "01-pay-gcash.http"
	API         string // "/ams/api/v1/payments/pay"
	ClientID    string
	Target      string // the request target as on the request line
	SignedPath  string // the path in the string the SDK signed
	AnswerPath  string // the path the SDK wants the answer signed over
	RequestTime string
	KeyVersion  string
	Raw         []byte // head and body
	Head        []byte // request line to blank line inclusive
	Body        []byte
	Response    []byte // an answer this SDK call accepted, signed with the antom key
	Expect      CaptureExpect
}

// CaptureExpect is what a gateway with an empty store answers when an SDK's files are replayed in order.
type CaptureExpect struct {
	ResultStatus string `json:"result_status"`
	ResultCode   string `json:"result_code"` // may name two codes, or say that it is a guess
	Notes        string `json:"notes"`
}

// Header returns the value of the first header of that name (any case), or "".
func (c Capture) Header(name string) string { return headerOf(c.Head, name) }

// ResponseParts splits the recorded answer into its head (to the blank line inclusive) and body.
func (c Capture) ResponseParts() (head, body []byte) { return splitHTTP(c.Response) }

// ResponseHeader returns the value of the answer's first header of that name (any case), or "".
func (c Capture) ResponseHeader(name string) string {
	head, _ := splitHTTP(c.Response)
	return headerOf(head, name)
}

// Captures returns the requests of an SDK ("go" or "php") in replay order.
func Captures(sdk string) []Capture {
	var index []captureEntry
	mustReadJSON(path.Join("captures", sdk, "index.json"), &index)
	captures := make([]Capture, 0, len(index))
	for _, entry := range index {
		captures = append(captures, entry.load(sdk))
	}
	return captures
}

// AllCaptures returns the requests of both SDKs, Go's first.
func AllCaptures() []Capture { return append(Captures("go"), Captures("php")...) }

// CaptureKeyPair is one throw-away key pair in every container.
type CaptureKeyPair struct {
	PrivatePKCS8PEM    string `json:"private_key_pkcs8_pem"`
	PrivatePKCS1PEM    string `json:"private_key_pkcs1_pem"`
	PrivatePKCS8Base64 string `json:"private_key_pkcs8_base64"`
	PrivatePKCS1Base64 string `json:"private_key_pkcs1_base64"`
	PublicSPKIBase64   string `json:"public_key_spki_base64"`
	PublicSPKIPEM      string `json:"public_key_spki_pem"`
}

// CaptureKeySet holds the client ids and key pairs of the captures.
type CaptureKeySet struct {
	ClientID     string         `json:"client_id"`
	LiveClientID string         `json:"live_client_id"`
	Merchant     CaptureKeyPair `json:"merchant"` // signed the requests
	Antom        CaptureKeyPair `json:"antom"`    // signed the answers
	Wrong        CaptureKeyPair `json:"wrong"`    // signed nothing here
}

// CaptureKeys returns the documented throw-away keys of the captures.
func CaptureKeys() CaptureKeySet {
	var keys CaptureKeySet
	mustReadJSON("captures/keys.json", &keys)
	return keys
}

type captureEntry struct {
	File         string        `json:"file"`
	ResponseFile string        `json:"response_file"`
	API          string        `json:"api"`
	ClientID     string        `json:"client_id"`
	Target       string        `json:"request_target"`
	SignedPath   string        `json:"signed_path"`
	AnswerPath   string        `json:"response_must_be_signed_over"`
	RequestTime  string        `json:"request_time"`
	KeyVersion   string        `json:"key_version"`
	BodyOffset   int           `json:"body_offset"`
	Expect       CaptureExpect `json:"expect"`
}

func (e captureEntry) load(sdk string) Capture {
	raw := mustRead(path.Join("captures", sdk, e.File))
	c := Capture{
		SDK: sdk, File: e.File, API: e.API, ClientID: e.ClientID, Target: e.Target, SignedPath: e.SignedPath,
		AnswerPath: e.AnswerPath, RequestTime: e.RequestTime, KeyVersion: e.KeyVersion, Expect: e.Expect,
		Raw: raw, Head: raw[:e.BodyOffset:e.BodyOffset], Body: raw[e.BodyOffset:],
	}
	if e.ResponseFile != "" {
		c.Response = mustRead(path.Join("captures", sdk, e.ResponseFile))
	}
	return c
}

func headerOf(head []byte, name string) string {
	for line := range strings.SplitSeq(string(head), "\r\n") {
		key, value, found := strings.Cut(line, ":")
		if found && strings.EqualFold(key, name) {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

func splitHTTP(raw []byte) (head, body []byte) {
	before, after, found := strings.Cut(string(raw), "\r\n\r\n")
	if !found {
		return raw, nil
	}
	return []byte(before + "\r\n\r\n"), []byte(after)
}

func mustRead(name string) []byte {
	raw, err := captureFiles.ReadFile(name)
	if err != nil {
		panic(fmt.Sprintf("testkit: %v", err))
	}
	return raw
}

func mustReadJSON(name string, into any) {
	if err := json.Unmarshal(mustRead(name), into); err != nil {
		panic(fmt.Sprintf("testkit: %s: %v", name, err))
	}
}
