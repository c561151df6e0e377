package coltype

import (
	"math"
	"strconv"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/query"
)

// Bigint is for integers: SQLite's have 64 bits, too. Integer and Smallint are for
// those who ask for them: drivers give a bigint as a string, where the language's
// numbers are doubles.
var (
	Bigint   = Type{SQL: "bigint", Encoding: integers{}}
	Integer  = Type{SQL: "integer", Encoding: integers{}}
	Smallint = Type{SQL: "smallint", Encoding: integers{}}
)

var integerFamily = family{
	declared: []declared{
		{"SERIAL", Bigint, "PostgreSQL's word for an integer"},
		{"BIGSERIAL", Bigint, "PostgreSQL's word for an integer"},
		{"SMALLSERIAL", Bigint, "PostgreSQL's word for an integer"},
		{"LONG", Bigint, "System.Data.SQLite's and Access's name"},
		{"IDENTITY", Bigint, "System.Data.SQLite's name for a key"},
		{"ULONG", Bigint, "System.Data.SQLite's name"},
		{"BYTE", Bigint, "FireDAC's and Access's name"},
		{"WORD", Bigint, "FireDAC's name for 16 bits"},
		{"LONGWORD", Bigint, "FireDAC's name for 32 bits"},
		{"LONGLONGWORD", Bigint, "FireDAC's name for 64 bits"},
		{"YEAR", Bigint, "MySQL's and FireDAC's name"},
		{"COUNTER", Bigint, "Access's and System.Data.SQLite's name for a key"},
	},
	targets: []target{
		{name: "bigint", chain: []Type{Bigint}, accepted: []string{"bigint", "integer", "smallint", "numeric"}},
		{name: "integer", chain: []Type{Integer}, wider: []Type{Bigint}, accepted: []string{"integer", "bigint", "numeric"}},
		{name: "smallint", chain: []Type{Smallint}, wider: []Type{Integer, Bigint}, accepted: []string{"smallint", "integer", "bigint", "numeric"}},
	},
}

// IsInteger reports whether the type is one of integers.
func (t *Type) IsInteger() bool { return t.Encoding == integers{} }

// widths are the integer types by how much they hold.
var widths = map[string]int64{"smallint": math.MaxInt16, "integer": math.MaxInt32, "bigint": math.MaxInt64}

// MaxInteger is the highest integer of a type of integers.
func (t Type) MaxInteger() int64 { return widths[t.Final()] }

// IsNarrow reports whether the type holds fewer integers than SQLite's.
func (t *Type) IsNarrow() bool { return t.IsInteger() && t.MaxInteger() < math.MaxInt64 }

// WholeDigits is how many digits all integers of an integer type have that it holds for certain.
func (t Type) WholeDigits() int { return len(strconv.FormatInt(t.MaxInteger(), 10)) - 1 }

// IntegersOf returns the types of a chain, up to the first that is none of integers:
// those of an INTEGER PRIMARY KEY, which holds nothing else.
func IntegersOf(chain []Type) []Type {
	n := 0
	for n < len(chain) && chain[n].IsInteger() {
		n++
	}
	return chain[:n:n]
}

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
	n := len(dst)
	dst, fit := appendInteger(dst, t, v)
	if fit.OK() && t.IsNarrow() {
		if x, err := strconv.ParseInt(str(dst[n:]), 10, 64); err != nil || x > t.MaxInteger() || x < -t.MaxInteger()-1 {
			return dst, Misfit
		}
	}
	return dst, fit
}

func appendInteger(dst []byte, t *Type, v *parser.Value) ([]byte, Fit) {
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

func (integers) fast(t *Type) (Fast, parser.Class) {
	if t.IsNarrow() {
		return fastNarrow, parser.Integer
	}
	return fastInteger, parser.Integer
}

// fastNarrow takes integers of so many digits that all of them fit the type.
func fastNarrow(t *Type, dst, in []byte) (int, int, parser.Class) {
	n, read, class := fastInteger(t, dst, in)
	if n > t.WholeDigits() {
		return 0, Leave, parser.Null
	}
	return n, read, class
}

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
	case integers: // to a wider one
		return column, true
	case zeroOne:
		return &pg.Cast{X: truthNumber(column), Type: "bigint"}, true
	case unixTime, unixDays, fourteenDigits:
		x, _ := from.TextOf(column)
		return &pg.Cast{X: x, Type: "bigint"}, true
	}
	return nil, false
}

func (integers) inQueries(bool) query.Type { return query.Type{Kind: query.Integer} }

func (integers) then() ([]Type, string) {
	return []Type{Numeric, Any, byteaAny}, "reals and larger integers are numbers still"
}

// includes: this is bigint, see Type.Includes.
func (integers) includes(other *Type) bool { return other.IsInteger() || other.Encoding == zeroOne{} }
