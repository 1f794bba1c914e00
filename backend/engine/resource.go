package engine

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"antomdesk/backend/contract"
	"antomdesk/backend/sandbox"
)

// family is one kind of resource that Antom keeps for the merchant, such as coupons, and the calls
// that work on it. The families' table is all there is to most of them: what a call stores and
// answers follows from the contract, which drops what an answer has no field for.
type family struct {
	kind    sandbox.ObjectKind
	id      string // the field of Antom's id
	request string // the field of the merchant's idempotency id; empty when calls have none
	prefix  string // starts Antom's ids
	status  string // the field that tells the status; "status" unless said
	initial string // the status after create
	wrap    string // the answer's field that holds the object; empty when its fields stand in the answer itself
	created string // the field of the time of creation
	updated string // the field of the time of the last change
	parent  parent // what it belongs to
	missing string // the code when there is none; ORDER_NOT_EXIST unless said
	number  func(*sandbox.IDs) string
	view    func(ctx context.Context, e *Engine, from sandbox.Reader, o sandbox.Object, f contract.Fields) error
	calls   []resourceCall
}

// parent is the family a resource belongs to and the field that names the one.
type parent struct {
	field    string
	kind     sandbox.ObjectKind
	optional bool
}

// resourceCall is one API of a family.
type resourceCall struct {
	api   string // "billing/coupon/create"
	do    resourceVerb
	to    string   // the status after; empty leaves it
	from  []string // the statuses that allow it; empty allows all
	stamp string   // the field that takes the time of the change
	again string   // the field of the change's own idempotency id
	list  string   // the answer's field of the list
	by    []string // further fields that find the object
	step  step     // what the table cannot say
	tell  notice   // the notification that follows
	// secret answers hold a card's secrets: they are made anew for a repeated call rather than kept.
	secret bool
}

// resourceVerb decides a call on a resource.
type resourceVerb func(ctx context.Context, e *Engine, r resource, call Call, in Input) (Answer, error)

// resource is a call of a family with its contract.
type resource struct {
	family
	resourceCall
	contract func() contract.API
}

// step changes what is about to be stored and answered, or refuses.
type step func(ctx context.Context, w *work) (*refusal, error)

// work is one call on one resource inside its transaction.
type work struct {
	engine *Engine
	tx     sandbox.Tx
	call   Call
	resource
	sent   contract.Fields // the request, card data and tokens masked
	raw    contract.Checked
	files  []File
	object sandbox.Object
	fields contract.Fields // the object's own, about to be stored
	also   contract.Fields // what the answer tells besides
	now    time.Time
}

// resourceVerbs makes the table's calls part of what the engine emulates.
func resourceVerbs(families ...[]family) map[string]verb {
	verbs := map[string]verb{}
	for _, f := range slices.Concat(families...) {
		for _, c := range f.calls {
			r := resource{family: f, resourceCall: c, contract: sync.OnceValue(func() contract.API { return apiOf(c.api) })}
			verbs[c.api] = func(ctx context.Context, e *Engine, call Call, in Input) (Answer, error) {
				return r.do(ctx, e, r, call, in)
			}
		}
	}
	return verbs
}

// apiOf is a call of the contract, which has every one the table names.
func apiOf(name string) contract.API {
	api, found := contract.ByName(name)
	if !found {
		panic("engine: the contract has no " + name)
	}
	return api
}

// create stores what was sent under a new id and answers with it; a repeated idempotency id gets the
// first answer (api.md §5.2).
func create(ctx context.Context, e *Engine, r resource, call Call, in Input) (Answer, error) {
	return e.decide(ctx, call, func(ctx context.Context, tx sandbox.Tx) (Answer, error) {
		w := e.work(tx, r, call, in)
		requestID := ""
		if r.request != "" {
			requestID = w.sentText(r.request)
		}
		if requestID != "" {
			first, err := tx.ObjectByRequestID(ctx, call.Environment.ID, r.kind, requestID)
			if err == nil {
				return w.repeat(ctx, first)
			}
			if !sandbox.IsNotFound(err) {
				return Answer{}, err
			}
		}
		return w.create(ctx, requestID)
	})
}

// repeat answers a repeated idempotency id.
func (w *work) repeat(ctx context.Context, first sandbox.Object) (Answer, error) {
	if !w.secret {
		return replay(first)
	}
	var err error
	w.object = first
	if w.fields, err = detailOf[contract.Fields](first); err != nil {
		return Answer{}, err
	}
	if no, err := w.run(ctx); no != nil || err != nil {
		return w.refused(no, err)
	}
	return w.answer(ctx)
}

// replay sends an object's first answer again.
func replay(o sandbox.Object) (Answer, error) {
	result, err := replayed(o.FirstAnswer)
	return Answer{Body: o.FirstAnswer, Result: result, RequestID: o.RequestID}, err
}

func (w *work) create(ctx context.Context, requestID string) (Answer, error) {
	w.fields = maps.Clone(w.sent)
	id := w.newID()
	w.object = sandbox.Object{
		ID: w.engine.ids.New(), EnvironmentID: w.call.Environment.ID, Kind: w.kind, ObjectID: id,
		RequestID: requestID, Status: w.initial, CreatedAt: w.now, UpdatedAt: w.now,
	}
	if no, err := w.adopt(ctx); no != nil || err != nil {
		return w.refused(no, err)
	}
	w.set(w.id, id)
	w.mark(w.created)
	w.mark(w.updated)
	if no, err := w.run(ctx); no != nil || err != nil {
		return w.refused(no, err)
	}
	answer, err := w.answer(ctx)
	if err != nil {
		return Answer{}, err
	}
	if !w.secret {
		w.object.FirstAnswer = answer.Body
	}
	if w.object.Body, err = encode(w.fields); err != nil {
		return Answer{}, err
	}
	if err := insertObject(ctx, w.tx, w.object); err != nil {
		return Answer{}, err
	}
	return answer, w.notify(ctx)
}

// change merges what was sent into the object, moves its status and answers with it.
func change(ctx context.Context, e *Engine, r resource, call Call, in Input) (Answer, error) {
	return e.decide(ctx, call, func(ctx context.Context, tx sandbox.Tx) (Answer, error) {
		w := e.work(tx, r, call, in)
		if no, err := w.load(ctx, tx); no != nil || err != nil {
			return w.refused(no, err)
		}
		if first, made := w.madeBefore(); made {
			result, err := replayed(first)
			return Answer{Body: first, Result: result, RequestID: w.object.RequestID}, err
		}
		status, err := w.toldStatus(ctx)
		if err != nil {
			return Answer{}, err
		}
		if len(r.from) > 0 && !slices.Contains(r.from, status) {
			return refuse(sandbox.CodeOrderStatusInvalid, "%s %s is %s; that does not allow %s.",
				r.kind, w.object.ObjectID, status, r.api).answer(w.object.RequestID, "")
		}
		w.merge()
		return w.change(ctx)
	})
}

func (w *work) change(ctx context.Context) (Answer, error) {
	w.mark(w.updated)
	w.mark(w.stamp)
	if w.to != "" {
		w.object.Status = w.to
	}
	if no, err := w.run(ctx); no != nil || err != nil {
		return w.refused(no, err)
	}
	answer, err := w.answer(ctx)
	if err != nil {
		return Answer{}, err
	}
	w.keepAnswer(answer.Body)
	if err := w.engine.updateObject(ctx, w.tx, w.call.Environment, w.object, w.fields); err != nil {
		return Answer{}, err
	}
	return answer, w.notify(ctx)
}

// fieldAnswers holds the answers of an object's changes, for repeated calls (api.md §5.2); no answer has a
// field of that name.
const fieldAnswers = "$answers"

// changeID is what a change's answer is kept under; "" when the call has no idempotency id.
func (w *work) changeID() string {
	if w.again == "" || w.sentText(w.again) == "" {
		return ""
	}
	return w.api + " " + w.sentText(w.again)
}

// madeBefore is the first answer to the same change.
func (w *work) madeBefore() (answer []byte, made bool) {
	text := textIn(fieldsIn(w.fields, fieldAnswers), w.changeID())
	return []byte(text), text != ""
}

func (w *work) keepAnswer(body []byte) {
	if id := w.changeID(); id != "" {
		answers := fieldsIn(w.fields, fieldAnswers)
		put(answers, id, string(body))
		w.set(fieldAnswers, answers)
	}
}

// inquire answers with the object as it stands.
func inquire(ctx context.Context, e *Engine, r resource, call Call, in Input) (Answer, error) {
	w := e.work(nil, r, call, in)
	if no, err := w.load(ctx, e.reader); no != nil || err != nil {
		return w.refused(no, err)
	}
	return w.answerFrom(ctx, e.reader)
}

// look runs a step on the object without changing it.
func look(ctx context.Context, e *Engine, r resource, call Call, in Input) (Answer, error) {
	return e.decide(ctx, call, func(ctx context.Context, tx sandbox.Tx) (Answer, error) {
		w := e.work(tx, r, call, in)
		if no, err := w.load(ctx, tx); no != nil || err != nil {
			return w.refused(no, err)
		}
		if no, err := w.run(ctx); no != nil || err != nil {
			return w.refused(no, err)
		}
		return w.answer(ctx)
	})
}

// compute answers from what is stored and sent, keeping nothing of its own.
func compute(ctx context.Context, e *Engine, r resource, call Call, in Input) (Answer, error) {
	return e.decide(ctx, call, func(ctx context.Context, tx sandbox.Tx) (Answer, error) {
		w := e.work(tx, r, call, in)
		w.fields = contract.Fields{}
		if no, err := w.run(ctx); no != nil || err != nil {
			return w.refused(no, err)
		}
		return w.finish(w.also)
	})
}

func (e *Engine) work(tx sandbox.Tx, r resource, call Call, in Input) *work {
	sent := in.Checked.Fields()
	maps.DeleteFunc(sent, func(name string, _ json.RawMessage) bool { return strings.HasPrefix(name, "$") }) // such fields are ours
	return &work{
		engine: e, tx: tx, call: call, resource: r, sent: sent, raw: in.Checked, files: in.Files,
		also: contract.Fields{}, now: e.now(call.Environment),
	}
}

// newID issues Antom's id; where the merchant names the resource, what was sent is the id.
func (w *work) newID() string {
	switch {
	case w.number != nil:
		return w.number(w.numbers())
	case w.prefix == "" && w.sentText(w.id) != "":
		return w.sentText(w.id)
	}
	return w.numbers().ResourceID(w.prefix)
}

// numbers issues numbers dated as the environment's clock shows.
func (w *work) numbers() *sandbox.IDs { return w.engine.ids.Dated(w.now) }

// adopt checks that what the resource belongs to is there.
func (w *work) adopt(ctx context.Context) (*refusal, error) {
	if w.parent.field == "" {
		return nil, nil
	}
	id := w.sentText(w.parent.field)
	if id == "" && w.parent.optional {
		return nil, nil
	}
	w.object.ParentID = id
	_, err := w.tx.ObjectByID(ctx, w.call.Environment.ID, w.parent.kind, id)
	if sandbox.IsNotFound(err) {
		return w.absent(w.parent.kind, w.parent.field), nil
	}
	return nil, err
}

func (w *work) absent(kind sandbox.ObjectKind, field string) *refusal {
	code := w.missing
	if code == "" {
		code = sandbox.CodeOrderNotExist
	}
	if !w.contract().Request().Has(field) {
		return refuse(code, "This client has no %s.", kind)
	}
	return refuse(code, "No %s of this client has that %s.", kind, field)
}

// load finds the object by Antom's id, the merchant's, or one of the call's own fields.
func (w *work) load(ctx context.Context, from sandbox.Reader) (*refusal, error) {
	o, field, err := w.find(ctx, from)
	switch {
	case sandbox.IsNotFound(err):
		return w.absent(w.kind, field), nil
	case err != nil:
		return nil, err
	case field == "":
		return illegal("Send %s; it is missing.", strings.Join(w.finders(), " or ")), nil
	}
	w.object = o
	w.fields, err = detailOf[contract.Fields](o)
	return nil, err
}

// finders are the fields of the call that find the object.
func (w *work) finders() []string {
	return slices.DeleteFunc(slices.Concat([]string{w.id, w.request}, w.by), func(field string) bool {
		return !w.contract().Request().Has(field)
	})
}

func (w *work) find(ctx context.Context, from sandbox.Reader) (o sandbox.Object, field string, err error) {
	env := w.call.Environment.ID
	if id := w.sentText(w.id); id != "" {
		o, err = from.ObjectByID(ctx, env, w.kind, id)
		return o, w.id, err
	}
	if id := w.sentText(w.request); id != "" && w.request != "" {
		o, err = from.ObjectByRequestID(ctx, env, w.kind, id)
		return o, w.request, err
	}
	for _, field := range w.by {
		if w.sentText(field) != "" {
			o, err = w.findBy(ctx, from, field)
			return o, field, err
		}
	}
	if w.prefix == singleton {
		o, err = from.ObjectByID(ctx, env, w.kind, singleton)
		return o, w.id, err
	}
	return o, "", nil
}

// findBy takes the newest whose field is what was sent.
func (w *work) findBy(ctx context.Context, from sandbox.Reader, field string) (sandbox.Object, error) {
	all, err := everyObject(ctx, from, w.call.Environment.ID, w.kind)
	if err != nil {
		return sandbox.Object{}, err
	}
	for _, o := range all {
		f, err := detailOf[contract.Fields](o)
		if err != nil {
			return o, err
		}
		if textIn(f, field) == w.sentText(field) {
			return o, nil
		}
	}
	return sandbox.Object{}, sandbox.NotFound("There is no %s with that %s.", w.kind, field)
}

// merge takes over what was sent except the ids that found the object.
func (w *work) merge() {
	for name, value := range w.sent {
		if name != w.id && (name != w.request || w.request == "") {
			w.fields[name] = value
		}
	}
}

func (w *work) run(ctx context.Context) (*refusal, error) {
	if w.step == nil {
		return nil, nil
	}
	return w.step(ctx, w)
}

// refused is the answer of a check that did not pass.
func (w *work) refused(no *refusal, err error) (Answer, error) {
	if err != nil {
		return Answer{}, err
	}
	return no.answer(w.requestID(), "")
}

func (w *work) requestID() string {
	if w.object.RequestID != "" || w.request == "" {
		return w.object.RequestID
	}
	return w.sentText(w.request)
}

func (w *work) answer(ctx context.Context) (Answer, error) { return w.answerFrom(ctx, w.tx) }

// answerFrom tells what the answer has fields for: the object, its status, and what was added.
func (w *work) answerFrom(ctx context.Context, from sandbox.Reader) (Answer, error) {
	told, err := w.engine.told(ctx, from, w.family, w.object, w.fields)
	if err != nil {
		return Answer{}, err
	}
	if w.wrap != "" {
		inner, err := encode(told)
		if err != nil {
			return Answer{}, err
		}
		told = contract.Fields{w.wrap: inner}
	}
	if w.again != "" {
		told[w.again] = w.sent[w.again]
	}
	maps.Copy(told, w.also)
	return w.finish(told)
}

func (w *work) finish(told contract.Fields) (Answer, error) {
	for name, value := range told {
		if len(value) == 0 {
			delete(told, name)
		}
	}
	body, err := w.contract().Answer(wireResult(sandbox.OK()), told)
	return Answer{Body: body, Result: sandbox.OK(), RequestID: w.requestID()}, err
}

// told is an object in Antom's words: its fields, its status, and what the family derives.
func (e *Engine) told(ctx context.Context, from sandbox.Reader, f family, o sandbox.Object, fields contract.Fields) (contract.Fields, error) {
	told := maps.Clone(fields)
	if o.Status != "" {
		put(told, f.statusField(), o.Status)
	}
	if f.view == nil {
		return told, nil
	}
	return told, f.view(ctx, e, from, o, told)
}

// toldStatus is the status as inquiries tell it, which time may have changed.
func (w *work) toldStatus(ctx context.Context) (string, error) {
	told, err := w.engine.told(ctx, w.tx, w.family, w.object, w.fields)
	return textIn(told, w.statusField()), err
}

func (f family) statusField() string {
	if f.status == "" {
		return "status"
	}
	return f.status
}
