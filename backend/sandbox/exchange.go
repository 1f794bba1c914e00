package sandbox

import "time"

// ExchangeKind says between whom an exchange passed.
type ExchangeKind string

// The kinds of exchange.
const (
	KindGateway  ExchangeKind = "gateway"  // the merchant's code called Antom's gateway
	KindDelivery ExchangeKind = "delivery" // the notifier posted a notification
	KindCapture  ExchangeKind = "capture"  // the listener received a POST
	KindForward  ExchangeKind = "forward"  // the forwarder passed a capture on
)

// Verdict is what became of a signature check.
type Verdict string

// The verdicts.
const (
	VerdictNone     Verdict = ""         // nothing was checked
	VerdictVerified Verdict = "verified" // it verifies
	VerdictFailed   Verdict = "failed"   // it does not
	VerdictMissing  Verdict = "missing"  // there was no signature to check
)

// Exchange is one HTTP request and its answer: the searchable row. The exact bytes live apart, in
// ExchangeBytes. Rows are only ever added. Nothing in it may hold a card number.
type Exchange struct {
	Seq            int64  // order of recording; page cursor and full-text row id
	ID             string // UUIDv7
	EnvironmentID  string // empty when none was recognised; such rows show in every environment's log
	Kind           ExchangeKind
	StartedAt      time.Time
	DurationMicros int64
	Scheme         string // http or https
	RemoteAddr     string
	Method         string
	Target         string // the request target as sent, or the URL posted to
	API            string // "payments/pay"; for notifications the notification type; may be empty
	ClientID       string // as sent
	RequestTime    string // Request-Time as sent
	HTTPStatus     int    // of the answer; 0 when there was none
	ResultStatus   ResultStatus
	ResultCode     string
	RequestID      string // paymentRequestId, refundRequestId … of the call
	PaymentID      string
	RefundID       string
	NotificationID string
	AmountMinor    int64
	Currency       string // empty when the exchange has no amount
	Verdict        Verdict
	KeyVersion     string // keyVersion as sent in the Signature header
	Reason         string // one sentence: why it was refused, or what failed
	Warnings       []string
	EndpointID     string // of a capture; empty means the built-in endpoint
	AnsweredBy     string // the rule that answered a capture, see AnsweredBy; empty means the plain acknowledgement
	SkewMillis     int64  // Request-Time minus our clock; 0 when unreadable
	RequestBytes   int64  // body sizes, for lists
	ResponseBytes  int64
}

// ExchangeBytes are the exact bytes of one exchange. Heads run from the first line to the blank line
// inclusive, exactly as they crossed the wire.
type ExchangeBytes struct {
	RequestHead  []byte
	RequestBody  []byte
	ResponseHead []byte
	ResponseBody []byte
	// SignedPrefix is the string-to-sign up to the body, which follows it unchanged: the request's for
	// gateway and capture exchanges, ours for deliveries. Empty when nothing was checked or signed.
	SignedPrefix []byte
	// AnswerSignedPrefix is the same for the answer's signature; empty when the answer is unsigned.
	AnswerSignedPrefix []byte
}

// ExchangeFilter selects exchanges, newest first; empty fields mean "don't care".
type ExchangeFilter struct {
	EnvironmentID string // also matches rows with no environment
	Kinds         []ExchangeKind
	Query         string // words and field:value; see package logquery
	PaymentID     string
	Page          PageRequest
}

// PageRequest is a keyset page: at most Limit rows older than BeforeSeq (0 means from the newest),
// or newer than AfterSeq.
type PageRequest struct {
	BeforeSeq int64
	AfterSeq  int64
	Limit     int // 1 to 500; 0 means 50
}

// Rows returns the limit to use.
func (p PageRequest) Rows() int {
	switch {
	case p.Limit <= 0:
		return 50
	case p.Limit > 500:
		return 500
	}
	return p.Limit
}

// Page is one keyset page. More tells whether older (or newer) rows follow.
type Page[T any] struct {
	Items []T
	More  bool
}

// BodyScan is a part of a search through bodies, which reads them one by one.
type BodyScan struct {
	Items   []Exchange // what matched, newest first
	Scanned int        // exchanges looked at
	Reached int64      // seq of the last one looked at
	More    bool       // older ones are left
}
