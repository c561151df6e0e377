// Package fit knows how SQLite's values are written into the columns of a schema
// that exists already: what each family of PostgreSQL's types takes, what is
// counted, and what is rejected because its meaning would not be the same. A
// family has a file; the list of them is in families.go.
//
// It builds on coltype, which knows the types that sqlite2pg chooses itself. It
// knows no tables and no names.
package fit

import (
	"time"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
	"github.com/sqlite2pg/sqlite2pg/target"
)

// Options are what the user says of a column's values.
type Options struct {
	// Affinity is that of SQLite's column: it says what SQLite made of a value.
	Affinity ast.Affinity
	// Unit is what its numbers count, where it is a timestamp.
	Unit Unit
	// Zone is what a text without an offset means in timestamptz; nil for UTC.
	Zone *time.Location
	// Round lets values lose digits that the type does not keep.
	Round bool
	// Major is the target's PostgreSQL major, 0 if it is not known.
	Major int
}

// Writer writes the values of one column as COPY text. What it writes is what
// PostgreSQL prints of the value, where Printed says so. It is not safe for
// concurrent use.
type Writer struct {
	Type *target.Type
	Options

	notNull bool
	encoder encoder
	family  *family
	stored  coltype.Type // knows the affinity

	// Buffers that are used again, so that values cost no garbage.
	bytes, text, digits []byte
	value               parser.Value
}

// encoder is a family's way to write a column of one type.
type encoder interface {
	// append appends the COPY text of a value that is not NULL. A blob comes as the
	// text that it is, but to bytea.
	append(w *Writer, dst []byte, v *parser.Value) ([]byte, Fit)
}

// observer is an encoder that decides by several values of its column.
type observer interface {
	observe(w *Writer, v *parser.Value)
}

// blobTaker is an encoder for which a blob may be more than the text it holds.
type blobTaker interface {
	// appendBlob appends the COPY text of a blob that is no text of the type.
	appendBlob(w *Writer, dst []byte, v *parser.Value) ([]byte, Fit)
}

// chunker is an encoder for values that are too long for one buffer.
type chunker interface {
	appendChunk(w *Writer, dst []byte, v *parser.Value, part []byte, first bool) ([]byte, Fit)
}

// wholeReader is a chunker that must see some long values whole.
type wholeReader interface{ seesWhole(v *parser.Value) bool }

// New returns the writer for a column of the target.
func New(c *target.Column, o Options) *Writer { return newWriter(&c.Type, c.NotNull, o) }

func newWriter(t *target.Type, notNull bool, o Options) *Writer {
	f := familyOf(t)
	return &Writer{Type: t, Options: o, notNull: notNull, encoder: f.encoder(t.Base(), &o), family: f, stored: coltype.Type{Affinity: o.Affinity}}
}

// Takes says what values the column takes, for people.
func (w *Writer) Takes() string { return w.family.takes }

// Printed reports whether what is written is what PostgreSQL prints of it (its output
// function, as COPY TO and format('%s') use it), in UTC and with the script's settings:
// checksums can compare it.
func (w *Writer) Printed() bool {
	e, ok := w.encoder.(interface{ printed() bool })
	return !ok || e.printed()
}

// Decides reports whether the first values of the column decide how it is written:
// they are shown to Observe before any is written.
func (w *Writer) Decides() bool {
	_, ok := w.encoder.(observer)
	return ok
}

// Observe takes note of a value that is written later.
func (w *Writer) Observe(v *parser.Value) {
	if o, ok := w.encoder.(observer); ok && v.Class != parser.Null && !v.Open {
		o.observe(w, v)
	}
}

// Append appends the COPY text of a value. When it is rejected, dst comes back as it
// was. Usual values cost no allocation.
func (w *Writer) Append(dst []byte, v *parser.Value) ([]byte, Fit) {
	if v.Class == parser.Null {
		if w.notNull {
			return dst, NotNull
		}
		return append(dst, `\N`...), Fits
	}
	if v.Open {
		return dst, TooLarge
	}
	v = w.stored.Stored(v)
	n := len(dst)
	out, fit := w.append(dst, v)
	if !fit.OK() {
		return out[:n], fit
	}
	return out, fit
}

func (w *Writer) append(dst []byte, v *parser.Value) ([]byte, Fit) {
	if _, raw := w.encoder.(bytea); raw || v.Class != parser.Blob {
		return w.encoder.append(w, dst, v)
	}
	n := len(dst)
	w.bytes = parser.AppendHexBytes(w.bytes[:0], v.Text)
	fit := checkText(w.bytes)
	if fit == Fits {
		w.value = parser.Value{Class: parser.Text, Text: w.bytes, Offset: v.Offset}
		if dst, fit = w.encoder.append(w, dst, &w.value); fit == Fits {
			return dst, Changed
		} else if fit.OK() {
			return dst, fit
		}
	}
	if e, ok := w.encoder.(blobTaker); ok {
		return e.appendBlob(w, dst[:n], v)
	}
	return dst, fit
}

// SeesWhole reports whether an Open value must be seen whole: whoever reads it holds
// it in memory and gives it to Append, as far as that is possible.
func (w *Writer) SeesWhole(v *parser.Value) bool {
	if e, ok := w.encoder.(wholeReader); ok {
		return e.seesWhole(v)
	}
	_, ok := w.encoder.(chunker)
	return !ok
}

// fork returns a Writer of the same column for another goroutine. What several values
// decide together is left to w.
func (w *Writer) fork() *Writer {
	f := newWriter(w.Type, w.notNull, w.Options)
	f.follow(w)
	return f
}

// follow has w write as another Writer of the same column, and decide nothing.
func (w *Writer) follow(first *Writer) {
	switch e := w.encoder.(type) {
	case *timestamp:
		*e = *first.encoder.(*timestamp)
		e.follows, e.last = true, dated{}
	case *array:
		e.elem.follow(first.encoder.(*array).elem)
	}
}

// AppendChunk appends a part of a value that is too long for one buffer; first
// marks the first one. Types that must see a value whole reject it.
func (w *Writer) AppendChunk(dst []byte, v *parser.Value, part []byte, first bool) ([]byte, Fit) {
	if e, ok := w.encoder.(chunker); ok {
		return e.appendChunk(w, dst, v, part, first)
	}
	return dst, TooLarge
}

// content is the text of a value, its quotes made single. It is valid until the
// next value.
func (w *Writer) content(v *parser.Value) []byte {
	if !v.Doubled {
		return v.Text
	}
	w.text = v.AppendContent(w.text[:0])
	return w.text
}

// trimmed is content without spaces around it.
func (w *Writer) trimmed(v *parser.Value) []byte { return trim(w.content(v)) }

func trim(text []byte) []byte {
	for len(text) > 0 && space(text[0]) {
		text = text[1:]
	}
	for len(text) > 0 && space(text[len(text)-1]) {
		text = text[:len(text)-1]
	}
	return text
}

// space reports whether c is a space for SQLite and for PostgreSQL's input
// functions.
func space(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' }

// checkText is coltype.CheckText in this package's words.
func checkText(text []byte) Fit { return fromColtype(coltype.CheckText(text)) }

// fromColtype says in this package's words how a value fits a type of coltype.
func fromColtype(f coltype.Fit) Fit {
	switch f {
	case coltype.Fits, coltype.WithOffset, coltype.PlainJSON, coltype.RepeatedKeys:
		return Fits
	case coltype.Rounded, coltype.RoundedOffset:
		return Rounded
	case coltype.Changed:
		return Changed
	case coltype.BadUTF8:
		return BadText
	case coltype.HasNUL:
		return HasNUL
	}
	return NoReading
}

// appendText appends text that is checked, as COPY text.
func appendText(dst, text []byte) []byte { return pg.AppendCopyText(dst, text) }
