// Package sandbox is the vocabulary of Antom Desk: one noun per file, the errors every edge
// translates, and the small interfaces through which rules reach storage, time and chance.
// It holds no rules and imports no adapter.
//
// Money is int64 minor units beside an ISO 4217 code. Times are time.Time in Go, unix
// milliseconds in SQL and RFC 3339 text in DTOs. Ids made by Antom Desk are UUIDv7 text; numbers
// that Antom itself would issue (payment ids, refund ids) keep Antom's form.
package sandbox
