package contract

import "encoding/json"

// FetchNonceRequest exchanges a card for a token (payments/fetchNonce, vaults/fetchNonce).
type FetchNonceRequest struct {
	Card *CardData `json:"card"`
}

// FetchNonceResponse is the answer to both fetchNonce calls.
type FetchNonceResponse struct {
	Result    Result `json:"result"`
	CardToken string `json:"cardToken,omitempty"`
}

// CardInfoRequest asks what a card number or its first digits tell.
type CardInfoRequest struct {
	CardNo  string `json:"cardNo"`
	CardBin string `json:"cardBin"`
}

// CardInfoResponse is the answer to payments/getCardInfo.
type CardInfoResponse struct {
	Result             Result       `json:"result"`
	CardBrand          string       `json:"cardBrand,omitempty"`
	IssuingRegion      string       `json:"issuingRegion,omitempty"`
	Funding            string       `json:"funding,omitempty"`
	CardCategory       string       `json:"cardCategory,omitempty"`
	SupportInstallment bool         `json:"supportInstallment"`
	Installment        *Installment `json:"installment,omitempty"`
}

// InstallmentBank is a bank whose cards can pay in parts.
type InstallmentBank struct {
	Logo          Logo              `json:"logo"`
	BankName      string            `json:"bankName"`
	BankShortName string            `json:"bankShortName"`
	BINs          []string          `json:"bins"`
	Plans         []InstallmentPlan `json:"plans"`
}

// InquireInstallmentRequest asks for the banks of a merchant account.
type InquireInstallmentRequest struct {
	MerchantAccountID string `json:"merchantAccountId"`
}

// InquireInstallmentResponse is the answer to payments/inquireInstallment; the SDK's class has one bank.
type InquireInstallmentResponse struct {
	Result           Result           `json:"result"`
	InstallmentBanks *InstallmentBank `json:"installmentBanks,omitempty"`
}

// ExchangeRateRequest asks for quotes.
type ExchangeRateRequest struct {
	PaymentCurrency string         `json:"paymentCurrency"`
	SellCurrency    string         `json:"sellCurrency"`
	BuyCurrency     string         `json:"buyCurrency"`
	CurrencyPairs   []CurrencyPair `json:"currencyPairs"`
}

// CurrencyPair is what is sold and what is bought.
type CurrencyPair struct {
	SellCurrency string `json:"sellCurrency"`
	BuyCurrency  string `json:"buyCurrency"`
}

// ExchangeRateResponse is the answer to payments/inquireExchangeRate.
type ExchangeRateResponse struct {
	Result        Result         `json:"result"`
	Quotes        []Quote        `json:"quotes,omitempty"`
	PaymentQuotes []PaymentQuote `json:"paymentQuotes,omitempty"`
}

// Quote is one rate; quotePrice is a JSON number of exact digits.
type Quote struct {
	QuoteID           string      `json:"quoteId"`
	QuoteCurrencyPair string      `json:"quoteCurrencyPair"`
	QuotePrice        json.Number `json:"quotePrice"`
	QuoteStartTime    string      `json:"quoteStartTime"`
	QuoteExpiryTime   string      `json:"quoteExpiryTime"`
	Guaranteed        bool        `json:"guaranteed"`
}

// PaymentQuote is the same rate as a payment refers to it.
type PaymentQuote struct {
	SellCurrency string      `json:"sellCurrency"`
	BuyCurrency  string      `json:"buyCurrency"`
	QuoteID      string      `json:"quoteId"`
	ExchangeRate json.Number `json:"exchangeRate"`
}
