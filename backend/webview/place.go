package webview

import (
	"encoding/json"
	"os"
)

// The window's limits and first size, in pixels.
const (
	MinWidth  = 1024
	MinHeight = 680
	width     = 1360
	height    = 860
)

// visible is how much of the window must lie on the screen, in pixels, to be caught with the mouse.
const visible = 120

// Place is where the window stood when it was closed. All in pixels of the screen it was on.
type Place struct {
	X         int  `json:"x"`
	Y         int  `json:"y"`
	Width     int  `json:"width"`
	Height    int  `json:"height"`
	Maximised bool `json:"maximised"`
}

// LoadPlace reads the place kept in path; false when there is none that makes sense, and then the
// system decides where the window opens.
func LoadPlace(path string) (Place, bool) {
	var p Place
	text, err := os.ReadFile(path)
	if err != nil || json.Unmarshal(text, &p) != nil || p.Width <= 0 || p.Height <= 0 {
		return FirstPlace(), false
	}
	return p, true
}

// FirstPlace is the size of a window that was never open before.
func FirstPlace() Place { return Place{Width: width, Height: height} }

// Save keeps the place in path. It replaces the file as a whole, so that a crash leaves the old one.
func (p Place) Save(path string) error {
	text, err := json.Marshal(p)
	if err != nil {
		return err
	}
	next := path + ".new"
	if err := os.WriteFile(next, append(text, '\n'), 0o600); err != nil {
		return err
	}
	return os.Rename(next, path)
}

// Resized returns what to keep when the window is closed: a maximised window keeps the size and place
// it will shrink back to.
func (p Place) Resized(x, y, width, height int, maximised bool) Place {
	if maximised {
		p.Maximised = true
		return p
	}
	return Place{X: x, Y: y, Width: width, Height: height}
}

// Fit moves and shrinks the place so that it can be seen and caught on a screen of that size: screens
// come and go between two starts. An unknown screen (0×0) changes nothing but the minimum.
func (p Place) Fit(screenWidth, screenHeight int) Place {
	p.Width, p.Height = max(p.Width, MinWidth), max(p.Height, MinHeight)
	if screenWidth <= 0 || screenHeight <= 0 {
		return p
	}
	p.Width = max(min(p.Width, screenWidth), MinWidth)
	p.Height = max(min(p.Height, screenHeight), MinHeight)
	p.X = max(0, min(p.X, screenWidth-visible))
	p.Y = max(0, min(p.Y, screenHeight-visible))
	return p
}
