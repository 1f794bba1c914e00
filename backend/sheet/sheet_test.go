package sheet

import (
	"bytes"
	"testing"
)

func TestHarmless_CellsOfOthers_AreNeverFormulas(t *testing.T) {
	for cell, want := range map[string]string{"=1": "'=1", "+1": "'+1", "-1": "'-1", "@x": "'@x", "\t=1": "'\t=1", "\r=1": "'\r=1", "a=1": "a=1", "": "", "中": "中"} {
		if got := harmless(cell); got != want {
			t.Errorf("%q became %q", cell, got)
		}
	}
}

func TestWrite_EveryCell_IsHarmlessAndTheRowStaysAsItWas(t *testing.T) {
	var out bytes.Buffer
	w, err := New(&out, []string{"a", "b"})
	if err != nil {
		t.Fatal(err)
	}
	row := []string{"=1+1", `say "x", y`}
	if err := w.Write(row); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if want := "a,b\n'=1+1,\"say \"\"x\"\", y\"\n"; out.String() != want || row[0] != "=1+1" {
		t.Errorf("got %q; the row is %q", out.String(), row)
	}
}
