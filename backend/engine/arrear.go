package engine

import (
	"context"
	"crypto/sha256"
	"encoding/base64"

	"antomdesk/backend/contract"
	"antomdesk/backend/money"
	"antomdesk/backend/sandbox"
)

// SyncArrear notes that the buyer has settled a payment's debt outside Antom. What is still open cannot
// be in arrears; what was cancelled owes nothing.
func (e *Engine) SyncArrear(ctx context.Context, call Call, req contract.SyncArrearRequest) (Answer, error) {
	return e.decide(ctx, call, func(ctx context.Context, tx sandbox.Tx) (Answer, error) {
		p, no, err := e.findPayment(ctx, tx, call, req.PaymentID, req.PaymentRequestID)
		if no != nil {
			return no.answer(req.PaymentRequestID, req.PaymentID)
		}
		if err == nil {
			err = e.expireIfDue(ctx, tx, &p, call.Environment)
		}
		if err != nil {
			return Answer{}, err
		}
		return e.syncArrear(ctx, tx, call.Environment, p)
	})
}

func (e *Engine) syncArrear(ctx context.Context, tx sandbox.Tx, env sandbox.Environment, p sandbox.Payment) (Answer, error) {
	switch p.Status {
	case sandbox.PaymentCancelled:
		return refuse(sandbox.CodeOrderIsCanceled, canceledMessage).answer(p.PaymentRequestID, p.PaymentID)
	case sandbox.PaymentProcessing, sandbox.PaymentPending:
		return refuse(sandbox.CodeOrderStatusInvalid, "The payment is %s; it is not in arrears.", p.Status).answer(p.PaymentRequestID, p.PaymentID)
	}
	_, err := tx.ObjectByID(ctx, env.ID, sandbox.KindArrear, p.PaymentID)
	if sandbox.IsNotFound(err) {
		err = e.keepArrear(ctx, tx, env, p)
	}
	if err != nil {
		return Answer{}, err
	}
	body, err := encode(contract.ResultResponse{Result: wireResult(sandbox.OK())})
	return Answer{Body: body, Result: sandbox.OK(), RequestID: p.PaymentRequestID, PaymentID: p.PaymentID}, err
}

func (e *Engine) keepArrear(ctx context.Context, tx sandbox.Tx, env sandbox.Environment, p sandbox.Payment) error {
	o, err := e.newObject(env, sandbox.KindArrear, p.PaymentID, "SETTLED", struct{}{})
	if err != nil {
		return err
	}
	o.ParentID = p.PaymentID
	return insertObject(ctx, tx, o)
}

// CreateDeviceCertificate certifies a device's public key: the answer stands for Antom's, whose form is
// not documented, and follows from the key alone. It repeats on deviceRequestId.
func (e *Engine) CreateDeviceCertificate(ctx context.Context, call Call, req contract.DeviceCertificateRequest) (Answer, error) {
	if req.DevicePublicKey == "" || req.DeviceRequestID == "" {
		return illegal("devicePublicKey and deviceRequestId are required; one is missing.").answer(req.DeviceRequestID, "")
	}
	return e.decide(ctx, call, func(ctx context.Context, tx sandbox.Tx) (Answer, error) {
		first, err := tx.ObjectByRequestID(ctx, call.Environment.ID, sandbox.KindDevice, req.DeviceRequestID)
		switch {
		case err == nil:
			return repeatedAnswer(first, money.Amount{})
		case !sandbox.IsNotFound(err):
			return Answer{}, err
		}
		o, err := e.newObject(call.Environment, sandbox.KindDevice, e.ids.New(), "ACTIVE", struct{}{})
		if err != nil {
			return Answer{}, err
		}
		o.RequestID = req.DeviceRequestID
		sum := sha256.Sum256([]byte("device certificate " + call.Environment.ID + " " + req.DevicePublicKey))
		if o.FirstAnswer, err = encode(contract.DeviceCertificateResponse{
			Result: wireResult(sandbox.OK()), DeviceCertificate: base64.StdEncoding.EncodeToString(sum[:]),
		}); err != nil {
			return Answer{}, err
		}
		if err := insertObject(ctx, tx, o); err != nil {
			return Answer{}, err
		}
		return repeatedAnswer(o, money.Amount{})
	})
}
