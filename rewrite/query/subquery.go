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
		return Value{}, cannot("a query of %d {column|columns} as a value", len(cols))
	}
	c, one := cols[0], &pg.Subquery{Query: q}
	return Value{X: one, Exact: c.exact(one), Type: c.Type, Affinity: c.Affinity, Holds: c.Holds, Stored: !c.Computed, Digits: max(c.Digits, usualDigits)}, nil
}

// inQuery translates X [NOT] IN (SELECT ...) and X IN table: a row of the query
// is compared as = compares.
// https://sqlite.org/lang_expr.html#the_in_and_not_in_operators
func (t *Translator) inQuery(x *ast.In, sel *ast.Select, s *Scope) (Value, error) {
	if t.Immutable {
		return Value{}, cannot("a subquery, which PostgreSQL does not take here")
	}
	q, cols, err := t.query(sel, s, among)
	if err != nil {
		return Value{}, err
	}
	left := []ast.Expr{x.X}
	if row, ok := x.X.(*ast.Row); ok {
		left = row.Items
	}
	if len(left) != len(cols) {
		return Value{}, cannot("IN of %d {value|values} and a query of %d {column|columns}", len(left), len(cols))
	}
	sides, err := t.values(left, s)
	if err != nil {
		return Value{}, err
	}
	in, around, err := t.inParts(sides, cols, map[string]bool{})
	if err == nil && !in.native { // the sides will stand inside the query
		in, around, err = t.inParts(sides, cols, taken(sides))
	}
	if err != nil {
		return Value{}, err
	}
	around.Query = q
	out := &pg.InQuery{Not: x.Not, Query: q}
	switch {
	case !in.native: // true among what each comparison says: NULL if one is, and none is true
		out.X = constant(true).X
		out.Query = &pg.Select{Columns: []pg.Result{{Expr: in.test}}, From: around}
	case in.convert:
		list := &pg.Select{From: around}
		for _, r := range in.r {
			list.Columns = append(list.Columns, pg.Result{Expr: r})
		}
		out.Query = list
	}
	if in.native {
		if out.X = in.l[0]; len(in.l) > 1 {
			out.X = &pg.Row{Items: in.l}
		}
	}
	v := boolean(out)
	v.NotNull = in.notNull
	return v, nil
}

// inParts is what the comparisons of an IN over a query come to.
type inParts struct {
	l, r    []pg.Expr
	test    pg.Expr // all of them together
	native  bool    // PostgreSQL's IN compares l with r as they do
	convert bool    // r is not just the columns of the query
	notNull bool
}

// inParts compares the sides of an IN with the columns of the query, which are
// given names of their own.
func (t *Translator) inParts(sides []Value, cols []*Column, taken map[string]bool) (*inParts, *pg.FromQuery, error) {
	around := &pg.FromQuery{Alias: fresh("q", taken)}
	in := &inParts{native: true, notNull: true}
	for i, c := range cols {
		name := fresh(c.PG, taken)
		taken[name] = true
		around.Columns = append(around.Columns, name)
		column := Value{X: pg.Name(name), Type: c.Type, Affinity: c.Affinity, Holds: c.Holds, Stored: !c.Computed, Collation: c.Collation, Explicit: c.Explicit,
			NotNull: c.NotNull, Digits: c.Digits, Exact: c.exact(pg.Name(name)), Reals: c.Type.Kind == Mixed}
		if err := in.add(t, sides[i], column); err != nil {
			return nil, nil, err
		}
	}
	return in, around, nil
}

// add compares a side with a column of the query.
func (in *inParts) add(t *Translator, side, column Value) error {
	c := boolean(&pg.Binary{Op: "=", L: side.X, R: column.X})
	if alike(side, column) {
		t.spelled(side)
	} else {
		var err error
		if c, err = t.compare("=", side, column); err != nil {
			return err
		}
	}
	in.notNull = in.notNull && side.NotNull && column.NotNull
	if in.test == nil {
		in.test = c.X
	} else {
		in.test = &pg.Binary{Op: "AND", L: in.test, R: c.X}
	}
	b, ok := c.X.(*pg.Binary)
	if !ok || b.Op != "=" || isHelper(b.L) {
		in.native = false
		return nil
	}
	l, r := b.L, b.R
	if mentions(l, column.X) && !mentions(r, column.X) {
		l, r = r, l
	}
	in.l, in.r, in.convert = append(in.l, l), append(in.r, r), in.convert || r != column.X
	return nil
}

// alike reports whether two values are written in one way that is not text: they
// are compared by what they mean.
func alike(l, r Value) bool {
	collation := collationOf(l, r)
	return l.Type.Form != "" && l.Type.Form == r.Type.Form && l.Type.SQL == r.Type.SQL && l.Type.SQL != "json" &&
		l.Type.Kind == r.Type.Kind && l.Type.Kind != Mixed && (collation == "" || collation == "BINARY")
}

// mentions reports whether a name stands in an expression.
func mentions(x, name pg.Expr) (found bool) {
	pg.Inspect(x, func(x pg.Expr) bool {
		found = found || x == name
		return !found
	})
	return found
}

// taken holds the names that stand in values.
func taken(list []Value) map[string]bool {
	names := map[string]bool{}
	for _, v := range list {
		pg.Inspect(v.X, func(x pg.Expr) bool {
			switch x := x.(type) {
			case pg.Name:
				names[string(x)] = true
			case *pg.ColumnOf:
				names[x.Table] = true
			}
			return true
		})
	}
	return names
}

// fresh is a name that is not taken: this one, or one that begins like it.
func fresh(name string, taken map[string]bool) string {
	for taken[name] {
		name += "_"
	}
	return name
}
