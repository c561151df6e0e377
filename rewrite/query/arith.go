package query

import (
	"math"
	"strconv"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

func parseReal(s string) float64 {
	f, _ := strconv.ParseFloat(s, 64)
	return f
}

// arithmetic translates + - * / % & | << >>. Integers have 64 bits in both, but
// where SQLite goes on with a real when they do not suffice, PostgreSQL raises:
// what may need more is computed as numeric.
func (t *Translator) arithmetic(op string, l, r Value) (Value, error) {
	switch op {
	case "&", "|", "<<", ">>":
		return t.bits(op, l, r)
	case "%":
		return t.remainder(l, r)
	}
	l, err := t.number(l)
	if err != nil {
		return l, err
	}
	r, err = t.number(r)
	if err != nil {
		return r, err
	}
	if l.Type.Kind == Null || r.Type.Kind == Null {
		return null, nil
	}
	if op == "/" {
		return t.divide(l, r)
	}
	if f, ok := constantReal(op, l, r); ok && math.IsInf(f, 0) {
		return realValue(f), nil
	}
	out := Value{NotNull: l.NotNull && r.NotNull}
	switch k := numberOf(l, r); k {
	case Integer:
		out.Type, out.Digits = TypeInteger, max(l.Digits, r.Digits)+1
		if op == "*" {
			out.Digits = l.Digits + r.Digits
		}
		if out.Digits > maxDigits {
			out.Type, out.Digits = TypeNumeric, 0
			l.X = &pg.Cast{X: l.X, Type: "numeric"}
		} else if l.Type.narrow() && r.Type.narrow() {
			l.X = bigint(l)
		}
		out.X = &pg.Binary{Op: op, L: l.X, R: r.X}
	case Real:
		out.Type = TypeReal
		out.X = &pg.Binary{Op: op, L: beside(l, r), R: beside(r, l)}
	default:
		out.Type = TypeNumeric
		if l.Type.SQL == TypeReal.SQL && l.Literal == nil || r.Type.SQL == TypeReal.SQL && r.Literal == nil {
			out.Type.SQL = TypeReal.SQL
		}
		out.X = &pg.Binary{Op: op, L: l.X, R: r.X}
		if l.Exact != nil || r.Exact != nil || out.Type.SQL == TypeReal.SQL {
			out.Exact = &pg.Binary{Op: op, L: t.exact(l), R: t.exact(r)}
		}
	}
	return out, nil
}

// constantReal computes with literals, one of which is a real: PostgreSQL raises
// where the result is infinite.
func constantReal(op string, l, r Value) (float64, bool) {
	if l.Literal == nil || r.Literal == nil || l.Type.Kind != Real && r.Type.Kind != Real {
		return 0, false
	}
	a, b := parseReal(l.Literal.Text), parseReal(r.Literal.Text)
	switch op {
	case "+":
		return a + b, true
	case "-":
		return a - b, true
	}
	return a * b, true
}

// beside returns a number that stands beside another in an operator whose
// result is double precision: a literal is a numeric by itself.
func beside(v, other Value) pg.Expr {
	if v.Literal != nil && v.Type.Kind == Real && (other.Type.SQL != TypeReal.SQL || other.Literal != nil) {
		return double(v)
	}
	return v.X
}

// numberOf is the kind of a sum: an integer of integers, a real if a side is
// always real.
func numberOf(l, r Value) Kind {
	switch {
	case l.Type.Kind == Integer && r.Type.Kind == Integer:
		return Integer
	case l.decimal() || r.decimal(): // decimals stay exact beside a literal
		if l.Type.Kind == Real && l.Literal == nil || r.Type.Kind == Real && r.Literal == nil {
			return Real
		}
		return Numeric
	case l.Type.Kind == Real || r.Type.Kind == Real:
		return Real
	}
	return Numeric
}

// decimal reports whether the value is of type numeric.
func (v Value) decimal() bool { return v.Type.Kind == Numeric && v.Type.SQL != TypeReal.SQL }

// divide translates /, which is NULL for a divisor of zero, and drops the rest
// when both sides are integers.
func (t *Translator) divide(l, r Value) (Value, error) {
	zero := false
	divisor := r.X
	if r.Literal != nil {
		zero = r.Literal.Text == "0" || r.Literal.Text == "-0"
	} else {
		divisor = call("NULLIF", divisor, pg.Number("0"))
	}
	if zero {
		return null, nil
	}
	out := Value{NotNull: l.NotNull && r.Literal != nil}
	k := numberOf(l, r)
	switch {
	case k == Real || l.Type.Kind == Real || r.Type.Kind == Real:
		out.Type = TypeReal
		if k == Numeric && l.Type.SQL != TypeReal.SQL && r.Type.SQL != TypeReal.SQL {
			out.Type = TypeNumeric
		}
		a := l.X
		if k == Real {
			a = beside(l, r)
		}
		if r.Literal != nil && k == Real {
			divisor = beside(r, l)
		}
		out.X = &pg.Binary{Op: "/", L: a, R: divisor}
	case k == Integer && (l.Digits < 19 || r.Literal != nil && r.Literal.Text != "-1"):
		out.Type, out.Digits = TypeInteger, l.Digits
		if l.Type.narrow() && r.Type.narrow() {
			l.X = bigint(l)
		}
		out.X = &pg.Binary{Op: "/", L: l.X, R: divisor}
	default: // an integer only if both are
		out.Type = TypeNumeric
		out.X = t.helper("sqlite_div(numeric, numeric)", t.exact(l), t.exact(r))
		out.NotNull = false
	}
	return out, nil
}

// remainder translates %, which takes its sides as integers, and is a real if
// one of them is.
func (t *Translator) remainder(l, r Value) (Value, error) {
	a, err := t.number(l)
	if err != nil {
		return a, err
	}
	b, err := t.number(r)
	if err != nil {
		return b, err
	}
	if a.Type.Kind == Null || b.Type.Kind == Null {
		return null, nil
	}
	// The digits before an exponent are the integer of a text: '1e3' is 1.
	wl, err := t.whole(l)
	if err != nil {
		return wl, err
	}
	wr, err := t.whole(r)
	if err != nil {
		return wr, err
	}
	if wr.Literal != nil && wr.Literal.Text == "0" {
		return null, nil
	}
	divisor := wr.X
	if wr.Literal == nil {
		divisor = call("NULLIF", divisor, pg.Number("0"))
	}
	if wl.Type.narrow() && wr.Type.narrow() {
		wl.X = bigint(wl)
	}
	out := Value{X: &pg.Binary{Op: "%", L: wl.X, R: divisor}, Type: TypeInteger, Digits: min(wl.Digits, wr.Digits), NotNull: wl.NotNull && wr.Literal != nil}
	switch {
	case a.Type.Kind == Integer && b.Type.Kind == Integer:
	case a.Type.Kind == Real || b.Type.Kind == Real:
		out.X, out.Type = &pg.Cast{X: out.X, Type: TypeReal.SQL}, TypeReal
	default: // an integer only if both are
		out.X = &pg.Binary{Op: "+", L: out.X, R: &pg.Binary{Op: "*", L: pg.Number("0"), R: &pg.Binary{Op: "+", L: t.exact(a), R: t.exact(b)}}}
		out.Type = TypeNumeric
	}
	return out, nil
}

// bits translates & | << >>.
func (t *Translator) bits(op string, l, r Value) (Value, error) {
	l, err := t.whole(l)
	if err != nil {
		return l, err
	}
	r, err = t.whole(r)
	if err != nil {
		return r, err
	}
	if l.Type.Kind == Null || r.Type.Kind == Null {
		return null, nil
	}
	out := Value{Type: TypeInteger, Digits: 19, NotNull: l.NotNull && r.NotNull}
	if op == "&" || op == "|" {
		out.Digits = max(l.Digits, r.Digits)
		if op == "|" || l.Literal == nil && r.Literal == nil {
			out.Digits++
		}
		if l.Type.narrow() && r.Type.narrow() {
			l.X = bigint(l)
		}
		out.X = &pg.Binary{Op: op, L: l.X, R: r.X}
		return out, nil
	}
	if n, ok := r.integer(); ok && n >= 0 && n < 64 {
		out.X = &pg.Binary{Op: op, L: bigint(l), R: r.X}
		return out, nil
	}
	name := "sqlite_shift_left(bigint, bigint)"
	if op == ">>" {
		name = "sqlite_shift_right(bigint, bigint)"
	}
	out.X = t.helper(name, bigint(l), bigint(r))
	return out, nil
}

// integer is the value of an integer literal.
func (v Value) integer() (int64, bool) {
	if v.Literal == nil || v.Literal.Kind != ast.IntegerLit {
		return 0, false
	}
	n, err := strconv.ParseInt(v.Literal.Text, 10, 64)
	return n, err == nil
}

// unary translates NOT, -, + and ~.
func (t *Translator) unary(x *ast.Unary, s *Scope) (Value, error) {
	if l, ok := x.X.(*ast.Literal); ok && x.Op == "-" && l.Kind == ast.IntegerLit && (len(l.Text) < 2 || l.Text[1]|0x20 != 'x') {
		return integerText("-" + l.Text), nil // -9223372036854775808 is an integer
	}
	v, err := t.Value(x.X, s)
	if err != nil {
		return v, err
	}
	switch x.Op {
	case "NOT":
		b, err := t.truth(v)
		out := boolean(&pg.Prefix{Op: "NOT", X: b})
		out.NotNull = v.NotNull
		return out, err
	case "+": // nothing but an end of the affinity
		return v, nil
	case "~":
		v, err = t.whole(v)
		if err != nil || v.Type.Kind == Null {
			return v, err
		}
		return Value{X: &pg.Prefix{Op: "~", X: bigint(v)}, Type: TypeInteger, Digits: v.Digits + 1, NotNull: v.NotNull}, nil
	}
	v, err = t.number(v)
	if err != nil || v.Type.Kind == Null {
		return v, err
	}
	if n, ok := v.integer(); ok && n != -n {
		return integer(-n), nil
	}
	if f, ok := v.real(); ok {
		return realValue(-f), nil
	}
	if v.Type.narrow() && v.Digits > maxInt4Digits { // the lowest has no positive one
		v = v.Settled()
	}
	out := Value{X: &pg.Prefix{Op: "-", X: v.X}, Type: v.Type, Digits: v.Digits, NotNull: v.NotNull}
	if v.Exact != nil {
		out.Exact = &pg.Prefix{Op: "-", X: v.Exact}
	}
	if v.Type.Kind == Integer && v.Digits > maxDigits {
		out.Type, out.Digits = TypeNumeric, 0
		out.X = &pg.Prefix{Op: "-", X: &pg.Cast{X: v.X, Type: "numeric"}}
	}
	return out, nil
}
