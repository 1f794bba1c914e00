package gateway

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/netip"
	"regexp"
	"slices"
	"strings"

	"antomdesk/backend/sandbox"
)

// What a caller with an API key is refused with.
const (
	codeOAuthFail       = "OAUTH_FAIL"
	codeIllegalClientIP = "ILLEGAL_CLIENT_IP"
	codeAccessDenied    = "ACCESS_DENIED"
)

// APIKeys resolves Bearer keys; a sandbox.APIKeyStore has them.
type APIKeys interface {
	APIKeyByHash(ctx context.Context, hash string) (sandbox.APIKey, sandbox.Environment, error)
}

// bearer is the API key the caller authenticates with, if that is how it does.
func (c *call) bearer() (string, bool) {
	scheme, key, _ := strings.Cut(strings.TrimSpace(c.r.Header.Get("Authorization")), " ")
	return strings.TrimSpace(key), strings.EqualFold(scheme, "Bearer")
}

// checkCaller finds out who calls: by the id of a session, by API key, or by client id and signature.
func (g *Gateway) checkCaller(ctx context.Context, c *call) *refusal {
	if c.api.Name == sessionAPI {
		return g.checkSession(ctx, c)
	}
	if key, ok := c.bearer(); ok {
		return g.checkBearer(ctx, c, key)
	}
	for _, check := range []check{g.checkClient, checkKeys, g.checkSignature, g.checkTime} {
		if refusal := check(ctx, c); refusal != nil {
			return refusal
		}
	}
	return nil
}

// checkBearer takes the environment from the key. The answer is signed as any other, for the client id
// of that environment.
func (g *Gateway) checkBearer(ctx context.Context, c *call, sent string) *refusal {
	if c.row.Scheme != "https" {
		return refuseCaller(codeAccessDenied, "API keys are accepted over HTTPS only; call the gateway's https address, and revoke this key if the network is not yours.")
	}
	if c.api.TakesFiles() {
		return refuseCaller(codeAccessDenied, "Files are uploaded with a signature only; sign the call instead of sending an API key.")
	}
	if g.apiKeys == nil {
		return refuseCaller(codeOAuthFail, "This gateway knows no API keys; sign the call instead.")
	}
	hash := sha256.Sum256([]byte(sent))
	key, environment, err := g.apiKeys.APIKeyByHash(ctx, hex.EncodeToString(hash[:]))
	switch {
	case sandbox.IsNotFound(err):
		return refuseCaller(codeOAuthFail, "The API key is not known or revoked; create one with antomctl apikeys create.")
	case err != nil:
		return g.failure(c, err)
	}
	c.environment, c.clientID = &environment, environment.ClientID
	c.row.EnvironmentID, c.row.ClientID = environment.ID, environment.ClientID
	return mayCall(key, c)
}

// mayCall applies what the key is limited to.
func mayCall(key sandbox.APIKey, c *call) *refusal {
	if !allowsAddress(key.AllowedIPs, c.r.RemoteAddr) {
		return refuseCaller(codeIllegalClientIP, fmt.Sprintf("The API key %s… is not allowed from %s.", key.Prefix, c.r.RemoteAddr))
	}
	if key.Kind == sandbox.APIKeyRestricted && !slices.Contains(key.AllowedAPIs, c.api.Name) {
		return refuseCaller(codeAccessDenied, fmt.Sprintf("The restricted API key %s… is not allowed to call %s.", key.Prefix, c.api.Name))
	}
	return nil
}

// allowsAddress reports whether the list, of addresses and CIDR blocks, has the peer; an empty one has all.
func allowsAddress(list []string, remote string) bool {
	if len(list) == 0 {
		return true
	}
	peer, err := netip.ParseAddrPort(remote)
	if err != nil {
		return false
	}
	address := peer.Addr().Unmap().WithZone("")
	return slices.ContainsFunc(list, func(entry string) bool {
		if block, err := netip.ParsePrefix(entry); err == nil {
			return block.Contains(address)
		}
		single, err := netip.ParseAddr(entry)
		return err == nil && single.Unmap() == address
	})
}

// bearerHeader finds the secret of an Authorization header in a raw head.
var bearerHeader = regexp.MustCompile(`(?im)^(authorization:[ \t]*bearer[ \t]+)[^\r\n]*`)

// withoutKey is the head as the log may keep it: of an API key it has nothing.
func withoutKey(head []byte) []byte {
	if !authorises(head) {
		return bytes.Clone(head)
	}
	return bearerHeader.ReplaceAll(head, []byte("${1}[redacted]"))
}

// authorises says whether a raw head has an Authorization header: the costly search is for those alone.
func authorises(head []byte) bool {
	for line := range bytes.Lines(head) {
		if name, _, found := bytes.Cut(line, []byte(":")); found && bytes.EqualFold(name, []byte("Authorization")) {
			return true
		}
	}
	return false
}
