package wallet

import (
	"net/http"

	"antomdesk/backend/engine"
	"antomdesk/backend/sandbox"
)

// objectPage serves the pages of one kind of object: what a GET shows and what a form asks for.
type objectPage struct {
	show func(h *Handler, w http.ResponseWriter, r *http.Request, o sandbox.Object)
	act  func(h *Handler, w http.ResponseWriter, r *http.Request, o sandbox.Object, action string)
}

// objectPages are the kinds of object a buyer has a page for, besides payments.
var objectPages = map[sandbox.ObjectKind]objectPage{
	sandbox.KindSession:       {show: showCheckout, act: actCheckout},
	sandbox.KindAuthorization: {show: showConsent, act: actConsent},
	sandbox.KindVaulting:      {show: showVault, act: actVault},
	sandbox.KindSubscription:  {show: showSubscription, act: actSubscription},
	sandbox.KindBillingLink:   {show: showDocument, act: actDocument},
	engine.KindProductImage:   {show: showImage, act: actDocument},
}

// objectOf finds the object of a token that belongs to no payment; the answer is written when there is
// none.
func (h *Handler) objectOf(w http.ResponseWriter, r *http.Request, token string) (sandbox.Object, objectPage, bool) {
	o, err := h.engine.BuyerObject(r.Context(), token)
	if err != nil {
		h.fail(w, r, err)
		return o, objectPage{}, false
	}
	page, ok := objectPages[o.Kind]
	if !ok {
		h.notFound(w, r)
	}
	return o, page, ok
}

func (h *Handler) showObject(w http.ResponseWriter, r *http.Request, token string) {
	if o, page, ok := h.objectOf(w, r, token); ok {
		page.show(h, w, r, o)
	}
}

func (h *Handler) actOnObject(w http.ResponseWriter, r *http.Request, token, action string) {
	if o, page, ok := h.objectOf(w, r, token); ok {
		page.act(h, w, r, o, action)
	}
}
