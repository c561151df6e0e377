// Package query translates SQLite's expressions, queries and trigger steps into
// PostgreSQL's. It knows the type of each column it touches, and keeps SQLite's
// meaning, not its spelling. What cannot be said in PostgreSQL is an error that
// says why; nothing is approximated in silence.
package query

import (
	"strings"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// Kind is the storage class of a value as far as it is known before a query
// runs. https://sqlite.org/datatype3.html#storage_classes_and_datatypes
type Kind uint8

// The kinds.
const (
	Null    Kind = iota // always NULL
	Integer             // bigint
	Real                // double precision
	Numeric             // numeric: each value is an integer or a real
	Bool                // boolean, where SQLite has 0 and 1
	Text                // text
	Blob                // bytea
	Mixed               // text, of values that are of several classes in SQLite
)

// Number reports whether all values are numbers; those of Bool are, in SQLite.
func (k Kind) Number() bool { return k >= Integer && k <= Bool }

// Type is the PostgreSQL type of a value, and how what SQLite held is read from it.
type Type struct {
	SQL  string // as PostgreSQL calls it: bigint, timestamp
	Kind Kind   // of what SQLite held
	// Read gives what SQLite held, as a value of the plain type of Kind. It is
	// nil for a type that is plain itself.
	Read func(pg.Expr) pg.Expr
	// Form names what Read reads: two types of one Form hold the same values in
	// the same way. "" for a plain type.
	Form string
	// Helper is the function that reads in an index or a generated column, where
	// Read cannot stand as PostgreSQL does not call it immutable; "" when it can.
	Helper string
	// Lossy says what of a value's text the type does not keep, "" when all is.
	Lossy string
	// Unclassed is set when what the type does not keep is of which class a value
	// was: typeof() has no answer.
	Unclassed bool
	// Spelling says what of a date's or a time's text the type does not keep, which
	// means the same: Read gives the text of one spelling.
	Spelling string
	// Otherwise are the other ways in which the values of a column may yet be written:
	// it holds none that says which. What stands beside it in a comparison does.
	Otherwise []Type
	// Takes reports whether the type may hold a constant; nil if nobody knows.
	Takes func(*ast.Literal) bool
}

// The plain types of the kinds.
var (
	TypeNull    = Type{SQL: "text", Kind: Null}
	TypeInt4    = Type{SQL: "integer", Kind: Integer} // of literals and of many functions
	TypeInteger = Type{SQL: "bigint", Kind: Integer}
	TypeReal    = Type{SQL: "double precision", Kind: Real}
	TypeNumeric = Type{SQL: "numeric", Kind: Numeric}
	TypeBool    = Type{SQL: "boolean", Kind: Bool}
	TypeText    = Type{SQL: "text", Kind: Text}
	TypeBlob    = Type{SQL: "bytea", Kind: Blob}
	TypeMixed   = Type{SQL: "text", Kind: Mixed}
)

// narrow reports whether the type is one of integers that holds fewer than SQLite's:
// PostgreSQL computes with two of them in that type, and raises where it does not suffice.
func (t *Type) narrow() bool { return t.SQL == TypeInt4.SQL || t.SQL == "smallint" }

// Value is a translated expression.
// It is large because each of its fields is one more thing that operators and
// functions ask of what they are given.
type Value struct {
	X        pg.Expr
	Type     Type
	Affinity ast.Affinity
	// Stored is set for a column, and for CAST: one without an affinity has BLOB, which
	// keeps the affinity of a text beside it away. Other expressions have none, and get it.
	// https://sqlite.org/datatype3.html#column_affinity_for_views_and_subqueries
	Stored bool
	// Holds is the affinity of the column that held the value: of one for numbers,
	// no text looks like one.
	Holds ast.Affinity
	// Collation is that of a column, or of COLLATE, which sets Explicit: BINARY
	// ("" too), NOCASE or RTRIM.
	Collation string
	Explicit  bool
	// Literal is the constant that the value is, or nil: a number with its sign,
	// in decimal.
	Literal *ast.Literal
	// Exact is set when X does not show which values of Numeric are integers: it
	// is a numeric whose scale is 0 for an integer, and above for a real.
	Exact pg.Expr
	// Digits bounds the length of an Integer: its absolute value has at most so
	// many decimal digits.
	Digits int
	// Element is set for a value that was taken out of JSON: it is of type json,
	// and tells numbers from texts, which a Mixed X does not.
	Element pg.Expr
	// JSON is set for a text that other JSON functions take as JSON, and for an Element that is one if it is an object or an array.
	JSON bool
	// Reals is set for a Mixed that may hold reals, whose text is no text's.
	Reals bool
	// Word is set for a text that never looks like a number: a date, say. Of a Mixed it says that of its texts, and that
	// equal numbers are spelled alike.
	Word bool
	// Time is set for a text that is a date, with a time or without, as date() and
	// datetime() give it.
	Time bool
	// Caseless is set for the text of a column that is citext.
	Caseless bool
	// NotNull is set when the value cannot be NULL.
	NotNull bool
}

var plainTypes = [...]Type{Null: TypeNull, Integer: TypeInteger, Real: TypeReal, Numeric: TypeNumeric,
	Bool: TypeBool, Text: TypeText, Blob: TypeBlob, Mixed: TypeMixed}

// Untranslatable says why something has no form in PostgreSQL.
type Untranslatable string

func (u Untranslatable) Error() string { return string(u) }

// inTheWay is an Untranslatable with the smallest expression that is in the way, as it is written.
type inTheWay struct {
	part   string // of the query, "" for all of it
	source string // "" where the reason says it
	why    string
}

func (e *inTheWay) Error() string {
	text := e.why
	if e.source != "" && !strings.Contains(text, e.source) {
		text = diag.Show(e.source) + ": " + text
	}
	if e.part != "" {
		text = "in " + e.part + ": " + text
	}
	return text
}

// at says which expression is in the way, unless a part of it is.
func at(x ast.Expr, err error) error {
	if why, ok := err.(Untranslatable); ok && x != nil && ast.Source(x) != "" {
		return &inTheWay{source: strings.Join(strings.Fields(ast.Source(x)), " "), why: string(why)}
	}
	return err
}

// in says in which part of a query something has no form.
func in(part string, err error) error {
	switch e := err.(type) {
	case Untranslatable:
		return &inTheWay{part: part, why: string(e)}
	case *inTheWay:
		out := *e
		if out.part != "" {
			part += ": in " + out.part
		}
		if out.part = part; strings.Contains(part, diag.Show(out.source)) {
			out.source = ""
		}
		return &out
	}
	return err
}

func cannot(format string, args ...any) error { return Untranslatable(diag.Format(format, args...)) }
