package engine

import (
	"context"
	"slices"

	"antomdesk/backend/contract"
	"antomdesk/backend/sandbox"
)

// What a card issued here can be besides ACTIVE; a cancelled one stays so.
const (
	cardFrozen    = "FROZEN"
	cardCancelled = "CANCEL"
)

// cardOperations are the operateTypes of aba/cards/updateCardStatus: which statuses allow them, and the status after.
var cardOperations = map[string]struct {
	from []string
	to   string
}{
	"FREEZE":   {[]string{statusActive}, cardFrozen},
	"UNFREEZE": {[]string{cardFrozen}, statusActive},
	"CANCEL":   {[]string{statusActive, cardFrozen}, cardCancelled},
}

// updateCardStatus freezes a card, takes that back, or cancels it. What the call says of itself is not the card's.
func updateCardStatus(_ context.Context, w *work) (*refusal, error) {
	operation, status := w.sentText("operateType"), w.object.Status
	delete(w.fields, "operateType")
	delete(w.fields, "notifyUrl")
	if !slices.Contains(cardOperations[operation].from, status) {
		return refuse(sandbox.CodeOrderStatusInvalid, "%s %s is %s; operateType %s is not possible.", w.kind, w.object.ObjectID, status, operation), nil
	}
	w.object.Status = cardOperations[operation].to
	return nil, nil
}

// cardView tells what lists of cards tell and filter by besides what was sent.
func cardView(_ context.Context, _ *Engine, _ sandbox.Reader, o sandbox.Object, f contract.Fields) error {
	number, _ := issuedCard(o.ObjectID)
	put(f, "cardStatus", o.Status)
	put(f, "maskedCardNo", maskNumber(number))
	put(f, "lastFourDigits", number[len(number)-4:])
	put(f, "cardBrand", issuedCardBrand)
	put(f, "createdTime", sandbox.FormatTime(o.CreatedAt))
	put(f, "updatedTime", sandbox.FormatTime(o.UpdatedAt))
	return nil
}
