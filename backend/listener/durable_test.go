package listener

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"testing"
	"time"

	"antomdesk/backend/sandbox"
	"antomdesk/backend/sqlite"
)

// openStore opens the real store in the folder, with the environment the directory of these tests knows.
func openStore(t testing.TB, folder string) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(context.Background(), sqlite.Config{Path: filepath.Join(folder, "antomdesk.db")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	err = s.CreateMerchantAccount(context.Background(), sandbox.MerchantAccount{ID: "account", Name: "Default", CreatedAt: time.UnixMilli(1)},
		[]sandbox.Environment{
			{ID: "env-test", Kind: sandbox.Test, ClientID: clientID, CreatedAt: time.UnixMilli(1)},
			{ID: "env-live", Kind: sandbox.Live, ClientID: "5YLIVE", CreatedAt: time.UnixMilli(1)},
		})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestCapture_InTheRealStore_IsFoundByteForByte(t *testing.T) {
	store := openStore(t, t.TempDir())
	conn := dial(t, listening(t, store, 0))
	r := bufio.NewReader(conn)
	head := signed(t, antomKey(), "/n", body)
	for n := range 3 {
		text := body
		if n > 0 {
			text = fmt.Sprintf("\x00\xff%d", n)
			head = fmt.Sprintf("POST /any HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n", len(text))
		}
		if _, err := io.WriteString(conn, head+text); err != nil {
			t.Fatal(err)
		}
		rsp, err := http.ReadResponse(r, nil)
		if err != nil {
			t.Fatal(err)
		}
		io.Copy(io.Discard, rsp.Body)
		page, err := store.ListExchanges(t.Context(), sandbox.ExchangeFilter{Kinds: []sandbox.ExchangeKind{sandbox.KindCapture}})
		if err != nil || len(page.Items) != n+1 {
			t.Fatalf("answer %d came with %d stored, %v", n+1, len(page.Items), err)
		}
		kept, err := store.ExchangeBytesByID(t.Context(), page.Items[0].ID)
		if err != nil || string(kept.RequestHead) != head || string(kept.RequestBody) != text {
			t.Errorf("kept %q %q, %v", kept.RequestHead, kept.RequestBody, err)
		}
	}
}
