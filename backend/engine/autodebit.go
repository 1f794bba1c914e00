package engine

import (
	"context"
	"time"

	"antomdesk/backend/contract"
	"antomdesk/backend/sandbox"
)

// productAgreement charges a wallet whose customer has agreed: Auto Debit and EasySafePay.
const productAgreement = "AGREEMENT_PAYMENT"

// agreementExpiry is how long a charge stays open, by default and at most (api.md §5.3).
const agreementExpiry = time.Minute

// sceneEasyPay is a session whose buyer pays once and agrees to later charges (api.md §2.2).
const sceneEasyPay = "EASY_PAY"

// chargesAgreement reports whether a call charges a customer who has agreed before. Without an access
// token it is the first payment of an EasySafePay session, which has a page.
func chargesAgreement(req contract.PayRequest) bool {
	return req.ProductCode == productAgreement && req.PaymentMethod.PaymentMethodID != ""
}

// checkAgreement wants a working access token of the method's wallet, or the token that stands for a
// card. The first payment of a session needs none: its customer agrees on the page.
func (e *Engine) checkAgreement(ctx context.Context, tx sandbox.Tx, call Call, order payOrder) (*refusal, error) {
	method := order.PaymentMethod
	switch {
	case order.ProductCode != productAgreement || order.binds:
		return nil, nil
	case method.PaymentMethodID == "":
		return illegal("paymentMethod.paymentMethodId must be the access token of the customer's agreement; none was sent."), nil
	case method.PaymentMethodType == methodCard:
		_, _, no, err := e.cardToken(ctx, tx, call, method.PaymentMethodID)
		return no, err
	}
	token, no, err := e.liveToken(ctx, tx, call, method.PaymentMethodID)
	if err == nil && no == nil && token.CustomerBelongsTo != method.PaymentMethodType {
		no = refuse(sandbox.CodeInvalidAccessToken, "The accessToken belongs to %s, not to paymentMethodType %s.",
			token.CustomerBelongsTo, quoted(method.PaymentMethodType))
	}
	return no, err
}

// agreementDetail is what an EasySafePay session asks the customer to agree to.
type agreementDetail struct {
	AuthState   string `json:"authState,omitempty"`
	UserLoginID string `json:"userLoginId,omitempty"`
}

// bind gives the customer of a paid EasySafePay session an access token for later charges.
func (e *Engine) bind(ctx context.Context, tx sandbox.Tx, p sandbox.Payment, env sandbox.Environment) error {
	if p.ProductCode != productAgreement || p.PaymentMethodID != "" || p.Status != sandbox.PaymentSuccess {
		return nil
	}
	session, err := tx.ObjectByRequestID(ctx, env.ID, sandbox.KindSession, p.PaymentRequestID)
	if err != nil {
		return unlessMissing(err)
	}
	detail, err := detailOf[sessionDetail](session)
	if err != nil || detail.Agreement == nil {
		return err
	}
	user := e.ids.Digits(userIDDigits)
	token := tokenDetail{
		CustomerBelongsTo: p.PaymentMethodType, NotifyURL: p.NotifyURL, UserID: "2088" + user,
		UserLoginID: detail.Agreement.UserLoginID, Scopes: []string{"AGREEMENT_PAY"},
	}
	if token.UserLoginID == "" {
		token.UserLoginID = loginOf(user)
	}
	issued, err := e.issueTokens(ctx, tx, env, token)
	if err != nil {
		return err
	}
	return e.notifyAuthorization(ctx, tx, env, p.PaymentID, p.NotifyURL, contract.AuthorizationNotice{
		AuthorizationNotifyType: noticeTokenCreated, AuthState: detail.Agreement.AuthState,
		AccessToken: issued.object.Token, AccessTokenExpiryTime: sandbox.FormatTime(issued.detail.ExpiresAt),
		UserLoginID: token.UserLoginID, UserID: token.UserID,
	})
}
