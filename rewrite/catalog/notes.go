package catalog

import (
	"github.com/sqlite2pg/sqlite2pg/parser"
)

// Notes is what is known of the values of a column that are loaded.
type Notes struct {
	// Changed counts the values that arrived as the nearest of the column's
	// type: blobs as text, texts as bytes.
	Changed int64

	Values  int64 // but NULL
	Longest int   // in bytes of COPY text
	Digits  int32 // of the longest integer
	Classes uint8 // as bits
}

// Note takes note of a value: its class, and its length in bytes of COPY text.
func (n *Notes) Note(class parser.Class, size int) {
	n.Values++
	n.Longest = max(n.Longest, size)
	n.Classes |= 1 << class
	if class == parser.Integer {
		n.Digits = max(n.Digits, int32(size))
	}
}

// Merge takes note of all that other knows.
func (n *Notes) Merge(other *Notes) {
	n.Changed += other.Changed
	n.Values += other.Values
	n.Longest = max(n.Longest, other.Longest)
	n.Digits = max(n.Digits, other.Digits)
	n.Classes |= other.Classes
}
