package query

import (
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// extremeOf translates min(x) and max(x). PostgreSQL has none for booleans, for
// uuid and (before 18) for bytea.
func extremeOf(name, ofBool string) aggregateForm {
	return func(t *Translator, a []Value, out *pg.Aggregate, x *ast.Call, _ *Scope) (Value, error) {
		v := a[0]
		out.Func, out.Distinct, out.OrderBy = name, false, nil
		collation := v.Collation
		if v.Type.Kind == Null {
			out.Args = []pg.Expr{&pg.Cast{X: null.X, Type: "text"}}
			return Value{X: out, Type: TypeText}, nil
		}
		if (sortsAsText[v.Type.Form] && v.Type.Form != "uuid" || v.Type.Spelling != "") && (collation == "" || collation == "BINARY") {
			t.spelled(v)
			out.Args = []pg.Expr{v.X}
			return Value{X: out, Type: v.Type, Word: v.Word}, nil
		}
		v, err := t.plain(v)
		if err != nil {
			return v, err
		}
		res := Value{X: out, Type: v.Type, Digits: v.Digits, Word: v.Word}
		switch v.Type.Kind {
		case Mixed:
			if v.Element == nil && !v.neverNumber() {
				return v, cannot("%s() of values that are numbers or texts", name)
			}
			key, err := t.orderKey(v)
			if err != nil {
				return v, err
			}
			out.Filter = both(out.Filter, &pg.Postfix{X: v.X, Op: "IS NOT NULL"})
			return t.extremeOfArray(v, key, name, out, x)
		case Bool:
			out.Func, out.Args = ofBool, []pg.Expr{v.X}
			return res, nil
		case Blob:
			return t.extremeOfArray(v, v.X, name, out, x)
		case Text:
			if collation == "NOCASE" || collation == "RTRIM" {
				return t.extremeOfArray(v, Ordered(v, collation).X, name, out, x)
			}
			out.Args = []pg.Expr{Ordered(v, "").X}
			return res, nil
		}
		if !v.Type.narrow() || !a[0].Stored { // an index serves the column as it is
			v = v.Settled()
		}
		res.Type = v.Type
		out.Args = []pg.Expr{v.X}
		if v.Exact != nil {
			exact := *out
			exact.Args = []pg.Expr{v.Exact}
			res.Exact = &exact
		}
		return res, nil
	}
}

func both(a, b pg.Expr) pg.Expr {
	if a == nil {
		return b
	}
	return &pg.Binary{Op: "AND", L: a, R: b}
}

// extremeOfArray takes the first value in an order.
func (t *Translator) extremeOfArray(v Value, key pg.Expr, name string, out *pg.Aggregate, x *ast.Call) (Value, error) {
	if x.Over != nil {
		return v, cannot("%s() of a blob, or under a collation, as a window function", name)
	}
	out.Func, out.Args = "array_agg", []pg.Expr{v.Settled().X}
	out.OrderBy = []pg.Order{{Expr: key, Desc: name == "max", Nulls: "LAST"}}
	return Value{X: &pg.Index{X: out, I: pg.Number("1")}, Type: v.Type}, nil
}
