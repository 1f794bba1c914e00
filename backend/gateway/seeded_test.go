package gateway_test

import (
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"antomdesk/backend/contract"
	"antomdesk/backend/engine"
	"antomdesk/backend/sandbox"
	"antomdesk/backend/signature"
	"antomdesk/backend/sqlite"
	"antomdesk/backend/testkit"
)

// revisit replays an SDK's captures about objects that exist: ids that are constants in a capture become
// those of the real ones, and the call is signed again; everything else stays as the SDK sent it.
type revisit struct {
	*rig
	t        *testing.T
	store    *sqlite.Store
	engine   *engine.Engine
	env      sandbox.Environment
	captures map[string]testkit.Capture // by the number of the file
	carry    func(c testkit.Capture) reply
}

func newRevisit(t *testing.T, sdk string, over2 bool) *revisit {
	t.Helper()
	s := &revisit{t: t, captures: map[string]testkit.Capture{}}
	s.rig = newRig(t, onSQLite(t, &s.store))
	s.engine = s.rig.engine.(*engine.Engine)
	s.carry = func(c testkit.Capture) reply {
		connection := s.dial()
		connection.send(string(c.Head), string(c.Body))
		return connection.answer("POST")
	}
	if over2 {
		s.overHTTP2()
		connection := s.dial2()
		s.carry = func(c testkit.Capture) reply {
			a, err := connection.answer(connection.ask(fieldsOf(c.Head), string(c.Body), oneFrame))
			if err != nil {
				t.Fatal(err)
			}
			return a
		}
	}
	for _, c := range testkit.Captures(sdk) {
		s.captures[c.File[:2]] = c
	}
	var err error
	if s.env, _, err = s.store.EnvironmentByClientID(t.Context(), keys.ClientID); err != nil {
		t.Fatal(err)
	}
	return s
}

// replay sends a capture with the fields that are given in the place of its own, and wants that answer.
func (s *revisit) replay(number, code string, fields map[string]string) reply {
	s.t.Helper()
	c := about(s.t, s.captures[number], fields)
	a := s.carry(c)
	a.verify(s.t, c.AnswerPath)
	if got := resultOf(s.t, a.body); got.Code != code {
		s.t.Fatalf("%s: %s, want %s", c.File, a.body, code)
	}
	row := s.next()
	if row.Verdict != sandbox.VerdictVerified || row.ResultCode != code {
		s.t.Errorf("%s: recorded %+v", c.File, row.Exchange)
	}
	return a
}

var (
	signatureLine = regexp.MustCompile(`(?im)^(signature:\s*algorithm=RSA256,\s*keyVersion=\d+,\s*signature=)[^\r\n]*`)
	lengthLine    = regexp.MustCompile(`(?im)^(content-length:\s*)\d+`)
)

// about is the capture with other values in its fields, signed again.
func about(t *testing.T, c testkit.Capture, fields map[string]string) testkit.Capture {
	t.Helper()
	body := string(c.Body)
	for name, value := range fields {
		field := regexp.MustCompile(`("` + name + `":)"[^"]*"`)
		if !field.MatchString(body) {
			t.Fatalf("%s has no %s", c.File, name)
		}
		body = field.ReplaceAllString(body, `${1}"`+value+`"`)
	}
	sig, err := signature.Sign(merchantKey, signature.Prefix(c.SignedPath, c.ClientID, c.RequestTime), []byte(body))
	if err != nil {
		t.Fatal(err)
	}
	_, value, _ := strings.Cut(signature.FormatHeader("1", sig), "signature=")
	head := signatureLine.ReplaceAllString(string(c.Head), "${1}"+value)
	head = lengthLine.ReplaceAllString(head, "${1}"+strconv.Itoa(len(body)))
	c.Head, c.Body = []byte(head), []byte(body)
	return c
}

func (s *revisit) approve(paymentID string) {
	s.t.Helper()
	if _, err := s.engine.BuyerApproves(s.t.Context(), s.env.ID, paymentID, nil); err != nil {
		s.t.Fatal(err)
	}
}

// page is what the buyer's page of an answer is about.
func (s *revisit) page(a reply) sandbox.Object {
	s.t.Helper()
	_, token, _ := strings.Cut(a.field(s.t, "normalUrl"), "/wallet/")
	o, err := s.engine.BuyerObject(s.t.Context(), token)
	if err != nil {
		s.t.Fatal(err)
	}
	return o
}

// paidInCNY is a paid payment of the kind Chinese customs want, made with a call of the same SDK.
func (s *revisit) paidInCNY() string {
	s.t.Helper()
	c := s.captures["01"]
	c.Body = []byte(strings.ReplaceAll(strings.ReplaceAll(string(c.Body), `"PHP"`, `"CNY"`), `"GCASH"`, `"ALIPAY_CN"`))
	c = about(s.t, c, map[string]string{"paymentRequestId": "cny"})
	a := s.carry(c)
	s.next()
	id := a.field(s.t, "paymentId")
	s.approve(id)
	return id
}

func TestCaptures_AboutWhatExists_AreAnsweredWithSuccess(t *testing.T) {
	for _, sdk := range []string{"go", "php"} {
		for name, over2 := range map[string]bool{"HTTP1": false, "HTTP2": true} {
			t.Run(sdk+" over "+name, func(t *testing.T) {
				s := newRevisit(t, sdk, over2)
				s.payments()
				s.autoDebit()
				s.subscription()
				s.vaulting()
				s.nothingMore()
			})
		}
	}
}

func (s *revisit) payments() {
	s.t.Helper()
	wallet := s.replay("01", "PAYMENT_IN_PROCESS", nil).field(s.t, "paymentId")
	s.approve(wallet)
	if a := s.replay("05", "SUCCESS", nil); a.field(s.t, "paymentStatus") != "SUCCESS" {
		s.t.Errorf("inquired %s", a.body)
	}
	refund := s.replay("08", "SUCCESS", map[string]string{"paymentId": wallet})
	if a := s.replay("09", "SUCCESS", nil); a.field(s.t, "refundStatus") != "SUCCESS" || a.field(s.t, "refundId") != refund.field(s.t, "refundId") {
		s.t.Errorf("inquired %s", a.body)
	}
	s.replay("06", "ORDER_STATUS_INVALID", nil) // what was refunded cannot be cancelled
	dispute, err := s.engine.OpenDispute(s.t.Context(), s.env.ID, wallet, engine.DisputeOrder{})
	if err != nil {
		s.t.Fatal(err)
	}
	s.replay("18", "SUCCESS", map[string]string{"disputeId": dispute.ObjectID})
	s.replay("18", "REPEAT_REQUEST", map[string]string{"disputeId": dispute.ObjectID})

	card := s.replay("02", "PAYMENT_IN_PROCESS", nil).field(s.t, "paymentId")
	s.replay("07", "ORDER_STATUS_INVALID", map[string]string{"paymentId": card}) // the challenge is not passed
	s.approve(card)
	s.replay("07", "SUCCESS", map[string]string{"paymentId": card})
	s.replay("20", "SUCCESS", map[string]string{"paymentId": s.paidInCNY()})
}

func (s *revisit) autoDebit() {
	s.t.Helper()
	page := s.page(s.replay("10", "SUCCESS", nil))
	consent, err := s.engine.BuyerConsents(s.t.Context(), page, true)
	if err != nil {
		s.t.Fatal(err)
	}
	_, code, _ := strings.Cut(consent.Back, "authCode=")
	code, _, _ = strings.Cut(code, "&")
	token := s.replay("11", "SUCCESS", map[string]string{"authCode": code}).field(s.t, "accessToken")
	s.replay("11", "INVALID_AUTHCODE", map[string]string{"authCode": code})
	s.replay("12", "SUCCESS", map[string]string{"accessToken": token})
}

func (s *revisit) subscription() {
	s.t.Helper()
	page := s.page(s.replay("13", "SUCCESS", nil))
	if _, err := s.engine.BuyerSubscribes(s.t.Context(), page, true); err != nil {
		s.t.Fatal(err)
	}
	id := map[string]string{"subscriptionId": page.ObjectID}
	s.replay("14", "SUCCESS", id)
	s.replay("15", "SUCCESS", id)
}

func (s *revisit) vaulting() {
	s.t.Helper()
	session := s.replay("16", "SUCCESS", nil)
	if a := s.replay("17", "SUCCESS", nil); a.field(s.t, "vaultingStatus") != "PROCESSING" {
		s.t.Errorf("inquired %s", a.body)
	}
	card := &contract.CardData{CardNo: "4054695723100768", CVV: "123", ExpiryMonth: "12", ExpiryYear: "29"}
	page := s.page(session)
	for range 2 { // the card, then its 3-D Secure challenge
		if _, err := s.engine.BuyerVaults(s.t.Context(), page, card); err != nil {
			s.t.Fatal(err)
		}
	}
	a := s.replay("17", "SUCCESS", nil)
	var told struct {
		VaultingStatus      string
		PaymentMethodDetail struct{ Card struct{ CardToken string } }
	}
	if err := json.Unmarshal(a.body, &told); err != nil || told.VaultingStatus != "SUCCESS" || told.PaymentMethodDetail.Card.CardToken == "" {
		s.t.Errorf("inquired %s", a.body)
	}
}
