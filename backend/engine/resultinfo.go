package engine

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"

	"github.com/google/uuid"

	"antomdesk/backend/contract"
	"antomdesk/backend/sandbox"
)

// avsNoInformation is the avsResultRaw of every card: addresses are not compared here (api.md §6.4).
const avsNoInformation = "U"

const threeDSVersion = "2.2.0"

// resultInfo is the raw card outcome, the same in the answer, the notification and the inquiry; nil
// while the payment is open.
func resultInfo(p sandbox.Payment) *contract.PaymentResultInfo {
	if p.Card == nil || p.Card.MaskedNumber == "" || !p.Status.Final() {
		return nil
	}
	info := &contract.PaymentResultInfo{
		CardNo: p.Card.MaskedNumber, CardBrand: p.Card.Brand, PaymentMethodRegion: p.Card.Region,
	}
	if issuerAsked(p) {
		info.AVSResultRaw, info.CVVResultRaw = avsNoInformation, p.Card.CVVResult
	}
	if !p.PaidAt.IsZero() {
		info.NetworkTransactionID = networkTransactionID(p.PaymentID)
	}
	if p.Card.ThreeDSecure {
		info.ThreeDSResult = &contract.ThreeDSecure{
			ThreeDSVersion: threeDSVersion, ECI: eciOf(p.Card.Brand), CAVV: cavv(p.PaymentID),
			DSTransactionID: dsTransactionID(p.PaymentID), Challenged: true,
		}
	}
	return info
}

// issuerAsked tells a payment its issuer decided from one that was closed before.
func issuerAsked(p sandbox.Payment) bool {
	return !p.PaidAt.IsZero() || p.Card.CVVResult == cvvNoMatch ||
		(p.Card.IssuerCode != "" && p.ResultCode == p.Card.IssuerCode)
}

// eciOf is the indicator of a fully authenticated payment: 02 in Mastercard's family, else 05.
func eciOf(brand string) string {
	if brand == "MASTERCARD" || brand == "MAESTRO" {
		return "02"
	}
	return "05"
}

// networkTransactionID is 15 digits that follow from the payment's number, so that every document
// about the payment agrees.
func networkTransactionID(paymentID string) string {
	sum := sha256.Sum256([]byte("network transaction " + paymentID))
	return fmt.Sprintf("%015d", binary.BigEndian.Uint64(sum[:8])%1_000_000_000_000_000)
}

// dsTransactionID is the directory server's UUID of the authentication, made the same way.
func dsTransactionID(paymentID string) string {
	return uuid.NewSHA1(uuid.NameSpaceOID, []byte("directory server "+paymentID)).String()
}

// cavv is 20 bytes in base64, made the same way.
func cavv(paymentID string) string {
	sum := sha256.Sum256([]byte("cavv " + paymentID))
	return base64.StdEncoding.EncodeToString(sum[:20])
}
