package query

import (
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// between translates X BETWEEN low AND high, which is X >= low AND X <= high.
func (t *Translator) between(x *ast.Between, s *Scope) (Value, error) {
	if isRow(x.X) {
		return t.binary(&ast.Binary{Op: "AND", L: &ast.Binary{Op: ">=", L: x.X, R: x.Low}, R: &ast.Binary{Op: "<=", L: x.X, R: x.High}}, s)
	}
	v, err := t.values([]ast.Expr{x.X, x.Low, x.High}, s)
	if err != nil {
		return Value{}, err
	}
	low, err := t.compare(">=", v[0], v[1])
	if err != nil {
		return low, err
	}
	high, err := t.compare("<=", v[0], v[2])
	if err != nil {
		return high, err
	}
	a, ok := low.X.(*pg.Binary)
	b, too := high.X.(*pg.Binary)
	if ok && too && a.Op == ">=" && b.Op == "<=" && same(a.L, b.L) && !isHelper(a.L) {
		return boolean(&pg.Between{X: a.L, Low: a.R, High: b.R, Not: x.Not}), nil
	}
	out := boolean(&pg.Binary{Op: "AND", L: low.X, R: high.X})
	if x.Not {
		out.X = &pg.Prefix{Op: "NOT", X: out.X}
	}
	return out, nil
}

// same reports whether two comparisons left their side as it was: they share
// it, or both collate it alike.
func same(a, b pg.Expr) bool {
	if a == b {
		return true
	}
	switch a := a.(type) {
	case *pg.Collate:
		b, ok := b.(*pg.Collate)
		return ok && a.Collation == b.Collation && same(a.X, b.X)
	case *pg.Call:
		b, ok := b.(*pg.Call)
		if !ok || a.Func != b.Func || len(a.Args) != len(b.Args) {
			return false
		}
		for i := range a.Args {
			if !same(a.Args[i], b.Args[i]) {
				return false
			}
		}
		return true
	case *pg.Cast:
		b, ok := b.(*pg.Cast)
		return ok && a.Type == b.Type && same(a.X, b.X)
	}
	return false
}

// isHelper reports whether x is the order of two values, not one of them.
func isHelper(x pg.Expr) bool {
	c, ok := x.(*pg.Call)
	return ok && (c.Func == "sqlite_compare" || c.Func == "sqlite_json_compare")
}

// in translates X IN (list), IN (SELECT ...) and IN table. The items of a list
// have no affinity. https://sqlite.org/lang_expr.html#in_op
func (t *Translator) in(x *ast.In, s *Scope) (Value, error) {
	switch {
	case x.Select != nil:
		return t.inQuery(x, x.Select, s)
	case x.From != nil:
		star := &ast.Select{Cores: []*ast.Core{{Columns: []ast.ResultColumn{{Star: true}}, From: x.From}}}
		return t.inQuery(x, star, s)
	case isRow(x.X):
		return t.rowsIn(x, s)
	}
	v, err := t.Value(x.X, s)
	if err != nil {
		return v, err
	}
	if len(x.List) == 0 { // also for NULL
		return constant(x.Not), nil
	}
	native := &pg.In{Not: x.Not}
	var any pg.Expr
	for _, item := range x.List {
		i, err := t.Value(item, s)
		if err != nil {
			return i, err
		}
		i.Affinity, i.Stored, i.Collation, i.Explicit = ast.NoAffinity, false, "", false // those of x count
		c, err := t.compare("=", v, i)
		if err != nil {
			return c, err
		}
		if i.Type.Kind == Null && native != nil {
			native.List = append(native.List, null.X)
		} else if b, ok := c.X.(*pg.Binary); ok && native != nil && b.Op == "=" && (native.X == nil || same(native.X, b.L)) && !isHelper(b.L) {
			native.X, native.List = b.L, append(native.List, b.R)
		} else {
			native = nil
		}
		if any == nil {
			any = c.X
		} else {
			any = &pg.Binary{Op: "OR", L: any, R: c.X}
		}
	}
	if native != nil && native.X != nil {
		if _, query := native.List[0].(*pg.Subquery); query && len(native.List) == 1 { // IN would look through its rows
			return boolean(&pg.Binary{Op: map[bool]string{false: "=", true: "<>"}[x.Not], L: native.X, R: native.List[0]}), nil
		}
		return boolean(native), nil
	}
	if x.Not {
		any = &pg.Prefix{Op: "NOT", X: any}
	}
	return boolean(any), nil
}

// rowsIn translates (a, b) IN ((1, 2), (3, 4)).
func (t *Translator) rowsIn(x *ast.In, s *Scope) (Value, error) {
	if len(x.List) == 0 {
		return constant(x.Not), nil
	}
	var any pg.Expr
	for _, item := range x.List {
		c, err := t.compareRows(&ast.Binary{Op: "=", L: x.X, R: item}, s)
		if err != nil {
			return c, err
		}
		if any == nil {
			any = c.X
		} else {
			any = &pg.Binary{Op: "OR", L: any, R: c.X}
		}
	}
	if x.Not {
		any = &pg.Prefix{Op: "NOT", X: any}
	}
	return boolean(any), nil
}

// compareRows compares row values column by column.
// https://sqlite.org/rowvalue.html
func (t *Translator) compareRows(x *ast.Binary, s *Scope) (Value, error) {
	l, lok := x.L.(*ast.Row)
	r, rok := x.R.(*ast.Row)
	if !lok || !rok {
		return t.compareRowQuery(x, s)
	}
	if len(l.Items) != len(r.Items) {
		return Value{}, cannot("a comparison of rows of different length")
	}
	lv, err := t.values(l.Items, s)
	if err != nil {
		return Value{}, err
	}
	rv, err := t.values(r.Items, s)
	if err != nil {
		return Value{}, err
	}
	return t.compareRowValues(x.Op, lv, rv)
}

func (t *Translator) compareRowValues(op string, l, r []Value) (Value, error) {
	var out pg.Expr
	switch op {
	case "=", "<>", "IS", "IS NOT":
		join := map[string]string{"=": "AND", "IS": "AND", "<>": "OR", "IS NOT": "OR"}[op]
		for i := range l {
			c, err := t.compare(op, l[i], r[i])
			if err != nil {
				return c, err
			}
			if out == nil {
				out = c.X
			} else {
				out = &pg.Binary{Op: join, L: out, R: c.X}
			}
		}
		return boolean(out), nil
	}
	// a < x OR a = x AND (b < y OR b = y AND c < z)
	strict := op[:1]
	for i := len(l) - 1; i >= 0; i-- {
		o := strict
		if i == len(l)-1 {
			o = op
		}
		c, err := t.compare(o, l[i], r[i])
		if err != nil {
			return c, err
		}
		if out == nil {
			out = c.X
			continue
		}
		e, err := t.compare("=", l[i], r[i])
		if err != nil {
			return e, err
		}
		out = &pg.Binary{Op: "OR", L: c.X, R: &pg.Binary{Op: "AND", L: e.X, R: out}}
	}
	return boolean(out), nil
}

// compareRowQuery compares a row with a query's.
func (t *Translator) compareRowQuery(x *ast.Binary, s *Scope) (Value, error) {
	return Value{}, cannot("a comparison with a query of several columns")
}
