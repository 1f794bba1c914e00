package engine

import (
	"cmp"
	"context"

	"antomdesk/backend/contract"
	"antomdesk/backend/sandbox"
)

// notice queues what the merchant is told after a call; nothing is told without one.
type notice func(ctx context.Context, w *work) error

func (w *work) notify(ctx context.Context) error {
	if w.tell == nil {
		return nil
	}
	return w.tell(ctx, w)
}

// queueNotice queues a notification in the form of a class of the contract (api.md §4.2, A.2).
func (e *Engine) queueNotice(ctx context.Context, tx sandbox.Tx, env sandbox.Environment, n sandbox.Notification, class string, fields contract.Fields) error {
	shape, found := contract.Notice(class)
	if !found {
		panic("engine: the contract has no " + class)
	}
	var err error
	if n.Body, err = shape.Fill(fields); err != nil {
		return err
	}
	n.EnvironmentID = env.ID
	return e.queue(ctx, tx, env, n)
}

func (w *work) queueNotice(ctx context.Context, t sandbox.NotificationType, urlField, class string, fields contract.Fields) error {
	return w.engine.queueNotice(ctx, w.tx, w.call.Environment, sandbox.Notification{
		Type: t, PaymentID: w.object.ObjectID, URL: textIn(w.fields, urlField),
	}, class, fields)
}

func okNotice() contract.Result { return wireResult(noticeResult(sandbox.OK())) }

func invoiceNotice(ctx context.Context, w *work) error {
	told, err := w.engine.told(ctx, w.tx, w.family, w.object, w.fields)
	if err != nil {
		return err
	}
	put(told, "invoiceStatus", w.object.Status)
	told["invoiceAmount"] = told["totalAmount"]
	return w.queueNotice(ctx, sandbox.NotifyInvoice, "invoiceNotifyUrl", "AlipayInvoiceNotify", told)
}

func creditNoteNotice(kind string) notice {
	return func(ctx context.Context, w *work) error {
		told, err := w.engine.told(ctx, w.tx, w.family, w.object, w.fields)
		if err != nil {
			return err
		}
		invoice, about, err := w.creditedInvoice(ctx)
		if err != nil {
			return err
		}
		body := contract.Fields{}
		put(body, "notifyId", w.engine.ids.New())
		put(body, "creditNoteNotificationType", kind)
		put(body, "creditNote", told)
		put(body, "invoice", invoiceInfo(invoice, about))
		for _, name := range []string{"creditNoteRequestId", "customerId"} {
			if told[name] != nil {
				body[name] = told[name]
			}
		}
		return w.queueNotice(ctx, sandbox.NotifyCreditNote, "creditNoteNotifyUrl", "AlipayCreditNoteNotify", body)
	}
}

func billingSubscriptionNotice(ctx context.Context, w *work) error {
	told, err := w.engine.told(ctx, w.tx, w.family, w.object, w.fields)
	if err != nil {
		return err
	}
	put(told, "eventTime", sandbox.FormatTime(w.now))
	return w.queueNotice(ctx, sandbox.NotifyBillingSubscription, "subscriptionNotifyUrl", "AlipayBillingSubscriptionNotify", told)
}

// transferNotice tells of a payout or transfer whose request named a URL.
func transferNotice(ctx context.Context, w *work) error {
	url := textIn(fieldsIn(w.fields, "transferToDetail"), "transferNotifyUrl")
	if url == "" {
		return nil
	}
	body := contract.Fields{}
	put(body, "transferResult", okNotice())
	put(body, "transferFinishTime", sandbox.FormatTime(w.now))
	for _, name := range []string{"transferRequestId", "transferId", "transferFromDetail", "transferToDetail"} {
		body[name] = w.fields[name]
	}
	return w.engine.queueNotice(ctx, w.tx, w.call.Environment,
		sandbox.Notification{Type: sandbox.NotifyTransfer, PaymentID: w.object.ObjectID, URL: url}, "AlipayABATransferNotify", body)
}

func directRefundNotice(ctx context.Context, w *work) error {
	told, err := w.engine.told(ctx, w.tx, w.family, w.object, w.fields)
	if err != nil {
		return err
	}
	return w.queueNotice(ctx, sandbox.NotifyDirectRefund, "refundNotifyUrl", "AlipayDirectRefundNotify", told)
}

func cardStatusNotice(ctx context.Context, w *work) error {
	body := contract.Fields{}
	put(body, "assetId", w.object.ObjectID)
	put(body, "cardStatus", w.object.Status)
	put(body, "operateType", cmp.Or(w.sentText("operateType"), "APPLY"))
	put(body, "createdTime", sandbox.FormatTime(w.object.CreatedAt))
	put(body, "updatedTime", sandbox.FormatTime(w.now))
	put(body, "cardBrand", issuedCardBrand)
	if w.sent["requestId"] != nil {
		body["requestId"] = w.sent["requestId"]
	}
	return w.engine.queueNotice(ctx, w.tx, w.call.Environment,
		sandbox.Notification{Type: sandbox.NotifyCardStatus, PaymentID: w.object.ObjectID, URL: w.sentText("notifyUrl")}, "AlipayCardStatusNotify", body)
}

// tellRegistration tells how a marketplace registration ended (api.md §4.2).
func (e *Engine) tellRegistration(ctx context.Context, tx sandbox.Tx, env sandbox.Environment, o sandbox.Object) error {
	body, err := encode(contract.RegistrationNotice{
		NotifyType: "REGISTRATION_RESULT", Result: okNotice(), ReferenceMerchantID: o.ObjectID,
		RegistrationRequestID: o.RequestID, RegistrationStatus: o.Status,
	})
	if err != nil {
		return err
	}
	return e.queue(ctx, tx, env, sandbox.Notification{
		EnvironmentID: env.ID, Type: sandbox.NotifyRegistration, PaymentID: o.ObjectID, Body: body,
	})
}

// tellRegistrationStatus tells how an in-store registration ended.
func (e *Engine) tellRegistrationStatus(ctx context.Context, tx sandbox.Tx, env sandbox.Environment, o sandbox.Object, url string) error {
	result := contract.RegistrationResult{RegistrationStatus: o.Status}
	body, err := encode(contract.RegistrationStatusNotice{
		ReferenceMerchantID: o.ObjectID, RegistrationRequestID: o.RequestID, RegistrationResult: result,
		PSPRegistrationResultList: []contract.PSPRegistrationResult{{RegistrationResult: result, PSPName: registrationPSP}},
	})
	if err != nil {
		return err
	}
	return e.queue(ctx, tx, env, sandbox.Notification{
		EnvironmentID: env.ID, Type: sandbox.NotifyRegistrationStatus, PaymentID: o.ObjectID, URL: url, Body: body,
	})
}
