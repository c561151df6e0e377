package coltype

import (
	"bytes"
	"math"
	"strconv"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/query"
)

// Numeric is for decimals; numbers keeps integers and reals apart.
var (
	Numeric = Type{SQL: "numeric", Encoding: decimals{}}
	numbers = Type{SQL: "numeric", Encoding: exactNumbers{}}
)

var decimalFamily = family{
	declared: []declared{
		{"NUMERIC", Numeric, "exact decimals"},
		{"DECIMAL", Numeric, "exact decimals"},
		{"NUM", Numeric, "what CREATE TABLE AS declares for numbers"},
		{"DEC", Numeric, "exact decimals"},
		{"FIXED", Numeric, "MySQL's name for a decimal"},
		{"NUMBER", Numeric, "Oracle's name for a decimal"},
		{"MONEY", Numeric, "PostgreSQL's money depends on the locale"},
		{"SMALLMONEY", Numeric, "SQL Server's money"},
		{"CURRENCY", Numeric, "Access's money"},
		{"FINANCIAL", Numeric, "FireDAC's name for money"},
		{"DECIMAL UNSIGNED", Numeric, "MySQL's decimals without a sign"},
		{"NUMERIC UNSIGNED", Numeric, "MySQL's decimals without a sign"},
	},
	form:    "numeric(p,s)",
	sized:   sizedNumeric,
	targets: []target{{name: "numeric", chain: []Type{Numeric}, other: []Type{numbers}, accepted: []string{"numeric"}}},
}

// maxPrecision is the highest p of numeric(p,s). Before PostgreSQL 15, no s is
// above p. https://www.postgresql.org/docs/current/datatype-numeric.html
const maxPrecision = 1000

func sizedNumeric(args []int) (t Type, ok bool) {
	p, s := args[0], 0
	if len(args) > 1 {
		s = args[1]
	}
	if p <= 0 || p > maxPrecision || s < 0 || s > p {
		return t, false
	}
	return Type{SQL: "numeric(" + strconv.Itoa(p) + "," + strconv.Itoa(s) + ")", Encoding: decimals{}, Limit: p, Scale: s}, true
}

// decimals are written as the shortest ones that are the double SQLite held, and
// integers by their digits.
type decimals struct {
	noChunks
	mediumValues
	keepsText
	plainWrites
	someValues
}

func (decimals) Name() string { return "decimal" }

func (decimals) append(dst []byte, t *Type, v *parser.Value) ([]byte, Fit) {
	class, text := number(v)
	n := len(dst)
	switch class {
	case parser.Integer:
		dst = append(dst, text...)
	case parser.Real:
		f := float(text)
		if math.IsInf(f, 0) { // numeric has no infinity before PostgreSQL 14
			return dst, Misfit
		}
		dst = strconv.AppendFloat(dst, f, 'f', -1, 64)
	default:
		return dst, Misfit
	}
	if t.Limit > 0 {
		whole, fraction, _ := bytes.Cut(bytes.TrimPrefix(dst[n:], []byte{'-'}), []byte{'.'})
		if len(fraction) > t.Scale || len(bytes.TrimLeft(whole, "0")) > t.Limit-t.Scale {
			return dst, Misfit
		}
	}
	return dst, t.ofNumber(v)
}

func (decimals) fast(*Type) (Fast, parser.Class) { return fastDecimal, parser.Null }

// fastDecimal takes integers and decimals.
func fastDecimal(t *Type, dst, in []byte) (int, int, parser.Class) {
	var d decimal
	read := d.literal(in)
	if read <= 0 {
		return 0, read, parser.Null
	}
	if d.point == 0 {
		if t.Limit > 0 && d.digits > t.Limit-t.Scale {
			return 0, Leave, parser.Null
		}
		return copy(dst, in[:read]), read, parser.Integer
	}
	n := d.shortest(dst, in[:read])
	if n == 0 || t.Limit > 0 && (d.fraction > t.Scale || d.whole > t.Limit-t.Scale) {
		return 0, Leave, parser.Null
	}
	return n, read, parser.Real
}

func (decimals) literal(t *Type, v *parser.Value) (pg.Expr, bool) { return signedLiteral(t, v) }

func (decimals) canonical(_ *Type, _, copied []byte, _ bool, buf *[]byte) ([]byte, bool) {
	if printedReal(copied) {
		return copied, false
	}
	if bytes.IndexByte(copied, '.') < 0 { // an error would be garbage
		if _, err := strconv.ParseInt(str(copied), 10, 64); err == nil {
			return plainInteger(copied), false
		}
	}
	*buf = appendReal((*buf)[:0], float(copied))
	return *buf, false
}

// text tells the integer -2^63 from the real, which is written with fewer digits.
func (decimals) text(_ *Type, column pg.Name) (pg.Expr, bool) {
	return integerOr(">=", column, toText(&pg.Cast{X: column, Type: "float8"})), true
}

func (decimals) convert(_, from *Type, column pg.Name) (pg.Expr, bool) {
	switch from.Encoding.(type) {
	case integers:
		return &pg.Cast{X: column, Type: "numeric"}, true
	case decimals:
		return &pg.Call{Func: "trim_scale", Args: []pg.Expr{column}}, true
	case zeroOne:
		return &pg.Cast{X: truthNumber(column), Type: "numeric"}, true
	}
	return nil, false
}

func (decimals) inQueries(bool) query.Type { return query.Type{Kind: query.Numeric} }

func (decimals) loaded(q *query.Type, _ *Type, v values) {
	if v.affinity == ast.RealAffinity {
		q.Kind, q.Form = query.Real, "reals"
		q.Read = func(x pg.Expr) pg.Expr { return &pg.Cast{X: x, Type: "double precision"} }
	}
}

func (decimals) then() ([]Type, string) {
	return []Type{Numeric, Double, Any, byteaAny}, "numeric has no infinity before PostgreSQL 14"
}

// includes: this is numeric of any size.
func (decimals) includes(other *Type) bool {
	switch other.Encoding.(type) {
	case integers, decimals, zeroOne:
		return true
	}
	return false
}

// exactNumbers keeps integers and reals apart in one numeric column, by their
// digits after the point.
type exactNumbers struct {
	noChunks
	noFast
	mediumValues
	asWritten
	asText
	keepsText
	saysAll
	plainWrites
	neverFirst
	someValues
}

func (exactNumbers) Name() string { return "numbers" }

func (exactNumbers) append(dst []byte, t *Type, v *parser.Value) ([]byte, Fit) {
	n := len(dst)
	switch v.Class {
	case parser.Integer:
		return append(dst, v.Text...), Fits
	case parser.Real:
		dst, _ = anything{}.append(dst, t, v)
		if !bytes.ContainsAny(dst[n:], "eI") { // as numeric prints it
			return dst, Fits
		}
	}
	return dst, Misfit
}

func (exactNumbers) literal(t *Type, v *parser.Value) (pg.Expr, bool) { return signedLiteral(t, v) }

func (exactNumbers) convert(_, from *Type, column pg.Name) (pg.Expr, bool) {
	if from.IsInteger() {
		return &pg.Cast{X: column, Type: "numeric"}, true
	}
	return nil, false
}

func (exactNumbers) inQueries(bool) query.Type {
	return query.Type{Kind: query.Numeric, Form: "numbers", Read: sameValue, Lossy: "which of its whole numbers are reals"}
}

func (exactNumbers) includes(other *Type) bool { return other.IsInteger() }
