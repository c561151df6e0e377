package query

import (
	"slices"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// settle decides the types of the result columns of arms that are joined by
// UNION and the like, writes the columns into the arms, and returns them.
func (t *Translator) settle(arms []*core, as use) ([]*Column, error) {
	first := arms[0]
	n := len(first.values)
	cols := make([]*Column, n)
	names := t.names(first.names)
	for _, c := range arms {
		if len(c.values) != n {
			return nil, cannot("SELECTs to the left and right of %s with different numbers of columns", "UNION")
		}
		if c.rows == nil {
			c.sel.Columns = make([]pg.Result, n)
		}
	}
	for i := range cols {
		var list []*Value
		for _, c := range arms {
			if c.rows == nil {
				list = append(list, &c.values[i])
			}
			for _, row := range c.rows {
				list = append(list, &row[i])
			}
		}
		if t.depth > 1 {
			showClass(list, arms)
		}
		scaled, real := scaled(list), allReal(list)
		v, err := t.unify(list)
		if err != nil {
			return nil, in("column "+diag.Show(first.names[i]), err)
		}
		if v.Type.Kind == Mixed && v.Word { // as a column of numbers holds them
			v.Holds = ast.NumericAffinity
		}
		cols[i] = &Column{Name: first.names[i], PG: names[i], Type: v.Type, Affinity: v.Affinity, Holds: v.Holds, Computed: !v.Stored,
			Collation: v.Collation, Explicit: v.Explicit, Scaled: scaled, Real: real, Caseless: v.Caseless, NotNull: v.NotNull, Digits: v.Digits}
		for k, c := range arms {
			for r, row := range c.rows {
				c.sel.Values[r][i] = row[i].X
			}
			if c.rows == nil {
				c.sel.Columns[i].Expr = c.values[i].X
				if k == 0 && as == named {
					c.sel.Columns[i].As = asName(c.values[i].X, names[i])
				}
			}
		}
	}
	return cols, nil
}

// showClass gives the computed decimals in a column of a query inside the form that tells integers from reals, as the
// query around it may ask: 2.50 * 2 is the real 5.0. A view shows decimals as people write them.
func showClass(list []*Value, arms []*core) {
	trimmed := func(x, exact pg.Expr) bool { // as a column's values are, and the query around takes these
		c, ok := exact.(*pg.Call)
		return ok && c.Func == "trim_scale" && c.Args[0] == x
	}
	computed := func(v *Value) bool {
		if v.Type.Kind != Numeric || v.Exact == nil || trimmed(v.X, v.Exact) {
			return false
		}
		x, ok := v.X.(*pg.Aggregate)
		exact, also := v.Exact.(*pg.Aggregate)
		extreme := ok && also && (x.Func == "max" || x.Func == "min") && trimmed(x.Args[0], exact.Args[0])
		return !extreme
	}
	grouped := func(v *Value) bool {
		return slices.ContainsFunc(arms, func(c *core) bool { return c.sel.Distinct || slices.Contains(c.sel.GroupBy, v.X) })
	}
	if !slices.ContainsFunc(list, computed) || allReal(list) || slices.ContainsFunc(list, grouped) {
		return
	}
	for _, v := range list {
		if v.Type.Kind == Numeric && v.Exact != nil {
			v.X, v.Exact, v.Type = v.Exact, nil, TypeNumeric
		}
	}
}

// allReal reports whether decimals are all reals in SQLite, whatever their scale.
func allReal(list []*Value) bool {
	for _, v := range list {
		sum, ok := v.Exact.(*pg.Binary)
		if !v.decimal() || !ok || sum.Op != "+" || sum.L != v.X || sum.R != pg.Expr(pg.Number("0.0")) {
			return false
		}
	}
	return true
}

// scaled reports whether the scale of each of some values tells integers from reals.
func scaled(list []*Value) bool {
	for _, v := range list {
		switch v.Type.Kind {
		case Null, Integer, Bool:
		case Numeric:
			if v.Exact != nil || v.Type.Read != nil || v.Type.SQL != TypeNumeric.SQL {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// asName is the name that a result column needs to be given: none if it is a
// column of that name.
func asName(x pg.Expr, name string) string {
	switch x := x.(type) {
	case pg.Name:
		if string(x) == name {
			return ""
		}
	case *pg.ColumnOf:
		if x.Name == name {
			return ""
		}
	}
	return name
}

// unify gives the values of one column in several rows or arms one type, and
// returns what the column is. Its affinity and collation are those of the first
// arm, as in SQLite.
func (t *Translator) unify(list []*Value) (Value, error) {
	meetAll(list)
	t.asInstants(list)
	out := *list[0]
	out.X, out.Literal = nil, nil
	alike := true
	var kinds [Mixed + 1]bool
	for _, v := range list {
		out.NotNull = out.NotNull && v.NotNull
		out.Digits = max(out.Digits, v.Digits)
		if v.Type.Kind == Null {
			continue
		}
		out.Holds = min(out.Holds, v.Holds)
		if out.Type.Kind == Null {
			out.Type = v.Type
		}
		kinds[v.Type.Kind] = true
		alike = alike && v.Type.Kind == out.Type.Kind && v.Type.Form == out.Type.Form &&
			(v.Type.SQL == out.Type.SQL || v.Type.Kind == Integer || v.Type.Form == "" && v.Type.Kind == Text)
		if v.Type.SQL != out.Type.SQL && v.Type.Kind == out.Type.Kind {
			switch out.Type.Kind {
			case Integer:
				out.Type = TypeInteger
			case Text:
				if v.Type.Form == "" && out.Type.Form == "" {
					out.Type = TypeText
				}
			}
		}
	}
	if alike && out.Type.narrow() && !slices.ContainsFunc(list, func(v *Value) bool { return !v.Stored || v.Type.SQL != out.Type.SQL }) {
		return out, nil // columns of that type, and nothing computed
	}
	if alike {
		if out.Type.narrow() {
			out.Type = TypeInteger
		}
		for _, v := range list {
			if v.Type.Kind == Null {
				v.X, v.Type = &pg.Cast{X: v.X, Type: out.Type.SQL}, out.Type
			}
			*v = v.Settled()
			if v.Type.SQL != out.Type.SQL {
				v.X, v.Type = &pg.Cast{X: v.X, Type: out.Type.SQL}, out.Type
			}
		}
		return out, nil
	}
	to, err := unified(kinds)
	if err != nil {
		return out, err
	}
	out.Word = to.Kind == Mixed && apart(list)
	out.Type, out.Exact = to, nil
	for _, v := range list {
		if err := t.convert(v, to); err != nil {
			return out, err
		}
	}
	return out, nil
}

// unified is the type of a column that holds values of several kinds.
func unified(kinds [Mixed + 1]bool) (Type, error) {
	number := kinds[Integer] || kinds[Real] || kinds[Numeric] || kinds[Bool]
	switch {
	case kinds[Blob] && (number || kinds[Text] || kinds[Mixed]):
		return Type{}, cannot("a column of blobs and other values")
	case kinds[Blob]:
		return TypeBlob, nil
	case kinds[Mixed] || number && kinds[Text]:
		return TypeMixed, nil
	case kinds[Text]:
		return TypeText, nil
	case kinds[Real]:
		return typeSomeReal, nil
	case kinds[Numeric]:
		return TypeNumeric, nil
	}
	return TypeInteger, nil
}

// typeSomeReal is a column of integers in some rows and reals in others.
var typeSomeReal = Type{SQL: "double precision", Kind: Numeric, Form: "integers and reals",
	Read:  func(x pg.Expr) pg.Expr { return &pg.Cast{X: x, Type: "numeric"} },
	Lossy: "which numbers are integers", Unclassed: true}

// convert gives a value the type of a column that holds several kinds.
func (t *Translator) convert(v *Value, to Type) error {
	if v.Type.Kind == Null {
		v.X, v.Type = &pg.Cast{X: v.X, Type: to.SQL}, to
		return nil
	}
	if to.Form == typeSomeReal.Form && v.Type.Kind == Numeric {
		v.X, v.Type = &pg.Cast{X: v.X, Type: to.SQL}, to
		return nil
	}
	p, err := t.plain(*v)
	if err != nil {
		return err
	}
	switch to.Kind {
	case Text, Mixed:
		if p.Type.Kind.Number() {
			if p, err = t.text(p); err != nil {
				return err
			}
		}
		p = p.Settled()
	case Blob:
	default:
		if p.Type.Kind == Bool {
			p.X = &pg.Cast{X: p.X, Type: "int"}
		}
		p.X = &pg.Cast{X: p.X, Type: to.SQL}
	}
	p.Type = to
	*v = p
	return nil
}

// orderResult gives a single SELECT its ORDER BY. PostgreSQL orders the rows of
// SELECT DISTINCT by result columns only, as they are: where more is asked for,
// the query becomes a subquery.
func (t *Translator) orderResult(c *core, terms []ast.OrderTerm, cols []*Column, as use) (pg.Query, error) {
	var outer []pg.Order // over the result columns, for a query around it
	around := false
	for _, term := range terms {
		i, x, err := orderTerm(term.Expr, c.items, c.scope, len(cols))
		if err != nil {
			return nil, err
		}
		var v Value
		switch {
		case c.rows != nil:
			return nil, cannot("ORDER BY of VALUES, which SQLite does not take either")
		case i >= 0:
			v = c.values[i]
		default:
			if v, err = t.Value(x, c.scope); err != nil {
				return nil, err
			}
		}
		if v.Literal != nil && i < 0 {
			continue // a constant orders nothing
		}
		if collation := collateOf(term.Expr); collation != "" {
			if err := CheckCollation(collation); err != nil {
				return nil, at(term.Expr, err)
			}
			v.Collation, v.Explicit = collationNames[fold(collation)], true
		}
		if v.Literal != nil {
			continue
		}
		o, err := t.order(v, term)
		if err != nil {
			if i >= 0 && c.items != nil {
				x = c.items[i].expr
			}
			return nil, in("ORDER BY", at(x, err))
		}
		if i >= 0 {
			w := v
			w.X = pg.Name(cols[i].PG)
			w.Exact = nil
			oo, err := t.order(w, term)
			if err != nil {
				return nil, err
			}
			outer = append(outer, oo)
		}
		if c.sel.Distinct {
			if i < 0 {
				return nil, at(x, cannot("ORDER BY of an expression that SELECT DISTINCT does not return"))
			}
			around = around || o.Expr != v.X
		}
		if i >= 0 && o.Expr == v.X && as == named {
			o.Expr = pg.Name(cols[i].PG)
		} else if name, ok := o.Expr.(pg.Name); ok { // a result column of that name comes first
			for j, col := range cols {
				if as == named && col.PG == string(name) && c.sel.Columns != nil && c.sel.Columns[j].Expr != o.Expr && c.scope.bare {
					o.Expr = &pg.ColumnOf{Table: c.scope.Sources[0].Ref, Name: string(name)}
				}
			}
		}
		c.sel.OrderBy = append(c.sel.OrderBy, o)
	}
	if !around {
		return c.sel, nil
	}
	return orderAround(c.sel, cols, outer), nil
}

// orderAround is a query over a query, which orders what that returns.
func orderAround(q pg.Query, cols []*Column, order []pg.Order) pg.Query {
	out := &pg.Select{OrderBy: order}
	from := &pg.FromQuery{Query: q, Alias: "q"}
	switch q := q.(type) {
	case *pg.Select:
		out.Limit, out.Offset = q.Limit, q.Offset
		q.OrderBy, q.Limit, q.Offset = nil, nil, nil
	case *pg.Compound:
		out.Limit, out.Offset = q.Limit, q.Offset
		q.OrderBy, q.Limit, q.Offset = nil, nil, nil
	}
	for _, c := range cols {
		out.Columns = append(out.Columns, pg.Result{Expr: pg.Name(c.PG)})
		from.Columns = append(from.Columns, c.PG)
	}
	out.From = from
	return out
}

// collateOf is the collation that a term of ORDER BY gives, "" for none.
func collateOf(x ast.Expr) string {
	if c, ok := x.(*ast.CollateExpr); ok {
		return c.Collation
	}
	return ""
}

// orderTerm finds what a term of ORDER BY means: the number of a result column,
// its alias or its expression, in this order; -1 for another expression.
func orderTerm(x ast.Expr, items []item, s *Scope, n int) (int, ast.Expr, error) {
	if i, ok := ordinal(x); ok {
		if i < 1 || i > n {
			return 0, nil, cannot("term %d of ORDER BY, for %d {column|columns}", i, n)
		}
		return i - 1, x, nil
	}
	bare := x
	for {
		c, ok := bare.(*ast.CollateExpr)
		if !ok {
			break
		}
		bare = c.X
	}
	if ref, ok := bare.(*ast.ColumnRef); ok && ref.Table == "" {
		for i, it := range items {
			if it.alias != "" && fold(it.alias) == fold(ref.Name) {
				return i, x, nil
			}
		}
	}
	for i, it := range items {
		if s.same(it.expr, bare) {
			return i, x, nil
		}
	}
	return -1, x, nil
}
