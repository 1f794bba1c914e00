package engine

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"antomdesk/backend/contract"
	"antomdesk/backend/money"
	"antomdesk/backend/sandbox"
)

// Fields of a redeemed discount that no answer has.
const (
	fieldDiscountEnd      = "endsAt"
	fieldDiscountProducts = "productIds"
)

// claim is a coupon or promotion code that a call redeems.
type claim struct {
	object sandbox.Object
	fields contract.Fields
}

// redeem takes the discounts of a call for what begins at start and costs subtotal; firstEnd is when its
// first period ends. Each coupon and code counts once all of them are good.
func (w *work) redeem(ctx context.Context, subtotal money.Amount, start, firstEnd time.Time) (*refusal, error) {
	var claims []claim
	discounts := listIn(w.sent, "discounts")
	for i, d := range discounts {
		at := fmt.Sprintf("discounts[%d]", i)
		had, no, err := w.claims(ctx, d, at)
		if no != nil || err != nil {
			return no, err
		}
		for _, c := range had {
			if slices.ContainsFunc(claims, func(other claim) bool { return other.object.ID == c.object.ID }) {
				return illegal("%s is there already; a discount goes once.", at), nil
			}
			if no := w.mayRedeem(c, subtotal, at); no != nil {
				return no, nil
			}
		}
		claims = append(claims, had...)
		w.completeDiscount(d, had[0], start, firstEnd)
	}
	if discounts != nil {
		w.set("discounts", discounts)
	}
	for _, c := range claims {
		put(c.fields, "redeemedCount", wholeIn(c.fields, "redeemedCount", 0)+1)
		if err := w.engine.updateObject(ctx, w.tx, w.call.Environment, c.object, c.fields); err != nil {
			return nil, err
		}
	}
	return nil, nil
}

// claims finds the coupon, and the promotion code when there is one behind it.
func (w *work) claims(ctx context.Context, discount contract.Fields, at string) ([]claim, *refusal, error) {
	couponID, codeID := textIn(discount, "couponId"), textIn(discount, "promotionCodeId")
	if codeID == "" {
		coupon, no, err := w.claim(ctx, kindCoupon, couponID, at+".couponId")
		return []claim{coupon}, no, err
	}
	code, no, err := w.claim(ctx, kindPromotion, codeID, at+".promotionCodeId")
	if no != nil || err != nil {
		return nil, no, err
	}
	of := textIn(code.fields, "couponId")
	if couponID != "" && couponID != of {
		return nil, illegal("%s.promotionCodeId is of another coupon, %s.", at, of), nil
	}
	put(discount, "couponId", of)
	coupon, no, err := w.claim(ctx, kindCoupon, of, at+".couponId")
	return []claim{coupon, code}, no, err
}

// claim finds what may be redeemed now.
func (w *work) claim(ctx context.Context, kind sandbox.ObjectKind, id, at string) (c claim, no *refusal, err error) {
	c.object, err = w.tx.ObjectByID(ctx, w.call.Environment.ID, kind, id)
	if sandbox.IsNotFound(err) {
		return c, refuse(sandbox.CodeOrderNotExist, "%s names no %s of this client.", at, kind), nil
	}
	if err != nil {
		return c, nil, err
	}
	if c.fields, err = detailOf[contract.Fields](c.object); err != nil {
		return c, nil, err
	}
	told, err := w.engine.told(ctx, w.tx, familyOf(kind), c.object, c.fields)
	if err != nil {
		return c, nil, err
	}
	most, had := wholeIn(c.fields, "maxRedemptions", 0), wholeIn(c.fields, "redeemedCount", 0)
	switch status := textIn(told, "status"); {
	case status != statusActive:
		no = refuse(sandbox.CodeOrderStatusInvalid, "%s is %s and cannot be redeemed.", at, status)
	case most > 0 && had >= most:
		no = refuse(sandbox.CodeOrderStatusInvalid, "%s was redeemed %d times, as often as it may be.", at, had)
	}
	return c, no, nil
}

// mayRedeem checks what a coupon and a code say about whom and what they are for.
func (w *work) mayRedeem(c claim, subtotal money.Amount, at string) *refusal {
	off, isAmount := amountIn(c.fields, "amountOff")
	least, hasLeast := amountIn(c.fields, "minAmount")
	customer := textIn(c.fields, "customerId")
	switch {
	case isAmount && off.Currency != subtotal.Currency:
		return refuse(sandbox.CodeCurrencyNotSupport, "%s is in %s, the bill in %s.", at, off.Currency, subtotal.Currency)
	case hasLeast && (least.Currency != subtotal.Currency || subtotal.Minor < least.Minor):
		return refuse(sandbox.CodeProcessFail, "%s is for bills of at least %s; this one is %s.", at, least, subtotal)
	case customer != "" && customer != w.object.ParentID:
		return refuse(sandbox.CodeProcessFail, "%s is for another customer.", at)
	}
	return nil
}

// completeDiscount brings a discount into the form inquiries show, and notes how long it holds: a coupon
// that goes once holds for the first period, one with a duration for that, others for ever.
func (w *work) completeDiscount(d contract.Fields, coupon claim, start, firstEnd time.Time) {
	put(d, "discountId", w.numbers().ResourceID("DI"))
	put(d, "status", statusActive)
	for to, from := range map[string]string{"type": "discountType", "percentOff": "percentOff", "amountOff": "amountOff", "duration": "durationType", "times": "durationValue"} {
		if coupon.fields[from] != nil {
			d[to] = coupon.fields[from]
		}
	}
	if ids := textsIn(fieldsIn(coupon.fields, "appliesTo"), "productIds"); ids != nil {
		put(d, fieldDiscountProducts, ids)
	}
	end := time.Time{}
	if strings.EqualFold(textIn(coupon.fields, "durationType"), "ONCE") {
		end = firstEnd
	} else if n := wholeIn(coupon.fields, "durationValue", 0); n > 0 {
		end = periodEnd(start, textIn(coupon.fields, "durationUnit"), n)
	}
	if !end.IsZero() {
		put(d, fieldDiscountEnd, end)
	}
}

// discount is what the redeemed discounts take off items now; those that are over end.
func (w *work) discount(subtotal money.Amount, items []contract.Fields) money.Amount {
	off := amountOf(0, subtotal.Currency)
	discounts := listIn(w.fields, "discounts")
	for _, d := range discounts {
		if end, ok := parseISO(textIn(d, fieldDiscountEnd)); ok && !end.After(w.now) {
			put(d, "status", statusExpired)
		}
		if textIn(d, "discountId") != "" && textIn(d, "status") == statusActive { // without an id it was only sent, by an older Desk
			off.Minor = min(off.Minor+discountOn(d, items), subtotal.Minor)
		}
	}
	if discounts != nil {
		w.set("discounts", discounts)
	}
	return off
}

// discountOn is what one discount takes off the items of its products.
func discountOn(d contract.Fields, items []contract.Fields) int64 {
	products, basis := textsIn(d, fieldDiscountProducts), int64(0)
	for _, item := range items {
		if products != nil && !slices.Contains(products, textIn(item, "productId")) {
			continue
		}
		amount, ok := amountIn(item, "amount")
		if !ok {
			amount, _ = amountIn(item, "itemAmount")
		}
		basis += amount.Minor
	}
	if percent, ok := percentOf(textIn(d, "percentOff")); ok {
		return rounded(basis, percent.Num().Int64(), 100*percent.Denom().Int64())
	}
	off, _ := amountIn(d, "amountOff")
	return min(off.Minor, basis)
}
