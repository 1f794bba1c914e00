package signature

import (
	"iter"
	"strings"
)

// sandboxPrefix begins the client ids of test environments.
const sandboxPrefix = "SANDBOX_"

// clientMistakes are other client ids than the header's: every one known here, and the header's own
// written otherwise.
func clientMistakes(c *Case) iter.Seq[change] {
	return func(yield func(change) bool) {
		try := func(id string, why Cause) bool {
			return id == c.ClientID || yield(change{causes: []Cause{why}, common: true, apply: func(p *parts) { p.client = id }})
		}
		other := func(id string) Cause { return cause(CodeClientOther, Param{"signed", id}, Param{"sent", c.ClientID}) }
		if !try(strings.TrimPrefix(c.ClientID, sandboxPrefix), cause(CodeClientSandbox)) || !try("", cause(CodeClientEmpty)) {
			return
		}
		for _, id := range append([]string{
			sandboxPrefix + c.ClientID, strings.ToLower(c.ClientID), strings.ToUpper(c.ClientID), c.ClientID + " ", "null", "None", "undefined",
		}, c.ClientIDs...) {
			if !try(id, other(id)) {
				return
			}
		}
	}
}
