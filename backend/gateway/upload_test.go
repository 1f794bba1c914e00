package gateway_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net/textproto"
	"strings"
	"testing"
	"time"

	"antomdesk/backend/gateway"
	"antomdesk/backend/sandbox"
	"antomdesk/backend/signature"
)

const (
	imagePath      = "/ams/sandbox/api/v1/billing/product/uploadImage"
	attachmentPath = "/ams/sandbox/api/open/openapiv2_file/v1/business/attachment/submitAttachment"
	paperPath      = "/ams/sandbox/api/v1/payments/uploadInvoiceShippingFile"
)

// picture looks like a PNG as far as anybody looks.
var picture = append([]byte("\x89PNG\x0D\x0A\x1A\x0A"), bytes.Repeat([]byte{0, 255, 13, 10, '-'}, 100)...)

// part is one part of an upload.
type part struct {
	name, file string
	content    []byte
}

// upload is a signed multipart call: the JSON, which is what is signed, then the parts.
func upload(t *testing.T, path, text string, parts ...part) request {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for _, p := range append([]part{{name: "body", content: []byte(text)}}, parts...) {
		header := textproto.MIMEHeader{"Content-Disposition": {`form-data; name="` + p.name + `"`}}
		if p.file != "" {
			header["Content-Disposition"][0] += `; filename="` + p.file + `"`
			header["Content-Type"], header["Content-Transfer-Encoding"] = []string{"image/png"}, []string{"binary"}
		}
		at, err := w.CreatePart(header)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := at.Write(p.content); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	q := request{target: path, body: b.String(), mediaType: w.FormDataContentType()}.defaults()
	sig, err := signature.Sign(merchantKey, signature.Prefix(path, q.client, q.time), []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	value := signature.FormatHeader("1", sig)
	q.signatureHeader = &value
	return q
}

func hashed(content []byte, fields string) string {
	return fmt.Sprintf(`{%s,"fileSha256":"%x"}`, fields, sha256.Sum256(content))
}

// field reads a member of the answer.
func (a reply) field(t *testing.T, name string) string {
	t.Helper()
	var all map[string]json.RawMessage
	if err := json.Unmarshal(a.body, &all); err != nil {
		t.Fatal(err)
	}
	return strings.Trim(string(all[name]), `"`)
}

func TestUpload_ProductImage_IsSignedOverItsJSONAndShownWithTheProduct(t *testing.T) {
	r := newRig(t)
	made, _ := r.call(request{target: "/ams/sandbox/api/v1/billing/product/create", body: `{"name":"Tea"}`})
	id := made.field(t, "productId")
	text := hashed(picture, `"productId":"`+id+`"`)
	a, row := r.call(upload(t, imagePath, text, part{"file", "tea.png", picture}, part{"imageFile", "tea.png", picture}))
	a.verify(t, imagePath)
	if a.code(t) != "SUCCESS" || a.field(t, "imageName") != "tea.png" || a.field(t, "productId") != id || row.Verdict != sandbox.VerdictVerified {
		t.Fatalf("%s, %s", a.body, row.Reason)
	}
	details, _ := r.call(request{target: "/ams/sandbox/api/v1/billing/product/inquireDetails", body: `{"productId":"` + id + `"}`})
	if images := details.field(t, "images"); images != `["`+a.field(t, "imageUrl")+`"]` {
		t.Errorf("the product has the images %s", images)
	}
}

func TestUpload_WhatIsWrong_IsSaidInWords(t *testing.T) {
	r := newRig(t, withLimits(gateway.Limits{MaxUploadBytes: 3 << 20}))
	made, _ := r.call(request{target: "/ams/sandbox/api/v1/billing/product/create", body: `{"name":"Tea"}`})
	product := `"productId":"` + made.field(t, "productId") + `"`
	large := bytes.Repeat([]byte{1}, 2<<20+1)
	garbled := upload(t, imagePath, hashed(picture, product))
	garbled.mediaType = "multipart/form-data; boundary=another"
	whole := upload(t, imagePath, hashed(picture, product), part{"file", "tea.png", picture})
	whole.signatureHeader = nil // signs the whole body
	for name, tc := range map[string]struct {
		request request
		code    string
		says    string
	}{
		"another hash":          {upload(t, imagePath, hashed(picture, product), part{"file", "a.png", []byte("other")}), "PARAM_ILLEGAL", "fileSha256"},
		"two files that differ": {upload(t, imagePath, hashed(picture, product), part{"file", "a.png", picture}, part{"imageFile", "a.png", []byte("other")}), "PARAM_ILLEGAL", "imageFile"},
		"no file":               {upload(t, imagePath, hashed(picture, product)), "PARAM_ILLEGAL", "no file"},
		"a file too large":      {upload(t, imagePath, hashed(large, product), part{"file", "a.png", large}), "PARAM_ILLEGAL", "2097152"},
		"an upload too large":   {upload(t, imagePath, hashed(large, product), part{"file", "a.png", large}, part{"imageFile", "a.png", large}), "PARAM_ILLEGAL", "larger than"},
		"no product":            {upload(t, imagePath, hashed(picture, `"productId":"none"`), part{"file", "a.png", picture}), "ORDER_NOT_EXIST", "productId"},
		"no productId":          {upload(t, imagePath, hashed(picture, `"x":1`), part{"file", "a.png", picture}), "PARAM_ILLEGAL", "productId"},
		"another boundary":      {garbled, "PARAM_ILLEGAL", "part named body"},
		"signed as a whole":     {whole, "INVALID_SIGNATURE", "does not verify"},
		"parts of another API":  {upload(t, inquiryPath, inquiryBody), "MEDIA_TYPE_NOT_ACCEPTABLE", "multipart"},
	} {
		a, row := r.call(tc.request)
		if result := resultOf(t, a.body); result.Code != tc.code || !strings.Contains(result.Message, tc.says) {
			t.Errorf("%s: %s", name, a.body)
		}
		if !strings.HasPrefix(tc.request.body, string(row.RequestBody)) {
			t.Errorf("%s: the log has another body", name)
		}
	}
}

func TestUpload_NoPartNamedBody_IsIllegal(t *testing.T) {
	r := newRig(t)
	q := upload(t, imagePath, "{}", part{"file", "a.png", picture})
	q.body = strings.Replace(q.body, `name="body"`, `name="json"`, 1)
	if a, _ := r.call(q); a.code(t) != "PARAM_ILLEGAL" || !strings.Contains(string(a.body), "part named body") {
		t.Errorf("%s", a.body)
	}
}

func TestUpload_Attachment_TakesAFileOrItsHashAlone(t *testing.T) {
	r := newRig(t)
	fields := `"submitAttachmentRequestId":"a-1","attachmentType":"LOGO"`
	first, _ := r.call(upload(t, attachmentPath, hashed(picture, fields), part{"file", "logo.png", picture}))
	first.verify(t, attachmentPath)
	again, _ := r.call(upload(t, attachmentPath, hashed(picture, fields), part{"file", "logo.png", picture}))
	if first.code(t) != "SUCCESS" || first.field(t, "attachmentKey") == "" || !bytes.Equal(first.body, again.body) {
		t.Errorf("%s, again %s", first.body, again.body)
	}
	alone, _ := r.call(request{target: attachmentPath, body: hashed(picture, strings.Replace(fields, "a-1", "a-2", 1))})
	if alone.code(t) != "SUCCESS" || alone.field(t, "attachmentKey") == first.field(t, "attachmentKey") {
		t.Errorf("%s", alone.body)
	}
}

func TestUpload_InvoiceOrShippingFile_BelongsToAPayment(t *testing.T) {
	r := newRig(t)
	r.call(request{target: payPath, body: payBody})
	const fields = `{"paymentRequestId":"pay-1","fileId":"f-1","fileType":"INVOICE","fileName":"i.pdf"`
	for name, tc := range map[string]struct {
		request request
		code    string
	}{
		"the file in the JSON": {request{target: paperPath, body: fields + `,"uploadFile":"JVBERi0="}`}, "SUCCESS"},
		"as a part":            {upload(t, paperPath, strings.Replace(fields, "f-1", "f-2", 1)+"}", part{"uploadFile", "i.pdf", picture}), "SUCCESS"},
		"no file":              {request{target: paperPath, body: strings.Replace(fields, "f-1", "f-3", 1) + `}`}, "PARAM_ILLEGAL"},
	} {
		a, _ := r.call(tc.request)
		a.verify(t, paperPath)
		if a.code(t) != tc.code {
			t.Errorf("%s: %s", name, a.body)
		}
	}
}

const (
	sessionPath = "/ams/sandbox/api/v1/meter/createSession"
	eventPath   = "/ams/api/v1/meter/uploadEvent" // never under /sandbox
	eventBody   = `{"meters":[{"eventName":"cup","events":[{"idempotencyKey":"k1","payload":{"value":"2","customerId":"c"}}]}]}`
)

// events is an unsigned upload of usage events.
func events(session string) request {
	q := request{target: eventPath, body: eventBody, signatureHeader: text("")}
	if session != "" {
		q.extra = []string{"X-Session-Id: " + session}
	}
	return q
}

func TestSession_UsageEvents_GoUnsignedBothWays(t *testing.T) {
	r := newRig(t)
	r.call(request{target: "/ams/sandbox/api/v1/meter/create", body: `{"meterName":"Cups","eventName":"cup","aggregationMethod":"SUM"}`})
	made, _ := r.call(request{target: sessionPath, body: `{"requestId":"s-1"}`})
	session := made.field(t, "sessionId")
	plain, row := r.call(events(session))
	if plain.code(t) != "SUCCESS" || plain.Header.Get("Signature") != "" || len(row.Warnings) != 1 || row.EnvironmentID != "env-test" {
		t.Errorf("%s, signed %q, %+v", plain.body, plain.Header.Get("Signature"), row.Exchange)
	}
	r.overHTTP2()
	a, row := r.call2(events(session))
	if a.code(t) != "SUCCESS" || a.Header.Get("signature") != "" || len(row.Warnings) != 0 || row.Verdict != sandbox.VerdictNone {
		t.Errorf("%s, signed %q, %+v", a.body, a.Header.Get("signature"), row.Exchange)
	}
	r.directory.settings(func(s *sandbox.Settings) { s.Strict = true })
	r.tls.NextProtos = nil
	if a, _ := r.call(events(session)); a.code(t) != "ACCESS_DENIED" || !strings.Contains(string(a.body), "HTTP/2 only") {
		t.Errorf("strict over HTTP/1.1: %s", a.body)
	}
}

func TestSession_UnknownMissingOrOver_IsRefused(t *testing.T) {
	r := newRig(t)
	made, _ := r.call(request{target: sessionPath, body: `{"requestId":"s-1"}`})
	paid, _ := r.call(request{target: payPath, body: payBody})
	_, token, _ := strings.Cut(paid.field(t, "normalUrl"), "/wallet/")
	for session, says := range map[string]string{"": "header is missing", "nobody": "no session", token: "no session"} {
		a, row := r.call(events(session))
		if a.code(t) != "ACCESS_DENIED" || !strings.Contains(string(a.body), says) || a.Header.Get("Signature") != "" || row.ResultCode != "ACCESS_DENIED" {
			t.Errorf("%q: %s", session, a.body)
		}
	}
	r.clock.Advance(time.Hour)
	if a, _ := r.call(events(made.field(t, "sessionId"))); !strings.Contains(string(a.body), "is over") {
		t.Errorf("%s", a.body)
	}
}
