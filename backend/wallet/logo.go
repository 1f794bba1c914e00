package wallet

import (
	"fmt"
	"hash/fnv"
	"html/template"
	"net/http"
	"strings"

	"antomdesk/backend/engine"
)

// logoColours are grounds on which white letters are easy to read.
var logoColours = []string{"#1560d4", "#0b7285", "#157347", "#7a4d00", "#8a3b12", "#a61e4d", "#6741d9", "#364fc7"}

// servePicture answers the pictures: logos, and codes of payments to scan. ok is false for other paths.
func (h *Handler) servePicture(w http.ResponseWriter, r *http.Request) (ok bool) {
	if name, found := strings.CutPrefix(r.URL.Path, engine.LogoPath); found {
		h.serveLogo(w, r, name)
		return true
	}
	page, found := strings.CutSuffix(r.URL.Path, engine.OrderCodePath)
	if !found {
		return false
	}
	token, _, _ := route(page)
	if p, err := h.engine.BuyerPayment(r.Context(), token); err != nil || p.WalletToken != token {
		h.notFound(w, r)
		return true
	}
	writeSVG(w, qrSVG(originOf(r)+page))
	return true
}

// serveLogo draws the logo of a payment method or card brand; the name is all it needs.
func (h *Handler) serveLogo(w http.ResponseWriter, r *http.Request, file string) {
	name, svg := strings.CutSuffix(file, ".svg")
	if !svg || name == "" || len(name) > 64 || strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") != "" {
		h.notFound(w, r)
		return
	}
	w.Header().Set("Cache-Control", "public, max-age=86400")
	writeSVG(w, logoSVG(name))
}

func writeSVG(w http.ResponseWriter, picture template.HTML) {
	w.Header().Set("Content-Type", "image/svg+xml")
	_, _ = w.Write([]byte(picture))
}

// logoSVG is a tile with up to two letters: marks of our own, for the real ones belong to others.
func logoSVG(name string) template.HTML {
	sum := fnv.New32a()
	_, _ = sum.Write([]byte(name))
	return template.HTML(fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40" aria-hidden="true">`+
		`<rect width="40" height="40" rx="9" fill="%s"/><text x="20" y="26" fill="#fff" font-family="system-ui,sans-serif" `+
		`font-size="17" font-weight="700" text-anchor="middle">%s</text></svg>`,
		logoColours[sum.Sum32()%uint32(len(logoColours))], template.HTMLEscapeString(initials(name))))
}

// initials are the first letters of a type's first two words, or of its only word.
func initials(name string) string {
	first, rest, _ := strings.Cut(name, "_")
	if rest != "" && first != "" {
		return first[:1] + rest[:1]
	}
	return name[:min(2, len(name))]
}
