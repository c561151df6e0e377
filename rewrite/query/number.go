package query

import (
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// maxDigits is how many digits a bigint holds whatever they are.
const maxDigits = 18

// maxInt4Digits is how many digits of a smallint are no question, nor those of an integer.
const maxInt4Digits = 4

// number is a value as arithmetic takes it: texts and blobs are the number that
// they begin with. https://sqlite.org/lang_expr.html#operators
func (t *Translator) number(v Value) (Value, error) {
	if n, ok := v.number(); ok {
		return n, nil
	}
	v, err := t.plain(v)
	if err != nil {
		return v, err
	}
	v.Literal, v.Collation, v.Explicit, v.Affinity, v.Stored = nil, "", false, ast.NoAffinity, false
	switch v.Type.Kind {
	case Bool:
		v.X, v.Type, v.Digits = &pg.Cast{X: v.X, Type: "integer"}, TypeInt4, 1
	case Text, Mixed, Blob:
		if v, err = t.digits(v); err != nil {
			return v, err
		}
		v.X, v.Type = t.helper("sqlite_num(text)", v.X), TypeNumeric
	}
	return v, nil
}

// exact returns the value as a numeric whose scale tells integers from reals.
func (t *Translator) exact(v Value) pg.Expr {
	switch {
	case v.Exact != nil:
		return v.Exact
	case v.Literal != nil && v.Type.Kind == Integer:
		return v.X
	case v.Literal != nil && v.Type.Kind == Real:
		if _, infinite := v.X.(*pg.Cast); !infinite && constantHasPoint(v.Literal.Text) {
			return v.X
		}
	case v.Type.Kind == Integer:
		return &pg.Cast{X: v.X, Type: "numeric"}
	}
	if v.Type.Kind == Real {
		return t.helper("sqlite_numeric(double precision)", v.X)
	}
	return v.X
}

func constantHasPoint(s string) bool {
	for _, c := range s {
		if c == 'e' || c == 'I' {
			return false
		}
	}
	return true
}

// double returns a number as double precision.
func double(v Value) pg.Expr {
	if v.Type.SQL == TypeReal.SQL && v.Literal == nil {
		return v.X
	}
	if c, ok := v.X.(*pg.Cast); ok && c.Type == TypeReal.SQL {
		return v.X
	}
	return &pg.Cast{X: v.X, Type: TypeReal.SQL}
}

// bigint returns an integer as bigint.
func bigint(v Value) pg.Expr {
	if v.Type.narrow() {
		return &pg.Cast{X: v.X, Type: "bigint"}
	}
	return v.X
}

// whole is a value as the bit operators take it, as a bigint.
func (t *Translator) whole(v Value) (Value, error) {
	out := Value{Type: TypeInteger, Digits: 19, NotNull: v.NotNull}
	if text, ok := v.constantText(); ok {
		if f, real := v.real(); real {
			return integer(truncated(f)), nil
		}
		return integer(integerPrefix(text)), nil
	}
	v, err := t.plain(v)
	if err != nil {
		return v, err
	}
	switch {
	case v.Element != nil:
		out.X = t.helper("sqlite_json_int(json)", v.Element)
		return out, nil
	case v.Type.Kind == Mixed && v.Holds >= ast.NumericAffinity:
		out.X = t.helper("sqlite_int(numeric)", t.helper("sqlite_num(text)", v.X))
		return out, nil
	case v.Type.Kind == Mixed && v.Reals:
		return v, cannot("an integer of a value that is a real or a text, which only SQLite can tell")
	}
	switch v.Type.Kind {
	case Null:
		return v, nil
	case Integer:
		return v, nil
	case Bool:
		return t.number(v)
	case Text, Mixed, Blob:
		if v, err = t.digits(v); err != nil {
			return v, err
		}
		out.X = t.helper("sqlite_int(text)", v.X)
	case Real:
		out.X = t.helper("sqlite_int(double precision)", v.X)
	default:
		if v.Type.SQL == TypeReal.SQL {
			out.X = t.helper("sqlite_int(double precision)", v.X)
		} else {
			out.X = t.helper("sqlite_int(numeric)", v.X)
		}
	}
	return out, nil
}

// real is the value of a literal of type REAL.
func (v Value) real() (float64, bool) {
	if v.Literal == nil || v.Literal.Kind != ast.RealLit {
		return 0, false
	}
	return parseReal(v.Literal.Text), true
}

// digits is a text that begins with the number that a value begins with. Of a
// blob, which may be no text in PostgreSQL, bytes beyond ASCII are escaped: none
// of them belongs to a number.
func (t *Translator) digits(v Value) (Value, error) {
	if v.Type.Kind != Blob || v.Literal != nil {
		return t.text(v)
	}
	v, err := t.plain(v)
	return Value{X: call("encode", v.X, pg.String("escape")), Type: TypeText, NotNull: v.NotNull}, err
}

// text is a value as SQLite converts it to text.
func (t *Translator) text(v Value) (Value, error) {
	out := Value{Type: TypeText, NotNull: v.NotNull}
	if s, ok := v.constantText(); ok {
		return text(s), nil
	}
	exact := v.Exact
	v, err := t.plain(v)
	if err != nil {
		return v, err
	}
	switch v.Type.Kind {
	case Null:
		return v, nil
	case Integer:
		out.X = &pg.Cast{X: v.X, Type: "text"}
	case Bool:
		out.X = &pg.Cast{X: &pg.Cast{X: v.X, Type: "integer"}, Type: "text"}
	case Real:
		out.X = t.helper("sqlite_text(double precision)", v.X)
	case Numeric:
		if exact == nil {
			exact = v.X
		}
		out.X = t.helper("sqlite_text(numeric)", exact)
	case Blob:
		note(&t.BytesAsText, v)
		out.X = t.helper("sqlite_text(bytea)", v.X)
	default:
		v.Type = TypeText
		return v, nil
	}
	return out, nil
}
