package coltype

import (
	"bytes"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/rewrite/query"
)

// Boolean is for 0 and 1, the others for words. booleanText takes several
// spellings, as a text that becomes boolean after the data.
var (
	Boolean       = Type{SQL: "boolean", Encoding: zeroOne{}}
	booleanLetter = Type{SQL: "boolean", Encoding: truthWords{name: "t-f", form: "t and f", no: "f", yes: "t"}}
	booleanWord   = Type{SQL: "boolean", Encoding: truthWords{name: "true-false", form: "true and false", no: "false", yes: "true"}}
	booleanText   = Type{SQL: "text", After: "boolean", Encoding: anyTruth{}}
)

var booleanFamily = family{
	declared: []declared{
		{"BOOL", Boolean, "0 and 1 are how SQLite stores truth"},
		{"BOOLEAN", Boolean, "0 and 1 are how SQLite stores truth"},
		{"BIT", Boolean, "SQL Server's boolean"},
		{"TINYINT(1)", Boolean, "MySQL's boolean"},
		{"LOGICAL", Boolean, "System.Data.SQLite's name"},
		{"YESNO", Boolean, "Access's and System.Data.SQLite's name"},
	},
	targets: []target{{name: "boolean", chain: []Type{Boolean, booleanLetter, booleanWord, booleanText.as("boolean")},
		lax: []Type{Boolean, booleanText}, accepted: []string{"boolean"}}},
}

// zeroOne is the integers 0 and 1.
type zeroOne struct {
	noChunks
	smallValues
	keepsText
	fromNothing
	saysAll
	plainWrites
	includesNone
	someValues
}

func (zeroOne) Name() string { return "0-1" }

func (zeroOne) append(dst []byte, _ *Type, v *parser.Value) ([]byte, Fit) {
	if class, text := number(v); class == parser.Integer {
		return appendTruth(dst, text, "0", "1")
	}
	return dst, Misfit
}

// appendTruth appends t or f for the spellings of true and false.
func appendTruth(dst, text []byte, no, yes string) ([]byte, Fit) {
	switch string(text) {
	case no:
		return append(dst, 'f'), Fits
	case yes:
		return append(dst, 't'), Fits
	}
	return dst, Misfit
}

func (zeroOne) fast(*Type) (Fast, parser.Class) { return fastZeroOne, parser.Integer }

func fastZeroOne(_ *Type, dst, in []byte) (int, int, parser.Class) {
	if len(in) < 2 {
		return 0, Short, parser.Null
	}
	if in[0]-'0' > 1 || !endsValue(in[1]) {
		return 0, Leave, parser.Null
	}
	dst[0] = 'f'
	if in[0] == '1' {
		dst[0] = 't'
	}
	return 1, 1, parser.Integer
}

func (zeroOne) literal(t *Type, v *parser.Value) (pg.Expr, bool) { return truthLiteral(t, v) }

func truthLiteral(t *Type, v *parser.Value) (pg.Expr, bool) {
	text, fit := t.Append(nil, v)
	if !fit.OK() {
		return nil, false
	}
	if text[0] == 't' {
		return pg.Keyword("true"), true
	}
	return pg.Keyword("false"), true
}

func (zeroOne) canonical(_ *Type, _, copied []byte, _ bool, _ *[]byte) ([]byte, bool) {
	if copied[0] == 't' {
		return one, false
	}
	return zero, false
}

var zero, one = []byte("0"), []byte("1")

func (zeroOne) text(_ *Type, column pg.Name) (pg.Expr, bool) {
	return truthText("0", "1")(column), true
}

// truthText reads a boolean as one of two texts.
func truthText(no, yes string) func(pg.Expr) pg.Expr {
	return func(x pg.Expr) pg.Expr {
		return &pg.Case{Whens: []pg.When{{Cond: x, Then: pg.String(yes)}, {Cond: &pg.Prefix{Op: "NOT", X: x}, Then: pg.String(no)}}}
	}
}

// truthNumber is the integer of a boolean column.
func truthNumber(column pg.Name) pg.Expr { return &pg.Cast{X: column, Type: "int"} }

func (zeroOne) inQueries(bool) query.Type { return query.Type{Kind: query.Bool} }

func (zeroOne) then() ([]Type, string) {
	return []Type{booleanLetter, booleanWord, booleanText, Bigint, Numeric, Any, byteaAny}, "one spelling of truth at a time, then numbers"
}

// truthWords is two texts.
type truthWords struct {
	noChunks
	noFast
	smallValues
	keepsText
	fromNothing
	saysAll
	neverFirst
	includesNone
	someValues
	name, form, no, yes string
}

func (w truthWords) Name() string { return w.name }

func (w truthWords) append(dst []byte, _ *Type, v *parser.Value) ([]byte, Fit) {
	if v.Class != parser.Text {
		return dst, Misfit
	}
	return appendTruth(dst, v.Text, w.no, w.yes)
}

func (truthWords) literal(t *Type, v *parser.Value) (pg.Expr, bool) { return truthLiteral(t, v) }

func (truthWords) canonical(_ *Type, stored, _ []byte, _ bool, _ *[]byte) ([]byte, bool) {
	return stored, false // and not its first letter
}

func (w truthWords) stored(copied []byte) []byte {
	if copied[0] == 't' {
		return []byte(w.yes)
	}
	return []byte(w.no)
}

func (w truthWords) text(_ *Type, column pg.Name) (pg.Expr, bool) {
	return truthText(w.no, w.yes)(column), true
}

func (w truthWords) inQueries(bool) query.Type {
	return query.Type{Kind: query.Text, Form: w.form, Read: truthText(w.no, w.yes)}
}

func (truthWords) writes() writes { return writes{query.Text: spelled} }

// anyTruth takes the words true and false, their letters, and for who asks for a
// boolean all spellings that PostgreSQL reads as one.
// https://www.postgresql.org/docs/current/datatype-boolean.html
type anyTruth struct {
	noChunks
	noFast
	smallValues
	asWritten
	asText
	neverFirst
	someValues
}

func (anyTruth) Name() string { return "truth" }

func (anyTruth) append(dst []byte, t *Type, v *parser.Value) ([]byte, Fit) {
	switch {
	case v.Class == parser.Integer:
		if _, fit := (zeroOne{}).append(nil, t, v); fit != Fits {
			return dst, fit
		}
		return append(dst, v.Text...), Fits
	case v.Class == parser.Text && len(v.Text) <= len("false"):
		switch strings.ToLower(string(bytes.Trim(v.Text, " \t\n\f\r"))) {
		case "t", "true", "1", "f", "false", "0":
			return pg.AppendCopyText(dst, v.Text), Fits
		case "y", "yes", "on", "n", "no", "off":
			if t.Forced {
				return pg.AppendCopyText(dst, v.Text), Fits
			}
		}
	}
	return dst, Misfit
}

func (anyTruth) literal(t *Type, v *parser.Value) (pg.Expr, bool) {
	text, ok := quoted{}.literal(t, v)
	return &pg.Cast{X: text, Type: "boolean"}, ok
}

func (anyTruth) convert(_, from *Type, column pg.Name) (pg.Expr, bool) {
	switch from.Encoding.(type) {
	case zeroOne, truthWords:
		return from.TextOf(column)
	}
	return nil, false
}

func (anyTruth) loses(after bool) string {
	if after {
		return "which words they are written in"
	}
	return ""
}

func (anyTruth) inQueries(after bool) query.Type {
	if after {
		return query.Type{Kind: query.Text, Form: "truth", Read: toText, Lossy: "how truth was written"}
	}
	return query.Type{Kind: query.Mixed}
}

func (anyTruth) loaded(q *query.Type, _ *Type, v values) {
	q.Unclassed = v.has(parser.Integer)
}

func (anyTruth) writes() writes {
	return writes{query.Text: spelled, query.Integer: {as: castText}, query.Bool: {as: asItIs}}
}

func (anyTruth) includes(other *Type) bool { return other.Encoding == zeroOne{} }
