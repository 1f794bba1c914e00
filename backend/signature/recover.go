package signature

import (
	"bytes"
	"crypto"
	"crypto/rsa"
	"encoding/asn1"
	"math/big"
)

// recovered is what the signer put under the padding. A signature made with PKCS#1 v1.5 gives it back
// to whoever has the public key, so that a guess at the signed bytes costs one hash and no RSA.
type recovered struct {
	hash   crypto.Hash // 0 when the signer named none
	digest []byte      // what stands for the message
}

// digestInfo is the DER that PKCS#1 v1.5 signs.
type digestInfo struct {
	Algorithm struct {
		OID        asn1.ObjectIdentifier
		Parameters asn1.RawValue `asn1:"optional"`
	}
	Digest []byte
}

// encodes reports whether the payload is the one encoding of it that verifies: RFC 8017 wants the NULL
// after the hash's name, which some signers leave out.
func (d digestInfo) encodes(payload []byte) bool {
	d.Algorithm.Parameters = asn1.NullRawValue
	whole, err := asn1.Marshal(d)
	return err == nil && bytes.Equal(whole, payload)
}

// hashes are those a signer may have named.
var hashes = map[string]crypto.Hash{
	"1.2.840.113549.2.5":     crypto.MD5,
	"1.3.14.3.2.26":          crypto.SHA1,
	"2.16.840.1.101.3.4.2.4": crypto.SHA224,
	"2.16.840.1.101.3.4.2.1": crypto.SHA256,
	"2.16.840.1.101.3.4.2.2": crypto.SHA384,
	"2.16.840.1.101.3.4.2.3": crypto.SHA512,
}

// recoverDigest undoes the signature with the public key. It fails unless what comes out has the
// padding that only the private key's owner can have made.
func recoverDigest(pub *rsa.PublicKey, sig []byte) (recovered, bool) {
	if pub == nil || len(sig) != pub.Size() {
		return recovered{}, false
	}
	s := new(big.Int).SetBytes(sig)
	if s.Cmp(pub.N) >= 0 {
		return recovered{}, false
	}
	padded := s.Exp(s, big.NewInt(int64(pub.E)), pub.N).FillBytes(make([]byte, pub.Size()))
	payload, ok := unpad(padded)
	if !ok {
		return recovered{}, false
	}
	var info digestInfo
	if rest, err := asn1.Unmarshal(payload, &info); err == nil && len(rest) == 0 {
		switch hash, known := hashes[info.Algorithm.OID.String()]; {
		case known && info.encodes(payload):
			return recovered{hash: hash, digest: info.Digest}, true
		case known:
			return recovered{digest: info.Digest}, true // its name is not spelled as verifying wants it
		}
	}
	return recovered{digest: payload}, true
}

// unpad takes the padding of block type 1 away: 00 01, at least eight FF, 00.
func unpad(padded []byte) ([]byte, bool) {
	rest, ok := bytes.CutPrefix(padded, []byte{0, 1})
	if !ok {
		return nil, false
	}
	payload := bytes.TrimLeft(rest, "\xff")
	if len(rest)-len(payload) < 8 || len(payload) < 2 || payload[0] != 0 {
		return nil, false
	}
	return payload[1:], true
}
