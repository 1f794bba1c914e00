package engine

import (
	"context"
	"slices"

	"antomdesk/backend/contract"
	"antomdesk/backend/sandbox"
)

// LogoPath is where pictures of payment methods and card brands live; the name and ".svg" follow.
const LogoPath = WalletPath + "logo/"

// maxLogoName is how long a logoName may be (api.md Appendix A).
const maxLogoName = 12

// regionGlobal stands for every region without a row of its own.
const regionGlobal = "GLOBAL"

// regionBrands are the card brands by region (api.md §6.3), the usual ones first.
var regionBrands = []struct {
	region string
	brands []string
}{
	{regionGlobal, []string{"VISA", "MASTERCARD", "AMEX", "DISCOVER", "DINERS", "CUP", "JCB", "MAESTRO"}},
	{"BR", []string{"VISA", "MASTERCARD", "AMEX", "HIPERCARD", "ELO"}},
	{"CL", []string{"VISA", "MASTERCARD", "AMEX", "DINERS"}},
	{"FR", []string{"CARTES_BANCAIRES"}},
	{"MX", []string{"VISA", "MASTERCARD", "AMEX"}},
	{"PE", []string{"VISA", "MASTERCARD", "AMEX", "DINERS"}},
	{regionKorea, []string{"KOOKMIN", "BC", "NONGHYUP", "SHINHAN", "SAMSUNG", "LOTTE", "HYUNDAI", "KEBHANA", "WOORI",
		"IBK_BC", "GWANGJUBANK", "KDBBANK", "SAEMAUL", "SHINHYEOP", "CITI", "POST", "SAVINGBANK", "JEONBUKBANK",
		"JEJUBANK", "KAKAOBANK", "KBANK", "TOSSBANK", "SUHYEOP"}},
}

// Consult lists the payment methods a buyer may choose from (api.md §3.3).
func (e *Engine) Consult(ctx context.Context, call Call, req contract.ConsultRequest) (Answer, error) {
	amount, no := parseAmount("paymentAmount", req.PaymentAmount)
	if no != nil {
		return no.answer("", "")
	}
	rules, err := e.methodRules(ctx, call.Environment)
	if err != nil {
		return Answer{}, err
	}
	filter := optionFilter{
		product: req.ProductCode, amount: amount, env: req.Env,
		regions: slices.Concat(req.AllowedPaymentMethodRegions, req.AllowedPspRegions),
		allowed: req.AllowedPaymentMethods, blocked: req.BlockedPaymentMethods,
	}
	options := filter.options(rules)
	if !slices.ContainsFunc(options, func(o payOption) bool { return o.reason == "" }) {
		no := refuse(sandbox.CodeNoPayOptions, "No payment method takes %s under the filters of this call.", amount)
		return no.answer("", "")
	}
	response := contract.ConsultResponse{Result: wireResult(sandbox.OK())}
	for _, o := range options {
		response.PaymentOptions = append(response.PaymentOptions, wireOption(o, call.Origin, req.UserRegion, req.AllowedPaymentMethodRegions))
	}
	body, err := encode(response)
	return Answer{Body: body, Result: sandbox.OK(), Amount: amount}, err
}

func wireOption(o payOption, origin, userRegion string, regions []string) contract.PaymentOption {
	logo := logoOf(origin, o.rule.Type)
	option := contract.PaymentOption{
		PaymentMethodType: o.rule.Type, PaymentMethodCategory: o.rule.Category, PaymentMethodRegion: o.rule.Countries,
		Enabled: o.reason == "", DisableReason: o.reason, SupportedCurrencies: o.rule.Currencies, Logo: &logo,
		Preferred:          o.reason == "" && userRegion != "" && slices.Contains(o.rule.Countries, userRegion),
		AmountLimitInfoMap: wireLimits(o.rule),
	}
	if len(o.rule.Countries) == 0 {
		option.PaymentMethodRegion = []string{regionGlobal}
	}
	if o.rule.Type == methodCard {
		option.PaymentOptionDetail = &contract.PaymentOptionDetail{
			SupportCardBrands: cardBrands(origin, regions), Funding: []string{"CREDIT", "DEBIT"},
		}
	}
	return option
}

func logoOf(origin, name string) contract.Logo {
	return contract.Logo{LogoName: name[:min(len(name), maxLogoName)], LogoURL: origin + LogoPath + name + ".svg"}
}

// cardBrands are the brands of the regions asked for, of all when none is, each once.
func cardBrands(origin string, regions []string) []contract.SupportCardBrand {
	var list []contract.SupportCardBrand
	listed := map[string]bool{}
	for _, group := range regionBrands {
		if len(regions) > 0 && !slices.ContainsFunc(regions, func(r string) bool { return brandRegion(r) == group.region }) {
			continue
		}
		for _, brand := range group.brands {
			if !listed[brand] {
				listed[brand] = true
				list = append(list, contract.SupportCardBrand{CardBrand: brand, Logo: logoOf(origin, brand)})
			}
		}
	}
	return list
}

// brandRegion is the row of regionBrands that a region's cards are in.
func brandRegion(region string) string {
	for _, group := range regionBrands {
		if group.region == region {
			return region
		}
	}
	return regionGlobal
}

// wireLimits are a rule's limits per payment, in its own currency.
func wireLimits(rule sandbox.PaymentMethodRule) map[string]contract.AmountLimitInfo {
	if !rule.EnforceLimits || len(rule.Currencies) == 0 || rule.MinMinor == 0 && rule.MaxMinor == 0 {
		return nil
	}
	currency := rule.Currencies[0]
	limit := &contract.AmountLimit{}
	if rule.MinMinor > 0 {
		least := wireAmount(rule.MinMinor, currency)
		limit.MinAmount = &least
	}
	if rule.MaxMinor > 0 {
		most := wireAmount(rule.MaxMinor, currency)
		limit.MaxAmount = &most
	}
	return map[string]contract.AmountLimitInfo{currency: {SingleLimit: limit}}
}
