package coltype

import (
	"slices"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/query"
)

// Writer writes the values of a column that has its type from outside, of a table that
// exists or because the user asks for it: package fit has one for each.
type Writer interface {
	// Append appends the COPY text of a value that is neither NULL nor Open, as the
	// file of an Encoding does.
	Append(dst []byte, v *parser.Value) ([]byte, Fit)
	AppendChunk(dst []byte, v *parser.Value, part []byte, first bool) ([]byte, Fit)
	// SeesWhole reports whether an Open value must be seen whole, as far as it can be.
	SeesWhole(v *parser.Value) bool
	// Fast is the direct encoder. It leaves what Append has yet to decide.
	Fast() Fast
	// Try says how a value fits that is written later.
	Try(v *parser.Value) Fit
	// Why says why the last value was rejected, and the options that settle it; the
	// names are SQLite's.
	Why(table, column string) (reason string, flags []string)
	// How says how values of some classes are read, empty where as they stand.
	How(classes []parser.Class) string
	// Fork returns a Writer of the same column for another goroutine. What several
	// values decide together is left to the first one.
	Fork() Writer
	// Printed reports whether what is written is what PostgreSQL prints, so that
	// --verify can compare it.
	Printed() bool
}

// Outside is a type that this package has no encoding for, or of a column that exists,
// as format_type() spells it. name is that of PostgreSQL's own type, such as int4,
// enum, or empty; limit its length, 0 for none.
func Outside(sql, name string, limit int, affinity ast.Affinity, w Writer) Type {
	return Type{SQL: sql, Limit: limit, Encoding: &outside{Writer: w, name: name, direct: w.Fast()}, Affinity: affinity, Forced: true}
}

// InputEncoding is the word of a types file for a type that is written as its Writer does.
const InputEncoding = "input"

// Exists reports whether the type is from outside.
func (t Type) Exists() bool {
	_, outside := t.Encoding.(*outside)
	return outside
}

// Why says why the last value was rejected, of a type from outside, and the options
// that settle it. It returns false for types of this package.
func (t *Type) Why(table, column string) (reason string, flags []string, ok bool) {
	if x, outside := t.Encoding.(*outside); outside {
		reason, flags = x.Writer.Why(table, column)
		return reason, flags, true
	}
	return "", nil, false
}

// How says how values of some classes are read by a type from outside.
func (t *Type) How(classes []parser.Class) string {
	if x, ok := t.Encoding.(*outside); ok {
		return x.Writer.How(classes)
	}
	return ""
}

// Fork returns the type for another goroutine: what it takes, t writes just so.
func (t *Type) Fork() *Type {
	x, ok := t.Encoding.(*outside)
	if !ok {
		return t
	}
	own, fork := *t, *x
	fork.Writer = x.Writer.Fork()
	fork.direct = fork.Writer.Fast()
	own.Encoding = &fork
	return &own
}

// outside is the Encoding of a type from outside.
type outside struct {
	fromNothing
	keepsText
	saysAll
	neverFirst
	includesNone
	someValues
	quoted
	Writer
	name   string
	direct Fast
}

func (x *outside) Name() string { return InputEncoding }

func (x *outside) append(dst []byte, _ *Type, v *parser.Value) ([]byte, Fit) {
	return x.Writer.Append(dst, v)
}

func (x *outside) appendChunk(dst []byte, _ *Type, v *parser.Value, part []byte, first bool) ([]byte, Fit) {
	return x.Writer.AppendChunk(dst, v, part, first)
}

func (x *outside) fast(*Type) (Fast, parser.Class) { return x.direct, parser.Null }

// short are the types whose values are never long. Those of all others may be hashed
// in two steps.
var short = strings.Fields("int2 int4 int8 oid float4 float8 numeric bool date time timetz timestamp timestamptz interval uuid inet cidr macaddr macaddr8 name char enum")

// size is that of the largest values.
func (x *outside) size() size {
	if slices.Contains(short, x.name) {
		return medium
	}
	return unending
}

// Respelled reports whether PostgreSQL prints the values in its own way, so that
// --verify only sees that there is one.
func (t *Type) Respelled() bool {
	x, ok := t.Encoding.(*outside)
	return ok && !x.Printed()
}

// HashedAsPresent returns what is hashed of a value of a type that is Respelled.
func HashedAsPresent() []byte { return present }

// present is compared of values that PostgreSQL spells in its own way.
var present = []byte("1")

func (x *outside) canonical(_ *Type, _, copied []byte, _ bool, buf *[]byte) ([]byte, bool) {
	switch {
	case x.name == "bytea":
		return lower(copied[len(pg.CopyHexPrefix):], buf), true
	case !x.Printed():
		return present, false
	}
	return pg.CopyContent(copied, buf), false
}

// text uses format(), which prints as COPY does.
func (x *outside) text(_ *Type, column pg.Name) (pg.Expr, bool) {
	switch {
	case x.name == "bytea":
		return column, false
	case !x.Printed():
		return &pg.Case{Whens: []pg.When{{Cond: &pg.Postfix{X: column, Op: "IS NOT NULL"}, Then: pg.String(present)}}}, false
	}
	printed := &pg.Call{Func: "format", Args: []pg.Expr{pg.String("%s"), column}}
	return &pg.Case{Whens: []pg.When{{Cond: &pg.Postfix{X: column, Op: "IS NOT NULL"}, Then: printed}}}, false // format() makes an empty text of NULL
}

// inQueries reads what PostgreSQL prints. How a value was spelled in SQLite may be lost:
// what depends on that has no answer.
func (x *outside) inQueries(bool) query.Type {
	q := query.Type{Kind: query.Text, Form: "input of " + x.name, Read: toText, Lossy: "how its values were written"}
	switch x.name {
	case "timestamp", "timestamptz":
		q = isoAny{}.inQueries(true)
		isoAny{}.loaded(&q, &Type{After: x.name}, values{})
	case "time":
		q = timeAny{}.inQueries(true)
	case "bpchar", "citext", "name", "enum":
		q.Lossy = ""
	case "inet": // its cast adds a length to each address
		q.Read = abbreviated
	case "float4": // as it is printed: 0.1, and not the double next to it
		q.Kind, q.Lossy = query.Real, ""
		q.Read = func(x pg.Expr) pg.Expr { return &pg.Cast{X: toText(x), Type: "double precision"} }
	case "array":
		q.Read = func(x pg.Expr) pg.Expr { return toText(&pg.Call{Func: "array_to_json", Args: []pg.Expr{x}}) }
	}
	return q
}

// queryName is the type as queries know it: without its precision, where one of that
// name is known to them.
func (x *outside) queryName(sql string) string {
	switch x.name {
	case "timestamp", "timestamptz", "time":
		return x.name
	}
	return sql
}

// writes casts texts, where that does not read them as something else: an interval of
// 1.02:00:00 is one day and two hours only here.
func (x *outside) writes() writes {
	switch x.name {
	case "interval", "array", "":
		return writes{}
	case "float4":
		number := write{as: func(x pg.Expr, to string) pg.Expr { return &pg.Cast{X: x, Type: to} }}
		return writes{query.Integer: number, query.Real: number, query.Numeric: number, query.Text: number}
	}
	return writes{query.Text: spelled, query.Integer: {as: castText}, query.Real: {as: castText}, query.Numeric: {as: castText}}
}
