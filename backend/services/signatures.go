package services

import (
	"cmp"
	"context"
	"crypto/rsa"
	"encoding/base64"
	"net/url"
	"strconv"
	"strings"

	"antomdesk/backend/sandbox"
	"antomdesk/backend/signature"
)

// Signatures is the signature doctor: it signs, verifies and explains. Nothing that is pasted here is
// stored or logged, and a private key never leaves the call.
type Signatures struct{ h *handle }

// VerifySignatureInput is a message to check: a merchant's call, or what Antom signed.
type VerifySignatureInput struct {
	Signer    string `json:"signer"` // merchant or antom
	Method    string `json:"method"` // POST; "" means it
	Path      string `json:"path"`   // with the query; a whole URL loses its origin
	Headers   string `json:"headers"`
	Body      string `json:"body"`      // base64 of the exact bytes
	PublicKey string `json:"publicKey"` // "" checks with the keys registered here
}

// SignMessageInput is a message to sign. PrivateKey "" means the kept key of the environment, and
// RequestTime "" the present time.
type SignMessageInput struct {
	Environment string `json:"environment"`
	Path        string `json:"path"`
	ClientID    string `json:"clientId"` // "" means the environment's
	RequestTime string `json:"requestTime"`
	KeyVersion  string `json:"keyVersion"` // "" means 1
	Body        string `json:"body"`       // base64 of the exact bytes
	PrivateKey  string `json:"privateKey"`
}

// SignedMessage is the signature with all that goes into and around it.
type SignedMessage struct {
	Headers      string          `json:"headers"`      // the three lines to send
	Signature    string          `json:"signature"`    // the Signature header's value
	StringToSign string          `json:"stringToSign"` // base64
	KeyNotes     []string        `json:"keyNotes"`     // what the SDKs would say to this key's text
	Report       SignatureReport `json:"report"`       // how this installation would judge it
}

// Explain looks into the signature of one exchange of the log, from its exact bytes and the keys as
// they stood then.
func (s *Signatures) Explain(in LogEntryInput) (SignatureReport, error) {
	return call(s.h, func(ctx context.Context, d *Deps) (SignatureReport, error) {
		x, err := d.Exchanges.ExchangeByID(ctx, in.ID)
		if err != nil {
			return SignatureReport{}, err
		}
		bytes, err := d.Exchanges.ExchangeBytesByID(ctx, in.ID)
		if err != nil {
			return SignatureReport{}, err
		}
		return signatureReport(d.Doctor.Diagnose(ctx, caseOf(x, bytes), x.StartedAt)), nil
	})
}

// Verify checks a pasted message and explains why it does not verify.
func (s *Signatures) Verify(in VerifySignatureInput) (SignatureReport, error) {
	return call(s.h, func(ctx context.Context, d *Deps) (SignatureReport, error) {
		c, err := pastedCase(in)
		if err != nil {
			return SignatureReport{}, err
		}
		report := signatureReport(d.Doctor.Diagnose(ctx, c, d.Clock.Now()))
		report.KeyNotes = keyNotes(in.PublicKey)
		return report, nil
	})
}

// Sign signs a pasted message as a merchant would.
func (s *Signatures) Sign(in SignMessageInput) (SignedMessage, error) {
	return inEnvironment(s.h, in.Environment, func(ctx context.Context, d *Deps, env sandbox.Environment) (SignedMessage, error) {
		active, _, err := d.activeKey(ctx, env.ID)
		if err != nil {
			return SignedMessage{}, err
		}
		key, err := d.signingKey(active, in.PrivateKey)
		if err != nil {
			return SignedMessage{}, err
		}
		if in.ClientID == "" {
			in.ClientID = env.ClientID
		}
		if in.RequestTime == "" {
			in.RequestTime = strconv.FormatInt(d.Clock.Now().UnixMilli(), 10)
		}
		return d.signMessage(ctx, in, key)
	})
}

func (d *Deps) signMessage(ctx context.Context, in SignMessageInput, key *rsa.PrivateKey) (SignedMessage, error) {
	c, err := in.message()
	if err != nil {
		return SignedMessage{}, err
	}
	prefix := signature.Prefix(c.Paths[0], c.ClientID, c.TimeText)
	sig, err := signature.Sign(key, prefix, c.Body)
	if err != nil {
		return SignedMessage{}, err
	}
	c.Header = signature.FormatHeader(cmp.Or(in.KeyVersion, signature.DefaultKeyVersion), sig)
	return SignedMessage{
		Headers:   "Client-Id: " + c.ClientID + "\nRequest-Time: " + c.TimeText + "\nSignature: " + c.Header + "\n",
		Signature: c.Header, StringToSign: bodyText(append(prefix, c.Body...)), KeyNotes: keyNotes(in.PrivateKey),
		Report: signatureReport(d.Doctor.Diagnose(ctx, c, d.Clock.Now())),
	}, nil
}

// message is the call to sign, without its signature.
func (in SignMessageInput) message() (c signature.Case, err error) {
	path, err := pastedPath(in.Path)
	if err != nil {
		return c, err
	}
	body, err := pastedBody(in.Body)
	if err != nil {
		return c, err
	}
	for _, given := range []struct{ field, value string }{
		{"clientId", in.ClientID}, {"requestTime", in.RequestTime}, {"keyVersion", cmp.Or(in.KeyVersion, signature.DefaultKeyVersion)},
	} {
		if err := headerValue(given.field, given.value); err != nil {
			return c, err
		}
	}
	return signature.Case{
		Direction: signature.OfMerchant, Method: "POST", Paths: []string{path},
		ClientID: in.ClientID, TimeText: in.RequestTime, Body: body,
	}, nil
}

// headerValue checks that a value can stand in a header line.
func headerValue(field, value string) error {
	if strings.TrimSpace(value) == "" || strings.ContainsAny(value, "\r\n") || len(value) > 256 {
		return sandbox.Invalid(field, "%q cannot be sent as a header; give 1 to 256 characters on one line", value)
	}
	return nil
}

// caseOf is what was to be verified of an exchange.
func caseOf(x sandbox.Exchange, b sandbox.ExchangeBytes) signature.Case {
	head := signature.ParseHead(headText(b.RequestHead))
	c := messageOf(head, b.RequestBody)
	c.Origin = x.Scheme + "://" + head.Get("Host")
	if x.Kind == sandbox.KindGateway {
		c.Direction, c.Paths = signature.OfMerchant, signature.CallPaths(head.Target)
	} else {
		c.Direction, c.Paths = signature.OfAntom, []string{signature.SignedPath(head.Target)}
	}
	return c
}

func messageOf(head signature.Head, body []byte) signature.Case {
	return signature.Case{
		Method: head.Method, Header: head.Get("Signature"), ClientID: head.Get("Client-Id"),
		TimeText: head.Get("Request-Time"), Body: signature.SignedBody(head, body), SDK: signature.Recognise(head),
	}
}

// pastedCase reads what was typed or pasted.
func pastedCase(in VerifySignatureInput) (signature.Case, error) {
	if in.Method != "" && in.Method != "POST" {
		return signature.Case{}, sandbox.Invalid("method", "%.16q is not POST, the only method Antom signs", in.Method)
	}
	path, err := pastedPath(in.Path)
	if err != nil {
		return signature.Case{}, err
	}
	body, err := pastedBody(in.Body)
	if err != nil {
		return signature.Case{}, err
	}
	head := signature.ParseHead(in.Headers)
	c := messageOf(head, body)
	if c.TimeText == "" {
		c.TimeText = head.Get("Response-Time") // of an answer
	}
	c.Origin = "http://" + head.Get("Host")
	switch in.Signer {
	case string(signature.OfMerchant):
		c.Paths = signature.CallPaths(path)
	case string(signature.OfAntom):
		c.Paths = []string{path}
	default:
		return c, sandbox.Invalid("signer", "%.16q is not a signer; use %s or %s", in.Signer, signature.OfMerchant, signature.OfAntom)
	}
	c.Direction = signature.Direction(in.Signer)
	if strings.TrimSpace(in.PublicKey) == "" {
		return c, nil
	}
	key, err := signature.ParsePublicKey(in.PublicKey)
	if err != nil {
		return c, sandbox.Invalid("publicKey", "this is not an RSA public key: %v", err)
	}
	c.Accepted = []signature.Key{{Public: key}}
	return c, nil
}

func pastedPath(text string) (string, error) {
	text = strings.TrimSpace(text)
	path := signature.SignedPath(text)
	if _, err := url.ParseRequestURI(path); err != nil || strings.ContainsAny(path, " \r\n") {
		return "", sandbox.Invalid("path", "%.80q is not a path; give what follows the host, such as /ams/sandbox/api/v1/payments/pay", text)
	}
	return path, nil
}

// maxPasted is the largest body that is looked into, in bytes; the gateway takes no larger one.
const maxPasted = 10 << 20

func pastedBody(text string) ([]byte, error) {
	body, err := base64.StdEncoding.DecodeString(text)
	switch {
	case err != nil:
		return nil, sandbox.Invalid("body", "the body is not base64 of its bytes")
	case len(body) > maxPasted:
		return nil, sandbox.Invalid("body", "the body has %d bytes; at most %d are looked into", len(body), maxPasted)
	}
	return body, nil
}
