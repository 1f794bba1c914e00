package logexport

import (
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"strconv"
	"strings"

	"antomdesk/backend/sandbox"
)

// har writes HTTP Archive 1.2 (http://www.softwareishard.com/blog/har-12-spec/), entries newest first.
type har struct {
	to    io.Writer
	wrote bool
}

func newHAR(to io.Writer, version string) (*har, error) {
	creator, err := json.Marshal(map[string]string{"name": "Antom Desk", "version": version})
	if err != nil {
		return nil, err
	}
	_, err = fmt.Fprintf(to, `{"log":{"version":"1.2","creator":%s,"entries":[`, creator)
	return &har{to: to}, err
}

// Write adds an entry.
func (h *har) Write(x sandbox.Exchange, b sandbox.ExchangeBytes) error {
	entry, err := json.Marshal(harEntryOf(x, b))
	if err != nil {
		return err
	}
	separator := ",\n"
	if !h.wrote {
		h.wrote, separator = true, "\n"
	}
	_, err = io.WriteString(h.to, separator+string(entry))
	return err
}

// Close ends the archive.
func (h *har) Close(left bool) error {
	comment := ""
	if left {
		comment = `,"comment":"Older exchanges match as well and were left out."`
	}
	_, err := io.WriteString(h.to, "\n]"+comment+"}}\n")
	return err
}

type harEntry struct {
	Started  string      `json:"startedDateTime"`
	Time     json.Number `json:"time"` // milliseconds
	Request  harRequest  `json:"request"`
	Response harResponse `json:"response"`
	Cache    struct{}    `json:"cache"`
	Timings  harTimings  `json:"timings"`
	Facts    facts       `json:"_antomDesk"`
}

type harTimings struct {
	Send    json.Number `json:"send"`
	Wait    json.Number `json:"wait"`
	Receive json.Number `json:"receive"`
}

type harRequest struct {
	Method      string   `json:"method"`
	URL         string   `json:"url"`
	HTTPVersion string   `json:"httpVersion"`
	Cookies     []field  `json:"cookies"`
	Headers     []field  `json:"headers"`
	QueryString []field  `json:"queryString"`
	PostData    *harBody `json:"postData,omitempty"`
	HeadersSize int      `json:"headersSize"`
	BodySize    int64    `json:"bodySize"`
}

type harBody struct {
	MimeType string  `json:"mimeType"`
	Params   []field `json:"params"`
	Text     string  `json:"text"`
}

type harResponse struct {
	Status      int        `json:"status"`
	StatusText  string     `json:"statusText"`
	HTTPVersion string     `json:"httpVersion"`
	Cookies     []field    `json:"cookies"`
	Headers     []field    `json:"headers"`
	Content     harContent `json:"content"`
	RedirectURL string     `json:"redirectURL"`
	HeadersSize int        `json:"headersSize"`
	BodySize    int64      `json:"bodySize"`
}

type harContent struct {
	Size     int64  `json:"size"`
	MimeType string `json:"mimeType"`
	Text     string `json:"text,omitempty"`
}

func harEntryOf(x sandbox.Exchange, b sandbox.ExchangeBytes) harEntry {
	took := millis(x.DurationMicros)
	return harEntry{
		Started: instantText(x), Time: took, Timings: harTimings{"0", took, "0"}, Facts: factsOf(x),
		Request: requestOf(x, b), Response: responseOf(x, b),
	}
}

func requestOf(x sandbox.Exchange, b sandbox.ExchangeBytes) harRequest {
	h := readHead(b.RequestHead)
	r := harRequest{
		Method: x.Method, URL: urlOf(x, h), HTTPVersion: h.version(2), Cookies: []field{}, Headers: h.fields,
		QueryString: queryOf(x.Target), HeadersSize: len(b.RequestHead), BodySize: x.RequestBytes,
	}
	if text := maskBody(b.RequestBody); text != "" {
		r.PostData = &harBody{MimeType: h.get("Content-Type"), Params: []field{}, Text: text}
	}
	return r
}

func responseOf(x sandbox.Exchange, b sandbox.ExchangeBytes) harResponse {
	h := readHead(b.ResponseHead)
	return harResponse{
		Status: x.HTTPStatus, StatusText: h.word(2, 3), HTTPVersion: h.version(0), Cookies: []field{}, Headers: h.fields,
		Content:     harContent{Size: x.ResponseBytes, MimeType: h.get("Content-Type"), Text: maskBody(b.ResponseBody)},
		RedirectURL: h.get("Location"), HeadersSize: len(b.ResponseHead), BodySize: x.ResponseBytes,
	}
}

// urlOf is absolute, as the format wants; deliveries keep the URL they went to.
func urlOf(x sandbox.Exchange, h head) string {
	if strings.Contains(x.Target, "://") {
		return x.Target
	}
	scheme := x.Scheme
	if scheme == "" {
		scheme = "http"
	}
	return scheme + "://" + h.host() + x.Target
}

func queryOf(target string) []field {
	list := []field{}
	_, query, _ := strings.Cut(target, "?")
	for pair := range strings.SplitSeq(query, "&") {
		name, value, _ := strings.Cut(pair, "=")
		if name != "" {
			list = append(list, field{decoded(name), decoded(value)})
		}
	}
	return list
}

// decoded is the text as it was meant, or as it was sent when that makes no sense.
func decoded(text string) string {
	if plain, err := url.QueryUnescape(text); err == nil {
		return plain
	}
	return text
}

// millis prints microseconds as milliseconds, exactly.
func millis(micros int64) json.Number {
	micros = max(micros, 0)
	return json.Number(strconv.FormatInt(micros/1000, 10) + "." + fmt.Sprintf("%03d", micros%1000))
}
