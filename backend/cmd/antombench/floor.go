package main

import (
	"context"
	"crypto/rsa"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"

	"antomdesk/backend/rawhttp"
	"antomdesk/backend/sandbox"
	"antomdesk/backend/signature"
)

// floorKeys is what the floor is told on its standard input.
type floorKeys struct {
	Antom    string `json:"antom"`    // private
	Merchant string `json:"merchant"` // public
}

// floorAddresses is what the floor says when it listens.
type floorAddresses struct {
	Pay      string `json:"pay"`
	Captures string `json:"captures"`
}

// floorPay and floorCapture are answers as long as the real ones.
const (
	floorPay = `{"result":{"resultCode":"PAYMENT_IN_PROCESS","resultStatus":"U","resultMessage":"payment in process"},` +
		`"paymentRequestId":"bench-00000000-0000-0000-0000-000000000000-00000000","paymentId":"2026010119401080010018000000000000",` +
		`"paymentAmount":{"currency":"PHP","value":"150000"},"paymentCreateTime":"2026-01-01T00:00:00+08:00",` +
		`"normalUrl":"http://127.0.0.1:18080/wallet/00000000000000000000000000000000",` +
		`"redirectActionForm":{"method":"GET","redirectUrl":"http://127.0.0.1:18080/wallet/00000000000000000000000000000000"}}`
	floorCapture = `{"result":{"resultCode":"SUCCESS","resultStatus":"S","resultMessage":"success"}}`
)

// floor serves the two floors until its standard input ends: the same kinds of server as the gateway
// and the listener, the same HTTP and the same RSA, and nothing else.
func floor(ctx context.Context, _ []string) error {
	var keys floorKeys
	input := json.NewDecoder(os.Stdin)
	if err := input.Decode(&keys); err != nil {
		return err
	}
	antom, err := signature.ParsePrivateKey(keys.Antom)
	if err != nil {
		return err
	}
	merchant, err := signature.ParsePublicKey(keys.Merchant)
	if err != nil {
		return err
	}
	pay, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	captures, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	failed := make(chan error, 2)
	go func() { failed <- http.Serve(pay, payFloor{antom, merchant}) }()
	go func() { failed <- captureFloor(&antom.PublicKey).Serve(captures, "http") }()
	line := floorAddresses{Pay: pay.Addr().String(), Captures: captures.Addr().String()}
	if err := json.NewEncoder(os.Stdout).Encode(line); err != nil {
		return err
	}
	go func() { _, _ = io.Copy(io.Discard, os.Stdin); failed <- nil }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
		return nil
	}
}

// payFloor verifies a call and signs an answer.
type payFloor struct {
	antom    *rsa.PrivateKey
	merchant *rsa.PublicKey
}

func (f payFloor) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err == nil {
		err = verify(f.merchant, r.RequestURI, r.Header, body)
	}
	now := sandbox.FormatTime(sandbox.SystemClock{}.Now())
	answer := []byte(floorPay)
	sig, signing := signature.Sign(f.antom, signature.Prefix(r.RequestURI, clientID, now), answer)
	if err = errors.Join(err, signing); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h["Content-Type"] = []string{"application/json; charset=UTF-8"}
	h["Content-Length"] = []string{strconv.Itoa(len(answer))}
	h["client-id"], h["response-time"] = []string{clientID}, []string{now}
	h["signature"] = []string{signature.FormatHeader("1", sig)}
	_, _ = w.Write(answer) // who does not read it counts it as an error
}

// captureFloor verifies a notification and acknowledges it.
func captureFloor(antom *rsa.PublicKey) *rawhttp.Server {
	clock := sandbox.SystemClock{}
	handle := func(_ context.Context, call *rawhttp.Call) rawhttp.Reply {
		body, err := io.ReadAll(call.Body)
		if err == nil {
			err = verify(antom, call.RequestURI, call.Header, body)
		}
		if err != nil {
			return rawhttp.Plain(http.StatusInternalServerError, clock.Now(), err.Error())
		}
		return rawhttp.Compose(http.StatusOK, clock.Now(), false, "application/json; charset=UTF-8", []byte(floorCapture))
	}
	return &rawhttp.Server{Handler: handle, Clock: clock}
}

func verify(key *rsa.PublicKey, path string, h http.Header, body []byte) error {
	header, err := signature.ParseHeader(h.Get("Signature"))
	if err != nil {
		return err
	}
	return signature.Verify(key, signature.Prefix(path, h.Get("Client-Id"), h.Get("Request-Time")), body, header.Signature)
}

// startFloor starts this program once more, as the floor.
func (d *desk) startFloor(ctx context.Context) error {
	program, err := os.Executable()
	if err != nil {
		return err
	}
	keys, err := json.Marshal(floorKeys{
		Antom: signature.FormatPrivateKeyPKCS8(d.identity.antom), Merchant: signature.FormatPublicKey(&d.identity.merchant.PublicKey),
	})
	if err != nil {
		return err
	}
	if d.floor, err = spawn(ctx, &d.floorAt, append(keys, '\n'), program, "floor"); err != nil {
		return fmt.Errorf("the floor: %w", err)
	}
	return nil
}

func (d *desk) stopFloor() error {
	if d.floor == nil {
		return nil
	}
	return d.floor.stop()
}
