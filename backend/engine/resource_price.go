package engine

import (
	"context"

	"antomdesk/backend/contract"
	"antomdesk/backend/money"
	"antomdesk/backend/sandbox"
)

// What Billing counts in; larger figures would not fit the sums, and none may have more than 16 digits
// (api.md §7).
const (
	maxQuantity     = 1_000
	maxInvoiceMinor = 1_000_000_000_000
	maxTotalMinor   = money.MaxMinor
)

// price looks up the price that field names.
func (w *work) price(ctx context.Context, id, field string) (contract.Fields, *refusal, error) {
	o, err := w.tx.ObjectByID(ctx, w.call.Environment.ID, kindPrice, id)
	if sandbox.IsNotFound(err) {
		return nil, refuse(sandbox.CodeOrderNotExist, "%s names no price of this client.", field), nil
	}
	if err != nil {
		return nil, nil, err
	}
	known, err := detailOf[contract.Fields](o)
	return known, nil, err
}

// addItem adds an item to a total, which takes the currency of the first one.
func addItem(total, amount money.Amount, list string, i int) (money.Amount, *refusal) {
	if total.Currency == "" {
		total.Currency = amount.Currency
	}
	switch {
	case amount.Currency != total.Currency:
		return total, refuse(sandbox.CodeCurrencyNotSupport, "%s[%d] is in %s, the rest in %s; one bill has one currency.", list, i, amount.Currency, total.Currency)
	case amount.Minor > maxTotalMinor-total.Minor:
		return total, illegal("%s add up to more than %d minor units, the most a bill may come to.", list, int64(maxTotalMinor))
	}
	total.Minor += amount.Minor
	return total, nil
}
