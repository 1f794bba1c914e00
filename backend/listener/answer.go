package listener

import (
	"fmt"
	"net/http"
	"strings"
	"text/template"
	"time"

	"golang.org/x/net/http/httpguts"

	"antomdesk/backend/rawhttp"
	"antomdesk/backend/sandbox"
)

// jsonType is the Content-Type of answers that name none.
const jsonType = "application/json; charset=UTF-8"

// step is one answer of an endpoint, ready to be given.
type step struct {
	sandbox.AnswerStep
	body    *template.Template
	headers []*template.Template
	faults  []sandbox.AnswerFault
}

// compile parses the templates of a rule's step; mistakes are kept in the step.
func compile(index int, s sandbox.AnswerStep) step {
	c := step{AnswerStep: s}
	for i, h := range s.Headers {
		c.headers = append(c.headers, c.parse(index, i, h.Value))
	}
	c.body = c.parse(index, -1, s.Body)
	return c
}

func (c *step) parse(index, header int, text string) *template.Template {
	t, err := parseTemplate(text)
	if err != nil {
		line, message := explainTemplate(err)
		c.faults = append(c.faults, sandbox.AnswerFault{Step: index, Header: header, Line: line, Message: message})
	}
	return t
}

// acknowledge is the one answer Antom accepts.
func acknowledge(method string, now time.Time) rawhttp.Reply {
	return compose(method, now, http.StatusOK, jsonType, []byte(acknowledgement))
}

// reply composes the step's own answer to a request, or says what is wrong with its templates.
func (c step) reply(r *request, now time.Time) (rawhttp.Reply, []sandbox.AnswerFault) {
	if len(c.faults) > 0 {
		return rawhttp.Reply{}, c.faults
	}
	var faults []sandbox.AnswerFault
	run := func(header int, t *template.Template) []byte {
		out, err := render(t, r)
		if err != nil {
			line, message := explainTemplate(err)
			faults = append(faults, sandbox.AnswerFault{Header: header, Line: line, Message: message})
		}
		return out
	}
	contentType, fields := jsonType, []rawhttp.Field(nil)
	for i, t := range c.headers {
		value := headerValue(run(i, t))
		if strings.EqualFold(c.Headers[i].Name, "Content-Type") {
			contentType = value
			continue
		}
		fields = append(fields, rawhttp.Field{Name: c.Headers[i].Name, Value: value})
	}
	body := run(-1, c.body)
	if len(faults) > 0 {
		return rawhttp.Reply{}, faults
	}
	return compose(r.Method, now, c.Status, contentType, body, fields...), nil
}

// compose leaves out the body of what may have none.
func compose(method string, now time.Time, status int, contentType string, body []byte, fields ...rawhttp.Field) rawhttp.Reply {
	if method == http.MethodHead || status == http.StatusNoContent || status == http.StatusNotModified {
		body = nil
	}
	return rawhttp.Compose(status, now, false, contentType, body, fields...)
}

// headerValue keeps what a template made of foreign text from becoming another header.
func headerValue(made []byte) string {
	value := strings.TrimSpace(string(made))
	if httpguts.ValidHeaderFieldValue(value) {
		return value
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, value)
}

// broken answers a capture whose endpoint cannot render its answer.
func broken(now time.Time, faults []sandbox.AnswerFault) (rawhttp.Reply, string) {
	f := faults[0]
	where := "body"
	if f.Header >= 0 {
		where = fmt.Sprintf("header %d", f.Header+1)
	}
	reason := fmt.Sprintf("The endpoint's answer could not be made: line %d of the %s of step %d: %s.", f.Line, where, f.Step+1, f.Message)
	return rawhttp.Compose(http.StatusInternalServerError, now, false, "text/plain; charset=utf-8", []byte(reason+"\n")), reason
}
