package services

import (
	"antomdesk/backend/signature"
)

// SignatureReport is what the signature doctor found out.
type SignatureReport struct {
	Verified bool             `json:"verified"`
	Sentence string           `json:"sentence"` // in English; the causes say it in any language
	Causes   []SignatureCause `json:"causes"`
	Proven   bool             `json:"proven"` // a string to sign was found that verifies
	Seen     string           `json:"seen"`   // base64 of the string to sign as it arrived, or its beginning
	Signed   string           `json:"signed"` // the same of the string that was signed; "" when it is not known
	Cut      bool             `json:"cut"`    // one of them is longer than what is here
	HasDiff  bool             `json:"hasDiff"`
	Diff     SignatureDiff    `json:"diff"`
	SDK      SignatureSDK     `json:"sdk"`
	FixKind  string           `json:"fixKind"`
	Fixes    []SignatureFix   `json:"fixes"`    // the sender's language first
	KeyNotes []string         `json:"keyNotes"` // codes: what the SDKs would say to the pasted key's text
}

// SignatureCause is one thing that is wrong.
type SignatureCause struct {
	Code   string           `json:"code"`
	Clause string           `json:"clause"` // in English
	Params []SignatureParam `json:"params"`
}

// SignatureParam is a value in a cause's sentence.
type SignatureParam struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// SignatureDiff is the first place where what arrived and what was signed differ.
type SignatureDiff struct {
	Offset    int    `json:"offset"`
	Part      string `json:"part"` // method, path, client, time or body
	Before    string `json:"before"`
	Seen      string `json:"seen"`
	Signed    string `json:"signed"`
	After     string `json:"after"`
	SeenHex   string `json:"seenHex"`
	SignedHex string `json:"signedHex"`
	Cut       bool   `json:"cut"`
}

// SignatureSDK is what sent the message, as far as its headers tell.
type SignatureSDK struct {
	Language string `json:"language"` // "other" when they do not tell
	Name     string `json:"name"`
	Official bool   `json:"official"`
}

// SignatureFix is the line to change, in one language.
type SignatureFix struct {
	Language string `json:"language"`
	Line     string `json:"line"`
}

// maxShown is how much of a string to sign a report carries, in bytes; the log has the whole.
const maxShown = 256 << 10

func signatureReport(d signature.Diagnosis) SignatureReport {
	r := SignatureReport{
		Verified: d.Verified, Sentence: d.Sentence(), Proven: d.Proven, Causes: []SignatureCause{}, Fixes: []SignatureFix{}, KeyNotes: []string{},
		Seen: bodyText(d.Seen[:min(len(d.Seen), maxShown)]), Signed: bodyText(d.Signed[:min(len(d.Signed), maxShown)]),
		Cut: max(len(d.Seen), len(d.Signed)) > maxShown,
		SDK: SignatureSDK{Language: string(d.SDK.Language), Name: d.SDK.Name, Official: d.SDK.Official}, FixKind: d.Fix.Kind,
	}
	for _, c := range d.Causes {
		out := SignatureCause{Code: string(c.Code), Clause: c.Clause(), Params: make([]SignatureParam, 0, len(c.Params))}
		for _, p := range c.Params {
			out.Params = append(out.Params, SignatureParam{p.Name, p.Value})
		}
		r.Causes = append(r.Causes, out)
	}
	for _, line := range d.Fix.Lines {
		r.Fixes = append(r.Fixes, SignatureFix{string(line.Language), line.Line})
	}
	if d.Diff != nil {
		r.HasDiff, r.Diff = true, SignatureDiff{
			Offset: d.Diff.Offset, Part: string(d.Diff.Part), Before: d.Diff.Before, Seen: d.Diff.Seen, Signed: d.Diff.Signed,
			After: d.Diff.After, SeenHex: d.Diff.SeenHex, SignedHex: d.Diff.SignedHex, Cut: d.Diff.Cut,
		}
	}
	return r
}

func keyNotes(text string) []string {
	notes := []string{}
	for _, note := range signature.InspectKey(text) {
		notes = append(notes, string(note))
	}
	return notes
}
