package signature

// fixKind is the place in a merchant's code where a cause is mended.
type fixKind string

const (
	fixHeader   fixKind = "header"
	fixEncoding fixKind = "encoding"
	fixText     fixKind = "text"
	fixPath     fixKind = "path"
	fixClient   fixKind = "client"
	fixTime     fixKind = "time"
	fixBody     fixKind = "body"
	fixCharset  fixKind = "charset"
	fixHash     fixKind = "hash"
	fixKey      fixKind = "key"
	fixAntomKey fixKind = "antomKey"
)

// Fix is the line to change, in every language it is known in; the sender's own comes first.
type Fix struct {
	Kind  string
	Lines []FixLine
}

// FixLine is the line as it should read in one language.
type FixLine struct {
	Language Language
	Line     string
}

var languages = []Language{LanguageJava, LanguageGo, LanguagePython, LanguagePHP, LanguageNode, LanguageDotNet, LanguageOther}

// fixFor finds the line that mends the first cause.
func fixFor(c Case, causes []Cause) Fix {
	if len(causes) == 0 {
		return Fix{}
	}
	kind := entries[causes[0].Code].fix
	table := signingLines[kind]
	if lines, other := verifyingLines[kind]; other && c.Direction == OfAntom {
		table = lines
	}
	fix := Fix{Kind: string(kind), Lines: make([]FixLine, 0, len(languages))}
	for _, language := range languages {
		line := FixLine{language, table[language]}
		if language == c.SDK.Language {
			fix.Lines = append([]FixLine{line}, fix.Lines...)
		} else {
			fix.Lines = append(fix.Lines, line)
		}
	}
	return fix
}
