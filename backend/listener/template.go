package listener

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"text/template"
	"time"

	"antomdesk/backend/sandbox"
	"antomdesk/backend/signature"
)

// maxRendered is the largest text a template may make, in bytes.
const maxRendered = 1 << 20

// request is what a reply's templates see of the captured request, as the dot.
type request struct {
	Method string
	Path   string // without the query
	ID     string // of the capture in the log
	Count  int64  // captures the sequence answered before this one
	Now    string // as Antom prints times

	header http.Header
	query  url.Values
	body   []byte
	parsed any
	read   bool
}

// Header is the first value of a header, whatever the case of its name.
func (r *request) Header(name string) string { return r.header.Get(name) }

// Query is the first value of a query parameter.
func (r *request) Query(name string) string { return r.query.Get(name) }

// Body is the body as text.
func (r *request) Body() string { return string(r.body) }

// Field is a field of the JSON body by its dotted path, such as result.resultCode: a string as it is, an
// object or list as JSON, and nothing when there is no such field.
func (r *request) Field(path string) (string, error) {
	if !r.read {
		r.read = true
		decoder := json.NewDecoder(bytes.NewReader(r.body))
		decoder.UseNumber()
		if decoder.Decode(&r.parsed) != nil {
			r.parsed = nil // not JSON: it has no fields
		}
	}
	value := r.parsed
	for name := range strings.SplitSeq(path, ".") {
		value = member(value, name)
	}
	if text, ok := value.(string); ok || value == nil {
		return text, nil
	}
	return toJSON(value)
}

func member(value any, name string) any {
	switch v := value.(type) {
	case map[string]any:
		return v[name]
	case []any:
		if i, err := strconv.Atoi(name); err == nil && i >= 0 && i < len(v) {
			return v[i]
		}
	}
	return nil
}

func toJSON(value any) (string, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(value)
	return strings.TrimSuffix(b.String(), "\n"), err
}

func newRequest(method, target, id string, header http.Header, body []byte, count int64, now time.Time) *request {
	path, query, _ := strings.Cut(signature.SignedPath(target), "?")
	values, err := url.ParseQuery(query)
	if err != nil {
		values = url.Values{} // what nobody can read has no parameters
	}
	return &request{Method: method, Path: path, ID: id, Count: count, Now: sandbox.FormatTime(now), header: header, query: values, body: body}
}

// parseTemplate compiles a header's value or a body.
func parseTemplate(text string) (*template.Template, error) {
	return template.New("answer").Funcs(template.FuncMap{"json": toJSON}).Parse(text)
}

func render(t *template.Template, r *request) ([]byte, error) {
	var b bytes.Buffer
	err := t.Execute(&limited{&b, maxRendered}, r)
	return b.Bytes(), err
}

var errTooMuch = errors.New("the template makes more than 1 MiB")

// limited fails once more than left bytes were written.
type limited struct {
	to   io.Writer
	left int
}

// Write implements io.Writer.
func (l *limited) Write(p []byte) (int, error) {
	if l.left -= len(p); l.left < 0 {
		return 0, errTooMuch
	}
	return l.to.Write(p)
}

// templateError is how text/template words its errors: "template: answer:2: …" when it parses, and
// "template: answer:2:7: executing … at <.X>: …" when it runs.
var templateError = regexp.MustCompile(`^template: answer:(\d+):(?:\d+:)? (?:executing "answer" at )?(.*)$`)

// explainTemplate gives the line of a template's mistake, and what is wrong there.
func explainTemplate(err error) (line int, message string) {
	if errors.Is(err, errTooMuch) {
		return 1, errTooMuch.Error()
	}
	parts := templateError.FindStringSubmatch(strings.ReplaceAll(err.Error(), "\n", " "))
	if parts == nil {
		return 1, err.Error()
	}
	line, numErr := strconv.Atoi(parts[1])
	if numErr != nil {
		line = 1
	}
	return line, strings.ReplaceAll(parts[2], "in type *listener.request", "in a captured request")
}
