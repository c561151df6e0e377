package fit

import (
	"bytes"
	"unicode/utf8"

	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
	"github.com/sqlite2pg/sqlite2pg/target"
)

// text is text, and what is like it.
type text struct {
	limit  int // in characters, 0 for none
	bytes  int // in bytes, 0 for none: PostgreSQL would cut longer ones
	padded bool
	count  int // characters of a long value, so far
}

func newText(t *target.Type, _ *Options) encoder {
	e := &text{}
	if len(t.Mods) > 0 {
		e.limit = t.Mods[0]
	}
	switch t.Name.Name {
	case "bpchar": // spaces at the end do not count
		e.padded = true
	case "name":
		e.bytes = 63
	case "char":
		e.bytes = 1
	}
	return e
}

// printed: character(n) is printed with spaces up to its length.
func (e *text) printed() bool { return !e.padded }

func (e *text) append(w *Writer, dst []byte, v *parser.Value) ([]byte, Fit) {
	if v.Class != parser.Text { // a real as PostgreSQL prints it, and 5.0 as SQLite does
		n := len(dst)
		dst, _ = coltype.Any.Append(dst, v)
		if e.tooLong(dst[n:]) {
			return dst, TooLong
		}
		return dst, Fits
	}
	if e.limit == 0 && e.bytes == 0 && !e.padded {
		dst, fit := coltype.Text.Append(dst, v)
		return dst, fromColtype(fit)
	}
	content := w.content(v)
	if e.padded {
		content = bytes.TrimRight(content, " ")
	}
	if fit := checkText(content); fit != Fits {
		return dst, fit
	}
	if e.tooLong(content) {
		return dst, TooLong
	}
	return appendText(dst, content), Fits
}

func (e *text) tooLong(content []byte) bool {
	return e.limit > 0 && len(content) > e.limit && utf8.RuneCount(content) > e.limit || e.bytes > 0 && len(content) > e.bytes
}

// seesWhole: a blob must be text, and of character(n) spaces at the end do not count.
func (e *text) seesWhole(v *parser.Value) bool { return v.Class == parser.Blob || e.padded }

func (e *text) appendChunk(_ *Writer, dst []byte, v *parser.Value, part []byte, first bool) ([]byte, Fit) {
	if v.Class != parser.Text || e.padded {
		return dst, TooLarge
	}
	if first {
		e.count = 0
	}
	if e.bytes > 0 {
		return dst, TooLong
	}
	if e.limit > 0 {
		if e.count += utf8.RuneCount(part); v.Doubled {
			e.count -= bytes.Count(part, []byte("''"))
		}
		if e.count > e.limit {
			return dst, TooLong
		}
	}
	dst, fit := coltype.Text.AppendChunk(dst, v, part, first)
	return dst, fromColtype(fit)
}
