package engine

import (
	"context"
	"time"

	"antomdesk/backend/contract"
	"antomdesk/backend/money"
	"antomdesk/backend/sandbox"
)

// Statuses of a declaration: the customs office answers shortly after the call.
const (
	declarationOpen = "PROCESSING"
	declarationDone = "SUCCESS"
)

const (
	declarationDelay = 2 * time.Second
	// redeclareAfter is how long a repeated declarationRequestId only gets the first result
	// (api.md §3.13).
	redeclareAfter  = 5 * time.Minute
	clearingChannel = "NUCC"
	customsProvider = "ANTOMDESK0001" // the registration of the one provider there is here
)

var customsVerbs = map[string]verb{
	"customs/declare":                    plain((*Engine).Declare),
	"customs/inquiryDeclarationRequests": plain((*Engine).InquireDeclarations),
}

// declarationDetail is one order declared to customs.
type declarationDetail struct {
	AmountMinor  int64                        `json:"amountMinor"`
	Currency     string                       `json:"currency"`
	Customs      contract.CustomsInfo         `json:"customs"`
	Merchant     contract.MerchantCustomsInfo `json:"merchant"`
	Split        bool                         `json:"split"`
	SubOrderID   string                       `json:"subOrderId,omitempty"`
	DeclaredAt   time.Time                    `json:"declaredAt"` // the last time
	ReturnedAt   time.Time                    `json:"returnedAt,omitzero"`
	CustomsOrder string                       `json:"customsOrder"`
}

// same reports whether a repeated call declares the same (api.md §3.13).
func (d declarationDetail) same(o declarationDetail) bool {
	return d.AmountMinor == o.AmountMinor && d.Currency == o.Currency && d.Customs == o.Customs &&
		d.Merchant == o.Merchant && d.Split == o.Split && d.SubOrderID == o.SubOrderID
}

// Declare declares a paid order to Chinese customs (api.md §3.13).
func (e *Engine) Declare(ctx context.Context, call Call, req contract.DeclareRequest) (Answer, error) {
	amount, no := checkDeclaration(req)
	if no != nil {
		return no.answer(req.DeclarationRequestID, req.PaymentID)
	}
	detail := declarationDetail{
		AmountMinor: amount.Minor, Currency: amount.Currency, Customs: req.Customs, Merchant: req.MerchantCustomsInfo,
		Split: req.SplitOrder, SubOrderID: req.SubOrderID, DeclaredAt: e.now(call.Environment),
	}
	return e.decide(ctx, call, func(ctx context.Context, tx sandbox.Tx) (Answer, error) {
		first, err := tx.ObjectByRequestID(ctx, call.Environment.ID, sandbox.KindDeclaration, req.DeclarationRequestID)
		switch {
		case err == nil:
			return e.redeclare(ctx, tx, call, first, req, detail)
		case sandbox.IsNotFound(err):
			return e.declare(ctx, tx, call, req, detail)
		}
		return Answer{}, err
	})
}

func checkDeclaration(req contract.DeclareRequest) (money.Amount, *refusal) {
	for _, f := range []struct{ name, value string }{
		{"declarationRequestId", req.DeclarationRequestID}, {"paymentId", req.PaymentID},
		{"customs.customsCode", req.Customs.CustomsCode}, {"customs.region", req.Customs.Region},
		{"merchantCustomsInfo.merchantCustomsCode", req.MerchantCustomsInfo.MerchantCustomsCode},
	} {
		if f.value == "" {
			return money.Amount{}, illegal("%s is required; it is missing.", f.name)
		}
	}
	if req.SplitOrder && req.SubOrderID == "" {
		return money.Amount{}, illegal("subOrderId is required when splitOrder is true; it is missing.")
	}
	return parseAmount("declarationAmount", req.DeclarationAmount)
}

// redeclare repeats a declaration: the first result soon after it, a new declaration later.
func (e *Engine) redeclare(ctx context.Context, tx sandbox.Tx, call Call, o sandbox.Object, req contract.DeclareRequest, detail declarationDetail) (Answer, error) {
	known, err := detailOf[declarationDetail](o)
	if err != nil {
		return Answer{}, err
	}
	if !known.same(detail) || o.ParentID != req.PaymentID {
		return refuse(sandbox.CodeContextInconsistent,
			"declarationRequestId was used before with other parameters.").answer(o.RequestID, req.PaymentID)
	}
	if detail.DeclaredAt.Sub(known.DeclaredAt) > redeclareAfter {
		known.DeclaredAt = detail.DeclaredAt
		o.Status, o.DueAt = declarationOpen, detail.DeclaredAt.Add(declarationDelay)
		if err := e.updateObject(ctx, tx, call.Environment, o, known); err != nil {
			return Answer{}, err
		}
	}
	answer, err := replay(o)
	answer.PaymentID = o.ParentID
	return answer, err
}

func (e *Engine) declare(ctx context.Context, tx sandbox.Tx, call Call, req contract.DeclareRequest, detail declarationDetail) (Answer, error) {
	p, no, err := e.findPayment(ctx, tx, call, req.PaymentID, "")
	if err == nil && no == nil {
		no, err = mayDeclare(ctx, tx, p, detail)
	}
	if err != nil {
		return Answer{}, err
	}
	if no != nil {
		return no.answer(req.DeclarationRequestID, req.PaymentID)
	}
	detail.CustomsOrder = e.numbers(call.Environment).ResourceID("CO")
	o, err := e.newObject(call.Environment, sandbox.KindDeclaration, e.numbers(call.Environment).ResourceID(""), declarationOpen, detail)
	if err != nil {
		return Answer{}, err
	}
	o.RequestID, o.ParentID, o.DueAt = req.DeclarationRequestID, p.PaymentID, detail.DeclaredAt.Add(declarationDelay)
	response := contract.DeclareResponse{
		Result: wireResult(sandbox.OK()), CustomsPaymentID: o.ObjectID, CustomsOrderID: detail.CustomsOrder,
		ClearingChannel: clearingChannel, ClearingTransactionID: networkTransactionID(p.PaymentID), CustomsProviderRegistrationID: customsProvider,
	}
	if req.BuyerCertificate != nil {
		response.IdentityCheckResult = "CHECK_PASSED"
	}
	if o.FirstAnswer, err = encode(response); err != nil {
		return Answer{}, err
	}
	return Answer{
		Body: o.FirstAnswer, Result: sandbox.OK(), RequestID: o.RequestID, PaymentID: p.PaymentID,
		Amount: amountOf(detail.AmountMinor, detail.Currency),
	}, insertObject(ctx, tx, o)
}

// mayDeclare is nil when the payment is paid and no other request has declared what this one does: the
// whole order, or the same part of it.
func mayDeclare(ctx context.Context, tx sandbox.Tx, p sandbox.Payment, detail declarationDetail) (*refusal, error) {
	switch {
	case p.Status != sandbox.PaymentSuccess:
		return refuse(sandbox.CodeOrderStatusInvalid, "The payment is %s; only a SUCCESS payment can be declared.", p.Status), nil
	case p.Currency != detail.Currency:
		return refuse(sandbox.CodeCurrencyNotSupport, "The payment is in %s; a declaration in %s is not possible.", p.Currency, detail.Currency), nil
	}
	others, err := tx.ObjectsOf(ctx, p.EnvironmentID, sandbox.KindDeclaration, p.PaymentID)
	if err != nil {
		return nil, err
	}
	total := detail.AmountMinor
	for _, o := range others {
		other, err := detailOf[declarationDetail](o)
		if err != nil {
			return nil, err
		}
		if other.Customs != detail.Customs {
			continue // each office has its own declaration
		}
		if !other.Split || !detail.Split || other.SubOrderID == detail.SubOrderID {
			return refuse(sandbox.CodeDuplicatedDeclarations, "The order was declared under declarationRequestId %s already.", quoted(o.RequestID)), nil
		}
		total += other.AmountMinor
	}
	if total > p.AmountMinor {
		return refuse(sandbox.CodeProcessFail, "The declarations would come to %s; the payment has %s.",
			amountOf(total, p.Currency), amountOf(p.AmountMinor, p.Currency)), nil
	}
	return nil, nil
}

// declarationDue is the customs office's answer.
func declarationDue(ctx context.Context, e *Engine, env sandbox.Environment, tx sandbox.Tx, o sandbox.Object) error {
	detail, err := detailOf[declarationDetail](o)
	if err != nil {
		return err
	}
	o.Status, detail.ReturnedAt, o.DueAt = declarationDone, o.DueAt, time.Time{}
	return e.updateObject(ctx, tx, env, o, detail)
}

// InquireDeclarations tells how declarations stand (api.md §3.13).
func (e *Engine) InquireDeclarations(ctx context.Context, call Call, req contract.InquireDeclarationsRequest) (Answer, error) {
	if len(req.DeclarationRequestIDs) == 0 {
		return illegal("declarationRequestIds is required; it is missing.").answer("", "")
	}
	response := contract.InquireDeclarationsResponse{Result: wireResult(sandbox.OK())}
	for _, id := range req.DeclarationRequestIDs {
		record, err := e.declaration(ctx, call, id)
		switch {
		case sandbox.IsNotFound(err):
			response.DeclarationRequestsNotFound = append(response.DeclarationRequestsNotFound, id)
		case err != nil:
			return Answer{}, err
		default:
			response.DeclarationRecords = append(response.DeclarationRecords, record)
		}
	}
	body, err := encode(response)
	return Answer{Body: body, Result: sandbox.OK()}, err
}

func (e *Engine) declaration(ctx context.Context, call Call, requestID string) (contract.DeclarationRecord, error) {
	o, err := e.reader.ObjectByRequestID(ctx, call.Environment.ID, sandbox.KindDeclaration, requestID)
	if err != nil {
		return contract.DeclarationRecord{}, err
	}
	if !o.DueAt.IsZero() && !o.DueAt.After(e.now(call.Environment)) {
		if err := e.objectDue(ctx, call.Environment, o); err != nil {
			return contract.DeclarationRecord{}, err
		}
		return e.declaration(ctx, call, requestID)
	}
	d, err := detailOf[declarationDetail](o)
	record := contract.DeclarationRecord{
		DeclarationRequestID: o.RequestID, CustomsPaymentID: o.ObjectID, CustomsOrderID: d.CustomsOrder,
		Customs: d.Customs, MerchantCustomsInfo: d.Merchant, DeclarationAmount: wireAmount(d.AmountMinor, d.Currency),
		SplitOrder: d.Split, DeclarationRequestStatus: o.Status, LastModifiedTime: sandbox.FormatTime(o.UpdatedAt),
	}
	if o.Status == declarationDone {
		record.CustomsDeclarationResultCode, record.CustomsDeclarationResultDesc = sandbox.CodeSuccess, "declared"
		record.CustomsDeclarationReturnTime = sandbox.FormatTime(d.ReturnedAt)
	}
	return record, err
}
