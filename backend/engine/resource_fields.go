package engine

import (
	"encoding/json"
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"antomdesk/backend/contract"
	"antomdesk/backend/money"
	"antomdesk/backend/sandbox"
)

// put sets a field to v, which must be encodable: our own strings, numbers and structs are.
func put(f contract.Fields, name string, v any) {
	raw, err := encode(v)
	if err != nil {
		panic(fmt.Sprintf("engine: field %s: %v", name, err))
	}
	f[name] = raw
}

// textIn reads a string or number field; "" when it is absent or something else.
func textIn(f contract.Fields, name string) string {
	var s string
	if json.Unmarshal(f[name], &s) == nil {
		return s
	}
	var n json.Number
	if json.Unmarshal(f[name], &n) == nil {
		return n.String()
	}
	return ""
}

func trueIn(f contract.Fields, name string) bool {
	var b bool
	return json.Unmarshal(f[name], &b) == nil && b
}

// wholeIn reads an integer field, or fallback.
func wholeIn(f contract.Fields, name string, fallback int64) int64 {
	var n int64
	if f[name] == nil || json.Unmarshal(f[name], &n) != nil {
		return fallback
	}
	return n
}

// amountIn reads an Amount field; ok is false when there is none.
func amountIn(f contract.Fields, name string) (a money.Amount, ok bool) {
	var wire contract.Amount
	if f[name] == nil || json.Unmarshal(f[name], &wire) != nil {
		return a, false
	}
	a, err := money.ParseMinor(wire.Currency, wire.Value)
	return a, err == nil
}

// listIn reads a field that holds objects.
func listIn(f contract.Fields, name string) []contract.Fields {
	var list []contract.Fields
	if f[name] == nil || json.Unmarshal(f[name], &list) != nil {
		return nil
	}
	return list
}

// textsIn reads a field that holds strings.
func textsIn(f contract.Fields, name string) []string {
	var list []string
	if f[name] == nil || json.Unmarshal(f[name], &list) != nil {
		return nil
	}
	return list
}

// fieldsIn reads a field that holds one object; an absent one is empty.
func fieldsIn(f contract.Fields, name string) contract.Fields {
	var inner contract.Fields
	if f[name] == nil || json.Unmarshal(f[name], &inner) != nil || inner == nil {
		return contract.Fields{}
	}
	return inner
}

// parseWhole reads digits.
func parseWhole(text string) (int64, bool) {
	n, err := strconv.ParseInt(text, 10, 64)
	return n, err == nil && n >= 0
}

// parseDecimal reads a decimal number exactly.
func parseDecimal(text string) (*big.Rat, bool) {
	if text == "" || strings.Trim(text, "-.0123456789") != "" {
		return nil, false
	}
	return new(big.Rat).SetString(text)
}

// sentText is a string or number of the request.
func (w *work) sentText(name string) string { return textIn(w.sent, name) }

// set stores a field with the object.
func (w *work) set(name string, v any) { put(w.fields, name, v) }

// setUnless stores a field that is not there yet.
func (w *work) setUnless(name string, v any) {
	if w.fields[name] == nil {
		w.set(name, v)
	}
}

// say tells a field in the answer without storing it.
func (w *work) say(name string, v any) { put(w.also, name, v) }

// mark stores the present under a field; no field, no mark.
func (w *work) mark(name string) {
	if name != "" {
		w.set(name, sandbox.FormatTime(w.now))
	}
}

// setAmount stores an amount as Antom writes it.
func (w *work) setAmount(name string, a money.Amount) {
	w.set(name, contract.Amount{Currency: a.Currency, Value: a.Value()})
}
