package coltype

import (
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/query"
)

// Writer writes the values of a column that exists, and has its type from outside:
// package fit has one for each.
type Writer interface {
	// Append appends the COPY text of a value that is neither NULL nor Open, as the
	// file of an Encoding does.
	Append(dst []byte, v *parser.Value) ([]byte, Fit)
	AppendChunk(dst []byte, v *parser.Value, part []byte, first bool) ([]byte, Fit)
	// Try says how a value fits that is written later.
	Try(v *parser.Value) Fit
	// Printed reports whether what is written is what PostgreSQL prints, so that
	// --verify can compare it.
	Printed() bool
}

// Outside is the type of a column that exists, as format_type() spells it. name is
// that of PostgreSQL's own type, such as int4, or empty; limit its length, 0 for
// none; utc is set where a text without an offset is in UTC.
func Outside(sql, name string, limit int, utc bool, affinity ast.Affinity, w Writer) Type {
	x := &outside{Writer: w, name: name}
	if limit == 0 || name == "varchar" {
		x.direct = directs[name]
	}
	if name == "timestamptz" && !utc {
		x.direct = nil
	}
	return Type{SQL: sql, Limit: limit, Encoding: x, Affinity: affinity, Forced: true}
}

// Exists reports whether the type is that of a column that exists.
func (t Type) Exists() bool {
	_, outside := t.Encoding.(*outside)
	return outside
}

// directs are the direct encoders of PostgreSQL's types that write usual literals
// just as a Writer does.
var directs = map[string]Fast{
	"text": fastText, "varchar": fastText, "json": fastJSON, "jsonb": fastJSON, "bytea": fastBlob, "uuid": fastUUID, "bool": fastZeroOne,
	"int2": fastDigits(4), "int4": fastDigits(9), "int8": fastInteger,
	"date": fastDate, "timestamp": fastTimestamp, "timestamptz": fastTimestamptz,
}

// fastDigits takes integers of at most so many digits.
func fastDigits(most int) Fast {
	return func(t *Type, dst, in []byte) (int, int, parser.Class) {
		written, read, class := fastInteger(t, dst, in)
		if read > most {
			return 0, Leave, parser.Null
		}
		return written, read, class
	}
}

// fastTimestamptz takes '2006-01-02 15:04:05', which is in UTC.
func fastTimestamptz(t *Type, dst, in []byte) (int, int, parser.Class) {
	written, read, class := fastTimestamp(t, dst, in)
	if read > 0 {
		written += copy(dst[written:], "+00")
	}
	return written, read, class
}

// outside is the Encoding of a column that exists.
type outside struct {
	fromNothing
	keepsText
	saysAll
	plainWrites
	neverFirst
	includesNone
	someValues
	quoted
	Writer
	name   string
	direct Fast
}

// Name is for messages of tests: it stands in no types file.
func (x *outside) Name() string { return "outside" }

func (x *outside) append(dst []byte, _ *Type, v *parser.Value) ([]byte, Fit) {
	return x.Writer.Append(dst, v)
}

func (x *outside) appendChunk(dst []byte, _ *Type, v *parser.Value, part []byte, first bool) ([]byte, Fit) {
	return x.Writer.AppendChunk(dst, v, part, first)
}

func (x *outside) fast(t *Type) (Fast, parser.Class) {
	if x.direct == nil {
		return LeaveAll, parser.Null
	}
	if x.name == "text" || x.name == "varchar" { // no text that turns into a number
		if f, class := (texts{}).fast(t); class == parser.Null {
			return f, class
		}
	}
	return x.direct, parser.Null
}

// size is that of the largest values: those of text may be hashed in two steps.
func (x *outside) size() size {
	switch x.name {
	case "text", "varchar", "json", "xml", "bytea":
		return unending
	}
	return medium
}

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

func (x *outside) inQueries(bool) query.Type { return query.Type{Kind: query.Text} }
