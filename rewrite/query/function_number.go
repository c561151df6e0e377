package query

import (
	"math"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
)

// https://sqlite.org/lang_corefunc.html, https://sqlite.org/lang_mathfunc.html
var numberFunctions = []function{
	{"abs", 1, 1, (*Translator).abs, ""},               // 0.0 for a text without a number
	{"round", 1, 2, (*Translator).round, ""},           // half away from zero; always a real
	{"sign", 1, 1, (*Translator).sign, ""},             // NULL for what is no number
	{"random", 0, 0, (*Translator).random, "volatile"}, // of all 64 bits
	{"ceil", 1, 1, toWhole("ceil"), ""},                // an integer of an integer
	{"ceiling", 1, 1, toWhole("ceil"), ""},
	{"floor", 1, 1, toWhole("floor"), ""},
	{"trunc", 1, 1, toWhole("trunc"), ""},                         // towards zero
	{"sqrt", 1, 1, real1("sqrt", domain{">=", 0}), ""},            // NULL outside of its domain, as all that follow
	{"exp", 1, 1, realHelper("sqlite_exp(double precision)"), ""}, // infinite where PostgreSQL raises
	{"ln", 1, 1, real1("ln", domain{">", 0}), ""},
	{"log", 1, 1, real1("log", domain{">", 0}), ""}, // of base 10
	{"log10", 1, 1, real1("log", domain{">", 0}), ""},
	{"log2", 1, 1, (*Translator).log2, ""},
	{"log", 2, 2, (*Translator).logBase, ""}, // the base comes first
	{"pow", 2, 2, realHelper("sqlite_pow(double precision, double precision)"), ""},
	{"power", 2, 2, realHelper("sqlite_pow(double precision, double precision)"), ""},
	{"mod", 2, 2, realHelper("sqlite_mod(double precision, double precision)"), ""}, // of reals, unlike %
	{"pi", 0, 0, func(*Translator, []Value) (Value, error) {
		return Value{X: call("pi"), Type: TypeReal, NotNull: true}, nil
	}, ""},
	{"sin", 1, 1, real1("sin"), ""},
	{"cos", 1, 1, real1("cos"), ""},
	{"tan", 1, 1, real1("tan"), ""},
	{"asin", 1, 1, real1("asin", domain{">=", -1}, domain{"<=", 1}), ""},
	{"acos", 1, 1, real1("acos", domain{">=", -1}, domain{"<=", 1}), ""},
	{"atan", 1, 1, real1("atan"), ""},
	{"atan2", 2, 2, real1("atan2"), ""},
	{"sinh", 1, 1, real1("sinh"), ""},
	{"cosh", 1, 1, real1("cosh"), ""},
	{"tanh", 1, 1, real1("tanh"), ""},
	{"asinh", 1, 1, real1("asinh"), ""},
	{"acosh", 1, 1, real1("acosh", domain{">=", 1}), ""},
	{"atanh", 1, 1, real1("atanh", domain{">=", -1}, domain{"<=", 1}), ""}, // infinite at the ends
	{"degrees", 1, 1, real1("degrees"), ""},
	{"radians", 1, 1, real1("radians"), ""},
}

func (t *Translator) abs(a []Value) (Value, error) {
	v, err := t.number(a[0])
	if err != nil || v.Type.Kind == Null {
		return v, err
	}
	if k := a[0].Type.Kind; k == Text || k == Blob || k == Mixed {
		if v, err = t.asReal(a[0]); err != nil {
			return v, err
		}
	}
	out := Value{X: call("abs", v.Settled().X), Type: v.Type, Digits: v.Digits, NotNull: v.NotNull}
	if v.Exact != nil {
		out.Exact = call("abs", v.Exact)
	}
	if v.Type.Kind == Integer {
		out.Type = TypeInteger
	}
	return out, nil
}

// measure is a value as the mathematical functions take it: NULL for what does
// not look like a number.
func (t *Translator) measure(v Value) (Value, error) {
	if s, ok := v.constantText(); ok && !v.Type.Kind.Number() {
		n, looks := asNumber(s)
		if !looks || v.Type.Kind == Blob {
			return null, nil
		}
		return n, nil
	}
	v, err := t.plain(v)
	if err != nil {
		return v, err
	}
	switch v.Type.Kind {
	case Blob:
		return null, nil
	case Text, Mixed:
		return Value{X: t.helper("sqlite_measure(text)", v.X), Type: TypeReal}, nil
	}
	return t.number(v)
}

// round rounds half away from zero, as SQLite does with the 15 digits that it
// takes a real to have. Its result is a real.
func (t *Translator) round(a []Value) (Value, error) {
	if anyNull(a) {
		return Value{X: null.X, Type: TypeReal}.typed(), nil
	}
	v, err := t.number(a[0])
	if err != nil {
		return v, err
	}
	digits, constant := int64(0), true
	count := pg.Expr(pg.Number("0"))
	if len(a) > 1 {
		n, err := t.whole(a[1])
		if err != nil {
			return n, err
		}
		digits, constant = n.integer()
		digits = min(max(digits, 0), 30)
		count = integer(digits).X
		if !constant {
			count = bigint(n)
		}
	}
	out := Value{Type: TypeReal, NotNull: v.NotNull && constant}
	switch {
	case v.Type.Kind == Integer && constant:
		out.X = double(v)
	case v.decimal() && constant:
		out.Type = TypeNumeric
		out.X = call("round", v.X, count)
		out.Exact = &pg.Binary{Op: "+", L: out.X, R: pg.Number("0.0")}
	default:
		out.X = t.helper("sqlite_round(double precision, bigint)", double(v), count)
	}
	return out, nil
}

func (t *Translator) sign(a []Value) (Value, error) {
	v, err := t.measure(a[0])
	if err != nil || v.Type.Kind == Null {
		return Value{X: null.X, Type: TypeInteger}.typed(), err
	}
	x := v.X
	if v.Literal != nil && v.Type.Kind == Integer {
		x = v.Settled().X
	}
	return Value{X: &pg.Cast{X: call("sign", x), Type: "integer"}, Type: TypeInt4, Digits: 1, NotNull: v.NotNull}, nil
}

func (t *Translator) random([]Value) (Value, error) {
	return Value{X: t.helper("sqlite_random()"), Type: TypeInteger, Digits: 19, NotNull: true}, nil
}

// toWhole calls a function that leaves integers as they are.
func toWhole(name string) func(*Translator, []Value) (Value, error) {
	return func(t *Translator, a []Value) (Value, error) {
		v, err := t.measure(a[0])
		if err != nil || v.Type.Kind == Null || v.Type.Kind == Integer {
			v.Literal = nil
			return v, err
		}
		if k := a[0].Type.Kind; (k == Text || k == Mixed) && v.Literal == nil { // an integer if all of it is one
			s, err := t.text(a[0])
			if err != nil {
				return s, err
			}
			v = Value{Type: TypeNumeric, X: &pg.Case{Whens: []pg.When{{Cond: &pg.Postfix{X: v.X, Op: "IS NOT NULL"}, Then: t.helper("sqlite_addend(text)", s.X)}}}}
		}
		out := Value{X: call(name, v.X), Type: v.Type, NotNull: v.NotNull}
		if v.Literal != nil {
			out.X = call(name, double(v))
		}
		if v.Type.Kind == Numeric {
			e := t.exact(v)
			out.Exact = &pg.Case{Whens: []pg.When{{Cond: &pg.Binary{Op: "=", L: call("scale", e), R: pg.Number("0")}, Then: e}},
				Else: &pg.Binary{Op: "+", L: call(name, e), R: pg.Number("0.0")}}
		}
		return out, nil
	}
}

// domain is a condition on the argument of a function, which is NULL in SQLite
// where PostgreSQL raises.
type domain struct {
	op    string
	bound float64
}

func (d domain) holds(f float64) bool {
	return holds(d.op, int(math.Copysign(1, f-d.bound))*b2n(f != d.bound))
}

func b2n(b bool) int {
	if b {
		return 1
	}
	return 0
}

// reals converts arguments to double precision.
func (t *Translator) reals(a []Value) ([]pg.Expr, bool, error) {
	out := make([]pg.Expr, len(a))
	for i, v := range a {
		m, err := t.measure(v)
		if err != nil || m.Type.Kind == Null {
			return nil, m.Type.Kind == Null, err
		}
		out[i] = double(m)
	}
	return out, false, nil
}

// real1 calls a function of double precision; domains are of the first argument.
func real1(name string, domains ...domain) func(*Translator, []Value) (Value, error) {
	return func(t *Translator, a []Value) (Value, error) {
		x, isNull, err := t.reals(a)
		if err != nil || isNull {
			return Value{X: null.X, Type: TypeReal}.typed(), err
		}
		if len(domains) > 0 {
			x[0] = within(x[0], a[0], domains)
		}
		return Value{X: call(name, x...), Type: TypeReal}, nil
	}
}

// within is x, or NULL where a domain does not hold.
func within(x pg.Expr, v Value, domains []domain) pg.Expr {
	if n, ok := v.number(); ok {
		f := parseReal(n.Literal.Text)
		for _, d := range domains {
			if !d.holds(f) {
				return &pg.Cast{X: null.X, Type: TypeReal.SQL}
			}
		}
		return x
	}
	var test pg.Expr
	for _, d := range domains {
		c := pg.Expr(&pg.Binary{Op: d.op, L: x, R: integer(int64(d.bound)).X})
		if test != nil {
			c = &pg.Binary{Op: "AND", L: test, R: c}
		}
		test = c
	}
	return &pg.Case{Whens: []pg.When{{Cond: test, Then: x}}}
}

func realHelper(signature string) func(*Translator, []Value) (Value, error) {
	return func(t *Translator, a []Value) (Value, error) {
		x, isNull, err := t.reals(a)
		if err != nil || isNull {
			return Value{X: null.X, Type: TypeReal}.typed(), err
		}
		return Value{X: t.helper(signature, x...), Type: TypeReal}, nil
	}
}

func (t *Translator) log2(a []Value) (Value, error) {
	return t.logBase([]Value{integer(2), a[0]})
}

// logBase is log(base, x): NULL for a base of 1 and less.
func (t *Translator) logBase(a []Value) (Value, error) {
	x, isNull, err := t.reals(a)
	if err != nil || isNull {
		return Value{X: null.X, Type: TypeReal}.typed(), err
	}
	base := within(x[0], a[0], []domain{{">", 1}})
	arg := within(x[1], a[1], []domain{{">", 0}})
	return Value{X: &pg.Binary{Op: "/", L: call("ln", arg), R: call("ln", base)}, Type: TypeReal}, nil
}
