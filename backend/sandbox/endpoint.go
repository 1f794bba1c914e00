package sandbox

import "time"

// BuiltinEndpointID names the endpoint every installation has: it takes whatever no other endpoint
// does, and it cannot be deleted.
const BuiltinEndpointID = "built-in"

// DefaultMaxBody is the largest body an endpoint captures whole, in bytes, unless told otherwise.
const DefaultMaxBody = 10 << 20

// EndpointKey says whose key verifies what an endpoint captures.
type EndpointKey string

// The keys of endpoints.
const (
	KeyOfAntom  EndpointKey = "antom"  // this program's Antom
	KeyPasted   EndpointKey = "pasted" // another one, such as that of Antom's own sandbox
	KeyOfNobody EndpointKey = "none"   // nothing is verified: another provider's notifications
)

// Endpoint is one address of the listener with its own key and answer. Rows are kept when they are
// deleted, so that the log can say who answered.
type Endpoint struct {
	Seq           int64
	ID            string // UUIDv7, or BuiltinEndpointID
	EnvironmentID string // captures that name no other belong to it; empty for the built-in endpoint
	Name          string
	Path          string   // exactly as in the request line, without the query; empty for the built-in endpoint
	Methods       []string // captured besides POST
	Key           EndpointKey
	PublicKey     string // bare base64 of the SPKI DER, for KeyPasted
	Rule          AnswerRule
	MaxBodyBytes  int64
	Answered      int64 // captures a sequence has answered since its last reset
	CreatedAt     time.Time
	UpdatedAt     time.Time
	DeletedAt     time.Time // zero while it is there
}

// Builtin reports whether it is the endpoint that takes what the others do not.
func (e Endpoint) Builtin() bool { return e.ID == BuiltinEndpointID }

// EndpointBook is every endpoint and where each forwards to, as one unchanging picture.
type EndpointBook struct {
	Endpoints []Endpoint                 // not deleted, the built-in one first
	Targets   map[string][]ForwardTarget // by endpoint id, oldest first
}

// EndpointUse is how much an endpoint was used.
type EndpointUse struct {
	Captures    int  // at most the cap asked for
	More        bool // there are more than that
	LastCapture Exchange
}
