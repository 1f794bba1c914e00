package sandbox

import (
	"bytes"
	"crypto/rand"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"
)

func TestIDs_PaymentIDs_FollowOnOneAnotherWhateverTheirDate(t *testing.T) {
	at := time.Date(2026, 1, 2, 18, 0, 0, 0, time.UTC) // the 3rd in UTC+8
	ids := NewIDs(clockwork.NewFakeClockAt(at), rand.Reader)
	first, second, later := ids.PaymentID(), ids.PaymentID(), ids.Dated(at.AddDate(0, 0, 1)).PaymentID()
	if !strings.HasPrefix(first, "20260103"+"19401080010018") || len(first) != 34 {
		t.Errorf("%s is not in Antom's form", first)
	}
	if !strings.HasPrefix(later, "20260104") {
		t.Errorf("%s is not of the next day", later)
	}
	if second <= first && !strings.HasSuffix(second, "000000000000") || later[8:] <= second[8:] && !strings.HasSuffix(later, "000000000000") {
		t.Errorf("%s, %s, %s do not follow on one another", first, second, later)
	}
}

func TestIDs_FromManyGoroutines_NoNumberTwice(t *testing.T) {
	ids := NewIDs(clockwork.NewFakeClockAt(time.Unix(0, 0)), rand.Reader)
	var seen sync.Map
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for range 500 {
				if _, twice := seen.LoadOrStore(ids.Dated(time.Unix(1, 0)).PaymentID(), true); twice {
					t.Error("a number came twice")
				}
			}
		})
	}
	wait.Wait()
}

func TestIDs_Tokens_OfOneSecondBeginAlikeAndAreRandomBehind(t *testing.T) {
	ids := NewIDs(clockwork.NewFakeClockAt(time.Unix(1_767_348_245, 0)), rand.Reader)
	var a, b [24]byte
	ids.Token(a[:])
	ids.Token(b[:])
	if !bytes.Equal(a[:4], b[:4]) || bytes.Equal(a[4:], b[4:]) {
		t.Errorf("%x and %x", a, b)
	}
}
