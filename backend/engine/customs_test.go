package engine_test

import (
	"testing"
	"time"

	"antomdesk/backend/sandbox"
)

func declarationOf(id, payment, value string) fields {
	return fields{
		"declarationRequestId": id, "paymentId": payment, "declarationAmount": amount("PHP", value),
		"customs":             fields{"customsCode": "ZHENGZHOU", "region": "CN"},
		"merchantCustomsInfo": fields{"merchantCustomsCode": "shop", "merchantCustomsName": "商户"},
		"buyerCertificate":    fields{"certificateType": "ID_CARD", "certificateNo": "310101199001010016"},
	}
}

func (d *desk) declarations(ids ...string) reply {
	d.Helper()
	return d.wants(d.ask("customs/inquiryDeclarationRequests", fields{"declarationRequestIds": ids}), sandbox.StatusS, "SUCCESS")
}

func TestDeclare_APaidOrder_IsDeclaredAndFound(t *testing.T) {
	d := newDesk(t)
	p := d.paid("p-1").PaymentID
	r := d.wants(d.ask("customs/declare", declarationOf("c-1", p, "150000")), sandbox.StatusS, "SUCCESS")
	equal(t, "identity", r.get("identityCheckResult"), "CHECK_PASSED")
	list := d.declarations("c-1", "c-9")
	equal(t, "status", list.items("declarationRecords")[0].get("declarationRequestStatus"), "PROCESSING")
	equal(t, "missing", list.get("declarationRequestsNotFound"), "[c-9]")
	d.clock.Advance(2 * time.Second)
	record := d.declarations("c-1").items("declarationRecords")[0]
	equal(t, "status", record.get("declarationRequestStatus"), "SUCCESS")
	equal(t, "same ids", record.get("customsPaymentId")+record.get("customsOrderId"), r.get("customsPaymentId")+r.get("customsOrderId"))
	equal(t, "returned", record.get("customsDeclarationReturnTime"), "2026-03-10T10:00:02+08:00")
}

func TestDeclare_SameRequestID_RepeatsAndLaterDeclaresAnew(t *testing.T) {
	d := newDesk(t)
	p := d.paid("p-1").PaymentID
	call := declarationOf("c-1", p, "150000")
	first := d.ask("customs/declare", call)
	d.clock.Advance(5 * time.Minute)
	d.declarations("c-1")
	equal(t, "repeated", string(d.ask("customs/declare", call).Body), string(first.Body))
	equal(t, "still done", d.declarations("c-1").items("declarationRecords")[0].get("declarationRequestStatus"), "SUCCESS")
	d.wants(d.ask("customs/declare", declarationOf("c-1", p, "1")), sandbox.StatusF, "CONTEXT_INCONSISTENT")
	d.clock.Advance(time.Second)
	d.wants(d.ask("customs/declare", call), sandbox.StatusS, "SUCCESS")
	equal(t, "declared again", d.declarations("c-1").items("declarationRecords")[0].get("declarationRequestStatus"), "PROCESSING")
}

func TestDeclare_WhatCannotBeDeclared_IsRefused(t *testing.T) {
	d := newDesk(t)
	p := d.paid("p-1").PaymentID
	open := d.pay(walletPay("p-2")).PaymentID
	refused := func(code string, call fields) {
		t.Helper()
		d.wants(d.ask("customs/declare", call), sandbox.StatusF, code)
	}
	refused("ORDER_NOT_EXIST", declarationOf("c-1", "nobody", "1"))
	refused("ORDER_STATUS_INVALID", declarationOf("c-1", open, "1"))
	refused("CURRENCY_NOT_SUPPORT", declarationOf("c-1", p, "1").with(fields{"declarationAmount": amount("CNY", "1")}))
	refused("PROCESS_FAIL", declarationOf("c-1", p, "150001"))
	refused("PARAM_ILLEGAL", declarationOf("", p, "1"))
	refused("PARAM_ILLEGAL", declarationOf("c-1", p, "1").with(fields{"splitOrder": true}))
	d.ask("customs/declare", declarationOf("c-1", p, "1"))
	refused("DUPLICATED_DECLARATIONS", declarationOf("c-2", p, "1"))
	elsewhere := declarationOf("c-3", p, "1").with(fields{"customs": fields{"customsCode": "HANGZHOU", "region": "CN"}})
	d.wants(d.ask("customs/declare", elsewhere), sandbox.StatusS, "SUCCESS")
	d.wants(d.ask("customs/inquiryDeclarationRequests", fields{}), sandbox.StatusF, "PARAM_ILLEGAL")
}

func TestDeclare_SplitOrders_ShareThePayment(t *testing.T) {
	d := newDesk(t)
	p := d.paid("p-1").PaymentID
	part := func(id, sub, value string) fields {
		return declarationOf(id, p, value).with(fields{"splitOrder": true, "subOrderId": sub})
	}
	d.wants(d.ask("customs/declare", part("c-1", "a", "100000")), sandbox.StatusS, "SUCCESS")
	d.wants(d.ask("customs/declare", part("c-2", "a", "1")), sandbox.StatusF, "DUPLICATED_DECLARATIONS")
	d.wants(d.ask("customs/declare", part("c-3", "b", "50001")), sandbox.StatusF, "PROCESS_FAIL")
	d.wants(d.ask("customs/declare", part("c-4", "b", "50000")), sandbox.StatusS, "SUCCESS")
}
