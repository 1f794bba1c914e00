package signature

import (
	"iter"
	"slices"
	"strings"
)

// textMistakes are other methods, and other characters between the parts.
func textMistakes(*Case) iter.Seq[change] { return slices.Values(textChanges) }

var textChanges = slices.Concat(methodChanges(), separatorChanges(), []change{
	textChange(cause(CodeTimeFirst), func(p *parts) { p.timeFirst = true }),
	textChange(cause(CodeBodyAlone), func(p *parts) { *p = parts{body: p.body} }),
	textChange(cause(CodeLineEnds), func(p *parts) { p.afterFirst, p.afterSecond = "\n", "\n" }),
	textChange(cause(CodeLineEnds), func(p *parts) { p.afterMethod, p.afterFirst, p.afterSecond = "\n", "\n", "\n" }),
})

func textChange(why Cause, apply func(*parts)) change {
	return change{causes: []Cause{why}, apply: apply, common: true}
}

func methodChanges() []change {
	all := []change{
		textChange(cause(CodeMethodLower), func(p *parts) { p.method = "post" }),
		textChange(cause(CodeMethodMissing), func(p *parts) { p.method, p.afterMethod = "", "" }),
	}
	for _, method := range []string{"GET", "PUT", "Post"} {
		all = append(all, textChange(cause(CodeMethodOther, Param{"used", method}), func(p *parts) { p.method = method }))
	}
	return all
}

// separators may stand where another one belongs.
var separators = []string{"", "\n", ".", ",", " ", ":", "&", "|", "-"}

func separatorChanges() []change {
	all := []change{
		textChange(cause(CodeCRLF), func(p *parts) { p.afterPath = "\r\n" }),
		textChange(cause(CodeBackslashN), func(p *parts) { p.afterPath = `\n` }),
	}
	for _, place := range []struct {
		code  Code
		right string
		at    func(*parts) *string
	}{
		{CodeAfterPath, "\n", func(p *parts) *string { return &p.afterPath }},
		{CodeAfterClient, ".", func(p *parts) *string { return &p.afterFirst }},
		{CodeAfterTime, ".", func(p *parts) *string { return &p.afterSecond }},
	} {
		for _, s := range separators {
			if s != place.right {
				all = append(all, textChange(cause(place.code, Param{"used", separatorName(s)}), func(p *parts) { *place.at(p) = s }))
			}
		}
	}
	return all
}

// separatorName makes a separator visible, in any language.
func separatorName(s string) string {
	if s == "" {
		return Nothing
	}
	return strings.NewReplacer("\r", "␍", "\n", "␊", " ", "␠").Replace(s)
}
