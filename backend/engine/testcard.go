package engine

import "slices"

// TestCard is a documented test card and what it does (api.md §8.1). Any three-digit CVC and any
// future expiry date go with it.
type TestCard struct {
	Number   string
	Brand    string
	Region   string
	Declines bool // refused with Settings.DeclinedCardCode
	Exempt   bool // never challenged, even when the call asks for 3-D Secure
}

var testCards = []TestCard{
	{Number: "4054695723100768", Brand: "VISA", Region: "GLOBAL"},
	{Number: "5162774114974622", Brand: "MASTERCARD", Region: "GLOBAL"},
	{Number: "9490220011669217", Brand: "HYUNDAI", Region: "KR"},
	{Number: "4294097400915107", Brand: "VISA", Region: "BR"},
	{Number: "4006055482525268", Brand: "VISA", Region: "MX"},
	{Number: "4600729331819383", Brand: "VISA", Region: "CL"},
	{Number: "4310377720003234", Brand: "VISA", Region: "PE"},
	{Number: "4035501000000008", Brand: "VISA", Region: "GLOBAL", Exempt: true},
	{Number: "4054692760174822", Brand: "VISA", Region: "GLOBAL", Declines: true},
	{Number: "5162770472561357", Brand: "MASTERCARD", Region: "GLOBAL", Declines: true},
}

// TestCards lists the documented test cards, the ones that pay first.
func TestCards() []TestCard { return slices.Clone(testCards) }

func testCardOf(number string) TestCard {
	for _, c := range testCards {
		if c.Number == number {
			return c
		}
	}
	return TestCard{}
}
