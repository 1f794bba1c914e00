package listener

import (
	"bufio"
	"bytes"
	"net/http"

	"antomdesk/backend/rawhttp"
	"antomdesk/backend/sandbox"
)

// Preview renders every step of a rule for a captured request, without sending anything.
func (l *Listener) Preview(rule sandbox.AnswerRule, head, body []byte) []sandbox.RenderedAnswer {
	r := &request{header: http.Header{}, body: body}
	if parsed, err := http.ReadRequest(bufio.NewReader(bytes.NewReader(head))); err == nil {
		r = newRequest(parsed.Method, parsed.RequestURI, "", parsed.Header, body, 0, l.Clock.Now())
	}
	r.ID = l.IDs.New()
	answers := make([]sandbox.RenderedAnswer, 0, len(rule.Steps))
	for i, s := range rule.Steps {
		answers = append(answers, l.previewStep(i, s, r))
	}
	return answers
}

func (l *Listener) previewStep(index int, s sandbox.AnswerStep, r *request) sandbox.RenderedAnswer {
	if s.Kind == sandbox.AnswerAcknowledge {
		return shown(acknowledge(r.Method, l.Clock.Now()), s.DelayMillis)
	}
	reply, faults := compile(index, s).reply(r, l.Clock.Now())
	if len(faults) == 0 {
		return shown(reply, s.DelayMillis)
	}
	for i := range faults {
		faults[i].Step = index
	}
	return sandbox.RenderedAnswer{Faults: faults}
}

func shown(reply rawhttp.Reply, delay int64) sandbox.RenderedAnswer {
	return sandbox.RenderedAnswer{Head: reply.Head(), Body: reply.Body(), DelayMillis: delay}
}
