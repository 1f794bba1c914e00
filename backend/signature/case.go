package signature

import "crypto/rsa"

// Direction says who signed.
type Direction string

// The directions.
const (
	OfMerchant Direction = "merchant" // a call to the gateway
	OfAntom    Direction = "antom"    // a notification or an answer
)

// Case is a signature to look into: what arrived, and which keys are known.
type Case struct {
	Direction Direction
	Header    string // the Signature header as sent
	Method    string
	Paths     []string // the paths that may have been signed; the first is the one Antom's SDKs sign
	Origin    string   // scheme and host the sender called; may be empty
	ClientID  string
	TimeText  string
	Body      []byte

	Accepted  []Key    // any of these would do
	Others    []Key    // keys that are known but would not
	ClientIDs []string // every client id known here
	URLs      []string // paths the sender may have had in mind, such as those of notification URLs

	SDK SDK // what sent it; see Recognise
}

// Standing is what a known key is to the case.
type Standing string

// The standings.
const (
	StandingActive      Standing = ""            // it verifies
	StandingRegistered  Standing = "registered"  // the environment's, but not the one to check with
	StandingRetired     Standing = "retired"     // the environment's, replaced before
	StandingNewer       Standing = "newer"       // the environment's, registered only afterwards
	StandingEnvironment Standing = "environment" // of the account's other environment
	StandingAccount     Standing = "account"     // of another merchant account
	StandingMerchant    Standing = "merchant"    // a merchant's, where Antom's is needed
	StandingAntom       Standing = "antom"       // Antom's own
)

// Key is a known public key and whose it is.
type Key struct {
	Public      *rsa.PublicKey
	Standing    Standing
	Version     int
	Environment string // "test" or "live"
	Account     string // the merchant account's name
	ClientID    string
}

// Diagnosis is what is known of a case.
type Diagnosis struct {
	Verified bool
	// Causes is why it does not verify: one, or the two or three mistakes that together explain it.
	Causes []Cause
	// Proven says that the mistakes were found by a string to sign that does verify.
	Proven bool
	Seen   []byte // the string to sign as it arrived
	Signed []byte // the string that was signed; nil where it is not known
	Diff   *Diff  // between the two
	SDK    SDK
	Fix    Fix
}

// parts is a string to sign, taken apart so that each part can be changed by itself.
type parts struct {
	method, path, client, time         string
	afterMethod, afterPath, afterFirst string
	afterSecond                        string
	timeFirst                          bool // the time stands before the client id
	body                               []byte
}

func (c *Case) parts() parts {
	return parts{
		method: "POST", afterMethod: " ", path: c.Paths[0], afterPath: "\n",
		client: c.ClientID, afterFirst: ".", time: c.TimeText, afterSecond: ".", body: c.Body,
	}
}

// appendPrefix appends everything before the body.
func (p parts) appendPrefix(b []byte) []byte {
	first, second := p.client, p.time
	if p.timeFirst {
		first, second = second, first
	}
	for _, piece := range [...]string{p.method, p.afterMethod, p.path, p.afterPath, first, p.afterFirst, second, p.afterSecond} {
		b = append(b, piece...)
	}
	return b
}

func (p parts) text() []byte { return append(p.appendPrefix(nil), p.body...) }
