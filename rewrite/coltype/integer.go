package coltype

import (
	"strconv"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/query"
)

// Bigint is for integers: SQLite's have 64 bits, too.
var Bigint = Type{SQL: "bigint", Encoding: integers{}}

var integerFamily = family{
	declared: []declared{
		{"SERIAL", Bigint, "PostgreSQL's word for an integer"},
		{"BIGSERIAL", Bigint, "PostgreSQL's word for an integer"},
		{"SMALLSERIAL", Bigint, "PostgreSQL's word for an integer"},
	},
	targets: []target{{name: "bigint", chain: []Type{Bigint}, accepted: []string{"bigint", "integer", "smallint", "numeric"}}},
}

// IsInteger reports whether the type is bigint.
func (t *Type) IsInteger() bool { return t.Encoding == integers{} }

// integers are written by their digits.
type integers struct {
	noChunks
	smallValues
	asText
	keepsText
	saysAll
	plainWrites
	someValues
}

func (integers) Name() string { return "integer" }

func (integers) append(dst []byte, t *Type, v *parser.Value) ([]byte, Fit) {
	if v.Class == parser.Integer {
		return append(dst, v.Text...), Fits
	}
	switch class, text := number(v); class {
	case parser.Integer:
		return append(dst, text...), t.ofNumber(v)
	case parser.Real:
		// INTEGER affinity turns 5.0 into 5 where nothing is lost.
		if f := float(text); isWhole(f) {
			return strconv.AppendInt(dst, int64(f), 10), t.ofNumber(v)
		}
	}
	return dst, Misfit
}

// ofNumber is how a value fits a type of numbers that holds the number it is, or
// that its text looks like. A column of no affinity keeps the text in SQLite: the
// user, or the types file, wants a number.
func (t *Type) ofNumber(v *parser.Value) Fit {
	if v.Class == parser.Text && t.Affinity == ast.NoAffinity {
		return Changed
	}
	return Fits
}

func (integers) fast(*Type) (Fast, parser.Class) { return fastInteger, parser.Integer }

// fastInteger takes the decimal digits of an integer.
func fastInteger(_ *Type, dst, in []byte) (int, int, parser.Class) {
	if len(in) < 4*Word {
		return 0, Short, parser.Null
	}
	sign := 0
	if in[0] == '-' {
		sign = 1
	}
	n := first(isDigit(load(in[sign:])))
	store(dst, load(in))
	if n == Word {
		n += first(isDigit(load(in[sign+Word:])))
		store(dst[Word:], load(in[Word:]))
	}
	if n == 2*Word {
		n += first(isDigit(load(in[sign+2*Word:])))
		store(dst[2*Word:], load(in[2*Word:]))
	}
	if n == 0 || n > 18 || in[sign] == '0' && sign+n > 1 || !endsValue(in[sign+n]) {
		return 0, Leave, parser.Null
	}
	return sign + n, sign + n, parser.Integer
}

func (integers) literal(t *Type, v *parser.Value) (pg.Expr, bool) { return signedLiteral(t, v) }

// signedLiteral is a number as a literal, which may have a minus sign.
func signedLiteral(t *Type, v *parser.Value) (pg.Expr, bool) {
	text, fit := t.Append(nil, v)
	switch {
	case !fit.OK():
		return nil, false
	case text[0] == '-':
		return pg.Keyword(text), true // of a default: stands alone
	}
	return pg.Number(text), true
}

func (integers) canonical(_ *Type, _, copied []byte, _ bool, _ *[]byte) ([]byte, bool) {
	return plainInteger(copied), false
}

func (integers) convert(_, from *Type, column pg.Name) (pg.Expr, bool) {
	switch from.Encoding.(type) {
	case zeroOne:
		return &pg.Cast{X: truthNumber(column), Type: "bigint"}, true
	case unixTime:
		x, _ := from.TextOf(column)
		return &pg.Cast{X: x, Type: "bigint"}, true
	}
	return nil, false
}

func (integers) inQueries(bool) query.Type { return query.Type{Kind: query.Integer} }

func (integers) then() ([]Type, string) {
	return []Type{Numeric, Any, byteaAny}, "reals and larger integers are numbers still"
}

func (integers) includes(other *Type) bool { return other.Encoding == zeroOne{} }
