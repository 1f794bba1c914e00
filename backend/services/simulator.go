package services

import (
	"context"

	"antomdesk/backend/sandbox"
)

// Simulator sends signed API calls in the merchant's name, to this installation's own gateway.
type Simulator struct{ h *handle }

// APIList is what can be simulated.
type APIList struct {
	APIs           []APISample `json:"apis"`
	PrivateKeyKept bool        `json:"privateKeyKept"` // calls can be signed without pasting the key
}

// APISample is one API with a body for each product to start from.
type APISample struct {
	API     string       `json:"api"` // payments/pay
	Title   string       `json:"title"`
	Samples []BodySample `json:"samples"`
}

// BodySample is one body to start from, with fresh request ids.
type BodySample struct {
	Product string `json:"product"` // "" where the call is the same for every product
	Title   string `json:"title"`
	Body    string `json:"body"` // indented JSON text
}

// SendInput is one call. PrivateKey may be empty when the environment's key is kept; a pasted one is
// used for this call only. Transport is http or https; empty means http.
type SendInput struct {
	Environment string `json:"environment"`
	API         string `json:"api"`
	Product     string `json:"product"` // the sample it started from; the body alone decides
	Body        string `json:"body"`    // JSON text, sent byte for byte
	PrivateKey  string `json:"privateKey"`
	Transport   string `json:"transport"`
}

// SendResult is the call and its answer as they crossed the wire; bodies are base64.
type SendResult struct {
	ExchangeID         string `json:"exchangeId"` // its row in the request log
	URL                string `json:"url"`
	HTTPStatus         int    `json:"httpStatus"`
	DurationMicros     int    `json:"durationMicros"`
	ResultStatus       string `json:"resultStatus"`
	ResultCode         string `json:"resultCode"`
	ResultMessage      string `json:"resultMessage"`
	Verdict            string `json:"verdict"` // of the answer's signature
	Reason             string `json:"reason"`
	RequestHead        string `json:"requestHead"`
	RequestBody        string `json:"requestBody"`
	ResponseHead       string `json:"responseHead"`
	ResponseBody       string `json:"responseBody"`
	StringToSign       string `json:"stringToSign"`
	AnswerStringToSign string `json:"answerStringToSign"`
	NormalURL          string `json:"normalUrl"` // the buyer's page, when the answer has one
	PaymentID          string `json:"paymentId"`
}

// APIs lists the APIs this build emulates, with bodies that refer to the environment's latest payment.
func (s *Simulator) APIs(in EnvironmentInput) (APIList, error) {
	return inEnvironment(s.h, in.Environment, func(ctx context.Context, d *Deps, env sandbox.Environment) (APIList, error) {
		newest, err := d.latest(ctx, env.ID)
		if err != nil {
			return APIList{}, err
		}
		key, ok, err := d.activeKey(ctx, env.ID)
		return APIList{APIs: d.apiSamples(newest), PrivateKeyKept: ok && key.PrivateKept}, err
	})
}

// Send signs the body and posts it to the gateway. Business refusals are results, not errors.
func (s *Simulator) Send(in SendInput) (SendResult, error) {
	return inEnvironment(s.h, in.Environment, func(ctx context.Context, d *Deps, env sandbox.Environment) (SendResult, error) {
		c, err := d.prepareCall(ctx, env, in)
		if err != nil {
			return SendResult{}, err
		}
		since := d.Clock.Now()
		answered, err := d.Caller.Call(ctx, c)
		if err != nil {
			return SendResult{}, err
		}
		result := sendResult(c.URL, answered)
		result.ExchangeID, err = d.exchangeOf(ctx, env, since, answered.RequestHead)
		return result, err
	})
}

func sendResult(url string, a Answered) SendResult {
	parts := answerParts(a.ResponseBody)
	return SendResult{
		URL: url, HTTPStatus: a.HTTPStatus, DurationMicros: int(a.DurationMicros),
		ResultStatus: string(parts.Result.Status), ResultCode: parts.Result.Code, ResultMessage: parts.Result.Message,
		Verdict: string(a.Verdict), Reason: a.Reason,
		RequestHead: headText(a.RequestHead), RequestBody: bodyText(a.RequestBody),
		ResponseHead: headText(a.ResponseHead), ResponseBody: bodyText(a.ResponseBody),
		StringToSign: headText(a.StringToSign), AnswerStringToSign: headText(a.AnswerToSign),
		NormalURL: parts.NormalURL, PaymentID: parts.PaymentID,
	}
}

// answer is what the simulator shows of any answer apart from its text.
type answer struct {
	Result    sandbox.Result `json:"result"`
	NormalURL string         `json:"normalUrl"`
	PaymentID string         `json:"paymentId"`
}
