// Package rawhttp is HTTP/1.1 transport that keeps exact bytes: a reader that tells which bytes a
// parser consumed, a client that writes a head byte for byte on a fresh connection, and a small
// server whose handler sees the head as it crossed the wire and composes its reply before sending it.
//
// It is pure transport: it knows nothing of Antom, signatures or storage. Parsing itself is left to
// net/http's ReadRequest and ReadResponse.
package rawhttp
