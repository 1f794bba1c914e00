package engine

import (
	"context"
	"encoding/json"
	"math/big"
	"strings"
	"time"

	"antomdesk/backend/contract"
	"antomdesk/backend/money"
	"antomdesk/backend/sandbox"
)

// quoteLife is how long a quote holds.
const quoteLife = day

// rateDigits is how many decimals a quotePrice has at most.
const rateDigits = 8

// perDollar are fixed test rates: how much of each currency a US dollar buys. They are of the usual
// size and never move, so that a test can count on them.
var perDollar = map[string]string{
	"USD": "1", "AUD": "1.5", "BDT": "120", "BRL": "5.5", "CAD": "1.4", "CHF": "0.9", "CLP": "950", "CNY": "7.2",
	"EUR": "0.9", "GBP": "0.8", "HKD": "7.8", "IDR": "16000", "INR": "85", "JPY": "150", "KRW": "1400", "KWD": "0.3",
	"MXN": "20", "MYR": "4.5", "NZD": "1.7", "PEN": "3.7", "PHP": "58", "PKR": "280", "PLN": "4", "SGD": "1.35",
	"THB": "34", "TWD": "32", "VND": "25000",
}

var rateVerbs = map[string]verb{"payments/inquireExchangeRate": plain((*Engine).InquireExchangeRate)}

// InquireExchangeRate quotes pairs of currencies at the fixed test rates.
func (e *Engine) InquireExchangeRate(_ context.Context, call Call, req contract.ExchangeRateRequest) (Answer, error) {
	pairs := pairsOf(req)
	if len(pairs) == 0 {
		return illegal("Send currencyPairs, or sellCurrency and buyCurrency, or paymentCurrency; all are missing.").answer("", "")
	}
	now := e.now(call.Environment)
	response := contract.ExchangeRateResponse{Result: wireResult(sandbox.OK())}
	for _, pair := range pairs {
		price, no := rateOf(pair)
		if no != nil {
			return no.answer("", "")
		}
		id := e.ids.New()
		response.Quotes = append(response.Quotes, quoteOf(id, pair, price, now))
		response.PaymentQuotes = append(response.PaymentQuotes, contract.PaymentQuote{
			SellCurrency: pair.SellCurrency, BuyCurrency: pair.BuyCurrency, QuoteID: id, ExchangeRate: price,
		})
	}
	body, err := encode(response)
	return Answer{Body: body, Result: sandbox.OK()}, err
}

// pairsOf are the pairs a call asks for; a payment currency alone is bought with US dollars.
func pairsOf(req contract.ExchangeRateRequest) []contract.CurrencyPair {
	switch {
	case len(req.CurrencyPairs) > 0:
		return req.CurrencyPairs
	case req.SellCurrency != "" && req.BuyCurrency != "":
		return []contract.CurrencyPair{{SellCurrency: req.SellCurrency, BuyCurrency: req.BuyCurrency}}
	case req.PaymentCurrency != "":
		return []contract.CurrencyPair{{SellCurrency: "USD", BuyCurrency: req.PaymentCurrency}}
	}
	return nil
}

// rateOf is how much of the bought currency one unit of the sold one buys.
func rateOf(pair contract.CurrencyPair) (json.Number, *refusal) {
	sell, buy := perDollar[pair.SellCurrency], perDollar[pair.BuyCurrency]
	for currency, rate := range map[string]string{pair.SellCurrency: sell, pair.BuyCurrency: buy} {
		if rate == "" {
			return "", noRate(currency)
		}
	}
	sold, _ := new(big.Rat).SetString(sell)
	bought, _ := new(big.Rat).SetString(buy)
	text := new(big.Rat).Quo(bought, sold).FloatString(rateDigits)
	return json.Number(strings.TrimRight(strings.TrimRight(text, "0"), ".")), nil
}

func noRate(currency string) *refusal {
	if money.IsCurrency(currency) {
		return refuse(sandbox.CodeCurrencyNotSupport, "There is no test rate for %s.", currency)
	}
	return refuse(sandbox.CodeCurrencyNotSupport, "%s is not an ISO 4217 code.", quoted(currency))
}

func quoteOf(id string, pair contract.CurrencyPair, price json.Number, now time.Time) contract.Quote {
	return contract.Quote{
		QuoteID: id, QuoteCurrencyPair: pair.SellCurrency + "/" + pair.BuyCurrency, QuotePrice: price,
		QuoteStartTime: sandbox.FormatTime(now), QuoteExpiryTime: sandbox.FormatTime(now.Add(quoteLife)), Guaranteed: true,
	}
}
