package services_test

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"

	"antomdesk/backend/sandbox"
	"antomdesk/backend/services"
)

const inquiry = "payments/inquiryPayment"

// bearerCall calls the gateway about a payment with an API key and returns the result code.
func bearerCall(t *testing.T, d *services.Set, server, api, key string) (code string, signed bool) {
	t.Helper()
	st := must[services.Status](t)(d.System.Status(services.StatusInput{}))
	pem, err := os.ReadFile(st.CAFile)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(pem)
	origin := ""
	for _, s := range st.Servers {
		if s.Name == server {
			origin = s.Origin
		}
	}
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, origin+"/ams/sandbox/api/v1/"+api, strings.NewReader(`{"paymentId":"1"}`))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Authorization", "Bearer "+key)
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}, DisableKeepAlives: true}
	response, err := (&http.Client{Transport: transport}).Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	var answer struct{ Result sandbox.Result }
	if err := json.Unmarshal(body, &answer); err != nil {
		t.Fatal(err)
	}
	client := must[services.KeysView](t)(d.Keys.Show(services.EnvironmentInput{})).ClientID
	return answer.Result.Code, response.Header.Get("Signature") != "" && response.Header.Get("Client-Id") == client
}

func TestAPIKeys_OpenTheGatewayOverHTTPSOnly_WithinTheirLimits(t *testing.T) {
	d := newDesk(t)
	create := func(in services.CreateAPIKeyInput) services.CreatedAPIKey {
		t.Helper()
		in.Name = "till"
		return must[services.CreatedAPIKey](t)(d.APIKeys.Create(in))
	}
	const https, plain = "gateway_tls", "gateway"
	made := create(services.CreateAPIKeyInput{})
	if code, signed := bearerCall(t, d, https, inquiry, made.Secret); code != "ORDER_NOT_EXIST" || !signed {
		t.Errorf("got %s, signed %t", code, signed)
	}
	here := create(services.CreateAPIKeyInput{Kind: "restricted", AllowedAPIs: []string{inquiry}, AllowedIPs: []string{"127.0.0.0/8", "::1"}})
	for name, tc := range map[string]struct{ server, api, key, code string }{
		"plain HTTP":    {plain, inquiry, made.Secret, "ACCESS_DENIED"},
		"unknown":       {https, inquiry, made.Secret + "x", "OAUTH_FAIL"},
		"within limits": {https, inquiry, here.Secret, "ORDER_NOT_EXIST"},
		"another API":   {https, inquiry, create(services.CreateAPIKeyInput{Kind: "restricted", AllowedAPIs: []string{"payments/pay"}}).Secret, "ACCESS_DENIED"},
		"a file":        {https, "billing/product/uploadImage", made.Secret, "ACCESS_DENIED"},
		"elsewhere":     {https, inquiry, create(services.CreateAPIKeyInput{AllowedIPs: []string{"10.0.0.1"}}).Secret, "ILLEGAL_CLIENT_IP"},
	} {
		if code, _ := bearerCall(t, d, tc.server, tc.api, tc.key); code != tc.code {
			t.Errorf("%s: got %s, want %s", name, code, tc.code)
		}
	}
	must[services.RevokedAPIKey](t)(d.APIKeys.Revoke(services.RevokeAPIKeyInput{ID: made.Key.ID}))
	if code, _ := bearerCall(t, d, https, inquiry, made.Secret); code != "OAUTH_FAIL" {
		t.Errorf("revoked, it gets %s", code)
	}
	theKeyIsNowhere(t, d, made.Secret)
}

// theKeyIsNowhere looks for the secret in the list of keys and in every request of the log.
func theKeyIsNowhere(t *testing.T, d *services.Set, secret string) {
	t.Helper()
	list, err := json.Marshal(must[services.APIKeyList](t)(d.APIKeys.List(services.EnvironmentInput{})))
	if err != nil || strings.Contains(string(list), secret) || !strings.Contains(string(list), `"revokedAt":"2`) {
		t.Errorf("listed: %s (%v)", list, err)
	}
	page := must[services.LogPage](t)(d.Logs.List(services.ListLogsInput{Log: services.LogRequests}))
	for _, row := range page.Items {
		head := must[services.LogEntry](t)(d.Logs.Get(services.LogEntryInput{ID: row.ID})).RequestHead
		if strings.Contains(head, secret) || !strings.Contains(head, "Authorization: Bearer [redacted]\r\n") {
			t.Errorf("logged: %q", head)
		}
	}
	if len(page.Items) < 7 {
		t.Errorf("%d calls are logged", len(page.Items))
	}
}

func TestAPIKeys_WhatCannotBeMade_IsRefused(t *testing.T) {
	d := newDesk(t)
	for field, in := range map[string]services.CreateAPIKeyInput{
		"name":        {Name: " "},
		"kind":        {Name: "till", Kind: "golden"},
		"allowedApis": {Name: "till", Kind: "restricted"},
		"allowedIps":  {Name: "till", AllowedIPs: []string{"home"}},
	} {
		_, err := d.APIKeys.Create(in)
		refused(t, err, sandbox.CodeInvalid, field)
	}
	_, err := d.APIKeys.Revoke(services.RevokeAPIKeyInput{ID: "nothing"})
	refused(t, err, sandbox.CodeNotFound, "")
}

func TestAPIKeys_HaveTheFormTheSDKsAskFor(t *testing.T) {
	d := newDesk(t)
	for _, tc := range []struct {
		in   services.CreateAPIKeyInput
		form string
	}{
		{services.CreateAPIKeyInput{Name: "a"}, `^isak_TEST_[^_\s]+_\S+$`},
		{services.CreateAPIKeyInput{Name: "b", Environment: "live"}, `^isak_PROD_[^_\s]+_\S+$`},
		{services.CreateAPIKeyInput{Name: "c", Kind: "restricted", AllowedAPIs: []string{"payments/pay"}}, `^irak_TEST_[^_\s]+_\S+$`},
	} {
		made := must[services.CreatedAPIKey](t)(d.APIKeys.Create(tc.in))
		if !regexp.MustCompile(tc.form).MatchString(made.Secret) || !strings.HasPrefix(made.Secret, made.Key.Prefix+"_") {
			t.Errorf("made %q with the prefix %q", made.Secret, made.Key.Prefix)
		}
	}
}
