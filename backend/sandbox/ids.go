package sandbox

import (
	"crypto/rand"
	"encoding/binary"
	"fmt"
	"io"
	"math/big"
	"sync"
	"sync/atomic"
	"time"

	"github.com/google/uuid"
)

// IDs issues every identifier. Tests seed it, so that two runs print the same bytes.
type IDs struct {
	clock interface{ Now() time.Time }
	chaos io.Reader
	turns *turns
}

// turns counts on from a random number. Numbers that follow on one another are neighbours in the store's
// indexes, so that payments made together write few pages.
type turns struct {
	begin sync.Once
	last  atomic.Int64
}

// NewIDs issues identifiers from the clock and a source of randomness (crypto/rand.Reader in the
// product). The reader must be safe for concurrent use.
func NewIDs(clock Clock, randomness io.Reader) *IDs {
	if randomness == nil {
		randomness = rand.Reader
	}
	return &IDs{clock: clock, chaos: randomness, turns: new(turns)}
}

// Dated issues identifiers dated at, for environments whose clock shows another time.
func (g *IDs) Dated(at time.Time) *IDs {
	return &IDs{clock: standing{at}, chaos: g.chaos, turns: g.turns}
}

// standing is a clock that shows one time for ever.
type standing struct{ at time.Time }

func (s standing) Now() time.Time { return s.at }

// New returns a UUIDv7 whose time part is the clock's.
func (g *IDs) New() string {
	var id uuid.UUID
	g.fill(id[:])
	ms := uint64(g.clock.Now().UnixMilli())
	for i := range 6 {
		id[i] = byte(ms >> (8 * (5 - i)))
	}
	id[6] = id[6]&0x0f | 0x70
	id[8] = id[8]&0x3f | 0x80
	return id.String()
}

// Random fills b with randomness.
func (g *IDs) Random(b []byte) { g.fill(b) }

// Token fills b, of at least 16 bytes, with randomness behind four bytes of the clock's seconds: tokens of
// one time are neighbours in the store's indexes too.
func (g *IDs) Token(b []byte) {
	binary.BigEndian.PutUint32(b, uint32(g.clock.Now().Unix()))
	g.fill(b[4:])
}

// PaymentID returns a number in Antom's form for payments (api.md §3.1): the day in UTC+8, a fixed
// block and twelve digits, which follow on one another from a random start.
func (g *IDs) PaymentID() string { return g.inTurn("19401080010018") }

// RefundID returns a number in Antom's form for refunds.
func (g *IDs) RefundID() string { return g.inTurn("19401080130018") }

// CaptureID returns a number in Antom's form for captures.
func (g *IDs) CaptureID() string { return g.inTurn("194010890100111") }

// SubscriptionID returns a number in Antom's form for subscriptions: the day, a fixed block, a letter and
// digits (api.md §3.11).
func (g *IDs) SubscriptionID() string { return g.number("19000000000000", 2) + "J" + g.Digits(10) }

// DisputeID returns a number in Antom's form for disputes (api.md §3.12): the day and twenty digits.
func (g *IDs) DisputeID() string { return g.number("21013101", 12) }

// ResourceID returns an id for the families whose form Antom does not document: the prefix, the day in
// UTC+8 and sixteen digits.
func (g *IDs) ResourceID(prefix string) string { return prefix + g.number("", 16) }

// Digits returns that many random digits.
func (g *IDs) Digits(n int) string {
	var b [32]byte
	for i := range b[:n] {
		b[i] = byte('0' + g.below(10))
	}
	return string(b[:n])
}

// ClientID returns a client id in Antom's form: 5Y and 14 capitals or digits, with the SANDBOX_
// prefix for the test environment (dashboard.md §5).
func (g *IDs) ClientID(kind EnvironmentKind) string {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	id := []byte("5Y")
	for range 14 {
		id = append(id, alphabet[g.below(int64(len(alphabet)))])
	}
	if kind == Test {
		return SandboxPrefix + string(id)
	}
	return string(id)
}

func (g *IDs) number(block string, digits int) string {
	limit := int64(1)
	for range digits {
		limit *= 10
	}
	return fmt.Sprintf("%s%s%0*d", g.day(), block, digits, g.below(limit))
}

// inTurn is a number that ends with the next twelve digits.
func (g *IDs) inTurn(block string) string {
	const limit = 1_000_000_000_000
	g.turns.begin.Do(func() { g.turns.last.Store(g.below(limit)) })
	return fmt.Sprintf("%s%s%012d", g.day(), block, g.turns.last.Add(1)%limit)
}

func (g *IDs) day() string { return g.clock.Now().In(AntomZone).Format("20060102") }

func (g *IDs) below(n int64) int64 {
	v, err := rand.Int(g.chaos, big.NewInt(n))
	if err != nil {
		panic("sandbox: randomness failed: " + err.Error())
	}
	return v.Int64()
}

func (g *IDs) fill(b []byte) {
	if _, err := io.ReadFull(g.chaos, b); err != nil {
		panic("sandbox: randomness failed: " + err.Error())
	}
}
