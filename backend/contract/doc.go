// Package contract is Antom's API contract: the embedded description of its calls, the strict reading
// of a body as one JSON object, the lenient checking of its fields (api.md §1.7, §3), the wire structs
// the engine reads, masking of card data, and sample requests. It is pure.
package contract
