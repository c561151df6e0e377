package query

import (
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// subquery translates (SELECT ...) as a value, which is its first row's, and
// EXISTS.
func (t *Translator) subquery(x *ast.Subquery, s *Scope) (Value, error) {
	if t.Immutable {
		return Value{}, cannot("a subquery, which PostgreSQL does not take here")
	}
	if x.Exists {
		q, _, err := t.query(x.Select, s, exists)
		v := boolean(&pg.Exists{Query: q})
		v.NotNull = true
		return v, err
	}
	q, cols, err := t.query(x.Select, s, value)
	if err != nil {
		return Value{}, err
	}
	if len(cols) != 1 {
		return Value{}, cannot("a query of %d columns as a value", len(cols))
	}
	c := cols[0]
	return Value{X: &pg.Subquery{Query: q}, Type: c.Type, Affinity: c.Affinity, Stored: !c.Computed, Digits: max(c.Digits, usualDigits)}, nil
}

// inQuery translates X [NOT] IN (SELECT ...) and X IN table. Both sides must be
// of one kind: then PostgreSQL compares them as SQLite does.
// https://sqlite.org/lang_expr.html#the_in_and_not_in_operators
func (t *Translator) inQuery(x *ast.In, sel *ast.Select, s *Scope) (Value, error) {
	if t.Immutable {
		return Value{}, cannot("a subquery, which PostgreSQL does not take here")
	}
	q, cols, err := t.query(sel, s, listed)
	if err != nil {
		return Value{}, err
	}
	left := []ast.Expr{x.X}
	if row, ok := x.X.(*ast.Row); ok {
		left = row.Items
	}
	if len(left) != len(cols) {
		return Value{}, cannot("IN of %d values and a query of %d columns", len(left), len(cols))
	}
	sides, err := t.values(left, s)
	if err != nil {
		return Value{}, err
	}
	notNull := true
	convert := false
	l, r := make([]pg.Expr, len(cols)), make([]pg.Expr, len(cols))
	for i, c := range cols {
		column := Value{X: pg.Name(c.PG), Type: c.Type, Affinity: c.Affinity, Stored: !c.Computed, NotNull: c.NotNull, Digits: c.Digits}
		notNull = notNull && c.NotNull && sides[i].NotNull
		if l[i], r[i], err = t.inSides(sides[i], column); err != nil {
			return Value{}, err
		}
		convert = convert || r[i] != column.X
	}
	if convert {
		around := &pg.Select{From: &pg.FromQuery{Query: q, Alias: "q", Columns: pgNames(cols)}}
		for _, x := range r {
			around.Columns = append(around.Columns, pg.Result{Expr: x})
		}
		q = around
	}
	in := &pg.InQuery{X: l[0], Not: x.Not, Query: q}
	if len(l) > 1 {
		in.X = &pg.Row{Items: l}
	}
	v := boolean(in)
	v.NotNull = notNull
	return v, nil
}

// inSides brings the sides of IN to forms that PostgreSQL's = compares as
// SQLite does.
func (t *Translator) inSides(l, r Value) (pg.Expr, pg.Expr, error) {
	collation := l.Collation
	if r.Type.Kind == Null && l.Type.Kind != Null { // nothing but NULLs, as text
		l = l.Settled()
		return l.X, &pg.Cast{X: r.X, Type: l.Type.SQL}, nil
	}
	if l.Type.Kind == Null {
		return (Value{X: l.X, Type: r.Type, Literal: l.Literal}).Settled().X, r.X, nil
	}
	if l.Type.Form == r.Type.Form && l.Type.Kind == r.Type.Kind && l.Type.SQL == r.Type.SQL && l.Type.SQL != "json" &&
		(collation == "" || collation == "BINARY") && l.Type.Kind != Mixed {
		return l.X, r.X, nil
	}
	l, err := t.plain(l)
	if err != nil {
		return nil, nil, err
	}
	if r, err = t.plain(r); err != nil {
		return nil, nil, err
	}
	if l, r, err = t.applyAffinity(l, r); err != nil {
		return nil, nil, err
	}
	switch lk, rk := l.Type.Kind, r.Type.Kind; {
	case long(l) && floats(r) || long(r) && floats(l):
		return nil, nil, cannot("IN of long integers over reals")
	case lk.Number() && rk.Number():
		if lk != rk {
			if lk == Bool {
				l.X = &pg.Cast{X: l.X, Type: "int"}
			}
			if rk == Bool {
				r.X = &pg.Cast{X: r.X, Type: "int"}
			}
		}
	case lk == Text && rk == Text:
		l, r = Collated(l, collation), Collated(r, collation)
	case lk == Blob && rk == Blob:
	default:
		return nil, nil, cannot("IN over a query whose values are of another kind")
	}
	return l.X, r.X, nil
}
