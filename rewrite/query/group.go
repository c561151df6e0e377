package query

import (
	"slices"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// grouping is a query whose rows stand for groups.
type grouping struct {
	scope *Scope // of the rows
	keys  []groupKey
	// whole holds the columns that PostgreSQL may see outside of aggregates.
	whole map[match]bool
	// pick orders the rows of a group so that bare columns come from the first.
	pick []pg.Order
	// fromInside is pick for a query inside, where columns do not stand bare.
	fromInside []pg.Order
	distinct   bool // the groups are the rows of SELECT DISTINCT
	// unsure says why no bare column can be taken from a row; nil if it can.
	unsure error
	sel    *pg.Select
}

// groupKey is a term of GROUP BY. Grouped is set when PostgreSQL groups by the
// value itself, and not by what a collation makes of it.
type groupKey struct {
	expr    ast.Expr
	value   Value
	grouped bool
}

// groupBy is a value, and what PostgreSQL must group by so that values that are
// equal in SQLite are in one group.
func (t *Translator) groupBy(x ast.Expr, s *Scope) (v Value, key pg.Expr, err error) {
	if v, err = t.Value(x, s); err == nil {
		key, err = t.equalKey(v)
	}
	return v, key, err
}

// group prepares a scope in which columns stand for groups, and fills in GROUP
// BY. Picks are the expressions that may hold aggregates.
func (t *Translator) group(keys, picks []ast.Expr, s *Scope, sel *pg.Select) (*Scope, error) {
	g := &grouping{scope: s, whole: map[match]bool{}, sel: sel}
	for _, x := range keys {
		v, key, err := t.groupBy(x, s)
		if err != nil {
			return nil, err
		}
		grouped := key == v.X
		if !grouped && collatedName(v) == "" && v.Element == nil { // of a type without equality: its text is as good
			v.X, v.Type, grouped = key, plainTypes[v.Type.Kind], true
		}
		g.keys = append(g.keys, groupKey{x, v, grouped})
		if ref, ok := x.(*ast.ColumnRef); ok && grouped {
			if found, _ := s.find(ref); len(found) == 1 {
				g.whole[found[0]] = true
			}
		}
		sel.GroupBy = append(sel.GroupBy, key)
	}
	var err error
	if g.pick, err = t.pickRow(g, picks, s); err != nil {
		return nil, err
	}
	qualified := *s
	qualified.bare = false
	if g.fromInside, err = t.pickRow(g, picks, &qualified); err != nil {
		return nil, err
	}
	for i, k := range g.keys { // 1 and 1.0 of JSON are one group: one of them is shown
		if !k.grouped && k.value.Element != nil && collatedName(k.value) == "" {
			one := g.first(Value{X: k.value.Element}, true).X
			g.keys[i].value, g.keys[i].grouped = t.jsonValue(one, k.value.JSON), true
		}
	}
	out := *s
	out.group = g
	return &out, nil
}

// equalKey is a value in a form whose equality in PostgreSQL is SQLite's.
func (t *Translator) equalKey(v Value) (pg.Expr, error) {
	t.spelled(v)
	v = v.Settled()
	if v.Type.SQL == "json" {
		p, err := t.plain(v)
		return p.X, err
	}
	if c := collatedName(v); c != "" {
		p, err := t.plain(v)
		if err != nil {
			return nil, err
		}
		v.X = Collated(p, c).X
	} else if v.Element != nil {
		return t.helper("sqlite_json_key(json)", v.Element), nil
	}
	if err := v.sameByText(); err != nil {
		return nil, err
	}
	switch v.X.(type) {
	case pg.String, pg.Number: // a constant by itself would be the number of a column
		return &pg.Cast{X: v.X, Type: v.Type.SQL}, nil
	}
	return v.X, nil
}

// sameByText returns an error if the texts of a value that is a number or a text may be equal where the values are not.
func (v Value) sameByText() error {
	if v.Type.Kind == Mixed && v.Element == nil && !v.neverNumber() {
		return cannot("groups of values that are numbers or texts, which only SQLite can tell apart")
	}
	return nil
}

// apart reports whether the texts of several values show which are equal: none that is a text looks like a number, and
// numbers are spelled in one way.
func apart(list []*Value) bool {
	spellings := map[string]bool{}
	for _, v := range list {
		switch k := v.Type.Kind; {
		case k == Null:
		case k == Integer || k == Bool || k == Mixed && !v.Reals && v.noNumber():
			spellings["1"] = true
		case k == Real:
			spellings["1.0"] = true
		case k == Mixed && v.noNumber():
			spellings["either"] = true
		case k != Text || !v.noNumber():
			return false
		}
	}
	return len(spellings) < 2
}

// collatedName is the collation of a text if it is another than BINARY.
func collatedName(v Value) string {
	if v.Collation == "BINARY" || v.Type.Kind != Text && v.Type.Kind != Mixed {
		return ""
	}
	return v.Collation
}

// pickRow decides which row of a group bare columns come from: that of the last
// min() or max() in the query (https://sqlite.org/lang_select.html#bareagg says
// that it is the one of any), and otherwise the first, by the key of the only
// table.
func (t *Translator) pickRow(g *grouping, picks []ast.Expr, s *Scope) (pick []pg.Order, err error) {
	var extremes []*ast.Call
	for _, x := range picks {
		if x == nil {
			continue
		}
		inspectOwn(x, func(c *ast.Call) {
			known := func(e *ast.Call) bool { return s.same(e, c) }
			if name := fold(c.Name); isAggregate(c) && (name == "min" || name == "max") && !slices.ContainsFunc(extremes, known) {
				extremes = append(extremes, c)
			}
		})
	}
	nullable := false
	if len(extremes) > 0 {
		extreme := extremes[len(extremes)-1]
		v, err := t.Value(extreme.Args[0], s)
		if err != nil {
			return nil, err
		}
		key, err := t.orderKey(v)
		if err != nil {
			return nil, err
		}
		if extreme.Filter != nil {
			g.unsure = cannot("a column beside %s() with FILTER, whose row is not defined", fold(extreme.Name))
		}
		nullable = !v.NotNull
		nulls := "LAST"
		if !nullable {
			nulls = ""
		}
		pick = append(pick, pg.Order{Expr: key, Desc: fold(extreme.Name) == "max", Nulls: nulls})
	}
	if len(s.Sources) == 1 {
		if src := s.Sources[0]; src.Relation.Rowid != nil {
			v, err := t.column(refTo(0, src.Relation.Rowid.Name), s)
			if err != nil {
				return nil, err
			}
			if len(pick) > 0 && nullable { // of rows that have NULL only, SQLite takes the last
				last := &pg.Case{Whens: []pg.When{{Cond: &pg.Postfix{X: pick[0].Expr, Op: "IS NULL"}, Then: v.X}}}
				pick = append(pick, pg.Order{Expr: last, Desc: true})
			}
			if len(pick) == 0 || pick[0].Expr != v.X {
				pick = append(pick, pg.Order{Expr: v.X})
			}
		}
	}
	return pick, nil
}

// keyOf finds the value of an expression that is a term of GROUP BY.
func (t *Translator) keyOf(x ast.Expr, s *Scope) (Value, bool) {
	if s == nil || s.group == nil {
		return Value{}, false
	}
	for i := range s.group.keys {
		k := &s.group.keys[i]
		if k.grouped && s.same(k.expr, x) {
			return k.value, true
		}
		if _, column := x.(*ast.ColumnRef); k.expr == x && s.group.distinct && !column { // which of the equal rows SELECT DISTINCT keeps
			return s.group.first(k.value.Settled(), true), true
		}
	}
	return Value{}, false
}

// bareColumn is a column outside of the aggregates of a grouped query: a key,
// what a key decides, or that of one row.
func (t *Translator) bareColumn(m match, v Value, s *Scope, inside bool) (Value, error) {
	g := s.group
	if g.whole[m] {
		return v, nil
	}
	if v.Type.SQL != "json" && g.decides(m.source, m.place) {
		own := Value{X: v.X}
		if s.bare {
			own.X = pg.Name(m.column.PG)
		}
		g.sel.GroupBy = append(g.sel.GroupBy, own.X)
		g.whole[m] = true
		return v, nil
	}
	if g.unsure != nil {
		return v, g.unsure
	}
	return g.first(v, inside), nil
}

// first is a value of a row in the value's group, as the query sees it or one inside.
func (g *grouping) first(v Value, here bool) Value {
	pick := g.pick
	if !here {
		pick = g.fromInside
	}
	v.X = &pg.Index{X: &pg.Aggregate{Func: "array_agg", Args: []pg.Expr{v.X}, OrderBy: pick}, I: pg.Number("1")}
	v.NotNull, v.Exact = false, nil
	return v
}

// decides reports whether the keys hold a key of the source's table.
func (g *grouping) decides(src *Source, place int) bool {
next:
	for _, unique := range src.Relation.Unique {
		for _, c := range unique {
			if !g.whole[match{src, place, c}] || !c.NotNull && c != src.Relation.Rowid {
				continue next
			}
		}
		return true
	}
	return false
}

// groupFunctions make a query one of groups.
var groupFunctions = map[string]bool{
	"avg": true, "count": true, "group_concat": true, "max": true, "min": true, "string_agg": true, "sum": true, "total": true,
	"json_group_array": true, "json_group_object": true, "jsonb_group_array": true, "jsonb_group_object": true,
	"median": true, "percentile": true, "percentile_cont": true, "percentile_disc": true,
}

// isAggregate reports whether a call is that of an aggregate function: min and
// max of several values are not, nor is a window function.
func isAggregate(c *ast.Call) bool {
	name := fold(c.Name)
	return c.Over == nil && groupFunctions[name] && (len(c.Args) == 1 || name != "min" && name != "max")
}

// inspectOwn calls f for the calls in an expression that belong to its query,
// not to one inside.
func inspectOwn(x ast.Expr, f func(*ast.Call)) {
	ast.Inspect(x, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Select:
			return false
		case *ast.Call:
			f(n)
		}
		return true
	})
}

// aggregated reports whether an expression holds an aggregate.
func aggregated(x ast.Expr) bool {
	found := false
	if x != nil {
		inspectOwn(x, func(c *ast.Call) { found = found || isAggregate(c) })
	}
	return found
}

// windowed reports whether an expression holds a window function.
func windowed(x ast.Expr) bool {
	found := false
	if x != nil {
		inspectOwn(x, func(c *ast.Call) { found = found || c.Over != nil })
	}
	return found
}
