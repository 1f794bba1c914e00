package engine

import (
	"context"
	"strings"

	"antomdesk/backend/contract"
	"antomdesk/backend/sandbox"
)

// issuedCardsAsked bounds how many issued cards are compared with the one a payment was made with.
const issuedCardsAsked = 500

// tellCardBill tells of the use of a card that was issued here: a card payment in the same environment whose
// card number is an issued card's (api.md §4.2). Other payments cost one comparison.
func (e *Engine) tellCardBill(ctx context.Context, tx sandbox.Tx, p sandbox.Payment, env sandbox.Environment) error {
	if p.Card == nil || p.Status != sandbox.PaymentSuccess || !strings.HasPrefix(p.Card.MaskedNumber, issuedCardBIN) {
		return nil
	}
	cards, _, err := tx.ListObjects(ctx, sandbox.ObjectFilter{EnvironmentID: env.ID, Kind: kindIssuedCard, Limit: issuedCardsAsked})
	if err != nil {
		return err
	}
	for _, card := range cards {
		if number, _ := issuedCard(card.ObjectID); maskNumber(number) == p.Card.MaskedNumber {
			return e.cardBill(ctx, tx, p, env, card)
		}
	}
	return nil
}

func (e *Engine) cardBill(ctx context.Context, tx sandbox.Tx, p sandbox.Payment, env sandbox.Environment, card sandbox.Object) error {
	issued, err := detailOf[contract.Fields](card)
	if err != nil {
		return err
	}
	body := contract.Fields{}
	put(body, "billNo", e.ids.ResourceID("BN"))
	put(body, "assetId", card.ObjectID)
	put(body, "maskedCardNo", p.Card.MaskedNumber)
	put(body, "orderNo", p.PaymentID)
	put(body, "transactionTime", sandbox.FormatTime(p.PaidAt))
	put(body, "merchantName", p.MerchantName)
	for _, name := range []string{"tradeAmount", "outAmount"} {
		put(body, name, wireAmount(p.AmountMinor, p.Currency))
	}
	put(body, "billType", "CONSUME")
	put(body, "billStatus", "SUCCESS")
	put(body, "lastUpdate", sandbox.FormatTime(e.now(env)))
	if issued["cardNickName"] != nil {
		body["cardNickName"] = issued["cardNickName"]
	}
	return e.queueNotice(ctx, tx, env, sandbox.Notification{Type: sandbox.NotifyCardBill, PaymentID: p.PaymentID}, "AlipayCardBillNotify", body)
}
