package rewrite

import (
	"github.com/sqlite2pg/sqlite2pg/parser"
)

// notes is what is known of the values of a column that are loaded.
type notes struct {
	// Changed counts the values that arrived as the nearest of the column's
	// type: blobs as text, texts as bytes.
	Changed int64

	values  int64 // but NULL
	longest int   // in bytes of COPY text
	digits  int32 // of the longest integer
	classes uint8 // as bits
}

// Note takes note of a value: its class, and its length in bytes of COPY text.
func (n *notes) Note(class parser.Class, size int) {
	n.values++
	n.longest = max(n.longest, size)
	n.classes |= 1 << class
	if class == parser.Integer {
		n.digits = max(n.digits, int32(size))
	}
}

// merge takes note of all that other knows.
func (n *notes) merge(other *notes) {
	n.Changed += other.Changed
	n.values += other.values
	n.longest = max(n.longest, other.longest)
	n.digits = max(n.digits, other.digits)
	n.classes |= other.classes
}
