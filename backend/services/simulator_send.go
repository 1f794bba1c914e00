package services

import (
	"bytes"
	"context"
	"crypto/rsa"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"antomdesk/backend/sandbox"
	"antomdesk/backend/signature"
)

func (d *Deps) prepareCall(ctx context.Context, env sandbox.Environment, in SendInput) (Call, error) {
	if err := in.check(); err != nil {
		return Call{}, err
	}
	url, err := d.callURL(env, in)
	if err != nil {
		return Call{}, err
	}
	key, registered, err := d.activeKey(ctx, env.ID)
	if err != nil {
		return Call{}, err
	}
	private, err := d.signingKey(key, in.PrivateKey)
	if err != nil {
		return Call{}, err
	}
	version := "1"
	if registered {
		version = strconv.Itoa(key.Version)
	}
	return Call{
		URL: url, ClientID: env.ClientID, PrivateKey: private, KeyVersion: version,
		AntomKey: d.AntomKey, Body: []byte(in.Body),
	}, nil
}

func (in SendInput) check() error {
	if !isSimulated(in.API) {
		return sandbox.Invalid("api", "%q is not an API this build simulates; Simulator.APIs lists them", in.API)
	}
	if strings.TrimSpace(in.Body) == "" {
		return sandbox.Invalid("body", "there is nothing to send; start from a template")
	}
	return nil
}

// callURL takes the path an SDK would take: the sandbox one for client ids with the prefix.
func (d *Deps) callURL(env sandbox.Environment, in SendInput) (string, error) {
	name := sandbox.ServerGateway
	switch in.Transport {
	case "", "http":
	case "https":
		name = sandbox.ServerGatewayTLS
	default:
		return "", sandbox.Invalid("transport", "%q is not a transport; use http or https", in.Transport)
	}
	s := d.server(name)
	if s.Origin == "" {
		return "", sandbox.Unavailable(nil, "the %s gateway is not listening; start Antom Desk, or restart that server", transportName(name))
	}
	prefix := "/ams/api/v1/"
	if strings.HasPrefix(env.ClientID, sandbox.SandboxPrefix) {
		prefix = "/ams/sandbox/api/v1/"
	}
	return s.Origin + prefix + in.API, nil
}

func transportName(name sandbox.ServerName) string {
	if name == sandbox.ServerGatewayTLS {
		return "HTTPS"
	}
	return "HTTP"
}

// signingKey is the pasted key, which leaves no trace, or the one the user chose to keep.
func (d *Deps) signingKey(key sandbox.MerchantKey, pasted string) (*rsa.PrivateKey, error) {
	if strings.TrimSpace(pasted) != "" {
		private, err := signature.ParsePrivateKey(pasted)
		if err != nil {
			return nil, sandbox.Invalid("privateKey", "this is not an RSA private key: %v", err)
		}
		return private, nil
	}
	if !key.PrivateKept {
		return nil, sandbox.Invalid("privateKey", "paste the private key to sign with; none is kept for this environment")
	}
	kept, err := d.Secrets.Secret(secretName(key.ID))
	if err != nil {
		return nil, sandbox.Unavailable(err, "the kept private key cannot be read; paste it, or generate a new pair")
	}
	return signature.ParsePrivateKey(kept)
}

// answerParts reads what it can; an answer that is not JSON simply has no parts.
func answerParts(body []byte) answer {
	var a answer
	if json.Unmarshal(body, &a) != nil {
		return answer{}
	}
	return a
}

// exchangeOf finds the log row of a call just made. The gateway records before it answers, so the row
// is there, unless hundreds of others came in between ("" then); its head is the one we sent,
// signature included.
func (d *Deps) exchangeOf(ctx context.Context, env sandbox.Environment, since time.Time, head []byte) (string, error) {
	page, err := d.Exchanges.ListExchanges(ctx, sandbox.ExchangeFilter{
		EnvironmentID: env.ID, Kinds: []sandbox.ExchangeKind{sandbox.KindGateway}, Page: sandbox.PageRequest{Limit: 500},
	})
	if err != nil {
		return "", err
	}
	for _, x := range page.Items {
		if x.StartedAt.Before(since.Add(-time.Second)) {
			break
		}
		if x.ClientID != env.ClientID || !bytes.Contains(head, []byte(x.RequestTime)) {
			continue
		}
		b, err := d.Exchanges.ExchangeBytesByID(ctx, x.ID)
		if err != nil {
			return "", err
		}
		if bytes.Equal(b.RequestHead, head) {
			return x.ID, nil
		}
	}
	return "", nil
}
