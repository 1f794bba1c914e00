package signature

import (
	"bytes"
	_ "crypto/md5"  // to recognise signatures made with it
	_ "crypto/sha1" // likewise
	_ "crypto/sha512"
	"runtime"
)

// doctors bounds how many cases are looked into at once, so that a flood of bad signatures leaves
// cores for the good ones.
var doctors = make(chan struct{}, max(1, runtime.GOMAXPROCS(0)/2))

// Diagnose says why a signature does not verify: which mistake, applied to what arrived, makes it
// verify; or what is known for certain when none does. It never guesses.
func Diagnose(c Case) Diagnosis {
	doctors <- struct{}{}
	defer func() { <-doctors }()
	if len(c.Paths) == 0 {
		c.Paths = []string{"/"}
	}
	if len(c.Body) == 0 {
		c.Body = nil
	}
	d := c.diagnose()
	d.SDK = c.SDK
	if !d.Verified {
		d.Fix = fixFor(c, d.Causes)
	}
	if d.Signed != nil {
		d.Diff = diffOf(&c, d.Seen, d.Signed)
	}
	return d
}

// diagnose takes the reading of the header that explains most.
func (c *Case) diagnose() Diagnosis {
	var best Diagnosis
	for i, r := range readings(c.Header) {
		d := c.diagnoseReading(r)
		d.Seen = c.parts().text()
		if i == 0 || d.Proven || d.Verified {
			best = d
		}
		if d.Proven || d.Verified {
			break
		}
	}
	return best
}

func (c *Case) diagnoseReading(r reading) Diagnosis {
	if r.sig == nil {
		return Diagnosis{Causes: r.causes}
	}
	if missing := c.missing(); missing != nil {
		return Diagnosis{Causes: append(r.causes, missing...)}
	}
	m, ok := matchKeys(c, r.sig)
	if !ok {
		unknown := unknownKey(c, r.sig)
		if len(r.causes) > 0 && unknown[0].Code == CodeKeyLength {
			unknown = nil // what is wrong with the header explains the length
		}
		return Diagnosis{Causes: append(r.causes, unknown...), Proven: len(unknown) > 0 && unknown[0].Code == CodePSS}
	}
	return c.explain(m, r.causes)
}

// missing is what the string to sign lacks.
func (c *Case) missing() []Cause {
	if c.ClientID == "" {
		return []Cause{cause(CodeClientMissing)}
	}
	if c.TimeText == "" {
		return []Cause{cause(CodeTimeMissing)}
	}
	if _, err := ParseRequestTime(c.TimeText); err != nil && c.Direction == OfMerchant {
		return []Cause{cause(CodeTimeUnreadable)}
	}
	return nil
}

// explain looks for the string whose digest the signature has.
func (c *Case) explain(m match, causes []Cause) Diagnosis {
	hit, complete := newSearch(c, m.recovered).run()
	if hit == nil {
		remains := CodeOtherBytes
		if !complete {
			remains = CodeOtherBytesLarge
		}
		if keys := keyCauses(c, m.key, ""); len(keys) > 0 {
			return Diagnosis{Causes: append(causes, keys...)}
		}
		return Diagnosis{Causes: append(causes, cause(remains))}
	}
	causes = append(causes, keyCauses(c, m.key, signedClient(c, hit))...)
	causes = append(causes, schemeOf(m.recovered, hit.text)...)
	causes = append(causes, hit.causes...)
	if len(causes) == 0 {
		return Diagnosis{Verified: true}
	}
	d := Diagnosis{Causes: causes, Proven: true}
	if !bytes.Equal(hit.text, c.parts().text()) {
		d.Signed = hit.text
	}
	return d
}

// signedClient is the client id in the string that was signed.
func signedClient(c *Case, hit *found) string {
	for _, why := range hit.causes {
		if why.Code == CodeClientOther {
			return why.Params[0].Value
		}
	}
	return c.ClientID
}
