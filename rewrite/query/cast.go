package query

import (
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// cast translates CAST, which knows affinities only: lengths and precisions
// count for nothing. https://sqlite.org/lang_expr.html#castexpr
func (t *Translator) cast(x *ast.Cast, s *Scope) (Value, error) {
	v, err := t.Value(x.X, s)
	if err != nil {
		return v, err
	}
	a := ast.AffinityOf(x.Type)
	out, err := t.castTo(v, a)
	out.Affinity, out.Holds, out.Stored, out.Collation, out.Explicit = a, ast.NoAffinity, true, v.Collation, v.Explicit
	return out, err
}

func (t *Translator) castTo(v Value, a ast.Affinity) (Value, error) {
	if v.Type.Kind == Null {
		return Value{X: null.X, Type: map[ast.Affinity]Type{ast.NoAffinity: TypeBlob, ast.TextAffinity: TypeText, ast.NumericAffinity: TypeNumeric, ast.IntegerAffinity: TypeInteger, ast.RealAffinity: TypeReal}[a]}.typed(), nil
	}
	switch a {
	case ast.TextAffinity:
		return t.text(v)
	case ast.IntegerAffinity:
		return t.whole(v)
	case ast.NoAffinity:
		return t.blob(v)
	}
	if _, ok := v.constantText(); ok && !v.Type.Kind.Number() {
		v, _ = v.number()
		if f, ok := v.real(); ok && a == ast.NumericAffinity && f == float64(truncated(f)) && f > -1<<51 && f < 1<<51 {
			return integer(truncated(f)), nil // 12.0 becomes 12
		}
	}
	if a == ast.RealAffinity {
		return t.asReal(v)
	}
	v, err := t.plain(v)
	if err != nil {
		return v, err
	}
	if v.Type.Kind == Text || v.Type.Kind == Blob || v.Type.Kind == Mixed {
		if v, err = t.digits(v); err != nil {
			return v, err
		}
		return Value{X: t.helper("sqlite_cast_numeric(text)", v.X), Type: TypeNumeric, NotNull: v.NotNull}, nil
	}
	return t.number(v)
}

// typed gives a NULL its type.
func (v Value) typed() Value {
	v.X = &pg.Cast{X: v.X, Type: v.Type.SQL}
	return v
}

// asReal converts a value to REAL.
func (t *Translator) asReal(v Value) (Value, error) {
	if n, ok := v.number(); ok {
		return realValue(parseReal(n.Literal.Text)), nil
	}
	v, err := t.plain(v)
	if err != nil {
		return v, err
	}
	out := Value{Type: TypeReal, NotNull: v.NotNull}
	switch v.Type.Kind {
	case Text, Mixed, Blob:
		if v, err = t.digits(v); err != nil {
			return v, err
		}
		out.X = t.helper("sqlite_real(text)", v.X)
	case Bool:
		v, _ = t.number(v)
		out.X = double(v)
	default:
		out.X = double(v)
	}
	return out, nil
}

// blob converts a value to a blob: the bytes of its text.
func (t *Translator) blob(v Value) (Value, error) {
	if v.Type.Kind == Blob {
		return t.plain(v)
	}
	v, err := t.text(v)
	if err != nil {
		return v, err
	}
	return Value{X: t.helper("sqlite_blob(text)", v.X), Type: TypeBlob, NotNull: v.NotNull}, nil
}
