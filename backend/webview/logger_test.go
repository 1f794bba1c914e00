package webview

import (
	"strings"
	"testing"
)

func TestLogger_FailedCall_KeepsTheCauseAndNoArgument(t *testing.T) {
	var out strings.Builder
	NewLogger(&out).Error(`process message error: C{"name":"services.Simulator.Send","args":[{"key":"MIIEvQ -> x"}]} -> error parsing arguments: unexpected end`)
	want := "antomdesk: error: process message error: C… -> error parsing arguments: unexpected end\n"
	if out.String() != want {
		t.Errorf("wrote %q, want %q", out.String(), want)
	}
}

func TestLogger_CardNumberOrKeyInTheCause_IsLeftOut(t *testing.T) {
	key := strings.Repeat("MIIEvQIBADANBgkqhkiG", 3)
	for _, secret := range []string{"4054695723100768", key} {
		var out strings.Builder
		NewLogger(&out).Warning("cannot unmarshal number " + secret + " into Go value")
		if strings.Contains(out.String(), secret) {
			t.Errorf("wrote %q", out.String())
		}
	}
}

func TestLogger_CauseThatHoldsAPayload_IsLeftOutToo(t *testing.T) {
	var out strings.Builder
	NewLogger(&out).Error(`failed: C{"a":1} -> bad {"secret":2}`)
	if want := "antomdesk: error: failed: C…\n"; out.String() != want {
		t.Errorf("wrote %q, want %q", out.String(), want)
	}
}

func TestLogger_TraceDebugInfo_AreSilent(t *testing.T) {
	var out strings.Builder
	l := NewLogger(&out)
	l.Trace("a")
	l.Debug("b")
	l.Info("c")
	if out.Len() != 0 {
		t.Errorf("wrote %q", out.String())
	}
}
