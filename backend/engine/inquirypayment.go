package engine

import (
	"context"

	"antomdesk/backend/contract"
	"antomdesk/backend/sandbox"
)

// InquiryPayment tells where a payment stands (api.md §3.4). Its result only says whether the
// question could be answered.
func (e *Engine) InquiryPayment(ctx context.Context, call Call, req contract.InquiryPaymentRequest) (Answer, error) {
	p, no, err := e.findPayment(ctx, e.reader, call, req.PaymentID, req.PaymentRequestID)
	if no != nil {
		return no.answer(req.PaymentRequestID, req.PaymentID)
	}
	if err != nil {
		return Answer{}, err
	}
	if expired(p, e.now(call.Environment)) {
		if p, err = e.expireNow(ctx, p, call.Environment); err != nil {
			return Answer{}, err
		}
	}
	held, err := e.heldFor(ctx, &p, call.Environment)
	if err != nil {
		return Answer{}, err
	}
	refunds, err := e.refundsOf(ctx, p, call.Environment)
	if err != nil {
		return Answer{}, err
	}
	return inquiryAnswer(call, p, refunds, held)
}

// findPayment looks a payment up by either id; paymentId wins.
func (e *Engine) findPayment(ctx context.Context, from sandbox.Reader, call Call, paymentID, requestID string) (sandbox.Payment, *refusal, error) {
	var p sandbox.Payment
	var err error
	asked := "paymentId"
	switch {
	case paymentID != "":
		p, err = from.PaymentByID(ctx, call.Environment.ID, paymentID)
	case requestID != "":
		asked = "paymentRequestId"
		p, err = from.PaymentByRequestID(ctx, call.Environment.ID, requestID)
	default:
		return p, illegal("Send paymentId or paymentRequestId; both are missing."), nil
	}
	if sandbox.IsNotFound(err) {
		return p, refuse(sandbox.CodeOrderNotExist, "No payment of this client has that %s.", asked), nil
	}
	return p, nil, err
}

// expireNow closes a due payment and returns it as it stands afterwards, whoever closed it.
func (e *Engine) expireNow(ctx context.Context, p sandbox.Payment, env sandbox.Environment) (sandbox.Payment, error) {
	err := e.decider.Decide(ctx, func(ctx context.Context, tx sandbox.Tx) error {
		current, err := tx.PaymentByID(ctx, p.EnvironmentID, p.PaymentID)
		if err != nil {
			return err
		}
		err = e.expireIfDue(ctx, tx, &current, env)
		p = current
		return err
	})
	return p, err
}

// refundsOf lists a payment's refunds, completing those whose moment has come. Only a paid payment
// has any.
func (e *Engine) refundsOf(ctx context.Context, p sandbox.Payment, env sandbox.Environment) ([]sandbox.Refund, error) {
	if p.Status != sandbox.PaymentSuccess {
		return nil, nil
	}
	refunds, err := e.reader.RefundsOf(ctx, p.EnvironmentID, p.PaymentID)
	if err != nil {
		return nil, err
	}
	for i, r := range refunds {
		if !completes(r, e.now(env)) {
			continue
		}
		if refunds[i], err = e.completeNow(ctx, r, env); err != nil {
			return nil, err
		}
	}
	return refunds, nil
}

func inquiryAnswer(call Call, p sandbox.Payment, refunds []sandbox.Refund, held heldMoney) (Answer, error) {
	amount := wireAmount(held.authorised(p), p.Currency)
	response := contract.InquiryPaymentResponse{
		Result: wireResult(sandbox.OK()), PaymentStatus: string(p.Status),
		PaymentResultCode: p.ResultCode, PaymentResultMessage: p.ResultMessage,
		PaymentRequestID: p.PaymentRequestID, PaymentID: p.PaymentID, PaymentAmount: &amount,
		PaymentCreateTime: sandbox.FormatTime(p.CreatedAt), PaymentMethodType: p.PaymentMethodType,
		PaymentResultInfo: resultInfo(p), Transactions: append(held.transactions(), transactions(refunds)...),
		AuthExpiryTime: authExpiryTime(p),
	}
	if p.Status == sandbox.PaymentSuccess {
		response.PaymentTime = timeOrNone(p.PaidAt)
	}
	if p.Status == sandbox.PaymentProcessing && p.WalletToken != "" && p.ProductCode != productInStore {
		response.RedirectActionForm = redirectForm(call.Origin, p)
	}
	body, err := encode(response)
	return Answer{
		Body: body, Result: sandbox.OK(), RequestID: p.PaymentRequestID, PaymentID: p.PaymentID,
		Amount: amountOf(p.AmountMinor, p.Currency),
	}, err
}

// transactions lists refunds in the form inquiryPayment shows them.
func transactions(refunds []sandbox.Refund) []contract.Transaction {
	var list []contract.Transaction
	for _, r := range refunds {
		list = append(list, contract.Transaction{
			TransactionResult: wireResult(refundResult(r)), TransactionID: r.RefundID, TransactionType: "REFUND",
			TransactionStatus: string(r.Status), TransactionAmount: wireAmount(r.AmountMinor, r.Currency),
			TransactionRequestID: r.RefundRequestID, TransactionTime: timeOrNone(r.RefundedAt),
		})
	}
	return list
}
