package coltype

import (
	"math"
	"slices"
	"strconv"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/query"
)

// Double is for reals: the same doubles in both.
var Double = Type{SQL: "double precision", Encoding: reals{}}

var realFamily = family{
	declared: []declared{{"SINGLE", Double, "Exposed's and System.Data.SQLite's name for a float"}, {"SINGLE PRECISION", Double, "FireDAC's name for a float"}},
	targets:  []target{{name: "double precision", chain: []Type{Double}, lax: []Type{Double}, accepted: []string{"double precision"}}},
}

// MaxExactDigits is how many digits of an integer a double holds.
const MaxExactDigits = 15

// reals are written by their shortest decimals, and integers that a double holds by their digits.
type reals struct {
	noChunks
	smallValues
	keepsText
	plainWrites
	someValues
}

func (reals) Name() string { return "real" }

func (reals) append(dst []byte, t *Type, v *parser.Value) ([]byte, Fit) {
	class, text := number(v)
	switch class {
	case parser.Integer:
		if len(text) > MaxExactDigits && t.Affinity != ast.RealAffinity { // beyond 2^53 not every integer is a double
			n, _ := strconv.ParseInt(str(text), 10, 64)
			if f := float64(n); !isWhole(f) || int64(f) != n {
				return dst, Misfit
			}
		}
		return append(dst, text...), t.ofNumber(v) // PostgreSQL rounds as SQLite does
	case parser.Real:
		var d decimal
		if n := d.read(text); n == len(text) && d.point > 0 {
			dst = slices.Grow(dst, n)
			if n := d.shortest(dst[len(dst):cap(dst)], text); n > 0 {
				return dst[:len(dst)+n], t.ofNumber(v)
			}
		}
		return appendFloat(dst, float(text)), t.ofNumber(v)
	}
	if v.Class == parser.Text { // DB Browser writes infinities as strings
		switch string(v.Text) {
		case "Inf", "-Inf":
			return append(append(dst, v.Text...), "inity"...), Changed
		}
	}
	return dst, Misfit
}

func (reals) fast(*Type) (Fast, parser.Class) { return fastReal, parser.Null }

// fastReal takes integers and decimals.
func fastReal(_ *Type, dst, in []byte) (int, int, parser.Class) {
	var d decimal
	read := d.literal(in)
	if read <= 0 {
		return 0, read, parser.Null
	}
	if d.point == 0 {
		if d.digits > MaxExactDigits {
			return 0, Leave, parser.Null
		}
		return copy(dst, in[:read]), read, parser.Integer
	}
	n := d.shortest(dst, in[:read])
	if n == 0 {
		read = Leave
	}
	return n, read, parser.Real
}

func (reals) literal(t *Type, v *parser.Value) (pg.Expr, bool) {
	text, fit := t.Append(nil, v)
	if fit.OK() && text[len(text)-1] == 'y' { // Infinity
		return pg.String(text), true
	}
	return signedLiteral(t, v)
}

func (reals) canonical(t *Type, _, copied []byte, _ bool, buf *[]byte) ([]byte, bool) {
	if printedReal(copied) {
		return copied, false
	}
	f := float(copied)
	if t.wholeReals() || !isWhole(f) {
		*buf = appendReal((*buf)[:0], f)
	} else {
		*buf = strconv.AppendInt((*buf)[:0], int64(f), 10)
	}
	return *buf, false
}

func (reals) text(t *Type, column pg.Name) (pg.Expr, bool) {
	plain := toText(column)
	if !t.wholeReals() {
		return integerOr(">", column, plain), true
	}
	// a real shows that it is one
	return &pg.Case{Whens: []pg.When{{
		Cond: &pg.Binary{Op: "~", L: plain, R: pg.String("^-?[0-9]+$")},
		Then: &pg.Binary{Op: "||", L: plain, R: pg.String(".0")}}}, Else: plain}, true
}

// wholeReals reports whether a whole number in a column of doubles is a real:
// NUMERIC and INTEGER affinity make an integer of it.
func (t *Type) wholeReals() bool {
	return t.Affinity == ast.RealAffinity || t.Affinity == ast.NoAffinity
}

// integerOr is the text of the integer that SQLite makes of a whole number in a
// column, and of other numbers real. The condition is that of isWhole in Go.
// lowest compares with -2^63.
func integerOr(lowest string, column pg.Name, real pg.Expr) pg.Expr {
	compare := func(op string, r pg.Expr) pg.Expr { return &pg.Binary{Op: op, L: column, R: r} }
	within := &pg.Binary{Op: "AND", L: compare(lowest, pg.Keyword("-9223372036854775808")), R: compare("<", pg.Number("9223372036854775808"))}
	whole := &pg.Binary{Op: "AND", L: within, R: compare("=", &pg.Call{Func: "trunc", Args: []pg.Expr{column}})}
	return &pg.Case{Whens: []pg.When{{Cond: whole, Then: toText(&pg.Cast{X: column, Type: "bigint"})}}, Else: real}
}

// convert takes unix time, but microseconds: they would be printed as reals.
func (reals) convert(_, from *Type, column pg.Name) (pg.Expr, bool) {
	switch e := from.Encoding.(type) {
	case fourteenDigits:
	case unixTime:
		if e.perSecond > 1000 {
			return nil, false
		}
	case unixDays:
		if e.unix.perSecond > 1000 {
			return nil, false
		}
	default:
		return nil, false
	}
	x, _ := from.TextOf(column)
	return &pg.Cast{X: x, Type: "double precision"}, true
}

func (reals) inQueries(bool) query.Type { return query.Type{Kind: query.Real} }

func (reals) loaded(q *query.Type, _ *Type, v values) {
	if v.affinity == ast.RealAffinity || !v.has(parser.Integer) {
		return
	}
	q.Kind, q.Form = query.Numeric, "integers and reals"
	q.Read = func(x pg.Expr) pg.Expr { return &pg.Cast{X: toText(x), Type: "numeric"} }
	if v.affinity == ast.NoAffinity { // a whole number may be either
		q.Lossy, q.Unclassed = "which of its whole numbers are integers", true
	}
}

func (reals) then() ([]Type, string) {
	return []Type{Any, byteaAny}, "what is no number is text"
}

func (reals) includes(other *Type) bool {
	switch other.Encoding.(type) {
	case integers, decimals:
		return true
	}
	return false
}

// isWhole reports whether SQLite makes an integer of a real: of -2^63 it does
// not.
func isWhole(f float64) bool { return f == math.Trunc(f) && f > -1<<63 && f < 1<<63 }
