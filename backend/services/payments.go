package services

import (
	"context"
	"slices"
	"strings"

	"antomdesk/backend/engine"
	"antomdesk/backend/sandbox"
)

// Payments lists payments, shows them and does with them what a merchant may ask for.
type Payments struct{ h *handle }

// ListPaymentsInput selects a page of payments, newest first; an empty field means any. Query is a
// paymentId or paymentRequestId, or how one begins. From and Until bound the time of creation, RFC 3339
// in the environment's time; Until is not included.
type ListPaymentsInput struct {
	Environment string `json:"environment"`
	Status      string `json:"status"`
	Method      string `json:"method"`   // a paymentMethodType
	Currency    string `json:"currency"` // ISO 4217
	From        string `json:"from"`
	Until       string `json:"until"`
	Query       string `json:"query"`
	BeforeSeq   string `json:"beforeSeq"`
	Limit       int    `json:"limit"`
}

// PaymentPage is one page of payments.
type PaymentPage struct {
	Items []PaymentRow `json:"items"`
	More  bool         `json:"more"`
}

// PaymentRow is one payment as a list shows it.
type PaymentRow struct {
	Seq               string `json:"seq"`
	PaymentID         string `json:"paymentId"`
	PaymentRequestID  string `json:"paymentRequestId"`
	Status            string `json:"status"`
	AmountMinor       string `json:"amountMinor"`
	Currency          string `json:"currency"`
	AmountText        string `json:"amountText"`
	PaymentMethodType string `json:"paymentMethodType"`
	CreatedAt         string `json:"createdAt"`
	PaidAt            string `json:"paidAt"` // "" until paid
	ResultCode        string `json:"resultCode"`
	WalletURL         string `json:"walletUrl"` // "" when there is no page for the buyer
}

// List returns a page of the environment's payments, newest first.
func (s *Payments) List(in ListPaymentsInput) (PaymentPage, error) {
	return call(s.h, func(ctx context.Context, d *Deps) (PaymentPage, error) {
		filter, err := d.paymentFilter(ctx, in)
		if err != nil {
			return PaymentPage{}, err
		}
		page, err := d.Payments.ListPayments(ctx, filter)
		out := PaymentPage{Items: make([]PaymentRow, 0, len(page.Items)), More: page.More}
		origin := d.walletOrigin()
		for _, p := range page.Items {
			out.Items = append(out.Items, paymentRow(p, origin))
		}
		return out, err
	})
}

func (d *Deps) paymentFilter(ctx context.Context, in ListPaymentsInput) (sandbox.PaymentFilter, error) {
	f := sandbox.PaymentFilter{Method: in.Method, Currency: in.Currency, ID: strings.TrimSpace(in.Query), Page: sandbox.PageRequest{Limit: in.Limit}}
	if in.Status != "" {
		status := sandbox.PaymentStatus(in.Status)
		known := []sandbox.PaymentStatus{sandbox.PaymentProcessing, sandbox.PaymentPending,
			sandbox.PaymentSuccess, sandbox.PaymentFail, sandbox.PaymentCancelled}
		if !slices.Contains(known, status) {
			return f, sandbox.Invalid("status", "%q is not a payment status; use one of %v", in.Status, known)
		}
		f.Status = &status
	}
	var err error
	if f.From, err = instant("from", in.From); err != nil {
		return f, err
	}
	if f.Until, err = instant("until", in.Until); err != nil {
		return f, err
	}
	if f.Page.BeforeSeq, err = parseSeq("beforeSeq", in.BeforeSeq); err != nil {
		return f, err
	}
	env, err := d.environment(ctx, in.Environment)
	f.EnvironmentID = env.ID
	return f, err
}

// walletOrigin is where a buyer's browser reaches the wallet pages: the plain gateway, else the one
// with TLS.
func (d *Deps) walletOrigin() string {
	if origin := d.server(sandbox.ServerGateway).Origin; origin != "" {
		return origin
	}
	return d.server(sandbox.ServerGatewayTLS).Origin
}

func paymentRow(p sandbox.Payment, walletOrigin string) PaymentRow {
	minor, text := amountTexts(p.AmountMinor, p.Currency)
	row := PaymentRow{
		Seq: seqText(p.Seq), PaymentID: p.PaymentID, PaymentRequestID: p.PaymentRequestID, Status: string(p.Status),
		AmountMinor: minor, Currency: p.Currency, AmountText: text, PaymentMethodType: p.PaymentMethodType,
		CreatedAt: timeText(p.CreatedAt), PaidAt: timeText(p.PaidAt), ResultCode: p.ResultCode,
	}
	if p.WalletToken != "" && walletOrigin != "" {
		row.WalletURL = walletOrigin + engine.WalletPath + p.WalletToken
	}
	return row
}
