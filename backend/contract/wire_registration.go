package contract

// RegistrationNotice is the body of notifyRegistration: how a marketplace registration ended
// (api.md §4.2).
type RegistrationNotice struct {
	NotifyType            string `json:"notifyType"`
	Result                Result `json:"result"`
	ReferenceMerchantID   string `json:"referenceMerchantId"`
	RegistrationRequestID string `json:"registrationRequestId"`
	RegistrationStatus    string `json:"registrationStatus"`
}

// RegistrationStatusNotice is the body of notifyRegistrationStatus: how an in-store registration ended.
type RegistrationStatusNotice struct {
	ReferenceMerchantID       string                  `json:"referenceMerchantId"`
	RegistrationRequestID     string                  `json:"registrationRequestId"`
	RegistrationResult        RegistrationResult      `json:"registrationResult"`
	PSPRegistrationResultList []PSPRegistrationResult `json:"pspRegistrationResultList"`
}

// RegistrationResult is how one registration stands.
type RegistrationResult struct {
	RegistrationStatus string `json:"registrationStatus"`
}

// PSPRegistrationResult is how a registration stands with one provider.
type PSPRegistrationResult struct {
	RegistrationResult RegistrationResult `json:"registrationResult"`
	PSPName            string             `json:"pspName"`
}
