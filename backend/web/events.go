package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"antomdesk/backend/services"
)

// heartbeat keeps an idle event stream open, and finds out when nobody reads it any more.
const heartbeat = 15 * time.Second

// events streams hints as server-sent events named "hint". A browser that reconnects gets a resync
// first, because it may have missed some.
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	sub := s.hints.Subscribe()
	defer sub.Close()
	w.Header().Set("Content-Type", "text/event-stream; charset=utf-8")
	stream := &hintStream{w: w, flush: http.NewResponseController(w)}
	if !stream.open(r.Header.Get("Last-Event-ID") != "") {
		return
	}
	beat := s.clock.After(heartbeat)
	for alive := true; alive; {
		select {
		case hint := <-sub.C():
			alive = stream.send(hint)
		case <-beat:
			alive = stream.write(":\n\n")
			beat = s.clock.After(heartbeat)
		case <-r.Context().Done():
			alive = false
		case <-s.closing:
			alive = false
		}
	}
}

type hintStream struct {
	w     http.ResponseWriter
	flush *http.ResponseController
	sent  int
}

func (h *hintStream) open(again bool) bool {
	if !h.write("retry: 1000\n\n") {
		return false
	}
	return !again || h.send(services.Hint{Topic: string(services.TopicResync), IDs: []string{}, Seq: "0"})
}

func (h *hintStream) send(hint services.Hint) bool {
	data, err := json.Marshal(hint)
	if err != nil {
		return false
	}
	h.sent++
	return h.write("id: " + strconv.Itoa(h.sent) + "\nevent: " + services.HintEvent + "\ndata: " + string(data) + "\n\n")
}

func (h *hintStream) write(text string) bool {
	if _, err := fmt.Fprint(h.w, text); err != nil {
		return false
	}
	return h.flush.Flush() == nil
}
