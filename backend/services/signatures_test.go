package services_test

import (
	"encoding/base64"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"antomdesk/backend/sandbox"
	"antomdesk/backend/services"
	"antomdesk/backend/signature"
)

const pastedCallPath = "/ams/sandbox/api/v1/payments/pay"

func b64(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }

func TestSignatures_WhatIsSigned_Verifies_AndWhatIsChangedAfterwardsIsExplained(t *testing.T) {
	d := newDesk(t)
	keys := must[services.KeysView](t)(d.Keys.Generate(services.GenerateKeysInput{KeepPrivate: true}))
	signed := must[services.SignedMessage](t)(d.Signatures.Sign(services.SignMessageInput{Path: pastedCallPath, Body: b64(`{"a": 1}`)}))
	if !signed.Report.Verified || signed.Report.Sentence != "" || !strings.Contains(signed.Headers, "Client-Id: "+keys.ClientID+"\n") {
		t.Fatalf("got %+v", signed)
	}
	in := services.VerifySignatureInput{Signer: "merchant", Path: pastedCallPath, Headers: signed.Headers, Body: b64(`{"a": 1}`)}
	if r := must[services.SignatureReport](t)(d.Signatures.Verify(in)); !r.Verified || len(r.Causes) != 0 {
		t.Errorf("got %+v", r)
	}
	in.Path, in.Body = "https://shop.example/ams/api/v1/payments/pay", b64(`{"a":1}`)
	r := must[services.SignatureReport](t)(d.Signatures.Verify(in))
	if r.Verified || len(r.Causes) != 2 || r.Causes[0].Code != "sandboxExtra" || r.Causes[1].Code != "bodySpaced" || !r.HasDiff || len(r.Fixes) != 7 {
		t.Errorf("got %+v", r)
	}
	if text, err := base64.StdEncoding.DecodeString(r.Signed); err != nil || !strings.HasSuffix(string(text), `.{"a": 1}`) {
		t.Errorf("signed is %q (%v)", text, err)
	}
	in.PublicKey = keys.AntomPublicKey
	if r := must[services.SignatureReport](t)(d.Signatures.Verify(in)); r.Causes[0].Code != "keyRegistered" {
		t.Errorf("checked with Antom's key: %+v", r.Causes)
	}
}

func TestSignatures_BadInput_NamesTheField(t *testing.T) {
	d := newDesk(t)
	right := services.VerifySignatureInput{Signer: "merchant", Path: "/p"}
	for field, change := range map[string]func(*services.VerifySignatureInput){
		"method":    func(in *services.VerifySignatureInput) { in.Method = "GET" },
		"path":      func(in *services.VerifySignatureInput) { in.Path = "no path" },
		"signer":    func(in *services.VerifySignatureInput) { in.Signer = "nobody" },
		"body":      func(in *services.VerifySignatureInput) { in.Body = "*" },
		"publicKey": func(in *services.VerifySignatureInput) { in.PublicKey = "no key" },
	} {
		in := right
		change(&in)
		_, err := d.Signatures.Verify(in)
		refused(t, err, sandbox.CodeInvalid, field)
	}
	private, _ := keyPair(t)
	for field, in := range map[string]services.SignMessageInput{
		"path":        {PrivateKey: private},
		"body":        {PrivateKey: private, Path: "/p", Body: "*"},
		"privateKey":  {Path: "/p"},
		"clientId":    {PrivateKey: private, Path: "/p", ClientID: "a\nb"},
		"requestTime": {PrivateKey: private, Path: "/p", RequestTime: " "},
		"keyVersion":  {PrivateKey: private, Path: "/p", KeyVersion: "\r"},
	} {
		_, err := d.Signatures.Sign(in)
		refused(t, err, sandbox.CodeInvalid, field)
	}
}

func TestSignatures_WhatIsPasted_IsNowhereInTheDataFolder(t *testing.T) {
	folder := t.TempDir()
	d := newDeskIn(t, folder)
	private, public := keyPair(t)
	must[services.SignedMessage](t)(d.Signatures.Sign(services.SignMessageInput{Path: pastedCallPath, PrivateKey: private, Body: b64("pasted-secret")}))
	must[services.SignatureReport](t)(d.Signatures.Verify(services.VerifySignatureInput{Signer: "antom", Path: "/pasted-path", Headers: "X: pasted-header", PublicKey: public}))
	searched := 0
	err := filepath.WalkDir(folder, func(path string, entry os.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		content, err := os.ReadFile(path)
		searched++
		for _, secret := range []string{"pasted-", private[40:80], public[60:100]} {
			if strings.Contains(string(content), secret) {
				t.Errorf("%s holds %.20s…", filepath.Base(path), secret)
			}
		}
		return err
	})
	if err != nil || searched < 2 {
		t.Errorf("searched %d files: %v", searched, err)
	}
}

func TestSignatures_KeysThatSDKsWouldNotTake_AreSaidToBe(t *testing.T) {
	d := newDesk(t)
	key, err := signature.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	pem := "-----BEGIN PRIVATE KEY-----\n" + signature.FormatPrivateKeyPKCS1(key) + "\n-----END PRIVATE KEY-----\n"
	signed := must[services.SignedMessage](t)(d.Signatures.Sign(services.SignMessageInput{Path: "/p", PrivateKey: pem}))
	if got := strings.Join(signed.KeyNotes, " "); got != "pkcs1 armour label" || signed.Report.Causes[0].Code != "keyNone" {
		t.Errorf("got %q, %+v", got, signed.Report.Causes)
	}
	view := must[services.KeysView](t)(d.Keys.Import(services.ImportKeysInput{PrivateKey: pem}))
	if got := strings.Join(view.Warnings, " "); !strings.Contains(got, "PKCS#1") || !strings.Contains(got, "BEGIN and END") || !strings.Contains(got, "another container") {
		t.Errorf("warned of %q", got)
	}
	view = must[services.KeysView](t)(d.Keys.Import(services.ImportKeysInput{PublicKey: view.AntomPublicKey}))
	if got := strings.Join(view.Warnings, " "); !strings.Contains(got, "The registered public key is Antom's") {
		t.Errorf("warned of %q", got)
	}
}
