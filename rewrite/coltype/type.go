// Package coltype knows the PostgreSQL types of columns that hold SQLite's values:
// which a declared type leads to and what follows, what a value must be for each,
// how it is written as COPY text and as a literal, and how what SQLite held is
// read back, here and in SQL. It knows no tables, no column but its type, and
// nothing of the dump but the literals of values.
//
// A family of types has a file, with all that is to say of each of its encodings:
// integer.go, real.go, decimal.go, boolean.go, text.go, bytea.go, timestamp.go,
// timestampwords.go, fourteendigits.go, date.go, unixdays.go, clock.go, unix.go, uuid.go, inet.go, json.go. The list of them is in families.go.
package coltype

import (
	"cmp"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// Type is a PostgreSQL type with the way values are written into it.
// It is large because it is what all rooms ask of a type; each question is a method of
// a few lines, and the answers stand in its Encoding.
type Type struct {
	SQL   string // as CREATE TABLE of the load says it
	After string // what it becomes after the data, "" for the same
	// Limit is the length of varchar(n), in characters, or the precision of
	// numeric(p,s); 0 for none.
	Limit, Scale int
	Encoding     Encoding
	// Affinity is that of the declared type: it says what SQLite made of a value.
	Affinity ast.Affinity
	// Forced is set when the user asked for the type: no value changes it.
	Forced bool
	// Class, if not Null, is the only class of values the type takes.
	Class parser.Class
}

// only returns the type restricted to values of one class.
func (t Type) only(c parser.Class) Type {
	t.Class = c
	return t
}

// as returns the type with another PostgreSQL type in the end, which no value
// changes.
func (t Type) as(final string) Type {
	if t.After != "" {
		t.After = final
	} else {
		t.SQL = final
	}
	t.Forced = true
	return t
}

// Final is the type the column has in the end.
func (t *Type) Final() string { return cmp.Or(t.After, t.SQL) }

// Family names the type in the end, without its length: a foreign key joins
// columns of one family.
func (t Type) Family() string {
	name, _, _ := strings.Cut(t.Final(), "(")
	if name == "varchar" {
		return "text"
	}
	return name
}

// Append appends the COPY text of v, which is not NULL. When it does not fit,
// dst comes back as it was.
func (t *Type) Append(dst []byte, v *parser.Value) ([]byte, Fit) {
	v = t.Stored(v)
	if t.Class != parser.Null && v.Class != t.Class {
		return dst, Misfit
	}
	out, fit := t.Encoding.append(dst, t, v)
	if fit.BeyondJSONB() && t.Forced && t.After == "jsonb" {
		fit = Misfit
	}
	if !fit.OK() {
		return out[:len(dst)], fit
	}
	return out, fit
}

// AppendChunk appends a part of a value that is too long for one buffer; first
// marks the first one. Only text and bytea columns hold such values.
func (t *Type) AppendChunk(dst []byte, v *parser.Value, part []byte, first bool) ([]byte, Fit) {
	if t.Class != parser.Null && v.Class != t.Class {
		return dst, Misfit
	}
	return t.Encoding.appendChunk(dst, t, v, part, first)
}

// Try says how a value fits the type. An Open value is too long for all but
// text and bytea, and those that see it whole when it is read.
func (t *Type) Try(v *parser.Value, buf *[]byte) Fit {
	if v.Open && t.SeesWhole(v) {
		return Fits
	}
	if v.Open {
		_, fit := t.AppendChunk(nil, v, nil, true)
		return fit
	}
	if x, ok := t.Encoding.(*outside); ok {
		return x.Try(v)
	}
	out, fit := t.Append((*buf)[:0], v)
	*buf = out[:0]
	return fit
}

// SeesWhole reports whether an Open value must be seen whole, as far as it can be: JSON
// fits to its end, or not at all.
func (t *Type) SeesWhole(v *parser.Value) bool {
	switch e := t.Encoding.(type) {
	case *outside:
		return e.Writer.SeesWhole(v)
	case jsonText, jsonbText:
		return v.Class == parser.Text
	}
	return false
}

// Keeps reports whether a value that fits so changes nothing about the column: a
// timestamptz may have offsets, and json what jsonb refuses.
func (t *Type) Keeps(fit Fit) bool {
	switch fit {
	case WithOffset, RoundedOffset:
		return t.After != "timestamp" || t.Forced
	case PlainJSON, RepeatedKeys:
		return t.After != "jsonb"
	}
	return fit == Fits
}

// Includes reports whether the type holds all values that the direct encoder of
// another takes, integers up to MaxExactDigits.
func (t *Type) Includes(other *Type) bool {
	return t.Class == parser.Null && t.Limit == 0 && !t.IsNarrow() && t.Encoding.includes(other)
}

// HoldsAll reports whether the type takes all values of a class, but for text that
// is not good.
func (t *Type) HoldsAll(class parser.Class) bool { return t.Encoding.holdsAll(t, class) }

// Bounded reports whether every value of the type is small enough for a btree
// (https://www.postgresql.org/docs/current/btree.html) and comparable.
func (t Type) Bounded() bool { return t.Encoding.size() == small }

// Long reports whether the type holds values that may be hashed in two steps.
func (t *Type) Long() bool { return t.Encoding.size() == unending }

// Normalises says what the type does not keep of the text of its values, which
// counts as the same meaning; "" for nothing.
func (t *Type) Normalises() string { return t.Encoding.loses(t.After != "") }

// Catchall is the type that holds all values that a column of the type may be
// given: text, or bytea where text does not hold what is in it already.
func (t *Type) Catchall() string {
	if t.Exists() {
		return "text"
	}
	if _, isText := t.TextOf("x"); t.Family() == "text" || t.IsCaseless() || !isText {
		return "bytea"
	}
	return "text"
}

// Canonical returns the canonical text of a value, and whether that is the digits
// of its bytes: what SQLite held, which a column that widens keeps, as Convert
// does. stored is the value's text in SQLite, copied what was written for it;
// textual is set for a bytea whose first values came as text. The canonical text
// may be part of these or of buf.
func (t *Type) Canonical(stored, copied []byte, textual bool, buf *[]byte) (text []byte, digits bool) {
	return t.Encoding.canonical(t, stored, copied, textual, buf)
}

// CanonicalExpr is the expression that gives the canonical text of a loaded value
// of a column, or of bytes the bytes themselves.
func (t *Type) CanonicalExpr(column pg.Name) pg.Expr {
	x, _ := t.Encoding.text(t, column)
	return x
}

// TextOf is the expression that gives the text SQLite held, or the text of its
// number. ok is false for blobs, which may be no text.
func (t *Type) TextOf(column pg.Name) (x pg.Expr, ok bool) {
	if x, ok = t.Encoding.text(t, column); !ok {
		return nil, false
	}
	return x, true
}

// Convert returns the expression that reads a loaded column of type from back
// as what SQLite held, in type to. A nil expression means that nothing needs to
// be converted.
func Convert(from, to *Type, column string) (using pg.Expr, ok bool) {
	return to.Encoding.convert(to, from, pg.Name(column))
}
