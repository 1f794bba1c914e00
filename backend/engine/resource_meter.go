package engine

import (
	"context"
	"strconv"
	"strings"
	"time"

	"antomdesk/backend/contract"
	"antomdesk/backend/sandbox"
)

// The kinds of usage metering.
const (
	kindMeter        sandbox.ObjectKind = "meter"
	kindMeterSession sandbox.ObjectKind = "meter/session"
	kindMeterEvent   sandbox.ObjectKind = "meter/event"
	kindCreditGrant  sandbox.ObjectKind = "meter/creditGrant"
)

const (
	meterSessionLifetime = time.Hour
	meterSessionDigits   = 30
)

// meterFamilies are usage meters and prepaid credits (api.md §2.1).
func meterFamilies() []family {
	return []family{
		{
			kind: kindMeter, id: "meterId", prefix: "MT", initial: statusActive, wrap: "meter", created: "createdDateTime", updated: "updatedDateTime",
			calls: []resourceCall{
				{api: "meter/create", do: create, step: newMeter},
				{api: "meter/inquireDetails", do: inquire},
				{api: "meter/inquireList", do: list, list: "meters"},
				{api: "meter/update", do: change, step: takeStatus},
			},
		}, {
			kind: kindMeterSession, id: "sessionId", request: "requestId", prefix: "MS", initial: statusActive,
			number: func(ids *sandbox.IDs) string { return "MS" + ids.Digits(meterSessionDigits) },
			calls: []resourceCall{
				{api: "meter/createSession", do: create, step: newMeterSession},
				{api: "meter/uploadEvent", do: compute, step: uploadEvents},
			},
		}, {
			kind: kindCreditGrant, id: "creditGrantId", prefix: "CG", initial: statusActive, wrap: "creditGrant", created: "createdDateTime", updated: "updatedDateTime",
			parent: parent{field: "customerId", kind: kindCustomer}, view: creditGrantView,
			calls: []resourceCall{
				{api: "meter/creditGrant/create", do: create, step: newCreditGrant},
				{api: "meter/creditGrant/inquireDetails", do: inquire},
				{api: "meter/creditGrant/inquireList", do: list, list: "creditGrants"},
				{api: "meter/creditGrant/updateExpiry", do: change, from: []string{statusActive, statusPending}, step: updateExpiry},
				{api: "meter/creditGrant/void", do: change, from: []string{statusActive, statusPending}, to: statusVoided},
			},
		},
	}
}

// newMeter refuses a second active meter of the same event, for an event must find its meter.
func newMeter(ctx context.Context, w *work) (*refusal, error) {
	w.setUnless("valueKeyOverride", "value")
	known, err := w.meters(ctx)
	if err != nil {
		return nil, err
	}
	if name := w.sentText("eventName"); known[name] {
		return refuse(sandbox.CodeProcessFail, "An active meter of event %s exists already.", quoted(name)), nil
	}
	return nil, nil
}

// meters are the event names that active meters take.
func (w *work) meters(ctx context.Context) (map[string]bool, error) {
	all, err := everyObject(ctx, w.tx, w.call.Environment.ID, kindMeter)
	if err != nil {
		return nil, err
	}
	names := map[string]bool{}
	for _, o := range all {
		fields, err := detailOf[contract.Fields](o)
		if err != nil {
			return nil, err
		}
		if o.Status == statusActive {
			names[textIn(fields, "eventName")] = true
		}
	}
	return names, nil
}

func newMeterSession(_ context.Context, w *work) (*refusal, error) {
	until := w.now.Add(meterSessionLifetime)
	w.object.Token = w.object.ObjectID
	w.set("sessionExpiryTime", strconv.FormatInt(until.UnixMilli(), 10))
	return nil, nil
}

// MeterSession is the environment of a session for usage events: not_found when no session has that id,
// conflict when its hour is over.
func (e *Engine) MeterSession(ctx context.Context, sessionID string) (environmentID string, err error) {
	o, err := e.reader.ObjectByToken(ctx, sessionID)
	if err == nil && o.Kind != kindMeterSession {
		err = sandbox.NotFound("There is no session with that id.")
	}
	if err != nil {
		return "", err
	}
	env, err := e.environment(ctx, o.EnvironmentID)
	if err != nil {
		return "", err
	}
	if !o.CreatedAt.Add(meterSessionLifetime).After(e.now(env)) {
		return "", sandbox.Conflict("The session is over.")
	}
	return o.EnvironmentID, nil
}

// uploadEvents counts the events whose meter is known, once per idempotency key, and names the rest.
func uploadEvents(ctx context.Context, w *work) (*refusal, error) {
	known, err := w.meters(ctx)
	if err != nil {
		return nil, err
	}
	errors := []contract.Fields{}
	for group, batch := range listIn(w.sent, "meters") {
		name := textIn(batch, "eventName")
		for index, event := range listIn(batch, "events") {
			problem, err := w.countEvent(ctx, known, name, event)
			if err != nil {
				return nil, err
			}
			if problem != "" {
				errors = append(errors, eventError(event, name, group, index, problem))
			}
		}
	}
	if len(errors) > 0 {
		w.say("errors", errors)
	}
	return nil, w.tellEventErrors(ctx, errors)
}

// tellEventErrors tells of each event name's errors by itself, for a notification names one (api.md A.2).
func (w *work) tellEventErrors(ctx context.Context, errors []contract.Fields) error {
	var names []string
	byName := map[string][]contract.Fields{}
	for _, row := range errors {
		name := textIn(row, "eventName")
		if byName[name] == nil {
			names = append(names, name)
		}
		byName[name] = append(byName[name], row)
	}
	for _, name := range names {
		body := contract.Fields{}
		put(body, "errorEvents", byName[name])
		put(body, "eventName", name)
		w.object.ObjectID = w.engine.ids.New()
		if err := w.queueNotice(ctx, sandbox.NotifyMeterEvent, "", "AlipayMeterEventNotify", body); err != nil {
			return err
		}
	}
	return nil
}

// countEvent keeps one event, or says what is wrong with it.
func (w *work) countEvent(ctx context.Context, known map[string]bool, name string, event contract.Fields) (problem string, err error) {
	payload := fieldsIn(event, "payload")
	switch {
	case !known[name]:
		return "METER_NOT_FOUND", nil
	case textIn(payload, "customerId") == "":
		return "CUSTOMER_ID_MISSING", nil
	}
	if _, ok := parseDecimal(textIn(payload, "value")); !ok {
		return "INVALID_VALUE", nil
	}
	key := textIn(event, "idempotencyKey")
	if key != "" {
		_, err := w.tx.ObjectByRequestID(ctx, w.call.Environment.ID, kindMeterEvent, key)
		if !sandbox.IsNotFound(err) {
			return "", err
		}
	}
	put(event, "eventName", name)
	o, err := w.engine.newObject(w.call.Environment, kindMeterEvent, w.engine.ids.New(), "COUNTED", event)
	if err != nil {
		return "", err
	}
	o.RequestID, o.ParentID = key, textIn(payload, "customerId")
	return "", insertObject(ctx, w.tx, o)
}

func eventError(event contract.Fields, name string, group, index int, problem string) contract.Fields {
	row := contract.Fields{}
	put(row, "groupIndex", group)
	put(row, "index", index)
	put(row, "eventName", name)
	put(row, "errorCode", problem)
	for _, field := range []string{"idempotencyKey", "eventTimestamp", "payload"} {
		if event[field] != nil {
			row[field] = event[field]
		}
	}
	if customer := textIn(fieldsIn(event, "payload"), "customerId"); customer != "" {
		put(row, "customerId", customer)
	}
	return row
}

// newCreditGrant waits for its day when that lies ahead.
func newCreditGrant(_ context.Context, w *work) (*refusal, error) {
	if _, no := parseAmountField(w.sent, "amount"); no != nil {
		return no, nil
	}
	w.fields["availableAmount"] = w.sent["amount"]
	w.setUnless("effectiveDateTime", sandbox.FormatTime(w.now))
	from, ok := parseISO(textIn(w.fields, "effectiveDateTime"))
	if !ok {
		return illegal("effectiveDateTime must be ISO 8601 with an offset; %s was sent.", quoted(textIn(w.fields, "effectiveDateTime"))), nil
	}
	if from.After(w.now) {
		w.object.Status = statusPending
	}
	return checkExpiry(w)
}

func checkExpiry(w *work) (*refusal, error) {
	text := w.sentText("expiryDateTime")
	if at, ok := parseISO(text); text != "" && (!ok || !at.After(w.now)) {
		return illegal("expiryDateTime must be ISO 8601 and lie in the future; %s was sent.", quoted(text)), nil
	}
	return nil, nil
}

// updateExpiry moves the day a grant ends, ends it now, or lets it live for ever.
func updateExpiry(_ context.Context, w *work) (*refusal, error) {
	mode := strings.ToUpper(w.sentText("expiryMode"))
	switch {
	case w.sentText("expiryDateTime") != "":
		return checkExpiry(w)
	case strings.Contains(mode, "IMMEDIATE") || mode == "NOW":
		w.mark("expiryDateTime")
		w.object.Status = statusExpired
	default:
		delete(w.fields, "expiryDateTime")
	}
	return nil, nil
}

// creditGrantView lets a grant begin and end with the environment's time.
func creditGrantView(ctx context.Context, e *Engine, _ sandbox.Reader, o sandbox.Object, f contract.Fields) error {
	env, err := e.environment(ctx, o.EnvironmentID)
	if err != nil {
		return err
	}
	now := e.now(env)
	if end, ok := parseISO(textIn(f, "expiryDateTime")); ok && !end.After(now) && o.Status != statusVoided {
		put(f, "status", statusExpired)
	} else if from, ok := parseISO(textIn(f, "effectiveDateTime")); ok && !from.After(now) && o.Status == statusPending {
		put(f, "status", statusActive)
	}
	if status := textIn(f, "status"); status == statusExpired || status == statusVoided {
		amount, _ := amountIn(f, "amount")
		put(f, "availableAmount", wireAmount(0, amount.Currency))
	}
	return nil
}
