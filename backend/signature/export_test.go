package signature

// FixFor is the fix of one cause.
func FixFor(direction Direction, code Code) Fix {
	return fixFor(Case{Direction: direction}, []Cause{{Code: code}})
}
