package signature

import (
	"crypto/x509"
	"strings"
)

// KeyNote is something to know about a pasted key; the SDKs differ in what they take (api.md §1.5).
type KeyNote string

// The notes.
const (
	NotePKCS1       KeyNote = "pkcs1"       // Java, Go and .NET want PKCS#8
	NotePKCS8       KeyNote = "pkcs8"       // Python wants PKCS#1
	NoteArmour      KeyNote = "armour"      // BEGIN and END lines; SDKs want the base64 alone
	NoteLabel       KeyNote = "label"       // the BEGIN line names the other container
	NoteEscaped     KeyNote = "escaped"     // line ends written out as \n
	NoteLineBreaks  KeyNote = "lineBreaks"  // base64 on several lines
	NotePublicPKCS1 KeyNote = "publicPkcs1" // a public key that is not X.509
)

// KeyNotes lists every note there is.
func KeyNotes() []KeyNote {
	return []KeyNote{NotePKCS1, NotePKCS8, NoteArmour, NoteLabel, NoteEscaped, NoteLineBreaks, NotePublicPKCS1}
}

// Sentence is the note in English.
func (n KeyNote) Sentence() string {
	switch n {
	case NotePKCS1:
		return "The private key is PKCS#1, which Antom's Python and PHP SDKs want; the Java, Go and .NET SDKs read PKCS#8 only."
	case NotePKCS8:
		return "The private key is PKCS#8, which Antom's Java, Go, .NET and PHP SDKs take; the Python SDK wants PKCS#1."
	case NoteArmour:
		return "The key has BEGIN and END lines; Antom's SDKs want the base64 between them alone."
	case NoteLabel:
		return "The key's BEGIN line names another container than the one inside, which strict libraries refuse."
	case NoteEscaped:
		return `The key's line ends are written out as \n; turn them into real ones before a library reads it.`
	case NoteLineBreaks:
		return "The key's base64 stands on several lines; some SDKs want it on one."
	case NotePublicPKCS1:
		return "The public key is PKCS#1; Antom wants X.509 (SPKI)."
	}
	return string(n)
}

// InspectKey says what is special about a key's text, private or public, that can be read.
func InspectKey(text string) []KeyNote {
	var notes []KeyNote
	add := func(is bool, note KeyNote) {
		if is {
			notes = append(notes, note)
		}
	}
	der, err := derOf(text)
	if err != nil {
		return nil
	}
	_, notPKCS1 := x509.ParsePKCS1PrivateKey(der)
	_, notPKCS8 := x509.ParsePKCS8PrivateKey(der)
	_, notPublicPKCS1 := x509.ParsePKCS1PublicKey(der)
	armoured := strings.Contains(text, "-----BEGIN ")
	saysPKCS1 := strings.Contains(text, "BEGIN RSA ")
	add(notPKCS1 == nil, NotePKCS1)
	add(notPKCS8 == nil, NotePKCS8)
	add(notPublicPKCS1 == nil, NotePublicPKCS1)
	add(armoured, NoteArmour)
	add(armoured && (saysPKCS1 && notPKCS8 == nil || !saysPKCS1 && notPKCS1 == nil), NoteLabel)
	add(strings.Contains(text, `\n`), NoteEscaped)
	add(!armoured && strings.Contains(strings.TrimSpace(text), "\n"), NoteLineBreaks)
	return notes
}
