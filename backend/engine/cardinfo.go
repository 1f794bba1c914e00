package engine

import (
	"context"
	"strconv"

	"antomdesk/backend/contract"
	"antomdesk/backend/sandbox"
)

// shortestBIN is how many first digits of a card tell its issuer.
const shortestBIN = 6

// Plans of the test bank: months, and the least and most of a payment in minor units of installmentCurrency.
const (
	installmentCurrency = "MXN"
	leastInstallment    = 300_00
	mostInstallment     = 100_000_00
)

var installmentMonths = []int{3, 6, 9, 12}

// cardVerbs are the calls about cards outside a payment.
var cardVerbs = map[string]verb{
	"payments/fetchNonce":         plain((*Engine).FetchNonce),
	"vaults/fetchNonce":           plain((*Engine).FetchNonce),
	"payments/getCardInfo":        plain((*Engine).CardInfo),
	"payments/inquireInstallment": plain((*Engine).InquireInstallment),
}

// CardInfo says what a card number or its first digits tell: the brand by the usual tables, the region
// of documented test cards.
func (e *Engine) CardInfo(_ context.Context, call Call, req contract.CardInfoRequest) (Answer, error) {
	number := req.CardNo
	if number == "" {
		number = req.CardBin
	}
	if !digits(number, shortestBIN, 19) {
		return illegal("cardNo or cardBin must have at least %d digits.", shortestBIN).answer("", "")
	}
	brand := brandOf(number)
	if brand == "" {
		return refuse(sandbox.CodeCardBINQueryError, "No brand is known for the card's first digits.").answer("", "")
	}
	response := contract.CardInfoResponse{
		Result: wireResult(sandbox.OK()), CardBrand: brand, IssuingRegion: issuingRegion(number),
		Funding: "CREDIT", CardCategory: "CONSUMER",
	}
	if response.IssuingRegion == installmentRegion {
		response.SupportInstallment = true
		response.Installment = &contract.Installment{
			SupportCardBrands: []contract.SupportCardBrand{{CardBrand: brand, Logo: logoOf(call.Origin, brand)}},
			Plans:             installmentPlans(),
		}
	}
	body, err := encode(response)
	return Answer{Body: body, Result: sandbox.OK()}, err
}

// installmentRegion is where the test bank is.
const installmentRegion = "MX"

// issuingRegion is a documented test card's country, found by its first digits; empty for the rest.
func issuingRegion(number string) string {
	for _, card := range testCards {
		if card.Region != "GLOBAL" && number[:shortestBIN] == card.Number[:shortestBIN] {
			return card.Region
		}
	}
	return ""
}

// InquireInstallment lists the one bank whose test card pays in parts.
func (e *Engine) InquireInstallment(_ context.Context, call Call, _ contract.InquireInstallmentRequest) (Answer, error) {
	bank := &contract.InstallmentBank{
		Logo: logoOf(call.Origin, "TESTBANK"), BankName: "Test Issuing Bank", BankShortName: "TESTBANK", Plans: installmentPlans(),
	}
	for _, card := range testCards {
		if card.Region == installmentRegion {
			bank.BINs = append(bank.BINs, card.Number[:shortestBIN])
		}
	}
	body, err := encode(contract.InquireInstallmentResponse{Result: wireResult(sandbox.OK()), InstallmentBanks: bank})
	return Answer{Body: body, Result: sandbox.OK()}, err
}

func installmentPlans() []contract.InstallmentPlan {
	var plans []contract.InstallmentPlan
	for _, months := range installmentMonths {
		plans = append(plans, contract.InstallmentPlan{
			InterestRate: "0", InstallmentNum: strconv.Itoa(months), Interval: "MONTH", Enabled: true,
			MinInstallmentAmount: wireAmount(leastInstallment, installmentCurrency),
			MaxInstallmentAmount: wireAmount(mostInstallment, installmentCurrency),
		})
	}
	return plans
}
