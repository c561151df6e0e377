// Package suggest sees which stricter types would hold all values of a column, for
// --check: a column of texts that are UUIDs, of integers that are only 0 and 1. It
// changes nothing: the user decides.
package suggest

import (
	"bytes"
	"math/bits"
	"regexp"
	"sync"

	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
)

// candidate is a type that may be suggested: for values of which class, what they are
// in words, and how they are written.
type candidate struct {
	class parser.Class
	words string
	// usual is the type whose direct encoder takes most values, any one that takes all
	// that the user's word on the type would.
	usual, any coltype.Type
	// likely rules most other values out by a glance at the text.
	likely func(text []byte) bool
	// sure, if set, says at a glance what most values of the type are, in place of the
	// usual type's direct encoder.
	sure func(text []byte) bool
	// number is set where no digit may be lost: neither a zero of 007, nor what a double
	// does not hold.
	number bool
}

// The places of the candidates, the best first.
const (
	uuid = iota
	date
	clock
	timestamp
	timestamptz
	document
	whole
	decimal
	boolean
	seconds
	millis
	micros
	count
)

var candidates = [count]candidate{
	uuid:        {class: parser.Text, words: "UUIDs", usual: forced("uuid", "uuid"), any: forced("uuid", "uuid-text"), likely: func(b []byte) bool { return len(b) >= 32 && len(b) <= 38 }},
	date:        {class: parser.Text, words: "ISO dates", usual: forced("date", "date"), any: forced("date", "date"), likely: func(b []byte) bool { return len(b) == 10 && b[4] == '-' }},
	clock:       {class: parser.Text, words: "times of day", usual: forced("time", "time"), any: forced("time", "time-any"), likely: func(b []byte) bool { return len(b) >= 5 && b[2] == ':' }},
	timestamp:   {class: parser.Text, words: "ISO timestamps", usual: forced("timestamp", "iso"), any: forced("timestamp", "iso-any"), likely: isTimestamp},
	timestamptz: {class: parser.Text, words: "ISO timestamps, with offsets from UTC", usual: forced("timestamptz", "iso-offset"), any: forced("timestamptz", "iso-any"), likely: isTimestamp},
	document:    {class: parser.Text, words: "JSON", usual: forced("jsonb", "json"), any: forced("jsonb", "json"), likely: func(b []byte) bool { return len(b) > 1 && (b[0] == '{' || b[0] == '[') }},
	whole:       {class: parser.Text, words: "whole numbers", usual: forced("bigint", "integer"), any: forced("bigint", "integer"), likely: isNumber, sure: isWhole, number: true},
	decimal:     {class: parser.Text, words: "numbers", usual: forced("numeric", "decimal"), any: forced("numeric", "decimal"), likely: isNumber, sure: isDecimal, number: true},
	boolean:     {class: parser.Integer, words: "0 and 1", usual: forced("boolean", "0-1"), any: forced("boolean", "0-1"), likely: isBit, sure: isBit},
	seconds:     {class: parser.Integer, words: "unix times in seconds", usual: forced("timestamp", "unix-seconds"), any: forced("timestamp", "unix-seconds"), likely: isUnix(9, 10), sure: inRange},
	millis:      {class: parser.Integer, words: "unix times in milliseconds", usual: forced("timestamp", "unix-milliseconds"), any: forced("timestamp", "unix-milliseconds"), likely: isUnix(12, 13), sure: inRange},
	micros:      {class: parser.Integer, words: "unix times in microseconds", usual: forced("timestamp", "unix-microseconds"), any: forced("timestamp", "unix-microseconds"), likely: isUnix(15, 16), sure: inRange},
}

func isTimestamp(b []byte) bool {
	return len(b) > 10 && b[4] == '-' && (b[10] == ' ' || b[10] == 'T')
}

func isNumber(b []byte) bool {
	return len(b) > 0 && len(b) < 40 && (b[0] >= '0' && b[0] <= '9' || b[0] == '-')
}

// isUnix tells unix times by their number of digits: zero stands for none in some columns.
func isUnix(from, to int) func(b []byte) bool {
	return func(b []byte) bool { return len(b) >= from && len(b) <= to || len(b) == 1 && b[0] == '0' }
}

// inRange reports whether the digits of a unix time that is as long as one are those of
// a year before 2096.
func inRange(b []byte) bool { return b[0] <= '3' }

func isBit(b []byte) bool { return len(b) == 1 && (b[0] == '0' || b[0] == '1') }

// isWhole reports whether a text is the digits of an integer that is far from the ends
// of bigint.
func isWhole(b []byte) bool {
	if b[0] == '-' {
		b = b[1:]
		if len(b) == 1 && b[0] == '0' {
			return false
		}
	}
	return len(b) > 0 && len(b) < 19 && (b[0] != '0' || len(b) == 1) && allDigits(b)
}

// isDecimal reports whether a text is a decimal number of as few digits as a double
// keeps.
func isDecimal(b []byte) bool {
	if b[0] == '-' {
		if b = b[1:]; len(b) > 0 && b[0] == '0' {
			return false // -0
		}
	}
	if len(b) == 0 || len(b) > coltype.MaxExactDigits || b[0] == '0' && len(b) > 1 && b[1] != '.' {
		return false
	}
	if i := bytes.IndexByte(b, '.'); i > 0 && i < len(b)-1 {
		return allDigits(b[:i]) && allDigits(b[i+1:])
	}
	return allDigits(b)
}

func allDigits(b []byte) bool {
	for _, c := range b {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

// forced is a type that a user may ask for.
func forced(sql, encoding string) coltype.Type {
	t, err := coltype.Forced(sql, encoding)
	if err != nil {
		panic(err)
	}
	t.Affinity = ast.TextAffinity // that of texts; other values are as they are
	return t
}

// Facts are what is known of the values of a column so far.
type Facts struct {
	left uint16 // candidates that hold all values, as bits
	// unusual are those whose usual type does not hold all.
	unusual uint16
	seen    uint8 // which values
	// shortest and longest are the lengths of texts: numbers that all have as many
	// digits are codes, such as ISBNs.
	shortest, longest uint8
}

// The bits of seen.
const (
	zero = 1 << iota
	other
)

// timeName is what the names of columns that hold times look like: other integers may
// be as large.
var timeName = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)(time|date|stamp|unix|epoch|created|updated|modif|changed|deleted|expir|last|since|until|seen|start|end|when|valid|visit|added|sent|received)|(^|_)(at|on|ts)$|[a-z](At|On)$`)
})

// Begin returns what is known of a column of a type and name without values; ok is false
// for one that nothing is suggested for.
func Begin(t *coltype.Type, name string) (f Facts, ok bool) {
	class := parser.Null
	switch {
	case t.Forced:
	case t.IsInteger():
		class = parser.Integer
	case t.IsText() || t.TakesAny():
		class = parser.Text
	}
	for i := range candidates {
		c := &candidates[i]
		if class != parser.Null && c.class == class && !(c.number && t.TakesAny()) && (i < seconds || timeName().MatchString(name)) {
			f.left |= 1 << i
		}
	}
	return f, f.left != 0
}

// Merge takes note of what other knows, which began with f.
func (f *Facts) Merge(other Facts) {
	f.left &= other.left
	f.unusual |= other.unusual
	f.seen |= other.seen
	f.lengths(other.shortest)
	f.lengths(other.longest)
}

// lengths takes note of the length of a text, 0 for none.
func (f *Facts) lengths(n uint8) {
	if n > 0 {
		f.longest = max(f.longest, n)
		if f.shortest == 0 || n < f.shortest {
			f.shortest = n
		}
	}
}

// Watch looks at values as they pass. Values may pass several times.
type Watch struct {
	Facts
	encode coltype.Fast
	value  parser.Value
	buf    []byte
	passed coltype.Fast
}

// Through returns a direct encoder that does what f does, and looks at the values that
// it takes.
func (w *Watch) Through(f coltype.Fast) coltype.Fast {
	w.encode = f
	if w.left == 0 {
		return f
	}
	if w.passed == nil { // once: a function's value would be garbage
		w.passed = w.pass
	}
	return w.passed
}

func (w *Watch) pass(t *coltype.Type, dst, in []byte) (int, int, parser.Class) {
	written, read, class := w.encode(t, dst, in)
	if read > 0 && w.left != 0 {
		w.literal(in, read, class)
	}
	return written, read, class
}

// literal looks at the literal that in begins with.
func (w *Watch) literal(in []byte, read int, class parser.Class) {
	text := in[:read]
	if class == parser.Text {
		text = in[1 : read-1]
	}
	known := false
	for left := w.left; left != 0; left &= left - 1 {
		i := bits.TrailingZeros16(left)
		c := &candidates[i]
		if class != c.class || !c.likely(text) {
			w.left &^= 1 << i
			continue
		}
		if c.sure != nil && c.sure(text) {
			w.note(text)
			continue
		}
		if !c.number {
			w.buf = grow(w.buf, 2*len(in[:read])+coltype.Word)
			if fast := c.usual.Fast(); len(in) > read {
				if _, n, _ := fast(&c.usual, w.buf, in); n == read {
					w.note(text)
					continue
				}
			}
		}
		if !known {
			known = parser.Literal(in, &w.value) > 0
		}
		w.try(i, known)
	}
}

func grow(b []byte, n int) []byte {
	if cap(b) < n {
		return make([]byte, n)
	}
	return b[:n]
}

// See looks at a value that is not NULL.
func (w *Watch) See(v *parser.Value) {
	w.value = *v
	for left := w.left; left != 0; left &= left - 1 {
		i := bits.TrailingZeros16(left)
		c := &candidates[i]
		w.try(i, !v.Open && v.Class == c.class && c.likely(v.Text))
	}
}

// try rules a candidate out unless it holds the value that was read.
func (w *Watch) try(i int, ok bool) {
	c := &candidates[i]
	if ok {
		out, fit := c.any.Append(w.buf[:0], &w.value)
		w.buf = out[:0]
		ok = c.any.Keeps(fit) && (!c.number || sameNumber(out, w.value.Text))
	}
	if !ok {
		w.left &^= 1 << i
		return
	}
	if _, fit := c.usual.Append(w.buf[:0], &w.value); !c.usual.Keeps(fit) {
		w.unusual |= 1 << i
	}
	w.note(w.value.Text)
}

// sameNumber reports whether two texts of a number are the same but for zeros at the end
// of a fraction.
func sameNumber(out, text []byte) bool {
	if bytes.IndexByte(text, '.') >= 0 {
		text = bytes.TrimSuffix(bytes.TrimRight(text, "0"), []byte{'.'})
	}
	return bytes.Equal(out, text)
}

func (w *Watch) note(text []byte) {
	w.lengths(uint8(min(len(text), 255)))
	if len(text) == 1 && text[0] == '0' {
		w.seen |= zero
	} else {
		w.seen |= other
	}
}
