package contract

// AuthConsultRequest is what the engine reads of an authorizations/consult call (api.md §3.9).
type AuthConsultRequest struct {
	AuthNotifyURL     string   `json:"authNotifyUrl"`
	CustomerBelongsTo string   `json:"customerBelongsTo"`
	AuthClientID      string   `json:"authClientId"`
	AuthRedirectURL   string   `json:"authRedirectUrl"`
	Scopes            []string `json:"scopes"`
	AuthState         string   `json:"authState"`
	TerminalType      string   `json:"terminalType"`
	OSType            string   `json:"osType"`
}

// AuthConsultResponse is the answer to authorizations/consult.
type AuthConsultResponse struct {
	Result    Result `json:"result"`
	AuthURL   string `json:"authUrl,omitempty"`
	NormalURL string `json:"normalUrl,omitempty"`
}

// ApplyTokenRequest exchanges an authCode or a refresh token for an access token (api.md §3.9).
type ApplyTokenRequest struct {
	GrantType         string `json:"grantType"`
	CustomerBelongsTo string `json:"customerBelongsTo"`
	AuthCode          string `json:"authCode"`
	RefreshToken      string `json:"refreshToken"`
}

// ApplyTokenResponse is the answer to authorizations/applyToken.
type ApplyTokenResponse struct {
	Result                 Result           `json:"result"`
	AccessToken            string           `json:"accessToken,omitempty"`
	AccessTokenExpiryTime  string           `json:"accessTokenExpiryTime,omitempty"`
	RefreshToken           string           `json:"refreshToken,omitempty"`
	RefreshTokenExpiryTime string           `json:"refreshTokenExpiryTime,omitempty"`
	ExtendInfo             string           `json:"extendInfo,omitempty"`
	UserLoginID            string           `json:"userLoginId,omitempty"`
	PSPCustomerInfo        *PSPCustomerInfo `json:"pspCustomerInfo,omitempty"`
}

// PSPCustomerInfo is the buyer as the wallet knows them.
type PSPCustomerInfo struct {
	PSPName           string `json:"pspName,omitempty"`
	PSPCustomerID     string `json:"pspCustomerId,omitempty"`
	DisplayCustomerID string `json:"displayCustomerId,omitempty"`
}

// AccessTokenRequest names an access token: authorizations/query and authorizations/revoke.
type AccessTokenRequest struct {
	AccessToken string `json:"accessToken"`
	ExtendInfo  string `json:"extendInfo"`
}

// QueryTokenResponse is the answer to authorizations/query.
type QueryTokenResponse struct {
	Result                 Result `json:"result"`
	AccessToken            string `json:"accessToken,omitempty"`
	AccessTokenExpiryTime  string `json:"accessTokenExpiryTime,omitempty"`
	RefreshToken           string `json:"refreshToken,omitempty"`
	RefreshTokenExpiryTime string `json:"refreshTokenExpiryTime,omitempty"`
	TokenStatusType        string `json:"tokenStatusType,omitempty"`
}

// RevokeTokenResponse is the answer to authorizations/revoke.
type RevokeTokenResponse struct {
	Result     Result `json:"result"`
	ExtendInfo string `json:"extendInfo,omitempty"`
}

// AuthorizationNotice is the body of notifyAuthorization (api.md §4.2).
type AuthorizationNotice struct {
	AuthorizationNotifyType string `json:"authorizationNotifyType"`
	Result                  Result `json:"result"`
	AuthClientID            string `json:"authClientId,omitempty"`
	AccessToken             string `json:"accessToken,omitempty"`
	AccessTokenExpiryTime   string `json:"accessTokenExpiryTime,omitempty"`
	AuthState               string `json:"authState,omitempty"`
	AuthCode                string `json:"authCode,omitempty"`
	Reason                  string `json:"reason,omitempty"`
	UserLoginID             string `json:"userLoginId,omitempty"`
	UserID                  string `json:"userId,omitempty"`
}
