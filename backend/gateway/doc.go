// Package gateway is Antom's front door: it takes a merchant's signed call over HTTP or HTTPS, keeps
// the exact bytes of both directions, verifies, routes to the engine, signs the answer, records the
// exchange and only then sends it ("write, then answer").
//
// net/http speaks the protocol, but nothing of it routes, cleans or redirects: the request target is
// read as it was sent. A tee on every connection keeps what net/http throws away (header case and
// order) and what never reaches a handler (garbage, giant headers, a head that trickles in).
package gateway
