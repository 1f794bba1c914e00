package webview

import (
	"os"
	"path/filepath"
	"testing"
)

func TestPlace_SavedAndLoaded_IsTheSame(t *testing.T) {
	path := filepath.Join(t.TempDir(), "window.json")
	want := Place{X: 40, Y: 30, Width: 1500, Height: 900, Maximised: true}
	if err := want.Save(path); err != nil {
		t.Fatal(err)
	}
	if got, ok := LoadPlace(path); !ok || got != want {
		t.Fatalf("LoadPlace = %+v, %v; want %+v", got, ok, want)
	}
}

func TestLoadPlace_MissingOrDamaged_IsTheFirstPlace(t *testing.T) {
	path := filepath.Join(t.TempDir(), "window.json")
	for _, text := range []string{"", "{", `{"x":1}`, `{"width":-5,"height":10}`} {
		if text != "" {
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if got, ok := LoadPlace(path); ok || got != FirstPlace() {
			t.Errorf("LoadPlace of %q = %+v, %v; want the first place, false", text, got, ok)
		}
	}
}

func TestFit_ScreenThatWentAway_BringsTheWindowBack(t *testing.T) {
	far := Place{X: 5000, Y: -300, Width: 3000, Height: 2000}
	if got, want := far.Fit(1920, 1080), (Place{X: 1800, Y: 0, Width: 1920, Height: 1080}); got != want {
		t.Errorf("Fit = %+v, want %+v", got, want)
	}
}

func TestFit_SmallOrUnknownScreen_KeepsTheMinimum(t *testing.T) {
	small := Place{Width: 10, Height: 10}
	for _, screen := range [][2]int{{800, 600}, {0, 0}} {
		if got := small.Fit(screen[0], screen[1]); got.Width != MinWidth || got.Height != MinHeight {
			t.Errorf("Fit on %v = %+v, want %d×%d", screen, got, MinWidth, MinHeight)
		}
	}
}

func TestResized_Maximised_KeepsTheSizeToShrinkBackTo(t *testing.T) {
	before := Place{X: 5, Y: 6, Width: 1200, Height: 700}
	got := before.Resized(0, 0, 1920, 1080, true)
	if want := (Place{X: 5, Y: 6, Width: 1200, Height: 700, Maximised: true}); got != want {
		t.Errorf("Resized = %+v, want %+v", got, want)
	}
	if got := got.Resized(7, 8, 1300, 800, false); got != (Place{X: 7, Y: 8, Width: 1300, Height: 800}) {
		t.Errorf("Resized of a window that shrank back = %+v", got)
	}
}
