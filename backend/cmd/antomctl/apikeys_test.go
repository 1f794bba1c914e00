package main

import (
	"strings"
	"testing"

	"antomdesk/backend/services"
)

func TestAPIKeys_WithNothingRunning_AreMadeListedAndRevoked(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	secret := strings.TrimSpace(ctl(t, data, "apikeys", "create", "till", "--api", "payments/pay", "--ip", "10.0.0.0/8").want(t, 0).stdout)
	if !strings.HasPrefix(secret, "irak_TEST_") || len(secret) < 40 {
		t.Errorf("made %d characters", len(secret))
	}
	var list services.APIKeyList
	ctl(t, data, "apikeys", "list", "--json").want(t, 0).decode(t, &list)
	if len(list.Items) != 1 || list.Items[0].Kind != "restricted" || !strings.HasPrefix(secret, list.Items[0].Prefix) || len(list.Items[0].AllowedIPs) != 1 {
		t.Fatalf("listed: %+v", list)
	}
	ctl(t, data, "apikeys", "revoke", list.Items[0].ID).want(t, 0)
	if lines := ctl(t, data, "apikeys", "list").want(t, 0).stdout; !strings.HasSuffix(lines, " till revoked\n") || strings.Contains(lines, secret) {
		t.Errorf("listed: %q", lines)
	}
	ctl(t, data, "apikeys", "create", "till", "--ip", "home").want(t, exitRefused)
}
