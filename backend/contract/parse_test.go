package contract_test

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"antomdesk/backend/contract"
)

func TestParse_WhatIsNotOneJSONObject_SaysWhy(t *testing.T) {
	for _, c := range []struct{ name, body, says string }{
		{"nothing", "", "body: is empty; one JSON object is expected"},
		{"white space", " \r\n", "body: is empty; one JSON object is expected"},
		{"byte order mark", "\ufeff{}", "body: starts with a byte order mark; send UTF-8 without it"},
		{"Latin-1", "{\"a\":\"caf\xe9\"}", "body: is not valid UTF-8 at byte 9"},
		{"UTF-16", "{\x00\"\x00}\x00\xff\xfe", "body: is not valid UTF-8 at byte 6"},
		{"half a surrogate pair", `{"a":{"b":"\ud800"}}`, "body: has half a surrogate pair at byte 11 at a.b"},
		{"duplicate key", `{"paymentAmount":{"currency":"USD","currency":"EUR"}}`, `body: duplicate key "currency" at paymentAmount`},
		{"duplicate key at the top", `{"a":1,"a":2}`, `body: duplicate key "a"`},
		{"duplicate key spelt with an escape", `{"a":1,"\u0061":2}`, `body: duplicate key "a"`},
		{"duplicate key in an array", `{"order":{"goods":[{},{"x":1,"x":2}]}}`, `body: duplicate key "x" at order.goods[1]`},
		{"an array", `[{}]`, "body: must be one JSON object, got an array"},
		{"a string", `"x"`, "body: must be one JSON object, got a string"},
		{"null", `null`, "body: must be one JSON object, got null"},
		{"two objects", `{}{}`, "body: goes on after the JSON value, at byte 3"},
		{"trailing text", `{"a":1} x`, "body: goes on after the JSON value, at byte 7"},
		{"cut in a string", `{"a":"x`, "body: ends before the JSON object does at a"},
		{"cut in an object", `{"a":{"b":1}`, "body: ends before the JSON object does"},
		{"a form", `a=1&b=2`, "body: is not JSON: invalid character 'a' at start of value, at byte 0"},
		{"single quotes", `{'a':1}`, "body: is not JSON: invalid character '\\'' at start of value, at byte 1"},
		{"trailing comma", `{"a":1,}`, "body: is not JSON: invalid character ',' at start of value, at byte 6"},
		{"leading zero", `{"a":01}`, "body: is not JSON: invalid character '1' after object value (expecting ',' or '}'), at byte 6"},
		{"a number as key", `{1:2}`, "body: is not JSON: a key is not a string, at byte 1"},
		{"NaN", `{"a":NaN}`, "body: is not JSON: invalid character 'N' at start of value, at byte 5 at a"},
	} {
		_, err := contract.Parse([]byte(c.body))
		var syntax *contract.SyntaxError
		if !errors.As(err, &syntax) {
			t.Errorf("%s: no syntax error but %v", c.name, err)
		} else if !strings.HasPrefix(err.Error(), c.says) {
			t.Errorf("%s: says %q, want %q", c.name, err, c.says)
		}
	}
}

func TestParse_SixtyFourLevels_PassAndOneMoreDoesNot(t *testing.T) {
	nested := func(levels int) []byte {
		return []byte(strings.Repeat(`{"a":`, levels) + "1" + strings.Repeat("}", levels))
	}
	if _, err := contract.Parse(nested(64)); err != nil {
		t.Errorf("64 levels: %v", err)
	}
	_, err := contract.Parse(nested(65))
	if err == nil || !strings.HasPrefix(err.Error(), "body: nests deeper than 64 levels at a.a.a") {
		t.Errorf("65 levels: %v", err)
	}
	deepArrays := []byte(`{"a":` + strings.Repeat("[", 100000))
	if _, err := contract.Parse(deepArrays); err == nil || utf8.RuneCountInString(err.Error()) > 256 {
		t.Errorf("100 000 arrays: %v", err)
	}
}

func TestParse_LongNames_MakeShortSentences(t *testing.T) {
	long := strings.Repeat("名", 5000)
	_, err := contract.Parse([]byte(`{"` + long + `":{"` + long + `":{"x":1,"x":1}}}`))
	if err == nil || utf8.RuneCountInString(err.Error()) > 256 || !utf8.ValidString(err.Error()) {
		t.Errorf("got %v", err)
	}
}

func TestObjectText_FindsIdsOfAnyBody(t *testing.T) {
	o, err := contract.Parse([]byte(`{"paymentRequestId":"r1","paymentAmount":{"value":100,"currency":null},"order":"no object"}`))
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		"paymentRequestId": "r1", "paymentAmount.value": "100", "paymentAmount.currency": "", "order.x": "", "nothing": "", "paymentAmount": "", "": "",
	} {
		if got := o.Text(path); got != want {
			t.Errorf("Text(%q) = %q, want %q", path, got, want)
		}
	}
}
