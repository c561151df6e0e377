package query

import (
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// caseExpr translates CASE.
func (t *Translator) caseExpr(x *ast.Case, s *Scope) (Value, error) {
	out := &pg.Case{}
	var base Value
	if x.X != nil {
		var err error
		if base, err = t.Value(x.X, s); err != nil {
			return base, err
		}
	}
	branches := make([]Value, 0, len(x.Whens)+1)
	native := x.X != nil
	for _, w := range x.Whens {
		cond, err := t.Value(w.Cond, s)
		if err != nil {
			return cond, err
		}
		var test pg.Expr
		if x.X != nil {
			c, err := t.compare("=", base, cond)
			if err != nil {
				return c, err
			}
			test = c.X
			b, ok := test.(*pg.Binary)
			native = native && ok && b.Op == "=" && (out.X == nil || same(out.X, b.L)) && !isHelper(b.L)
			if native {
				out.X = b.L
			}
		} else if test, err = t.truth(cond); err != nil {
			return cond, err
		}
		then, err := t.Value(w.Then, s)
		if err != nil {
			return then, err
		}
		branches = append(branches, then)
		out.Whens = append(out.Whens, pg.When{Cond: test})
	}
	if x.Else != nil {
		e, err := t.Value(x.Else, s)
		if err != nil {
			return e, err
		}
		branches = append(branches, e)
	}
	if !native {
		out.X = nil
	} else {
		for i := range out.Whens {
			out.Whens[i].Cond = out.Whens[i].Cond.(*pg.Binary).R
		}
	}
	v, err := t.oneOf(branches, func(list []pg.Expr) pg.Expr {
		c := &pg.Case{X: out.X}
		for i, w := range out.Whens {
			c.Whens = append(c.Whens, pg.When{Cond: w.Cond, Then: list[i]})
		}
		if x.Else != nil {
			c.Else = list[len(list)-1]
		}
		return c
	})
	v.NotNull = v.NotNull && x.Else != nil
	return v, err
}

// oneOf makes one value of several, of which one is taken at run time: build
// gets them as expressions of one type. Integers and reals together keep an
// exact form that tells them apart; numbers and texts together are texts.
func (t *Translator) oneOf(list []Value, build func([]pg.Expr) pg.Expr) (Value, error) {
	out := Value{NotNull: true}
	refs := make([]*Value, len(list))
	for i := range list {
		refs[i] = &list[i]
	}
	meetAll(refs)
	t.asInstants(refs)
	kind, raw, err := t.common(list)
	if err != nil {
		return out, err
	}
	out.Word = kind == Mixed && apart(refs)
	if raw != nil {
		exprs := make([]pg.Expr, len(list))
		for i, v := range list {
			exprs[i] = v.X
			out.NotNull = out.NotNull && v.NotNull
			out.Digits = max(out.Digits, v.Digits)
		}
		out.X, out.Type = build(exprs), *raw
		return out, nil
	}
	exprs, exact := make([]pg.Expr, len(list)), []pg.Expr(nil)
	word := true
	sql := ""
	if kind == Numeric {
		for _, v := range list {
			if v.Type.SQL == TypeReal.SQL && v.Literal == nil {
				sql = TypeReal.SQL
			}
		}
	}
	all4 := true
	for i, v := range list {
		out.NotNull = out.NotNull && v.NotNull
		v, err := t.plain(v)
		if err != nil {
			return out, err
		}
		word = word && (v.Type.Kind == Null || v.Word)
		if v.Type.Kind == Null {
			exprs[i] = null.X
			if kind == Null {
				exprs[i] = &pg.Cast{X: null.X, Type: TypeText.SQL}
			}
			if kind == Numeric {
				exact = append(exact, null.X)
			}
			continue
		}
		switch kind {
		case Integer:
			n, _ := t.number(v)
			exprs[i] = n.X
			out.Digits = max(out.Digits, n.Digits)
			all4 = all4 && n.Type.narrow()
			continue
		case Numeric:
			n, _ := t.number(v)
			exprs[i] = n.X
			exact = append(exact, t.exact(n))
			continue
		case Bool:
			if n, ok := v.integer(); ok {
				exprs[i] = constant(n == 1).X
				continue
			}
		case Mixed:
			s, err := t.text(v)
			if err != nil {
				return out, err
			}
			exprs[i] = s.X
			out.Reals = out.Reals || v.Reals || v.Type.Kind == Real || v.Type.Kind == Numeric
			continue
		case Real:
			exprs[i] = double(v)
			if v.Literal == nil {
				exprs[i] = v.X
			}
			continue
		}
		exprs[i] = v.X
	}
	out.Type, out.Word = plainTypes[kind], out.Word || word && kind == Text
	if kind == Integer && all4 {
		out.Type = TypeInt4
	}
	if kind == Numeric && sql != "" {
		out.Type.SQL = sql
	}
	out.X = build(exprs)
	if kind == Numeric {
		out.Exact = build(exact)
	}
	return out, nil
}

// common is the kind that holds all of some values; raw is set when they are of
// one type that need not be read.
func (t *Translator) common(list []Value) (kind Kind, raw *Type, err error) {
	first, one := (*Type)(nil), true
	bits := true // booleans, and 0 or 1
	for i := range list {
		v := &list[i]
		k := v.Type.Kind
		n, isInt := v.integer()
		bits = bits && (k == Null || k == Bool || isInt && (n == 0 || n == 1))
		switch {
		case k == Null:
			continue
		case first == nil:
			first = &v.Type
		case v.Type.Form != first.Form || v.Type.SQL != first.SQL:
			one = false
		}
		switch {
		case kind == Null:
			kind = k
		case kind == k:
		case kind == Blob || k == Blob:
			return kind, nil, cannot("a value that is a blob or something else")
		case kind.Number() && k.Number():
			switch {
			case kind == Bool && k == Integer || kind == Integer && k == Bool:
				kind = Integer
			default:
				kind = Numeric
			}
		default:
			kind = Mixed
		}
	}
	if kind == Integer && bits {
		for _, v := range list {
			if v.Type.Kind == Bool {
				kind = Bool
			}
		}
	}
	if one && first != nil && first.Form != "" {
		return kind, first, nil
	}
	return kind, nil, nil
}
