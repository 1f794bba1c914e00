package engine

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"antomdesk/backend/contract"
	"antomdesk/backend/sandbox"
)

// The kinds of the marketplace and of in-store registration.
const (
	kindSubMerchant   sandbox.ObjectKind = "merchants/register"
	kindStoreMerchant sandbox.ObjectKind = "merchants/registration"
	kindSettlement    sandbox.ObjectKind = "payments/settle"
)

// Registrations are decided shortly after the call, as the buyer's side of Antom is.
const (
	registrationDelay   = 2 * time.Second
	registrationPending = "PROCESSING"
	registrationDone    = "SUCCESSFUL"
	registrationPSP     = "ANTOM"
)

// merchantFamilies are the calls about a platform's sub-merchants (api.md §2).
func merchantFamilies() []family {
	return []family{
		{
			kind: kindSubMerchant, id: "referenceMerchantId", request: "registrationRequestId", initial: registrationPending,
			status: "registrationStatus", missing: sandbox.CodeMerchantNotRegistered,
			calls: []resourceCall{
				{api: "merchants/register", do: create, step: registerMerchant},
				{api: "merchants/settlementInfo/update", do: change, from: []string{registrationDone}, again: "updateRequestId", step: updateSettlementInfo},
			},
		}, {
			kind: kindStoreMerchant, id: "referenceMerchantId", request: "registrationRequestId", initial: registrationPending,
			status: "registrationStatus", missing: sandbox.CodeMerchantNotRegistered, view: storeMerchantView,
			calls: []resourceCall{
				{api: "merchants/registration", do: create, step: registerMerchant},
				{api: "merchants/inquiryRegistrationInfo", do: inquire},
				{api: "merchants/inquiryRegistrationStatus", do: inquire},
			},
		}, {
			kind: kindSettlement, id: "settlementId", request: "settlementRequestId", prefix: "ST", initial: "SUCCESS",
			calls: []resourceCall{{api: "payments/settle", do: create, step: settlePayment}},
		},
	}
}

// registerMerchant takes a merchant's own reference as the id; the same merchant under another
// request is refused (api.md §3.0).
func registerMerchant(ctx context.Context, w *work) (*refusal, error) {
	id := textIn(fieldsIn(w.sent, "merchantInfo"), "referenceMerchantId")
	if id == "" {
		return illegal("merchantInfo.referenceMerchantId is required."), nil
	}
	_, err := w.tx.ObjectByID(ctx, w.call.Environment.ID, w.kind, id)
	if err == nil {
		return refuse(sandbox.CodeRepeatRegistration, "Merchant %s is registered under another registrationRequestId.", quoted(id)), nil
	}
	if !sandbox.IsNotFound(err) {
		return nil, err
	}
	w.object.ObjectID, w.object.DueAt = id, w.now.Add(registrationDelay)
	w.set(w.id, id)
	return nil, nil
}

// registrationDue decides a registration and tells of it.
func registrationDue(ctx context.Context, e *Engine, env sandbox.Environment, tx sandbox.Tx, o sandbox.Object) error {
	fields, err := detailOf[contract.Fields](o)
	if err != nil {
		return err
	}
	o.Status, o.DueAt = registrationDone, time.Time{}
	if err := e.updateObject(ctx, tx, env, o, fields); err != nil {
		return err
	}
	if o.Kind == kindSubMerchant {
		return e.tellRegistration(ctx, tx, env, o)
	}
	return e.tellRegistrationStatus(ctx, tx, env, o, textIn(fields, "registrationNotifyURL"))
}

// updateSettlementInfo changes the account of one currency, or adds it.
func updateSettlementInfo(_ context.Context, w *work) (*refusal, error) {
	info := contract.Fields{}
	for _, name := range []string{"settlementCurrency", "settlementBankAccount"} {
		info[name] = w.sent[name]
	}
	infos := slices.DeleteFunc(listIn(w.fields, "settlementInfos"), func(old contract.Fields) bool {
		return textIn(old, "settlementCurrency") == w.sentText("settlementCurrency")
	})
	w.set("settlementInfos", append(infos, info))
	w.set("updateStatus", "SUCCESS")
	return nil, nil
}

func storeMerchantView(_ context.Context, _ *Engine, _ sandbox.Reader, o sandbox.Object, f contract.Fields) error {
	result := contract.RegistrationResult{RegistrationStatus: o.Status}
	put(f, "registrationResult", result)
	put(f, "pspRegistrationResultList", []contract.PSPRegistrationResult{{RegistrationResult: result, PSPName: registrationPSP}})
	return nil
}

// settlePayment releases parts of a paid payment, together no more than it has.
func settlePayment(ctx context.Context, w *work) (*refusal, error) {
	p, err := w.tx.PaymentByID(ctx, w.call.Environment.ID, w.sentText("paymentId"))
	if sandbox.IsNotFound(err) {
		return refuse(sandbox.CodeOrderNotExist, "No payment of this client has that paymentId."), nil
	}
	if err != nil {
		return nil, err
	}
	if p.Status != sandbox.PaymentSuccess {
		return refuse(sandbox.CodeOrderStatusInvalid, "The payment is %s; only a SUCCESS payment can be settled.", p.Status), nil
	}
	w.object.ParentID = p.PaymentID
	released, no := releasedBy(w.sent, p)
	if no != nil {
		return no, nil
	}
	before, err := w.tx.ObjectsOf(ctx, w.call.Environment.ID, w.kind, p.PaymentID)
	if err != nil {
		return nil, err
	}
	for _, o := range before {
		fields, err := detailOf[contract.Fields](o)
		if err != nil {
			return nil, err
		}
		earlier, _ := releasedBy(fields, p)
		released += earlier
	}
	if released > p.AmountMinor {
		return refuse(sandbox.CodeProcessFail, "The settlements would come to %s; the payment has %s.",
			amountOf(released, p.Currency), amountOf(p.AmountMinor, p.Currency)), nil
	}
	return nil, w.release(ctx, p)
}

// release puts a settlement's parts on the platform's account and on that of the seller the order named. A
// seller who is not registered has none here.
func (w *work) release(ctx context.Context, p sandbox.Payment) error {
	seller := sellerOf(p)
	here, err := w.hasAccount(ctx, seller)
	if err != nil {
		return err
	}
	moves := []move{}
	for _, part := range listIn(w.sent, "settlementDetails") {
		amount, _ := amountIn(part, "settlementAmount")
		switch {
		case textIn(part, "settleTo") == "MARKETPLACE":
			moves = append(moves, move{Currency: amount.Currency, Minor: amount.Minor})
		case here:
			moves = append(moves, move{Owner: seller, Currency: amount.Currency, Minor: amount.Minor})
		}
	}
	w.moves(moves...)
	return nil
}

// sellerOf is the referenceMerchantId of the merchant that a payment's order named.
func sellerOf(p sandbox.Payment) string {
	var call struct {
		Order struct {
			Merchant struct {
				ReferenceMerchantID string `json:"referenceMerchantId"`
			} `json:"merchant"`
		} `json:"order"`
	}
	if json.Unmarshal(p.Request, &call) != nil {
		return ""
	}
	return call.Order.Merchant.ReferenceMerchantID
}

// releasedBy adds up a settlement's parts, in minor units of the payment's currency.
func releasedBy(f contract.Fields, p sandbox.Payment) (int64, *refusal) {
	var total int64
	for i, part := range listIn(f, "settlementDetails") {
		amount, ok := amountIn(part, "settlementAmount")
		switch {
		case !ok:
			return 0, illegal("settlementDetails[%d].settlementAmount must be an amount.", i)
		case amount.Currency != p.Currency:
			return 0, refuse(sandbox.CodeCurrencyNotSupport, "The payment is in %s; settlementDetails[%d] is in %s.", p.Currency, i, amount.Currency)
		case amount.Minor > p.AmountMinor:
			return p.AmountMinor + 1, nil
		}
		total += amount.Minor
	}
	return total, nil
}
