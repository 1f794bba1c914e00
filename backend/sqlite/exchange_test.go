package sqlite

import (
	"bytes"
	"context"
	"fmt"
	"math/rand"
	"reflect"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"
	"pgregory.net/rapid"

	"antomdesk/backend/sandbox"
)

// expectExchange checks that the row and its bytes are stored as given.
func expectExchange(t testing.TB, s *Store, x sandbox.Exchange, b sandbox.ExchangeBytes) {
	t.Helper()
	got, err := s.ExchangeByID(bg, x.ID)
	must(t, err)
	if got.Seq == 0 {
		t.Error("the row has no seq")
	}
	got.Seq = x.Seq
	if !reflect.DeepEqual(got, x) {
		t.Errorf("stored %+v\nwant   %+v", got, x)
	}
	stored, err := s.ExchangeBytesByID(bg, x.ID)
	must(t, err)
	if !reflect.DeepEqual(stored, b) {
		t.Errorf("bytes of %s differ", x.ID)
	}
}

// fullExchange has every field set, so that no column can be swapped or forgotten unnoticed.
func fullExchange() sandbox.Exchange {
	x, _ := exchangeOf(1)
	x.RefundID, x.NotificationID, x.Reason, x.Warnings = "refund", "notification", "It is refused.", []string{"one", "two"}
	x.EndpointID, x.AnsweredBy = "endpoint", "reply 1/2"
	return x
}

func TestRecord_EveryField_ComesBackAsItWas(t *testing.T) {
	s := openStore(t, configIn(t))
	x := fullExchange()
	fields := reflect.ValueOf(x)
	for i := range fields.NumField() {
		if name := fields.Type().Field(i).Name; name != "Seq" && fields.Field(i).IsZero() {
			t.Errorf("%s is not tested", name)
		}
	}
	_, b := exchangeOf(1)
	must(t, s.Record(bg, x, b))
	expectExchange(t, s, x, b)
}

func TestRecord_BareExchange_LeavesUnknownsNull(t *testing.T) {
	s := openStore(t, configIn(t))
	x := sandbox.Exchange{ID: "bare", Kind: sandbox.KindCapture, StartedAt: day, AmountMinor: 0}
	must(t, s.Record(bg, x, sandbox.ExchangeBytes{}))
	expectExchange(t, s, x, sandbox.ExchangeBytes{})
	var nulls int
	must(t, s.read.QueryRow(`SELECT count(*) FROM exchange WHERE amount_minor IS NULL AND currency IS NULL AND environment_id IS NULL
		AND http_status IS NULL AND result_status IS NULL AND verdict IS NULL AND warnings IS NULL`).Scan(&nulls))
	if nulls != 1 {
		t.Error("an unknown was stored as a value")
	}
}

func TestRecord_AmountOfZero_IsStillAnAmount(t *testing.T) {
	s := openStore(t, configIn(t))
	must(t, s.Record(bg, sandbox.Exchange{ID: "zero", Kind: sandbox.KindGateway, StartedAt: day, Currency: "JPY"}, sandbox.ExchangeBytes{}))
	var minor int64
	must(t, s.read.QueryRow("SELECT amount_minor FROM exchange").Scan(&minor))
}

func TestRecord_TextThatIsNotUTF8OrHoldsZeros_IsKeptAndFound(t *testing.T) {
	s := openStore(t, withSmallGlance(t))
	x := sandbox.Exchange{ID: "odd", Kind: sandbox.KindGateway, StartedAt: day, Target: "/a\x00b\xff\xfe/needle\"'", ClientID: "中文\xff"}
	must(t, s.Record(bg, x, sandbox.ExchangeBytes{}))
	recordMany(t, s, 1, 20)
	expectExchange(t, s, x, sandbox.ExchangeBytes{})
	for _, q := range []string{"needle", "中文", "path:needle"} {
		expectIDs(t, s, sandbox.ExchangeFilter{Query: q}, "odd")
	}
}

func TestRecord_UnknownKind_IsRefused(t *testing.T) {
	s := openStore(t, configIn(t))
	err := s.Record(bg, sandbox.Exchange{ID: "x", Kind: "smoke signal", StartedAt: day}, sandbox.ExchangeBytes{})
	if sandbox.CodeOf(err) != sandbox.CodeInvalid {
		t.Fatal(err)
	}
}

func TestRecord_SameIDTwice_IsAConflictAndTheFirstStays(t *testing.T) {
	s := openStore(t, configIn(t))
	x, b := exchangeOf(1)
	must(t, s.Record(bg, x, b))
	other := x
	other.Reason = "another"
	if err := s.Record(bg, other, sandbox.ExchangeBytes{}); sandbox.CodeOf(err) != sandbox.CodeConflict {
		t.Fatal(err)
	}
	expectExchange(t, s, x, b)
}

func TestRecord_UnknownEnvironment_IsRefused(t *testing.T) {
	s := openStore(t, configIn(t))
	x, b := exchangeOf(1)
	x.EnvironmentID = "nowhere"
	if err := s.Record(bg, x, b); sandbox.CodeOf(err) != sandbox.CodeConflict {
		t.Fatal(err)
	}
}

func TestRecord_AfterTheCommit_TellsTheSeq(t *testing.T) {
	cfg := configIn(t)
	told := newRecorded()
	cfg.Publisher = told
	s := openStore(t, cfg)
	x := record(t, s, 1)
	events := told.waitFor(t, 3)
	stored, err := s.ExchangeByID(bg, x.ID)
	must(t, err)
	want := sandbox.Event{Topic: sandbox.TopicExchange, EnvironmentID: testEnv, ID: x.ID, Seq: stored.Seq}
	if events[2] != want {
		t.Errorf("told %+v, want %+v", events[2], want)
	}
}

func TestExchangeByID_UnknownID_IsNotFound(t *testing.T) {
	s := openStore(t, configIn(t))
	_, err := s.ExchangeByID(bg, "nothing")
	_, err2 := s.ExchangeBytesByID(bg, "nothing")
	if !sandbox.IsNotFound(err) || !sandbox.IsNotFound(err2) {
		t.Fatal(err, err2)
	}
}

func TestCodec_AnyBytes_ComeBackAndAreNeverStoredLarger(t *testing.T) {
	c, err := newCodec()
	must(t, err)
	part := rapid.OneOf(rapid.SliceOfN(rapid.Byte(), 0, 300), rapid.Custom(func(t *rapid.T) []byte {
		return bytes.Repeat([]byte("abc"), rapid.IntRange(0, 2000).Draw(t, "n"))
	}))
	rapid.Check(t, func(t *rapid.T) {
		var b sandbox.ExchangeBytes
		size := 0
		for _, p := range parts(&b) {
			if drawn := part.Draw(t, "part"); len(drawn) > 0 {
				*p = drawn
			}
			size += len(*p) + 3
		}
		encoding, packed := c.encode(b)
		if len(packed) > size {
			t.Fatalf("%d bytes became %d", size, len(packed))
		}
		got, err := c.decode(encoding, packed)
		if err != nil || !reflect.DeepEqual(got, b) {
			t.Fatalf("%v: %+v", err, got)
		}
	})
}

func TestCodec_LargeRandomBody_IsStoredAsItIs(t *testing.T) {
	c, err := newCodec()
	must(t, err)
	body := make([]byte, 2<<20)
	rand.New(rand.NewSource(1)).Read(body)
	encoding, packed := c.encode(sandbox.ExchangeBytes{RequestBody: body})
	if encoding != encodingRaw {
		t.Errorf("encoding %d", encoding)
	}
	got, err := c.decode(encoding, packed)
	must(t, err)
	if !bytes.Equal(got.RequestBody, body) {
		t.Error("the body changed")
	}
}

func TestCodec_BytesOfOlderVersions_AreReadAsWell(t *testing.T) {
	c, err := newCodec()
	must(t, err)
	_, want := exchangeOf(1)
	encoding, packed := c.encode(want)
	raw, err := c.unpack(encoding, packed)
	must(t, err)
	older, err := zstd.NewWriter(nil)
	must(t, err)
	got, err := c.decode(encodingZstd, older.EncodeAll(raw, nil))
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%v: %+v", err, got)
	}
}

func TestCodec_DamagedBytes_AreAnErrorNotAGuess(t *testing.T) {
	c, err := newCodec()
	must(t, err)
	_, b := exchangeOf(1)
	encoding, packed := c.encode(b)
	if _, err := c.decode(encoding, packed[:len(packed)/2]); err == nil {
		t.Error("half a frame was read")
	}
	for i := range packed {
		damaged := bytes.Clone(packed)
		damaged[i] ^= 0x20
		if _, err := c.decode(encoding, damaged); err == nil {
			t.Errorf("byte %d was changed and nobody noticed", i)
		}
	}
	if _, err := c.decode(encodingRaw, []byte{200}); err == nil {
		t.Error("a part longer than the bytes was read")
	}
}

// recordTogether records n exchanges in one commit, which is kinder to slow disks than n of them.
func recordTogether(s *Store, n int, numbered func(i int) (sandbox.Exchange, sandbox.ExchangeBytes)) error {
	var newest int64
	return s.writer.do(bg, func(_ context.Context, tx *writeTx) error {
		for i := range n {
			row, err := s.newExchangeRow(numbered(i))
			if err == nil {
				err = row.insert(tx)
			}
			if err != nil {
				return err
			}
			newest = row.seq
		}
		return nil
	}, func() { s.search.grown(newest) })
}

// recordMany records the exchanges numbered from to to.
func recordMany(t testing.TB, s *Store, from, to int) {
	t.Helper()
	must(t, recordTogether(s, to-from+1, func(i int) (sandbox.Exchange, sandbox.ExchangeBytes) { return exchangeOf(from + i) }))
}

func idsOf(items []sandbox.Exchange) []string {
	ids := []string{}
	for _, x := range items {
		ids = append(ids, x.ID)
	}
	return ids
}

// expectIDs checks a list's ids in order.
func expectIDs(t testing.TB, s *Store, f sandbox.ExchangeFilter, want ...string) {
	t.Helper()
	page, err := s.ListExchanges(bg, f)
	must(t, err)
	if got := idsOf(page.Items); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%+v:\ngot  %v\nwant %v", f, got, want)
	}
}

func TestRecord_InstantsAreKeptToTheMillisecondInUTC(t *testing.T) {
	s := openStore(t, configIn(t))
	at := time.Date(2026, 5, 6, 7, 8, 9, 123_456_789, time.FixedZone("here", 3600))
	must(t, s.Record(bg, sandbox.Exchange{ID: "x", Kind: sandbox.KindGateway, StartedAt: at}, sandbox.ExchangeBytes{}))
	x, err := s.ExchangeByID(bg, "x")
	must(t, err)
	if want := at.UTC().Truncate(time.Millisecond); x.StartedAt != want {
		t.Errorf("got %v, want %v", x.StartedAt, want)
	}
}
