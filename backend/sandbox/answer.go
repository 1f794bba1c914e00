package sandbox

import (
	"fmt"
	"strconv"
	"strings"
)

// AnswerKind says how a step answers.
type AnswerKind string

// The kinds of answer.
const (
	AnswerAcknowledge AnswerKind = "acknowledge" // as Antom documents it (api.md §4.1)
	AnswerReply       AnswerKind = "reply"       // a status, headers and a body of one's own
)

// AnswerRule is how an endpoint answers: always by its only step, or by several in turn.
type AnswerRule struct {
	Steps  []AnswerStep `json:"steps"`
	Repeat bool         `json:"repeat"` // begin anew after the last step; otherwise the last one stays
}

// AnswerStep is one answer. Header values and the body are templates over the captured request.
type AnswerStep struct {
	Kind        AnswerKind     `json:"kind"`
	Times       int            `json:"times"` // captures it answers before the next step's turn; at least 1
	DelayMillis int64          `json:"delayMillis"`
	Status      int            `json:"status,omitempty"`
	Headers     []AnswerHeader `json:"headers,omitempty"`
	Body        string         `json:"body,omitempty"`
}

// AnswerHeader is one header of a reply.
type AnswerHeader struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// AcknowledgeAlways is the rule an endpoint starts with.
func AcknowledgeAlways() AnswerRule {
	return AnswerRule{Steps: []AnswerStep{{Kind: AnswerAcknowledge, Times: 1}}}
}

// Sequence reports whether captures are answered in turn, so that they have to be counted.
func (r AnswerRule) Sequence() bool { return len(r.Steps) > 1 }

// StepAt is the index of the step that answers after n captures were answered.
func (r AnswerRule) StepAt(n int64) int {
	var round int64
	for _, s := range r.Steps {
		round += int64(max(s.Times, 1))
	}
	if r.Repeat && round > 0 {
		n %= round
	}
	for i, s := range r.Steps {
		if n -= int64(max(s.Times, 1)); n < 0 {
			return i
		}
	}
	return len(r.Steps) - 1
}

// AnsweredBy is what the log keeps of the rule that answered a capture.
type AnsweredBy struct {
	Kind        AnswerKind
	Step, Steps int // 1 of 3; both 0 unless the rule is a sequence
	DelayMillis int64
}

// String is "reply 1/3 500ms", for the log.
func (a AnsweredBy) String() string {
	text := string(a.Kind)
	if a.Steps > 0 {
		text += fmt.Sprintf(" %d/%d", a.Step, a.Steps)
	}
	if a.DelayMillis > 0 {
		text += fmt.Sprintf(" %dms", a.DelayMillis)
	}
	return text
}

// ParseAnsweredBy reads what String wrote; anything else is the acknowledgement.
func ParseAnsweredBy(text string) AnsweredBy {
	a := AnsweredBy{Kind: AnswerAcknowledge}
	for _, part := range strings.Fields(text) {
		step, steps, isStep := strings.Cut(part, "/")
		millis, isDelay := strings.CutSuffix(part, "ms")
		switch {
		case isStep:
			a.Step, a.Steps = number(step), number(steps)
		case isDelay:
			a.DelayMillis = int64(number(millis))
		default:
			a.Kind = AnswerKind(part)
		}
	}
	return a
}

func number(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0
	}
	return n
}

// AnswerFault is one mistake in a step's templates.
type AnswerFault struct {
	Step    int // from 0
	Header  int // from 0; -1 in the body
	Line    int // from 1
	Message string
}

// RenderedAnswer is what a step would send to a given request, or why it cannot.
type RenderedAnswer struct {
	Head        []byte
	Body        []byte
	DelayMillis int64
	Faults      []AnswerFault
}
