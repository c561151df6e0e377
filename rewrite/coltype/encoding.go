package coltype

import (
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/rewrite/query"
)

// Encoding is how SQLite's values are kept in the columns of a type. There is one
// for each form in which values come, and all of its parts stand in the file of
// its family. A part that it does not have, or has as most others do, is said
// there by embedding one of the types below: what lacks a part does not compile.
type Encoding interface {
	// Name is its word in the types file.
	Name() string

	// append appends the COPY text of a value as SQLite stores it, which is neither
	// NULL nor Open. Nothing is allocated, so that rows cost no garbage. When the
	// value does not fit, what is behind dst does not matter.
	append(dst []byte, t *Type, v *parser.Value) ([]byte, Fit)
	// appendChunk appends a part of a text or blob that is too long for one buffer.
	appendChunk(dst []byte, t *Type, v *parser.Value, part []byte, first bool) ([]byte, Fit)
	// fast returns the direct encoder, and the only class of values that it takes,
	// or Null for several.
	fast(t *Type) (Fast, parser.Class)
	// literal is a value as a literal of the type: that of a DEFAULT.
	literal(t *Type, v *parser.Value) (x pg.Expr, ok bool)
	// size is how large values get.
	size() size

	// canonical returns the canonical text of a value: see Type.Canonical.
	canonical(t *Type, stored, copied []byte, textual bool, buf *[]byte) (text []byte, digits bool)
	// text is the expression that gives the canonical text of a loaded column, or of
	// bytes the bytes themselves. isText is false where that is not what SQLite held,
	// read as a text.
	text(t *Type, column pg.Name) (x pg.Expr, isText bool)
	// convert is the expression that turns a loaded column of another type into t:
	// see Convert.
	convert(t, from *Type, column pg.Name) (x pg.Expr, ok bool)
	// loses says what is not kept of the text of values, "" for nothing. It counts as
	// the same meaning. after is set when the type after the data is another one.
	loses(after bool) string

	// inQueries is the type as queries see it, but for its name: that of the load or,
	// if after is set, another one that it gets after the data.
	inQueries(after bool) query.Type
	// loaded adds to q, the type in the end, what is known of the values.
	loaded(q *query.Type, t *Type, v values)
	// writes says how queries write into the type: nil if package query knows that.
	writes() writes

	// then are the types that follow the encoding's own in the chain of a declared
	// type, the best first, and the reason.
	then() (chain []Type, reason string)
	// includes reports whether t, which has no limit, holds all values that the direct
	// encoder of another type takes.
	includes(other *Type) bool
	// holdsAll reports whether t holds all values of a class, but for text that is
	// not good.
	holdsAll(t *Type, class parser.Class) bool
}

// noChunks is for encodings whose values are never longer than a buffer.
type noChunks struct{}

func (noChunks) appendChunk(dst []byte, _ *Type, _ *parser.Value, _ []byte, _ bool) ([]byte, Fit) {
	return dst, Misfit
}

// noFast is for encodings that are rare, or whose values change on the way.
type noFast struct{}

func (noFast) fast(*Type) (Fast, parser.Class) { return LeaveAll, parser.Null }

// quoted is for types whose literals are strings of what COPY reads.
type quoted struct{}

func (quoted) literal(t *Type, v *parser.Value) (pg.Expr, bool) {
	copied, fit := t.Append(nil, v)
	if !fit.OK() {
		return nil, false
	}
	var buf []byte
	return pg.String(pg.CopyContent(copied, &buf)), true
}

// size says how large the values of a type get.
type size uint8

// The sizes.
const (
	small    size = iota // fit into a btree, whose keys are up to 2,704 bytes
	medium               // may be too large for one
	unending             // may be so large that they come in parts, and are hashed in two steps
)

type (
	smallValues  struct{}
	mediumValues struct{}
	longValues   struct{}
)

func (smallValues) size() size  { return small }
func (mediumValues) size() size { return medium }
func (longValues) size() size   { return unending }

// asWritten is for encodings that write what SQLite held.
type asWritten struct{}

func (asWritten) canonical(_ *Type, _, copied []byte, _ bool, buf *[]byte) ([]byte, bool) {
	return pg.CopyContent(copied, buf), false
}

// asText is for types that PostgreSQL prints as SQLite held the values.
type asText struct{}

func (asText) text(_ *Type, column pg.Name) (pg.Expr, bool) { return toText(column), true }

// fromNothing is for types that no loaded column becomes.
type fromNothing struct{}

func (fromNothing) convert(_, _ *Type, _ pg.Name) (pg.Expr, bool) { return nil, false }

// keepsText is for types that keep the text of their values.
type keepsText struct{}

func (keepsText) loses(bool) string { return "" }

// saysAll is for types of which values tell nothing more.
type saysAll struct{}

func (saysAll) loaded(*query.Type, *Type, values) {}

// plainWrites is for types that package query knows.
type plainWrites struct{}

func (plainWrites) writes() writes { return nil }

// neverFirst is for encodings that no declared type begins with: they follow
// another one in a chain.
type neverFirst struct{}

func (neverFirst) then() ([]Type, string) { return nil, "" }

// includesNone is for types that hold nothing but what their own direct encoder,
// or none, takes.
type includesNone struct{}

func (includesNone) includes(*Type) bool { return false }

// someValues is for types that do not hold all values of any class.
type someValues struct{}

func (someValues) holdsAll(*Type, parser.Class) bool { return false }
