package query

import (
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
)

// https://sqlite.org/lang_mathfunc.html
var numberFunctions = []function{
	{"abs", 1, 1, (*Translator).abs, "", "0.0 for a text without a number; num-019..022"},
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

var _ pg.Expr
