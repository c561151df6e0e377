package catalog

import "math"

// Numbering is what the next key of a table without a given one depends on.
type Numbering struct {
	// Top is the highest key in Rowid, Sequence what sqlite_sequence says, which
	// remembers for AUTOINCREMENT.
	Top, Sequence int64
	remembers     bool
}

// NextKey is the key that SQLite gives a row without one: after the highest one
// in use, and with AUTOINCREMENT after the highest one ever, at least 1
// (https://sqlite.org/autoinc.html). It returns false when there is none left;
// SQLite then tries at random.
func (n *Numbering) NextKey() (key int64, ok bool) {
	last := n.Top
	if n.remembers {
		last = max(last, n.Sequence, 0)
	}
	if last == math.MinInt64 { // no row
		last = 0
	}
	return last + 1, last < math.MaxInt64
}
