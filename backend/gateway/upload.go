package gateway

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"

	"antomdesk/backend/engine"
	"antomdesk/backend/sandbox"
)

// signedPart is the part of an upload that holds the call's JSON; the signature covers it alone
// (api.md §1.7).
const signedPart = "body"

// maxParts is more than any SDK sends: the JSON and the same file under two names.
const maxParts = 10

const multipartForm = "multipart/form-data"

// boundary is what separates the parts of an upload; ok is false when the request is none.
func boundary(r *http.Request) (text string, ok bool) {
	media, parameters, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || media != multipartForm {
		return "", false
	}
	return parameters["boundary"], true
}

// readParts takes the body apart: the JSON becomes what was signed, everything else a file.
func (c *call) readParts(boundary string) *refusal {
	reader := multipart.NewReader(bytes.NewReader(c.body), boundary)
	found := false
	for n := 0; ; n++ {
		part, err := reader.NextRawPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil && n >= maxParts {
			err = fmt.Errorf("more than %d parts", maxParts)
		}
		var content []byte
		if err == nil {
			content, err = io.ReadAll(part)
		}
		if err != nil {
			return refuse(sandbox.CodeParamIllegal, "The multipart body cannot be read: "+err.Error()+".")
		}
		if part.FormName() == signedPart && part.FileName() == "" && !found {
			c.signed, found = content, true
			continue
		}
		c.files = append(c.files, engine.File{
			Part: part.FormName(), Name: part.FileName(), Type: part.Header.Get("Content-Type"), Content: content,
		})
	}
	if !found {
		return refuse(sandbox.CodeParamIllegal, "An upload needs a part named body with the call's JSON; there is none.")
	}
	c.warn("The signature of an upload covers its part named body only.")
	return nil
}
