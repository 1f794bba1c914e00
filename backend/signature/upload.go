package signature

import (
	"bytes"
	"io"
	"mime"
	"mime/multipart"
)

// SignedBody is what of a request's body is signed: all of it, or of an upload the part named body
// alone (api.md §1.7). A body that cannot be taken apart is taken whole.
func SignedBody(h Head, body []byte) []byte {
	media, parameters, err := mime.ParseMediaType(h.Get("Content-Type"))
	if err != nil || media != "multipart/form-data" {
		return body
	}
	reader := multipart.NewReader(bytes.NewReader(body), parameters["boundary"])
	for {
		part, err := reader.NextRawPart()
		if err != nil {
			return body
		}
		if part.FormName() == "body" && part.FileName() == "" {
			if content, err := io.ReadAll(part); err == nil {
				return content
			}
			return body
		}
	}
}
