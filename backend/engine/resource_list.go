package engine

import (
	"context"
	"slices"
	"strings"
	"time"

	"antomdesk/backend/contract"
	"antomdesk/backend/sandbox"
)

const (
	scanBatch = 500 // the store's largest page
	pageRows  = 10  // how many rows a page has when the call does not say
	maxRows   = 100
)

// everyObject lists an environment's objects of a kind, newest first.
func everyObject(ctx context.Context, from sandbox.Reader, environmentID string, kind sandbox.ObjectKind) ([]sandbox.Object, error) {
	var all []sandbox.Object
	for {
		page, total, err := from.ListObjects(ctx, sandbox.ObjectFilter{
			EnvironmentID: environmentID, Kind: kind, Offset: len(all), Limit: scanBatch,
		})
		if err != nil {
			return nil, err
		}
		all = append(all, page...)
		if len(page) == 0 || len(all) >= total {
			return all, nil
		}
	}
}

// list pages through the family's objects that the request's filters let pass, newest first unless the
// call says otherwise.
func list(ctx context.Context, e *Engine, r resource, call Call, in Input) (Answer, error) {
	w := e.work(nil, r, call, in)
	if no := w.checkBounds(); no != nil {
		return w.refused(no, nil)
	}
	all, err := everyObject(ctx, e.reader, call.Environment.ID, r.kind)
	if err != nil {
		return Answer{}, err
	}
	var rows []contract.Fields
	for _, o := range all {
		fields, err := detailOf[contract.Fields](o)
		if err != nil {
			return Answer{}, err
		}
		told, err := e.told(ctx, e.reader, r.family, o, fields)
		if err != nil {
			return Answer{}, err
		}
		if w.passes(told, o) {
			rows = append(rows, told)
		}
	}
	if strings.EqualFold(w.sentText("sortOrder"), "asc") {
		slices.Reverse(rows)
	}
	return w.finish(w.page(rows))
}

// page cuts out what was asked for and says where it stands, in every way Antom's lists do; the
// contract keeps the one this call has.
func (w *work) page(rows []contract.Fields) contract.Fields {
	size := int(min(max(wholeIn(w.sent, "limit", w.whole("pageSize", pageRows)), 1), maxRows))
	number := int(max(w.whole("currentPage", w.whole("pageNum", w.whole("pageNumber", 1))), 1))
	from := min((number-1)*size, len(rows))
	if after := w.sentText("startingAfter"); after != "" {
		from = w.position(rows, after) + 1
	}
	to := min(from+size, len(rows))
	if before := w.sentText("endingBefore"); before != "" {
		to = w.position(rows, before)
		from = max(to-size, 0)
	}
	told := contract.Fields{}
	put(told, w.list, append([]contract.Fields{}, rows[from:to]...))
	put(told, "hasMore", to < len(rows))
	if to < len(rows) && to > 0 {
		put(told, "nextCursor", textIn(rows[to-1], w.id))
	}
	if from > 0 && from < len(rows) {
		put(told, "previousCursor", textIn(rows[from], w.id))
	}
	if trueIn(w.sent, "includeTotal") {
		put(told, "total", len(rows))
	}
	w.count(told, len(rows), size, number)
	return told
}

// count tells totals and page numbers.
func (w *work) count(told contract.Fields, total, size, number int) {
	pages := (total + size - 1) / size
	put(told, "pageNum", number)
	put(told, "pageSize", size)
	put(told, "currentPageNumber", number)
	put(told, "totalPageNumber", pages)
	put(told, "paginator", map[string]int{"currentPage": number, "pageSize": size, "totalPage": pages, "totalCount": total})
	put(told, "totalCount", total)
	if w.api == "aba/accounts/inquiryStatementList" { // an object there, a number everywhere else
		put(told, "totalCount", map[string]int{"totalPageNumber": pages, "currentPageNumber": number})
	}
}

// whole reads an integer that some calls carry as text.
func (w *work) whole(name string, fallback int64) int64 {
	n := wholeIn(w.sent, name, -1)
	if n < 0 {
		if parsed, ok := parseWhole(w.sentText(name)); ok {
			return parsed
		}
		return fallback
	}
	return n
}

// position is where the row with that id stands; behind the last when there is none.
func (w *work) position(rows []contract.Fields, id string) int {
	at := slices.IndexFunc(rows, func(row contract.Fields) bool { return textIn(row, w.id) == id })
	if at < 0 {
		return len(rows) - 1
	}
	return at
}

// pagingFields say which part of a list is asked for, not what belongs into it; the rest of the names
// are a person's credentials for a list, or how it should look.
var pagingFields = map[string]bool{
	"limit": true, "startingAfter": true, "endingBefore": true, "includeTotal": true, "currentPage": true,
	"pageSize": true, "pageNum": true, "pageNumber": true, "sortOrder": true, "accessToken": true,
	"accesstoken": true, "merchantAccountId": true, "fileFormat": true, "language": true,
	"downloadType": true, "columnPreset": true,
}

// sinceFields and untilFields bound the time of creation.
var (
	sinceFields = map[string]bool{"startDate": true, "startTime": true, "startDateTime": true, "gmtCreateStart": true}
	untilFields = map[string]bool{"endDate": true, "endTime": true, "endDateTime": true, "gmtCreateEnd": true}
)

// namedOtherwise are filters over a field of another name.
var namedOtherwise = map[string]string{
	"keyword": "name", "emailPrefix": "email", "invoiceIds": "invoiceId", "receiptIds": "receiptId",
	"currencyList": "currency", "assetIdList": "assetId", "statusList": "status",
	"transactionTypeList": "type", "transactionCurrencyList": "currency",
}

// passes reports whether a row fits every filter of the request that the contract knows.
func (w *work) passes(row contract.Fields, o sandbox.Object) bool {
	known := w.contract().Request()
	for name := range w.sent {
		if pagingFields[name] || !known.Has(name) {
			continue
		}
		if !w.passesOne(name, row, o.CreatedAt) {
			return false
		}
	}
	return true
}

func (w *work) passesOne(name string, row contract.Fields, created time.Time) bool {
	field := name
	if other := namedOtherwise[name]; other != "" {
		field = other
	}
	want, have := w.sentText(name), textIn(row, field)
	switch {
	case sinceFields[name]:
		at, ok := parseMoment(want)
		return !ok || !created.Before(at.Truncate(time.Second))
	case untilFields[name]:
		at, ok := parseEnd(want)
		return !ok || !created.After(at)
	case name == "keyword":
		return strings.Contains(strings.ToLower(have), strings.ToLower(want))
	case name == "emailPrefix":
		return strings.HasPrefix(have, want)
	case name == "minAmount" || name == "maxAmount":
		return w.passesAmount(name, row)
	case name == "excludeDraft":
		return !trueIn(w.sent, name) || textIn(row, "status") != statusDraft
	}
	if several := textsIn(w.sent, name); several != nil {
		return len(several) == 0 || slices.Contains(several, have)
	}
	if have == "" {
		return string(row[field]) == string(w.sent[name])
	}
	return have == want
}

func (w *work) passesAmount(name string, row contract.Fields) bool {
	bound, okBound := amountIn(w.sent, name)
	have, okHave := amountIn(row, "totalAmount")
	if !okBound || !okHave || bound.Currency != have.Currency {
		return false
	}
	if name == "minAmount" {
		return have.Minor >= bound.Minor
	}
	return have.Minor <= bound.Minor
}
