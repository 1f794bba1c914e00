package engine

// captureVerbs are the calls about held money.
var captureVerbs = map[string]verb{
	"payments/capture":      plain((*Engine).Capture),
	"payments/updateAmount": plain((*Engine).UpdateAmount),
}
