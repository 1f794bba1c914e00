package engine

import (
	"context"
	"strings"
	"time"

	"antomdesk/backend/contract"
	"antomdesk/backend/money"
	"antomdesk/backend/sandbox"
)

// mostVerifications is how many wrong one-time passwords a payment survives.
const mostVerifications = 3

// Statuses of a verification.
const (
	verificationPassed = "SUCCESS"
	verificationWrong  = "FAIL"
)

var verifyVerbs = map[string]verb{
	"payments/verifyAndCompletePayment": plain((*Engine).VerifyAndCompletePayment),
	"payments/syncArrear":               plain((*Engine).SyncArrear),
	"payments/createDeviceCertificate":  plain((*Engine).CreateDeviceCertificate),
}

// VerifyAndCompletePayment answers a payment's challenge with a one-time password: any passes but
// Settings.WrongOTP. The third wrong one fails the payment.
func (e *Engine) VerifyAndCompletePayment(ctx context.Context, call Call, req contract.VerifyPaymentRequest) (Answer, error) {
	if no := checkVerification(req); no != nil {
		return no.answer(req.VerifyRequestID, req.PaymentID)
	}
	return e.decide(ctx, call, func(ctx context.Context, tx sandbox.Tx) (Answer, error) {
		if req.VerifyRequestID != "" {
			first, err := tx.ObjectByRequestID(ctx, call.Environment.ID, sandbox.KindVerification, req.VerifyRequestID)
			if err == nil {
				return repeatedAnswer(first, money.Amount{})
			}
			if !sandbox.IsNotFound(err) {
				return Answer{}, err
			}
		}
		return e.verify(ctx, tx, call.Environment, req)
	})
}

func checkVerification(req contract.VerifyPaymentRequest) *refusal {
	switch {
	case req.PaymentID == "":
		return illegal("paymentId is required; it is missing.")
	case strings.TrimSpace(req.VerifyMethod.OTPValue) == "":
		return illegal("verifyMethod.otpValue is required; it is missing.")
	}
	return nil
}

func (e *Engine) verify(ctx context.Context, tx sandbox.Tx, env sandbox.Environment, req contract.VerifyPaymentRequest) (Answer, error) {
	p, err := tx.PaymentByID(ctx, env.ID, req.PaymentID)
	if sandbox.IsNotFound(err) {
		return refuse(sandbox.CodeOrderNotExist, "No payment of this client has that paymentId.").answer(req.VerifyRequestID, req.PaymentID)
	}
	if err == nil {
		err = e.expireIfDue(ctx, tx, &p, env)
	}
	if err != nil {
		return Answer{}, err
	}
	if p.Status != sandbox.PaymentProcessing || p.BuyerAction != sandbox.ActionChallenge {
		return refuse(sandbox.CodeOrderStatusInvalid,
			"The payment is %s and asks for no verification.", p.Status).answer(req.VerifyRequestID, req.PaymentID)
	}
	earlier, err := tx.ObjectsOf(ctx, env.ID, sandbox.KindVerification, p.PaymentID)
	if err != nil {
		return Answer{}, err
	}
	wrong := env.Settings.WrongOTP != "" && req.VerifyMethod.OTPValue == env.Settings.WrongOTP
	if err := e.act(ctx, tx, &p, env, verification(wrong, len(earlier)+1)); err != nil {
		return Answer{}, err
	}
	return e.keepVerification(ctx, tx, env, p, req, wrong)
}

// verification is the buyer's action: the issuer decides after a right password, too many wrong ones
// fail the payment.
func verification(wrong bool, tries int) buyerAction {
	return func(p *sandbox.Payment, _ sandbox.Settings, now time.Time) (*refusal, error) {
		switch {
		case wrong && tries >= mostVerifications:
			return refuse(sandbox.CodeVerifyTimesExceedLimit, "The buyer entered a wrong one-time password too often."), nil
		case wrong:
			return nil, nil
		}
		if p.Card != nil {
			p.Card.ThreeDSecure = true
		}
		return askIssuer(p, now), nil
	}
}

// keepVerification stores the try with its answer.
func (e *Engine) keepVerification(ctx context.Context, tx sandbox.Tx, env sandbox.Environment, p sandbox.Payment, req contract.VerifyPaymentRequest, wrong bool) (Answer, error) {
	result, status := resultOf(p), verificationPassed
	if wrong {
		status = verificationWrong
		if p.Status == sandbox.PaymentProcessing {
			result = sandbox.Fail(sandbox.CodeVerifyUnmatched, "The one-time password is wrong.")
		}
	}
	amount := wireAmount(p.AmountMinor, p.Currency)
	o, err := e.newObject(env, sandbox.KindVerification, e.ids.New(), status, struct{}{})
	if err != nil {
		return Answer{}, err
	}
	o.RequestID, o.ParentID = req.VerifyRequestID, p.PaymentID
	if o.FirstAnswer, err = encode(contract.VerifyPaymentResponse{
		Result: wireResult(result), VerifyRequestID: req.VerifyRequestID, PaymentRequestID: p.PaymentRequestID,
		PaymentID: p.PaymentID, PaymentAmount: &amount, PaymentCreateTime: sandbox.FormatTime(p.CreatedAt),
	}); err != nil {
		return Answer{}, err
	}
	if err := insertObject(ctx, tx, o); err != nil {
		return Answer{}, err
	}
	return repeatedAnswer(o, amountOf(p.AmountMinor, p.Currency))
}
