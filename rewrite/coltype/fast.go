package coltype

import "github.com/sqlite2pg/sqlite2pg/parser"

// Nearly all values are short literals of the class that their column declares.
// A direct encoder takes such a literal from the dump's text to COPY text in one
// pass over its bytes, a word at a time. What it does not know, it leaves to the
// road of parser.Value and Type.Append, which says the same of what it knows.

// Fast is a direct encoder: it writes the literal that in begins with into dst,
// which has room for twice its length and a word more. It returns how many bytes it
// has written and read, or in read that it leaves the literal (Leave), or that in
// ends within it (Short); and the class of the value.
type Fast func(t *Type, dst, in []byte) (written, read int, class parser.Class)

// What a direct encoder may return for the number of bytes read.
const (
	Leave = 0
	Short = -1
)

// RoundedText is the class that a direct encoder returns of a parser.Text which it has
// written with fewer digits: that is counted.
const RoundedText = parser.Text | 1<<7

// Fast returns the direct encoder of the type, or one that leaves everything.
func (t *Type) Fast() Fast {
	fast, class := t.Encoding.fast(t)
	if t.Class != parser.Null && t.Class != class {
		return LeaveAll
	}
	return fast
}

// LeaveAll is the direct encoder that leaves everything.
func LeaveAll(*Type, []byte, []byte) (int, int, parser.Class) { return 0, Leave, parser.Null }

// endsValue reports whether nothing more of a value comes before the byte.
func endsValue(c byte) bool { return c == ',' || c == ')' }
