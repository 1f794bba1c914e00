package signature_test

import (
	"bytes"
	"errors"
	"testing"

	"antomdesk/backend/signature"
	"antomdesk/backend/testkit"
)

func TestVerify_EveryCapturedRequest_VerifiesOverItsSignedPath(t *testing.T) {
	merchant := publicKey(t, merchantKeys().PublicSPKIBase64)
	wrong := publicKey(t, testkit.CaptureKeys().Wrong.PublicSPKIBase64)
	for _, c := range testkit.AllCaptures() {
		t.Run(c.SDK+"/"+c.File, func(t *testing.T) {
			header, err := signature.ParseHeader(c.Header("Signature"))
			if err != nil {
				t.Fatal(err)
			}
			if header.KeyVersion != c.KeyVersion || header.Plain {
				t.Errorf("the header reads %+v", header)
			}
			prefix := signature.Prefix(c.SignedPath, c.ClientID, c.RequestTime)
			if err := signature.Verify(merchant, prefix, c.Body, header.Signature); err != nil {
				t.Error(err)
			}
			if err := signature.Verify(wrong, prefix, c.Body, header.Signature); !errors.Is(err, signature.ErrMismatch) {
				t.Errorf("under another key: %v", err)
			}
			tampered := bytes.Replace(c.Body, []byte(`"`), []byte(`" `), 1)
			if err := signature.Verify(merchant, prefix, tampered, header.Signature); !errors.Is(err, signature.ErrMismatch) {
				t.Errorf("with a changed body: %v", err)
			}
		})
	}
}

func TestVerify_EveryCapturedAnswer_VerifiesOverItsAnswerPath(t *testing.T) {
	antom := publicKey(t, testkit.CaptureKeys().Antom.PublicSPKIBase64)
	for _, c := range testkit.AllCaptures() {
		header, err := signature.ParseHeader(c.ResponseHeader("signature"))
		if err != nil {
			t.Fatalf("%s/%s: %v", c.SDK, c.File, err)
		}
		_, body := c.ResponseParts()
		prefix := signature.Prefix(c.AnswerPath, c.ResponseHeader("client-id"), c.ResponseHeader("response-time"))
		if err := signature.Verify(antom, prefix, body, header.Signature); err != nil {
			t.Errorf("%s/%s: %v", c.SDK, c.File, err)
		}
	}
}

func TestSign_CapturedRequest_GivesTheCapturedHeader(t *testing.T) {
	key := privateKey(t, merchantKeys().PrivatePKCS8Base64)
	for _, c := range testkit.AllCaptures() {
		sig, err := signature.Sign(key, signature.Prefix(c.SignedPath, c.ClientID, c.RequestTime), c.Body)
		if err != nil {
			t.Fatal(err)
		}
		if got := signature.FormatHeader(c.KeyVersion, sig); got != c.Header("Signature") {
			t.Errorf("%s/%s: signed as\n%s, the SDK sent\n%s", c.SDK, c.File, got, c.Header("Signature"))
		}
	}
}
