package notifier

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"antomdesk/backend/contract"
)

// expected is the acknowledgement as Antom documents it (api.md §4.1).
const expected = `{"result":{"resultCode":"SUCCESS","resultStatus":"S","resultMessage":"success"}}`

// received is the merchant's answer to a delivery.
type received struct {
	status int
	body   []byte
	cut    bool // the body was longer than what is kept
}

// faultOf judges an acknowledgement (api.md §4.1): HTTP 200 and a JSON body whose result holds
// resultCode SUCCESS and resultStatus S. The message is free and other members are ignored. It
// returns "" when all holds, else one sentence naming the first rule that failed.
func faultOf(r received) string {
	switch {
	case r.status >= 300 && r.status < 400:
		return fmt.Sprintf("HTTP status %d: Antom does not follow redirects; answer 200 at this URL itself.", r.status)
	case r.status != http.StatusOK:
		return fmt.Sprintf("HTTP status %d instead of 200.", r.status)
	case r.cut:
		return fmt.Sprintf("The body is larger than %d bytes; answer %s.", keptAnswer, expected)
	case len(bytes.TrimSpace(r.body)) == 0:
		return "The body is empty; answer " + expected + "."
	}
	return bodyFault(r.body)
}

func bodyFault(body []byte) string {
	if fault := textFault(body); fault != "" {
		return fault
	}
	outer, isObject := members(body)
	if !isObject {
		return "The body is JSON but not an object; answer " + expected + "."
	}
	value, present := outer["result"]
	if !present {
		return "The body has no \"result\" object."
	}
	result, isObject := members(value)
	if !isObject {
		return fmt.Sprintf("\"result\" is %s instead of an object.", quoted(value))
	}
	if fault := memberFault(result, "resultStatus", "S"); fault != "" {
		return fault
	}
	return memberFault(result, "resultCode", "SUCCESS")
}

// byteOrderMark is what some editors and frameworks put before UTF-8.
var byteOrderMark = []byte("\xEF\xBB\xBF")

// textFault says why body is not one JSON text in UTF-8, and "" when it is.
func textFault(body []byte) string {
	if rest, marked := bytes.CutPrefix(body, byteOrderMark); marked && textFault(rest) == "" {
		return "The body begins with a byte order mark (EF BB BF); send the JSON without it."
	}
	dec := jsontext.NewDecoder(bytes.NewReader(body), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	_, err := dec.ReadValue()
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Sprintf("The body is JSON that breaks off after %d bytes: it begins with %s.", len(body), quoted(body))
	case err != nil:
		return fmt.Sprintf("The body is not JSON: it begins with %s.", quoted(body))
	}
	if after := bytes.TrimSpace(body[dec.InputOffset():]); len(after) > 0 {
		return fmt.Sprintf("The body goes on after its JSON, with %s; send nothing but the object.", quoted(after))
	}
	if !utf8.Valid(body) {
		return fmt.Sprintf("The body is not UTF-8: byte %d begins no character.", contract.InvalidAt(body)+1)
	}
	return ""
}

func memberFault(result map[string]jsontext.Value, name, want string) string {
	value, present := result[name]
	switch {
	case !present:
		return fmt.Sprintf("\"result\" has no %s; it must be %q.", name, want)
	case value.Kind() != '"' || textOf(value) != want:
		return fmt.Sprintf("%s is %s instead of %q.", name, quoted(value), want)
	}
	return ""
}

// members returns the members of a JSON object, names compared exactly; the last of equal names
// counts, as in most parsers.
func members(object []byte) (map[string]jsontext.Value, bool) {
	dec := jsontext.NewDecoder(bytes.NewReader(object), jsontext.AllowDuplicateNames(true))
	if t, err := dec.ReadToken(); err != nil || t.Kind() != '{' {
		return nil, false
	}
	found := map[string]jsontext.Value{}
	for dec.PeekKind() == '"' {
		t, err := dec.ReadToken()
		if err != nil {
			return nil, false
		}
		name := t.String()
		value, err := dec.ReadValue()
		if err != nil {
			return nil, false
		}
		found[name] = value.Clone()
	}
	return found, true
}

func textOf(value jsontext.Value) string {
	text, _ := jsontext.AppendUnquote(nil, value)
	return string(text)
}

// quoted shows at most 40 characters of what was sent; a JSON text is shown as it stands.
func quoted(sent []byte) string {
	shown := []rune(string(bytes.ToValidUTF8(bytes.TrimSpace(sent), []byte("\uFFFD"))))
	if len(shown) > 40 {
		shown = append(shown[:40], '…')
	}
	if len(shown) > 0 && shown[0] == '"' {
		return string(shown)
	}
	return "“" + string(shown) + "”"
}
