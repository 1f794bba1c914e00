package main

import (
	"crypto/rand"
	"crypto/rsa"
	"fmt"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"antomdesk/backend/sandbox"
	"antomdesk/backend/signature"
)

// The two paths the bench calls, as the SDKs do for a test merchant.
const (
	payPath    = "/ams/sandbox/api/v1/payments/pay"
	noticePath = "/notifications"
)

const payBody = `{"productCode":"CASHIER_PAYMENT","paymentRequestId":"%s","order":{"referenceOrderId":"ORDER-%s",` +
	`"orderDescription":"A box of tea and two cups","orderAmount":{"currency":"PHP","value":"150000"},` +
	`"merchant":{"referenceMerchantId":"M-01","merchantMCC":"5812","merchantName":"Tea House"},` +
	`"goods":[{"referenceGoodsId":"SKU-001","goodsName":"Tea","goodsUnitAmount":{"currency":"PHP","value":"50000"},"goodsQuantity":"2"}],` +
	`"buyer":{"referenceBuyerId":"buyer-0001","buyerEmail":"juan@example.com"}},` +
	`"paymentAmount":{"currency":"PHP","value":"150000"},"paymentMethod":{"paymentMethodType":"GCASH"},` +
	`"paymentRedirectUrl":"https://shop.example.com/return?order=%s","paymentNotifyUrl":"https://shop.example.com/notify",` +
	`"settlementStrategy":{"settlementCurrency":"USD"},"env":{"terminalType":"WEB","clientIp":"203.0.113.7"}}`

const noticeBody = `{"notifyType":"PAYMENT_RESULT","result":{"resultCode":"SUCCESS","resultStatus":"S","resultMessage":"success"},` +
	`"paymentRequestId":"%s","paymentId":"%s","paymentAmount":{"currency":"PHP","value":"150000"},` +
	`"paymentCreateTime":"2026-01-01T12:00:00+08:00","paymentTime":"2026-01-01T12:00:07+08:00","paymentMethodType":"GCASH"}`

var ids = sandbox.NewIDs(sandbox.SystemClock{}, rand.Reader)

// signedPays are n calls of the merchant, each a payment of its own.
func (d *desk) signedPays(n int) ([][]byte, error) {
	return signAll(d.identity.merchant, n, func() (string, string) {
		id := "bench-" + ids.New()
		return payPath, fmt.Sprintf(payBody, id, id, id)
	})
}

// signedNotices are n notifications of Antom.
func (d *desk) signedNotices(n int) ([][]byte, error) {
	return signAll(d.identity.antom, n, func() (string, string) {
		return noticePath, fmt.Sprintf(noticeBody, "bench-"+ids.New(), ids.PaymentID())
	})
}

// signAll composes and signs on every core.
func signAll(key *rsa.PrivateKey, n int, compose func() (path, body string)) ([][]byte, error) {
	requests := make([][]byte, n)
	var next atomic.Int64
	var group sync.WaitGroup
	errs := make(chan error, runtime.GOMAXPROCS(0))
	for range cap(errs) {
		group.Go(func() {
			for i := next.Add(1) - 1; i < int64(n); i = next.Add(1) - 1 {
				path, body := compose()
				var err error
				if requests[i], err = signedRequest(key, path, body); err != nil {
					errs <- err
					return
				}
			}
		})
	}
	group.Wait()
	close(errs)
	return requests, <-errs
}

// signedRequest is a POST as Antom's Go SDK writes it.
func signedRequest(key *rsa.PrivateKey, path, body string) ([]byte, error) {
	now := strconv.FormatInt(time.Now().UnixMilli(), 10)
	sig, err := signature.Sign(key, signature.Prefix(path, clientID, now), []byte(body))
	if err != nil {
		return nil, err
	}
	return []byte(headOf(path, now, signature.FormatHeader("1", sig), len(body)) + body), nil
}

func headOf(path, requestTime, signature string, length int) string {
	return strings.Join([]string{
		"POST " + path + " HTTP/1.1", "Host: 127.0.0.1", "User-Agent: antombench", "Content-Length: " + strconv.Itoa(length),
		"Client-Id: " + clientID, "Content-Type: application/json; charset=UTF-8", "Key-Version: 1",
		"Request-Time: " + requestTime, "Signature: " + signature, "Accept-Encoding: gzip", "", "",
	}, "\r\n")
}
