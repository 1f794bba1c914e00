package engine

import (
	"bytes"
	"encoding/json"
	"fmt"

	"antomdesk/backend/contract"
	"antomdesk/backend/money"
	"antomdesk/backend/sandbox"
)

// maxMessage is the longest resultMessage Antom documents, in characters (api.md §1.6).
const maxMessage = 256

// maxQuoted is how much of a value that was sent a message repeats, in characters.
const maxQuoted = 80

// refusal is a business refusal on its way to becoming an answer; nil means the check passed.
type refusal struct{ code, message string }

func refuse(code, format string, args ...any) *refusal {
	return &refusal{code: code, message: fmt.Sprintf(format, args...)}
}

func illegal(format string, args ...any) *refusal {
	return refuse(sandbox.CodeParamIllegal, format, args...)
}

func (r *refusal) result() sandbox.Result { return sandbox.Fail(r.code, clip(r.message, maxMessage)) }

// answer is the reply that carries nothing but the refusal.
func (r *refusal) answer(requestID, paymentID string) (Answer, error) {
	result := r.result()
	body, err := encode(struct {
		Result contract.Result `json:"result"`
	}{wireResult(result)})
	return Answer{Body: body, Result: result, RequestID: requestID, PaymentID: paymentID}, err
}

// encode writes Antom's JSON: compact, raw UTF-8, no HTML escaping.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, fmt.Errorf("encode answer: %w", err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

func wireResult(r sandbox.Result) contract.Result {
	return contract.Result{ResultCode: r.Code, ResultStatus: string(r.Status), ResultMessage: clip(r.Message, maxMessage)}
}

// replayed rebuilds the result of an answer that was sent before, whose bytes are about to be sent
// again.
func replayed(body []byte) (sandbox.Result, error) {
	var sent struct {
		Result sandbox.Result `json:"result"`
	}
	if err := json.Unmarshal(body, &sent); err != nil {
		return sandbox.Result{}, fmt.Errorf("read first answer: %w", err)
	}
	return sent.Result, nil
}

func wireAmount(minor int64, currency string) contract.Amount {
	return contract.Amount{Currency: currency, Value: amountOf(minor, currency).Value()}
}

func amountOf(minor int64, currency string) money.Amount {
	return money.Amount{Minor: minor, Currency: currency}
}

// clip shortens s to n characters, never inside one.
func clip(s string, n int) string {
	runes := []rune(s)
	if len(runes) <= n {
		return s
	}
	return string(runes[:n-1]) + "…"
}

// quoted is a value that was sent, fit for a message.
func quoted(s string) string { return fmt.Sprintf("%q", clip(s, maxQuoted)) }
