package rawhttp

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"time"
)

// Stage says how far an exchange got.
type Stage int

// The stages of an exchange.
const (
	Connecting Stage = iota
	Sending
	Reading
)

// Failure is an exchange that did not complete.
type Failure struct {
	Stage Stage
	Host  string // host and port as the URL names them
	Err   error
}

// Error names the host and the cause.
func (f *Failure) Error() string { return f.Host + ": " + f.Err.Error() }

// Unwrap returns the cause.
func (f *Failure) Unwrap() error { return f.Err }

// protocolError is an answer that breaks HTTP in a way net/http does not judge.
type protocolError struct{ what string }

func (e *protocolError) Error() string { return e.what }

// Explain says in one sentence why an exchange failed. timeout is the time it was given.
func Explain(err error, timeout time.Duration) string {
	var f *Failure
	if !errors.As(err, &f) {
		return "Nothing was sent: " + err.Error() + "."
	}
	if timedOut(f.Err) {
		return explainTimeout(f, timeout)
	}
	switch f.Stage {
	case Connecting:
		return explainConnecting(f)
	case Sending:
		return fmt.Sprintf("%s closed the connection while the request was being sent.", f.Host)
	}
	return explainReading(f)
}

func timedOut(err error) bool {
	return errors.Is(err, context.DeadlineExceeded) || errors.Is(err, os.ErrDeadlineExceeded)
}

func explainTimeout(f *Failure, timeout time.Duration) string {
	if f.Stage == Connecting {
		return fmt.Sprintf("No connection to %s within %s.", f.Host, timeout)
	}
	return fmt.Sprintf("%s did not answer within %s.", f.Host, timeout)
}

func explainConnecting(f *Failure) string {
	var refused *RefusedError
	var unknown *net.DNSError
	switch {
	case errors.As(f.Err, &refused):
		return fmt.Sprintf("Nothing was sent: %s leads to %s, which is not on this computer, and only loopback addresses are allowed.",
			f.Host, refused.Address)
	case errors.As(f.Err, &unknown):
		return fmt.Sprintf("The host name %s could not be resolved; check its spelling and the network.", unknown.Name)
	case isConnectionRefused(f.Err):
		return fmt.Sprintf("%s refused the connection; nothing listens on that port.", f.Host)
	}
	if sentence := explainTLS(f); sentence != "" {
		return sentence
	}
	return fmt.Sprintf("No connection to %s: %v.", f.Host, f.Err)
}

func explainTLS(f *Failure) string {
	var notTLS tls.RecordHeaderError
	var wrongName x509.HostnameError
	var untrusted x509.UnknownAuthorityError
	var invalid *tls.CertificateVerificationError
	switch {
	case errors.As(f.Err, &notTLS):
		return fmt.Sprintf("%s does not speak TLS on that port; the URL may need http instead of https.", f.Host)
	case errors.As(f.Err, &wrongName):
		return fmt.Sprintf("The certificate of %s is for another name.", f.Host)
	case errors.As(f.Err, &untrusted):
		return fmt.Sprintf("The certificate of %s is signed by an authority this computer does not trust.", f.Host)
	case errors.As(f.Err, &invalid):
		return fmt.Sprintf("The certificate of %s is not valid: %v.", f.Host, invalid.Err)
	}
	return ""
}

func explainReading(f *Failure) string {
	switch {
	case errors.Is(f.Err, io.ErrUnexpectedEOF):
		return fmt.Sprintf("The answer of %s was cut short.", f.Host)
	case errors.Is(f.Err, io.EOF):
		return fmt.Sprintf("%s closed the connection without an answer.", f.Host)
	case isConnectionReset(f.Err):
		return fmt.Sprintf("%s reset the connection before its answer was complete.", f.Host)
	case errors.Is(f.Err, ErrHeadTooLarge):
		return fmt.Sprintf("The head of the answer of %s is larger than 1 MiB.", f.Host)
	}
	return fmt.Sprintf("%s did not answer with valid HTTP.", f.Host)
}
