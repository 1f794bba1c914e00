// Package services is what the window, the browser and the command line may ask for: one struct per
// screen family, one input struct in, one DTO and an error out.
//
// The structs are bound to the window and dispatched over loopback HTTP by reflection, so what they
// expose is deliberately plain: strings, numbers, booleans, slices and structs of those. Times are
// RFC 3339 text, exact bodies are base64 text, sequence numbers and money are decimal text, and a
// slice is never null. No rule lives here: a method converts, asks the engine or the store, converts
// back.
package services
