package engine

import (
	"context"
	"slices"
	"strconv"
	"time"

	"antomdesk/backend/contract"
	"antomdesk/backend/sandbox"
)

// Sizes of the inquiries' pages: by default and at most.
const (
	subscriptionPageSize    = 20
	subscriptionMaxPageSize = 100
)

// subscriptionNow reads a subscription as it stands now, whatever was due done.
func (e *Engine) subscriptionNow(ctx context.Context, call Call, id, requestID string) (sandbox.Object, subscriptionDetail, *refusal, error) {
	o, no, err := findSubscription(ctx, e.reader, call, id, requestID)
	if no != nil || err != nil {
		return o, subscriptionDetail{}, no, err
	}
	if !o.DueAt.IsZero() && !o.DueAt.After(e.now(call.Environment)) {
		if err := e.objectDue(ctx, call.Environment, o); err != nil {
			return o, subscriptionDetail{}, nil, err
		}
		if o, err = e.reader.ObjectByID(ctx, call.Environment.ID, o.Kind, o.ObjectID); err != nil {
			return o, subscriptionDetail{}, nil, err
		}
	}
	d, err := detailOf[subscriptionDetail](o)
	return o, d, nil, err
}

// subscriptionAnswer answers an inquiry about one subscription.
func (e *Engine) subscriptionAnswer(ctx context.Context, call Call, id, requestID string, response func(sandbox.Object, subscriptionDetail) any) (Answer, error) {
	o, d, no, err := e.subscriptionNow(ctx, call, id, requestID)
	if err != nil {
		return Answer{}, err
	}
	if no != nil {
		return no.answer(requestID, "")
	}
	body, err := encode(response(o, d))
	return Answer{Body: body, Result: sandbox.OK(), RequestID: o.RequestID}, err
}

// InquirySubscriptions answers subscriptions/inquiry, by either id.
func (e *Engine) InquirySubscriptions(ctx context.Context, call Call, req contract.SubscriptionIDs) (Answer, error) {
	return e.subscriptionAnswer(ctx, call, req.SubscriptionID, req.SubscriptionRequestID, func(o sandbox.Object, d subscriptionDetail) any {
		return contract.SubscriptionsInquiryResponse{
			Result: wireResult(sandbox.OK()), SubscriptionRequestID: o.RequestID, SubscriptionStatus: subscriptionStatus(o),
			SubscriptionStartTime: sandbox.FormatTime(d.StartAt), SubscriptionEndTime: sandbox.FormatTime(d.EndsAt),
			PeriodRule: d.Rule, PaymentAmount: d.Amount, AllowRetry: strconv.FormatBool(d.AllowRetry), MaxAmountFloor: d.MaxAmountFloor,
		}
	})
}

// InquireSubscriptionStatus answers payments/inquire, where the merchant's id is merchantSubscriptionId.
func (e *Engine) InquireSubscriptionStatus(ctx context.Context, call Call, req contract.SubscriptionIDs) (Answer, error) {
	return e.subscriptionAnswer(ctx, call, req.SubscriptionID, req.MerchantSubscriptionID, func(o sandbox.Object, d subscriptionDetail) any {
		response := contract.SubscriptionInquireResponse{
			Result: wireResult(sandbox.OK()), SubscriptionID: o.ObjectID, SubscriptionRequestID: o.RequestID,
			SubscriptionStatus: subscriptionStatus(o), PaymentAmount: d.Amount, AllowAccumulate: d.AllowAccumulate,
			MaxAccumulateAmount: d.MaxAccumulate, PeriodRule: d.Rule,
			SubscriptionStartTime: sandbox.FormatTime(d.StartAt), SubscriptionEndTime: sandbox.FormatTime(d.EndsAt),
		}
		if d.Phase > 0 {
			response.PhaseNo = phaseText(d.Phase)
		}
		return response
	})
}

// InquireSubscription answers subscriptions/inquireSubscription.
func (e *Engine) InquireSubscription(ctx context.Context, call Call, req contract.SubscriptionIDs) (Answer, error) {
	return e.subscriptionAnswer(ctx, call, req.SubscriptionID, "", func(o sandbox.Object, d subscriptionDetail) any {
		return contract.InquireSubscriptionResponse{Result: wireResult(sandbox.OK()), Subscription: subscriptionInfo(o, d)}
	})
}

func subscriptionInfo(o sandbox.Object, d subscriptionDetail) contract.SubscriptionInfo {
	return contract.SubscriptionInfo{
		SubscriptionID: o.ObjectID, SubscriptionDescription: d.Description, Status: subscriptionStatus(o),
		SubscriptionStartTime: sandbox.FormatTime(d.StartAt), SubscriptionEndTime: sandbox.FormatTime(d.EndsAt),
		PeriodType: d.Rule.PeriodType, PeriodCount: d.Rule.PeriodCount, PeriodRule: d.Rule,
		CurrentPeriodStart: timeOrNone(d.PeriodStart), CurrentPeriodEnd: timeOrNone(d.PeriodEnd), CurrentPhaseNo: d.Phase,
		PaymentMethod: d.Method, PaymentAmount: d.Amount, LastUpdateTime: sandbox.FormatTime(o.UpdatedAt), Trials: d.Trials,
		SubscriptionNotifyURL: d.NotifyURL, SubscriptionExpiryTime: sandbox.FormatTime(d.ExpiresAt),
		AllowRetry: d.AllowRetry, RetryMode: d.RetryMode, MaxAmountFloor: d.MaxAmountFloor, FixedAmount: d.FixedAmount,
	}
}

// InquireSubscriptionList answers subscriptions/inquireSubscriptionList, newest first. Subscriptions
// nobody has consented to are not listed.
func (e *Engine) InquireSubscriptionList(ctx context.Context, call Call, req contract.InquireSubscriptionListRequest) (Answer, error) {
	wanted, no := listFilter(req)
	if no != nil {
		return no.answer("", "")
	}
	objects, err := e.subscriptionsOf(ctx, call.Environment.ID)
	if err != nil {
		return Answer{}, err
	}
	list := []contract.SubscriptionInfo{}
	for _, o := range objects {
		if o, d, _, err := e.subscriptionNow(ctx, call, o.ObjectID, ""); err != nil {
			return Answer{}, err
		} else if o.Status != subscriptionOpen && wanted(o, d) {
			list = append(list, subscriptionInfo(o, d))
		}
	}
	page, paginator := pageOf(list, req.CurrentPage, req.PageSize)
	body, err := encode(contract.InquireSubscriptionListResponse{Result: wireResult(sandbox.OK()), Subscriptions: page, Paginator: paginator})
	return Answer{Body: body, Result: sandbox.OK()}, err
}

// subscriptionsOf reads all subscriptions of an environment, newest first.
func (e *Engine) subscriptionsOf(ctx context.Context, environmentID string) ([]sandbox.Object, error) {
	const batch = 500
	var all []sandbox.Object
	for {
		items, _, err := e.reader.ListObjects(ctx, sandbox.ObjectFilter{
			EnvironmentID: environmentID, Kind: sandbox.KindSubscription, Offset: len(all), Limit: batch,
		})
		all = append(all, items...)
		if err != nil || len(items) < batch {
			return all, err
		}
	}
}

// listFilter reads a list's filter; empty fields let everything pass.
func listFilter(req contract.InquireSubscriptionListRequest) (func(sandbox.Object, subscriptionDetail) bool, *refusal) {
	from, no := readTime("startTimeFrom", req.StartTimeFrom, time.Time{})
	if no != nil {
		return nil, no
	}
	to, no := readTime("startTimeTo", req.StartTimeTo, time.Time{})
	return func(o sandbox.Object, d subscriptionDetail) bool {
		return !d.StartAt.Before(from) && (to.IsZero() || !d.StartAt.After(to)) &&
			oneOf(req.Statuses, o.Status) && oneOf(req.PaymentMethodTypes, d.Method.PaymentMethodType) &&
			oneOf(req.Currencies, d.Amount.Currency) && oneOf(req.PeriodTypes, d.Rule.PeriodType)
	}, no
}

func oneOf(list []string, value string) bool { return len(list) == 0 || slices.Contains(list, value) }

// pageOf cuts a page out of a list; pages count from 1.
func pageOf[T any](list []T, page, size int) ([]T, contract.Paginator) {
	page = max(page, 1)
	if size <= 0 {
		size = subscriptionPageSize
	}
	size = min(size, subscriptionMaxPageSize)
	pages := (len(list) + size - 1) / size
	paginator := contract.Paginator{CurrentPage: page, PageSize: size, TotalPage: pages, TotalCount: len(list)}
	if page > pages {
		return []T{}, paginator
	}
	from := (page - 1) * size
	return list[from:min(from+size, len(list))], paginator
}

// InquireSubscriptionPayment answers subscriptions/inquireSubscriptionPayment, newest first.
func (e *Engine) InquireSubscriptionPayment(ctx context.Context, call Call, req contract.InquireSubscriptionPaymentRequest) (Answer, error) {
	o, _, no, err := e.subscriptionNow(ctx, call, req.SubscriptionID, "")
	if err != nil {
		return Answer{}, err
	}
	if no != nil {
		return no.answer("", "")
	}
	links, err := e.reader.ObjectsOf(ctx, call.Environment.ID, sandbox.KindDeduction, o.ObjectID)
	if err != nil {
		return Answer{}, err
	}
	list := []contract.SubscriptionTransaction{}
	for _, link := range slices.Backward(links) {
		t, err := e.subscriptionTransaction(ctx, call, link)
		if err != nil {
			return Answer{}, err
		}
		if oneOf(req.PaymentStatuses, t.Status) {
			list = append(list, t)
		}
	}
	page, paginator := pageOf(list, req.CurrentPage, req.PageSize)
	body, err := encode(contract.InquireSubscriptionPaymentResponse{Result: wireResult(sandbox.OK()), Payments: page, Paginator: paginator})
	return Answer{Body: body, Result: sandbox.OK(), RequestID: o.RequestID}, err
}

func (e *Engine) subscriptionTransaction(ctx context.Context, call Call, link sandbox.Object) (contract.SubscriptionTransaction, error) {
	d, err := detailOf[deductionDetail](link)
	if err != nil {
		return contract.SubscriptionTransaction{}, err
	}
	p, err := e.reader.PaymentByID(ctx, call.Environment.ID, link.ObjectID)
	return contract.SubscriptionTransaction{
		PaymentID: p.PaymentID, Status: string(p.Status), PhaseNo: d.Phase, PaymentAmount: wireAmount(p.AmountMinor, p.Currency),
		PaymentMethod: contract.SubscriptionMethod{PaymentMethodType: p.PaymentMethodType, PaymentMethodID: p.PaymentMethodID},
		PaymentTime:   timeOrNone(p.PaidAt),
	}, err
}
