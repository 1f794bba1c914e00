package contract

import (
	"slices"
	"strconv"
	"strings"
)

// maxSentence is Antom's limit for resultMessage, in characters (api.md §1.6).
const maxSentence = 256

// path is the way from the body to one value; nil is the body itself. It is printed only when
// something is wrong there.
type path struct {
	parent *path
	name   string // of a member
	index  int    // of an item, -1 for a member
}

func (p *path) member(name string) *path { return &path{parent: p, name: name, index: -1} }

func (p *path) item(index int) *path { return &path{parent: p, index: index} }

// secret says that what stands here may not be told: it is inside card data, or a token.
func (p *path) secret() bool {
	for at := p; at != nil; at = at.parent {
		if at.index < 0 && isSecret(at.name) {
			return true
		}
	}
	return false
}

// String prints "order.goods[1].goodsName". Long names and long paths are cut.
func (p *path) String() string {
	var steps []string
	for at := p; at != nil; at = at.parent {
		switch {
		case at.index >= 0:
			steps = append(steps, "["+strconv.Itoa(at.index)+"]")
		case at.parent == nil:
			steps = append(steps, clip(at.name, 40))
		default:
			steps = append(steps, "."+clip(at.name, 40))
		}
	}
	slices.Reverse(steps)
	return strings.Join(steps, "")
}

// clip cuts s to at most n characters, the last of them an ellipsis when something was cut.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	count := 0
	for i := range s {
		if count == n-1 {
			if rest := s[i:]; len([]rune(rest)) == 1 {
				return s
			}
			return s[:i] + "…"
		}
		count++
	}
	return s
}
