package engine

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math/big"
	"slices"

	"antomdesk/backend/contract"
	"antomdesk/backend/money"
	"antomdesk/backend/sandbox"
)

// The kinds that move money between balance accounts.
const (
	kindTransfer      sandbox.ObjectKind = "funds/transfer"
	kindDirectPayment sandbox.ObjectKind = "aba/directPayment"
	kindDirectRefund  sandbox.ObjectKind = "aba/directRefund"
	kindExchange      sandbox.ObjectKind = "aba/exchange"
	kindIssuedCard    sandbox.ObjectKind = "aba/card"
	kindCardEvent     sandbox.ObjectKind = "aba/cardEvent"
	kindCardLifecycle sandbox.ObjectKind = "aba/cardLifecycle"
	kindStatement     sandbox.ObjectKind = "aba/statement"
	kindAccount       sandbox.ObjectKind = "aba/account"
)

const (
	// fieldMoves holds what an object moved on balances; no answer has a field of that name.
	fieldMoves      = "$moves"
	issuedCardBrand = "MASTERCARD"
	issuedCardBIN   = "516277" // of the documented test range
)

// fundsFamilies are payouts, transfers and the business account (api.md §2, §2.1). A purchase with a
// card issued here is told of (notifyCardBill); its transactions and the account's statements are empty lists.
func fundsFamilies() []family {
	return []family{
		{
			kind: kindTransfer, id: "transferId", request: "transferRequestId", prefix: "TF", initial: "SUCCESS",
			calls: []resourceCall{
				{api: "funds/createPayout", do: create, step: transfer, tell: transferNotice},
				{api: "funds/createTransfer", do: create, step: transfer, tell: transferNotice},
				{api: "accounts/inquireBalance", do: compute, step: merchantBalances},
			},
		}, {
			kind: kindDirectPayment, id: "paymentId", request: "paymentRequestId", initial: "SUCCESS", status: "paymentStatus",
			created: "paymentTime", number: (*sandbox.IDs).PaymentID,
			calls: []resourceCall{
				{api: "aba/funds/createDirectPayment", do: create, step: directPayment},
				{api: "aba/funds/inquireDirectPayment", do: inquire},
			},
		}, {
			kind: kindDirectRefund, id: "refundId", request: "refundRequestId", initial: "SUCCESS", status: "refundStatus",
			created: "refundTime", number: (*sandbox.IDs).RefundID, parent: parent{field: "paymentId", kind: kindDirectPayment},
			calls: []resourceCall{
				{api: "aba/funds/createDirectRefund", do: create, step: directRefund, tell: directRefundNotice},
				{api: "aba/funds/inquireDirectRefund", do: inquire},
			},
		}, {
			kind: kindExchange, id: "exchangeId", request: "exchangeRequestId", prefix: "EX", initial: "SUCCESS", status: "exchangeStatus",
			created: "exchangeStartTime", updated: "exchangeEndTime",
			calls: []resourceCall{
				{api: "aba/funds/createExchange", do: create, step: exchangeMoney},
				{api: "aba/funds/inquireExchange", do: inquire},
				{api: "aba/funds/createQuote", do: compute, step: quote},
				{api: "aba/funds/inquireRate", do: compute, step: rates},
			},
		}, {
			kind: kindIssuedCard, id: "assetId", request: "requestId", prefix: "AS", initial: statusActive, view: cardView,
			calls: []resourceCall{
				{api: "aba/cards/applyCard", do: create, step: issueCard, tell: cardStatusNotice, secret: true},
				{api: "aba/cards/updateCard", do: change, from: []string{statusActive}, again: "requestId"},
				{api: "aba/cards/updateCardStatus", do: change, again: "requestId", step: updateCardStatus, tell: cardStatusNotice},
				{api: "aba/cards/inquireCard", do: list, list: "cardList"},
				{api: "aba/cards/inquireCardDetail", do: inquire},
				{api: "aba/cards/inquireCardSensitiveInfo", do: look, step: issueCard},
			},
		},
		{kind: kindCardEvent, id: "eventId", prefix: "EV", calls: []resourceCall{{api: "aba/cards/inquireCardTransactionEvent", do: list, list: "events"}}},
		{
			kind: kindCardLifecycle, id: "lifecycleId", prefix: "LC", wrap: "lifecycle",
			calls: []resourceCall{
				{api: "aba/cards/inquireCardTransactionLifecycle", do: list, list: "lifecycles"},
				{api: "aba/cards/inquireCardTransactionLifecycleDetail", do: inquire},
			},
		}, {
			kind: kindStatement, id: "statementId", prefix: "SM", wrap: "statement",
			calls: []resourceCall{
				{api: "aba/accounts/inquiryStatement", do: list, list: "statementList"},
				{api: "aba/accounts/inquiryStatementList", do: list, list: "statementList"},
				{api: "aba/accounts/inquiryStatementDetail", do: inquire},
			},
		}, {
			kind: kindAccount, id: "accountId", prefix: "AC",
			calls: []resourceCall{
				{api: "aba/accounts/inquiryBalance", do: compute, step: accountBalances},
				{api: "aba/account/inquireAvailableQuota", do: compute, step: quota},
			},
		},
	}
}

// move is one change of a balance: of the platform's account when Owner is empty, else a
// sub-merchant's.
type move struct {
	Owner    string `json:"owner,omitempty"`
	Currency string `json:"currency"`
	Minor    int64  `json:"minor"` // negative when money leaves
}

// moveKinds are the kinds whose objects move money.
var moveKinds = []sandbox.ObjectKind{kindTransfer, kindDirectPayment, kindDirectRefund, kindExchange, kindSettlement}

// balance is the opening balance and everything that moved since, in minor units.
func (w *work) balance(ctx context.Context, owner, currency string) (money.Amount, error) {
	total := amountOf(w.call.Environment.Settings.OpeningBalanceMinor, currency)
	moves, err := w.ownersMoves(ctx, owner)
	for _, m := range moves {
		if m.Currency == currency {
			total.Minor += m.Minor
		}
	}
	return total, err
}

// ownersMoves are an owner's moves in every currency.
func (w *work) ownersMoves(ctx context.Context, owner string) ([]move, error) {
	var owned []move
	for _, kind := range moveKinds {
		all, err := everyObject(ctx, w.tx, w.call.Environment.ID, kind)
		if err != nil {
			return nil, err
		}
		for _, o := range all {
			moves, err := movesOf(o)
			if err != nil {
				return nil, err
			}
			for _, m := range moves {
				if m.Owner == owner {
					owned = append(owned, m)
				}
			}
		}
	}
	return owned, nil
}

func movesOf(o sandbox.Object) ([]move, error) {
	fields, err := detailOf[contract.Fields](o)
	if err != nil || fields[fieldMoves] == nil {
		return nil, err
	}
	var moves []move
	return moves, json.Unmarshal(fields[fieldMoves], &moves)
}

// spend takes an amount off a balance that has it.
func (w *work) spend(ctx context.Context, owner string, amount money.Amount) (*refusal, error) {
	has, err := w.balance(ctx, owner, amount.Currency)
	if err != nil {
		return nil, err
	}
	if amount.Minor > has.Minor {
		return refuse(sandbox.CodeMerchantBalanceNotEnough, "The balance is %s; %s was asked for.", has, amount), nil
	}
	w.moves(move{Owner: owner, Currency: amount.Currency, Minor: -amount.Minor})
	return nil, nil
}

func (w *work) moves(moves ...move) { w.set(fieldMoves, moves) }

// transfer pays out of a balance; what arrives is in transferToCurrency.
func transfer(ctx context.Context, w *work) (*refusal, error) {
	from := fieldsIn(w.sent, "transferFromDetail")
	amount, no := parseAmountField(from, "transferFromAmount")
	if no != nil {
		return no, nil
	}
	to := fieldsIn(w.sent, "transferToDetail")
	currency := textIn(to, "transferToCurrency")
	if !money.IsCurrency(currency) {
		return refuse(sandbox.CodeCurrencyNotSupport, "transferToDetail.transferToCurrency must be an ISO 4217 code; %s was sent.", quoted(currency)), nil
	}
	arrives, no := convert("transferFromDetail.transferFromAmount", amount, currency)
	if no != nil {
		return no, nil
	}
	put(to, "actualTransferToAmount", wireOf(arrives))
	put(to, "feeAmount", wireAmount(0, currency))
	w.set("transferToDetail", to)
	owner := textIn(fieldsIn(from, "transferFromMethod"), "customerId")
	if no, err := w.spend(ctx, owner, amount); no != nil || err != nil {
		return no, err
	}
	method := fieldsIn(to, "transferToMethod")
	payee := textIn(method, "customerId")
	if here, err := w.staysOnAccounts(ctx, method); !here || err != nil {
		return nil, err
	}
	w.moves(move{Owner: owner, Currency: amount.Currency, Minor: -amount.Minor},
		move{Owner: payee, Currency: arrives.Currency, Minor: arrives.Minor})
	return nil, nil
}

// staysOnAccounts reports whether a transfer goes to another balance account: the platform's own or a
// registered sub-merchant's. A payout leaves them.
func (w *work) staysOnAccounts(ctx context.Context, method contract.Fields) (bool, error) {
	if w.api != "funds/createTransfer" || textIn(method, "paymentMethodType") != "BALANCE_ACCOUNT" {
		return false, nil
	}
	payee := textIn(method, "customerId")
	if payee == "" {
		return true, nil
	}
	return w.hasAccount(ctx, payee)
}

// hasAccount reports whether a sub-merchant of that id is registered.
func (w *work) hasAccount(ctx context.Context, merchant string) (bool, error) {
	_, err := w.tx.ObjectByID(ctx, w.call.Environment.ID, kindSubMerchant, merchant)
	return err == nil, unlessMissing(err)
}

func wireOf(a money.Amount) contract.Amount { return wireAmount(a.Minor, a.Currency) }

func directPayment(ctx context.Context, w *work) (*refusal, error) {
	amount, no := parseAmountField(w.sent, "payFromAmount")
	if no != nil {
		return no, nil
	}
	w.fields["paymentAmount"] = w.sent["payFromAmount"]
	w.set("paymentResultCode", sandbox.CodeSuccess)
	w.set("paymentResultMessage", sandbox.OK().Message)
	return w.spend(ctx, "", amount)
}

// directRefund takes back at most what the direct payment brought. The account gets the same share of what
// it paid, in that currency.
func directRefund(ctx context.Context, w *work) (*refusal, error) {
	amount, no := parseAmountField(w.sent, "refundFromAmount")
	if no != nil {
		return no, nil
	}
	paid, err := w.tx.ObjectByID(ctx, w.call.Environment.ID, kindDirectPayment, w.object.ParentID)
	if err != nil {
		return nil, err
	}
	rest, err := w.restOfDirectPayment(ctx, paid)
	switch {
	case err != nil:
		return nil, err
	case rest.brought.Currency != amount.Currency:
		return refuse(sandbox.CodeCurrencyNotSupport, "The payment is in %s; a refund in %s is not possible.", rest.brought.Currency, amount.Currency), nil
	case amount.Minor > rest.brought.Minor:
		return refuse(sandbox.CodeRefundAmountExceed, "%s of the payment is left to refund; %s was asked for.", rest.brought, amount), nil
	}
	back := amountOf(shareOf(rest.cost.Minor, amount.Minor, rest.brought.Minor), rest.cost.Currency)
	if !back.IsPositive() {
		return illegal("refundFromAmount is %s, which comes to less than one minor unit of the %s that is left; refund more at once.", amount, rest.cost), nil
	}
	w.set("refundToAmount", wireOf(back))
	w.tellGrant()
	w.set("refundResultCode", sandbox.CodeSuccess)
	w.set("refundResultMessage", sandbox.OK().Message)
	w.moves(move{Currency: back.Currency, Minor: back.Minor})
	return nil, nil
}

// tellGrant keeps the grantToken as it was sent: the answers and the notification of a refund give it back.
func (w *work) tellGrant() {
	method := fieldsIn(w.sent, "refundFromMethod")
	if token := w.raw.Text("refundFromMethod.grantToken"); token != "" {
		put(method, "grantToken", token)
	}
	w.set("refundFromMethod", method)
}

// restOfPayment is what refunds have left of a direct payment: of what it brought to the payee, and of what
// it cost the account.
type restOfPayment struct{ brought, cost money.Amount }

func (w *work) restOfDirectPayment(ctx context.Context, paid sandbox.Object) (restOfPayment, error) {
	var rest restOfPayment
	fields, err := detailOf[contract.Fields](paid)
	if err != nil {
		return rest, err
	}
	rest.brought, _ = amountIn(fields, "payToAmount")
	rest.cost, _ = amountIn(fields, "payFromAmount")
	refunds, err := w.tx.ObjectsOf(ctx, w.call.Environment.ID, kindDirectRefund, paid.ObjectID)
	if err != nil {
		return rest, err
	}
	for _, r := range refunds {
		refund, err := detailOf[contract.Fields](r)
		if err != nil {
			return rest, err
		}
		from, _ := amountIn(refund, "refundFromAmount")
		to, _ := amountIn(refund, "refundToAmount")
		rest.brought.Minor -= from.Minor
		rest.cost.Minor -= to.Minor
	}
	return rest, nil
}

// shareOf is whole × part ÷ of, rounded down; all of it when part is all.
func shareOf(whole, part, of int64) int64 {
	product := new(big.Int).Mul(big.NewInt(whole), big.NewInt(part))
	return product.Quo(product, big.NewInt(of)).Int64()
}

// exchangeMoney sells one currency for another at the fixed rate.
func exchangeMoney(ctx context.Context, w *work) (*refusal, error) {
	sell, buy, no := w.bothSides()
	if no != nil {
		return no, nil
	}
	w.quoteFields(w.fields, sell, buy)
	w.set("exchangeResult", wireResult(sandbox.OK()))
	no, err := w.spend(ctx, "", sell)
	if no == nil && err == nil {
		w.moves(move{Currency: sell.Currency, Minor: -sell.Minor}, move{Currency: buy.Currency, Minor: buy.Minor})
	}
	return no, err
}

// quote tells what an exchange would cost now.
func quote(_ context.Context, w *work) (*refusal, error) {
	sell, buy, no := w.bothSides()
	if no != nil {
		return no, nil
	}
	w.also["exchangeTradeType"] = w.sent["exchangeTradeType"]
	w.quoteFields(w.also, sell, buy)
	return nil, nil
}

// bothSides reads the fixed side of an exchange and works out the other: the bought one is fixed when
// the trade type says BUY or nothing is said of the sold one.
func (w *work) bothSides() (sell, buy money.Amount, no *refusal) {
	sold, bought := fieldsIn(w.sent, "sellAmount"), fieldsIn(w.sent, "buyAmount")
	sellCurrency, buyCurrency := textIn(sold, "currency"), textIn(bought, "currency")
	if !money.IsCurrency(sellCurrency) || !money.IsCurrency(buyCurrency) {
		return sell, buy, refuse(sandbox.CodeCurrencyNotSupport, "sellAmount.currency and buyAmount.currency must be ISO 4217 codes.")
	}
	if w.sentText("exchangeTradeType") == "BUY" || textIn(sold, "value") == "" {
		if buy, no = parseAmountField(w.sent, "buyAmount"); no == nil {
			sell, no = convert("buyAmount", buy, sellCurrency)
		}
		return sell, buy, no
	}
	if sell, no = parseAmountField(w.sent, "sellAmount"); no == nil {
		buy, no = convert("sellAmount", sell, buyCurrency)
	}
	return sell, buy, no
}

// quoteFields tells the two sides and the rate between them, which convert has found already.
func (w *work) quoteFields(into contract.Fields, sell, buy money.Amount) {
	put(into, "sellAmount", wireOf(sell))
	put(into, "buyAmount", wireOf(buy))
	pair := contract.CurrencyPair{SellCurrency: sell.Currency, BuyCurrency: buy.Currency}
	if price, no := rateOf(pair); no == nil {
		put(into, "quote", quoteOf(w.engine.ids.New(), pair, price, w.now))
	}
}

func rates(_ context.Context, w *work) (*refusal, error) {
	rows := []contract.Fields{}
	for _, asked := range listIn(w.sent, "rateConditionList") {
		pair := contract.CurrencyPair{SellCurrency: textIn(asked, "sellCurrency"), BuyCurrency: textIn(asked, "buyCurrency")}
		price, no := rateOf(pair)
		if no != nil {
			return no, nil
		}
		row := contract.Fields{}
		put(row, "buyCurrency", pair.BuyCurrency)
		put(row, "sellCurrency", pair.SellCurrency)
		put(row, "exchangeRate", price.String())
		rows = append(rows, row)
	}
	w.say("rateResultList", rows)
	return nil, nil
}

// merchantBalances shows a sub-merchant's account, or the platform's own, in the currencies it is settled in
// and in those that moved.
func merchantBalances(ctx context.Context, w *work) (*refusal, error) {
	owner := w.sentText("referenceMerchantId")
	currencies := []string{"USD"}
	if owner != "" {
		o, err := w.tx.ObjectByID(ctx, w.call.Environment.ID, kindSubMerchant, owner)
		if sandbox.IsNotFound(err) {
			return refuse(sandbox.CodeMerchantNotRegistered, "No merchant of this client has that referenceMerchantId."), nil
		}
		if err != nil {
			return nil, err
		}
		fields, err := detailOf[contract.Fields](o)
		if err != nil {
			return nil, err
		}
		currencies = settlementCurrencies(fields)
	}
	moves, err := w.ownersMoves(ctx, owner)
	if err != nil {
		return nil, err
	}
	for _, m := range moves {
		if !slices.Contains(currencies, m.Currency) {
			currencies = append(currencies, m.Currency)
		}
	}
	return w.sayBalances(ctx, owner, currencies)
}

func settlementCurrencies(f contract.Fields) []string {
	var list []string
	for _, info := range listIn(f, "settlementInfos") {
		if c := textIn(info, "settlementCurrency"); money.IsCurrency(c) && !slices.Contains(list, c) {
			list = append(list, c)
		}
	}
	if list == nil {
		return []string{"USD"}
	}
	return list
}

func accountBalances(ctx context.Context, w *work) (*refusal, error) {
	return w.sayBalances(ctx, "", textsIn(w.sent, "currencyList"))
}

func (w *work) sayBalances(ctx context.Context, owner string, currencies []string) (*refusal, error) {
	rows := []contract.Fields{}
	for _, currency := range currencies {
		if !money.IsCurrency(currency) {
			return refuse(sandbox.CodeCurrencyNotSupport, "%s is not an ISO 4217 code.", quoted(currency)), nil
		}
		has, err := w.balance(ctx, owner, currency)
		if err != nil {
			return nil, err
		}
		row := contract.Fields{}
		put(row, "currency", currency)
		put(row, "availableBalance", wireOf(has))
		put(row, "frozenBalance", wireAmount(0, currency))
		put(row, "totalBalance", wireOf(has))
		rows = append(rows, row)
	}
	w.say("accountBalances", rows)
	return nil, nil
}

// quota is what may still be spent: the balance.
func quota(ctx context.Context, w *work) (*refusal, error) {
	currency := w.sentText("currency")
	if !money.IsCurrency(currency) {
		return refuse(sandbox.CodeCurrencyNotSupport, "currency must be an ISO 4217 code; %s was sent.", quoted(currency)), nil
	}
	has, err := w.balance(ctx, "", currency)
	w.say("availableQuota", wireOf(has))
	return nil, err
}

// issueCard tells a card's secrets, which follow from its id so that none has to be kept.
func issueCard(_ context.Context, w *work) (*refusal, error) {
	number, cvv := issuedCard(w.object.ObjectID)
	w.say("cardNo", number)
	w.say("cvv", cvv)
	w.say("expiredMonth", w.object.CreatedAt.Format("01"))
	w.say("expiredYear", w.object.CreatedAt.AddDate(3, 0, 0).Format("2006"))
	return nil, nil
}

// issuedCard makes a number of the documented test range with a valid check digit, and its code.
func issuedCard(assetID string) (number, cvv string) {
	sum := sha256.Sum256([]byte("issued card " + assetID))
	body := fmt.Sprintf("%s%09d", issuedCardBIN, binary.BigEndian.Uint64(sum[:8])%1_000_000_000)
	for check := range 10 {
		if number = fmt.Sprintf("%s%d", body, check); luhn(number) {
			break
		}
	}
	return number, fmt.Sprintf("%03d", binary.BigEndian.Uint64(sum[8:16])%1000)
}

// convert exchanges a field's amount at the test rate, rounded half up to the other currency's minor unit.
func convert(field string, a money.Amount, to string) (money.Amount, *refusal) {
	if a.Currency == "" || a.Currency == to {
		return amountOf(a.Minor, to), nil
	}
	price, no := rateOf(contract.CurrencyPair{SellCurrency: a.Currency, BuyCurrency: to})
	if no != nil {
		return a, no
	}
	rate, _ := new(big.Rat).SetString(price.String())
	value := rate.Mul(rate, new(big.Rat).SetInt64(a.Minor))
	value.Mul(value, new(big.Rat).SetFrac(powerOfTen(to), powerOfTen(a.Currency)))
	value.Add(value, big.NewRat(1, 2))
	minor := new(big.Int).Quo(value.Num(), value.Denom())
	if minor.Sign() <= 0 || minor.Cmp(big.NewInt(money.MaxMinor)) > 0 {
		return a, illegal("%s is %s, which comes to no amount of %s: it would be less than one minor unit or have more than %d digits.", field, a, to, money.MaxDigits)
	}
	return amountOf(minor.Int64(), to), nil
}

func powerOfTen(currency string) *big.Int {
	digits, err := money.Digits(currency)
	if err != nil {
		digits = 2
	}
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(digits)), nil)
}
