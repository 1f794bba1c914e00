package engine

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"antomdesk/backend/sandbox"
)

// The kinds of Antom Shield and of user authentication.
const (
	kindRiskDecision   sandbox.ObjectKind = "risk/decision"
	kindRiskReport     sandbox.ObjectKind = "risk/report"
	kindAuthentication sandbox.ObjectKind = "users/authentication"
)

// riskFamilies are risk decisions, what is reported back, and one-time passwords (api.md §2).
func riskFamilies() []family {
	return []family{
		{
			kind: kindRiskDecision, id: "securityId", prefix: "RD", initial: "DECIDED",
			calls: []resourceCall{{api: "risk/payments/decide", do: create, step: decideRisk}},
		}, {
			kind: kindRiskReport, id: "securityId", prefix: "RR", initial: "RECEIVED",
			calls: []resourceCall{
				{api: "risk/payments/reportRisk", do: create, step: aboutTransaction},
				{api: "risk/payments/sendPaymentResult", do: create, step: aboutTransaction},
				{api: "risk/payments/sendRefundResult", do: create, step: aboutTransaction},
			},
		}, {
			kind: kindAuthentication, id: "authenticationId", request: "authenticationRequestId", prefix: "UA", initial: statusPending,
			calls: []resourceCall{
				{api: "users/initAuthentication", do: create},
				{api: "users/verifyAuthentication", do: change, step: verifyOTP},
				{api: "users/inquiryUserInfo", do: compute, step: userInfo},
			},
		},
	}
}

// decideRisk accepts everything but the amounts that the documented card trigger rejects (api.md §8.1).
func decideRisk(_ context.Context, w *work) (*refusal, error) {
	w.object.ParentID = w.sentText("referenceTransactionId")
	decision, authentication := "ACCEPT", "NO_PREFERENCE"
	if amount, ok := amountIn(w.sent, "actualPaymentAmount"); ok && (amount.Minor == riskAmount || amount.Minor == riskAmountLong) {
		decision, authentication = "REJECT", "AUTHENTICATION_REQUIRED"
	}
	w.set("decision", decision)
	w.set("authenticationDecision", authentication)
	return nil, nil
}

func aboutTransaction(_ context.Context, w *work) (*refusal, error) {
	w.object.ParentID = w.sentText("referenceTransactionId")
	if w.object.ParentID == "" {
		return illegal("referenceTransactionId is required."), nil
	}
	w.set("api", w.api)
	return nil, nil
}

// verifyOTP passes any password but the settings' wrong one and none at all.
func verifyOTP(_ context.Context, w *work) (*refusal, error) {
	password := w.sentText("authenticationValue")
	delete(w.fields, "authenticationValue")
	passed := password != "" && password != w.call.Environment.Settings.WrongOTP
	if passed {
		w.object.Status = "PASSED"
	}
	w.say("isPassed", passed)
	return nil, nil
}

// userInfo tells who is behind an access token.
func userInfo(ctx context.Context, w *work) (*refusal, error) {
	token, no, err := w.engine.liveToken(ctx, w.tx, w.call, w.raw.Text("accessToken"))
	if no != nil || err != nil {
		return no, err
	}
	w.say("userId", token.UserID)
	w.say("userLoginId", token.UserLoginID)
	sum := sha256.Sum256([]byte(token.UserLoginID))
	w.say("hashUserLoginId", hex.EncodeToString(sum[:]))
	return nil, nil
}
