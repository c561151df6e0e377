package query

import (
	"math"
	"strconv"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// Select translates a query that stands inside outer; nil is for none. It
// returns the result columns, with SQLite's names and the types that they have
// in PostgreSQL. https://sqlite.org/lang_select.html
func (t *Translator) Select(q *ast.Select, outer *Scope) (pg.Query, []*Column, error) {
	return t.query(q, outer, named)
}

// View translates the query of a view, whose columns the list names if it is
// not empty.
func (t *Translator) View(q *ast.Select, list []ast.Name) (pg.Query, []*Column, error) {
	if len(list) == 0 {
		out, cols, err := t.Select(q, nil)
		showCaseless(out, cols)
		return out, cols, err
	}
	out, cols, err := t.query(q, nil, listed)
	if err == nil {
		err = t.rename(cols, list)
	}
	showCaseless(out, cols)
	return out, cols, err
}

// showCaseless has a view show columns of citext as they are, where they have their rows by
// themselves: case does not count in the view's column then, as in SQLite. Elsewhere the
// equality of citext would make rows one that NOCASE tells apart.
func showCaseless(q pg.Query, cols []*Column) {
	sel, ok := q.(*pg.Select)
	if !ok || sel.Distinct || len(sel.GroupBy) > 0 || len(sel.Columns) != len(cols) {
		return
	}
	for i, c := range cols {
		r := &sel.Columns[i]
		read, ok := r.Expr.(*pg.Cast)
		if !ok || !c.Caseless || c.Collation != "NOCASE" || read.Type != TypeText.SQL {
			continue
		}
		switch read.X.(type) {
		case pg.Name, *pg.ColumnOf:
			r.Expr, c.Type.SQL, c.Type.Read = read.X, caseless, func(x pg.Expr) pg.Expr { return &pg.Cast{X: x, Type: TypeText.SQL} }
			if r.As != "" {
				r.As = asName(r.Expr, r.As)
			}
		}
	}
}

// use is what becomes of a query's result.
type use uint8

const (
	named  use = iota // its columns are called by their names
	value             // it stands in an expression
	exists            // only whether it has rows counts
	listed            // its columns get their names from a list beside it
	among             // IN looks through it
)

// item is a result column before its translation.
type item struct {
	expr  ast.Expr
	alias string
	text  string
}

// core is a translated SELECT or VALUES, before its types are settled.
type core struct {
	sel    *pg.Select
	values []Value
	rows   [][]Value // of VALUES
	names  []string
	items  []item
	scope  *Scope // in which result columns are translated
	single bool   // it has one row at most
}

// maxSelects bounds the SELECTs that a statement may come to when each alias
// stands for what it names: in a few hundred bytes they can be millions.
const maxSelects = 20_000

func (t *Translator) query(q *ast.Select, outer *Scope, as use) (pg.Query, []*Column, error) {
	if t.depth == 0 {
		t.selects = 0
	}
	if t.selects += len(q.Cores); t.selects > maxSelects {
		return nil, nil, cannot("more than %d SELECTs, once each alias is replaced by what it names", maxSelects)
	}
	t.depth++
	defer func() { t.depth-- }()
	w := t.with(q.With, outer)
	var out pg.Query
	var cols []*Column
	var err error
	if len(q.Cores) == 1 {
		out, cols, err = t.simple(q, w.scope, as)
	} else {
		out, cols, err = t.compound(q, w.scope, as)
	}
	if err == nil {
		w.attach(out)
	}
	return out, cols, err
}

// simple translates a query of one SELECT.
func (t *Translator) simple(q *ast.Select, outer *Scope, as use) (pg.Query, []*Column, error) {
	c, err := t.core(q.Cores[0], q.OrderBy, outer)
	if err != nil {
		return nil, nil, err
	}
	if err := t.limits(q, outer, &c.sel.Limit, &c.sel.Offset); err != nil {
		return nil, nil, err
	}
	if as == exists && c.sel.Values == nil && !c.sel.Distinct {
		c.sel.OrderBy = nil
		if c.scope.group == nil {
			c.sel.Columns = []pg.Result{{Expr: pg.Number("1")}}
			return c.sel, nil, nil
		}
	}
	if as == value && !c.single {
		if l, ok := c.sel.Limit.(pg.Number); c.sel.Limit == nil || ok && l != "0" {
			c.sel.Limit = pg.Number("1") // SQLite takes the first row
		} else if !ok {
			return nil, nil, cannot("a query as a value whose LIMIT is no constant")
		}
	}
	cols, err := t.settle([]*core{c}, as)
	if err != nil {
		return nil, nil, err
	}
	var out pg.Query = c.sel
	if len(q.OrderBy) > 0 {
		out, err = t.orderResult(c, q.OrderBy, cols, as)
	}
	return out, cols, err
}

// core translates one SELECT or VALUES. The terms of ORDER BY are translated
// by orderResult; here they only say what may hold aggregates.
func (t *Translator) core(c *ast.Core, order []ast.OrderTerm, outer *Scope) (*core, error) {
	if c.Values != nil {
		return t.valuesCore(c.Values, outer)
	}
	s := &Scope{Outer: outer}
	out := &core{sel: &pg.Select{}}
	var err error
	if c.From != nil {
		if out.sel.From, err = t.from(c.From, s); err != nil {
			return nil, err
		}
	}
	s.bare = len(s.Sources) == 1
	if out.items, err = expandStars(c.Columns, s); err != nil {
		return nil, err
	}
	if n := len(out.items) + len(c.GroupBy) + len(order); n > pg.MaxTargets {
		return nil, cannot("PostgreSQL allows %d columns and terms of GROUP BY and ORDER BY, and it has %d", pg.MaxTargets, n)
	}
	out.names = resultNames(out.items, s)
	s.aliases = map[string]ast.Expr{}
	var picks []ast.Expr // as SQLite comes to them
	for _, it := range out.items {
		if _, ok := s.aliases[fold(it.alias)]; !ok && it.alias != "" {
			s.aliases[fold(it.alias)] = it.expr
		}
		picks = append(picks, it.expr)
	}
	for _, o := range order {
		picks = append(picks, o.Expr)
	}
	picks = append(picks, c.Having)
	where := c.Where
	for _, x := range s.matches {
		if where == nil {
			where = x
		} else {
			where = &ast.Binary{Op: "AND", L: where, R: x}
		}
	}
	if where != nil {
		if out.sel.Where, err = t.Condition(where, s); err != nil {
			return nil, in("WHERE", err)
		}
		out.sel.Where = Passing(out.sel.Where)
	}
	grouped := len(c.GroupBy) > 0
	for _, x := range picks {
		grouped = grouped || aggregated(x)
	}
	out.scope = s
	switch {
	case grouped:
		out.single = len(c.GroupBy) == 0
		keys := make([]ast.Expr, len(c.GroupBy))
		for i, x := range c.GroupBy {
			if keys[i], err = groupTerm(x, out.items, s); err != nil {
				return nil, err
			}
		}
		if out.scope, err = t.group(keys, picks, s, out.sel); err != nil {
			return nil, err
		}
	case c.Distinct && t.distinctByCollation(out.items, s):
		// A collation, or a type without equality, makes rows one that
		// PostgreSQL tells apart: they become groups.
		keys := make([]ast.Expr, len(out.items))
		for i, it := range out.items {
			if keys[i] = it.expr; windowed(it.expr) {
				return nil, cannot("SELECT DISTINCT of a window function beside a text with a collation")
			}
		}
		c = &ast.Core{Having: c.Having, Windows: c.Windows}
		if out.scope, err = t.group(keys, nil, s, out.sel); err != nil {
			return nil, err
		}
		out.scope.group.distinct = true
	case c.From == nil:
		out.single = true
	}
	if c.Having != nil {
		if out.sel.Having, err = t.Condition(c.Having, out.scope); err != nil {
			return nil, in("HAVING", err)
		}
	}
	if err = t.namedWindows(c.Windows, out); err != nil {
		return nil, err
	}
	for i, it := range out.items {
		v, err := t.Value(it.expr, out.scope.withoutAliases())
		if err != nil {
			return nil, in("column "+diag.Show(out.names[i]), err)
		}
		if grouped && c.Distinct && (collatedName(v) != "" || v.Type.SQL == "json") {
			return nil, cannot("SELECT DISTINCT of groups with a text compared by %s", v.Collation)
		}
		if c.Distinct {
			t.spelled(v)
			if err := v.sameByText(); err != nil {
				return nil, in("column "+diag.Show(out.names[i]), err)
			}
		}
		out.values = append(out.values, v)
	}
	if grouped && out.single && !aggregates(out) {
		out.sel.Having = pg.Keyword("true")
	}
	out.sel.Distinct = c.Distinct
	return out, nil
}

// aggregates reports whether a query shows PostgreSQL that it returns one row:
// the aggregate of a constant is a constant.
func aggregates(c *core) bool {
	found := c.sel.Having != nil
	for _, v := range c.values {
		pg.Inspect(v.X, func(x pg.Expr) bool {
			a, ok := x.(*pg.Aggregate)
			found = found || ok && a.Over == nil && a.OverName == ""
			return true
		})
	}
	return found
}

// withoutAliases is the scope of the result columns, which do not see each
// other's aliases.
func (s *Scope) withoutAliases() *Scope {
	in := *s
	in.aliases = nil
	return &in
}

// distinctByCollation reports whether DISTINCT cannot be left to PostgreSQL.
func (t *Translator) distinctByCollation(items []item, s *Scope) bool {
	for _, it := range items {
		if v, err := t.Value(it.expr, s.withoutAliases()); err == nil && (collatedName(v) != "" || v.Type.SQL == "json" || v.Element != nil) {
			return true
		}
	}
	return false
}

// groupTerm finds what a term of GROUP BY means: a number is a result column,
// and so is a name that is no column.
func groupTerm(x ast.Expr, items []item, s *Scope) (ast.Expr, error) {
	if n, ok := ordinal(x); ok {
		if n < 1 || n > len(items) {
			return nil, cannot("term %d of GROUP BY, for %d {column|columns}", n, len(items))
		}
		return items[n-1].expr, nil
	}
	if ref, ok := x.(*ast.ColumnRef); ok && ref.Table == "" {
		if found, err := s.find(ref); err == nil && found == nil {
			if alias := s.aliases[fold(ref.Name)]; alias != nil {
				return alias, nil
			}
		}
	}
	return x, nil
}

// ordinal is the number that a term of ORDER BY or GROUP BY is.
func ordinal(x ast.Expr) (int, bool) {
	for {
		c, ok := x.(*ast.CollateExpr)
		if !ok {
			break
		}
		x = c.X
	}
	sign := 1
	if u, ok := x.(*ast.Unary); ok && (u.Op == "-" || u.Op == "+") {
		if x = u.X; u.Op == "-" {
			sign = -1
		}
	}
	l, ok := x.(*ast.Literal)
	if !ok || l.Kind != ast.IntegerLit {
		return 0, false
	}
	n, err := strconv.Atoi(l.Text)
	return sign * n, err == nil
}

// expandStars turns * and t.* into columns: one that USING or NATURAL compared
// stands once. https://sqlite.org/lang_select.html#special_handling_of_natural_joins_and_joins_with_using_clauses
func expandStars(columns []ast.ResultColumn, s *Scope) ([]item, error) {
	var out []item
	for _, c := range columns {
		if !c.Star {
			out = append(out, item{c.Expr, c.Alias, c.Text})
			continue
		}
		if len(s.Sources) == 0 {
			return nil, cannot("* without a table")
		}
		any := false
		for i, src := range s.Sources {
			if src.Named || c.Table != "" && fold(c.Table) != src.Name {
				continue
			}
			any = true
			if src.Relation.Missing != "" {
				return nil, cannot("%s is not in PostgreSQL: %s", diag.Show(src.Relation.Name), src.Relation.Missing)
			}
			for _, col := range src.Relation.Columns {
				name := fold(col.Name)
				if c.Table == "" && src.using[name] || col.Hidden {
					continue
				}
				ref := refTo(i, col.Name)
				if merged(s.Sources[i+1:], name) {
					ref = &ast.ColumnRef{Name: col.Name}
				}
				out = append(out, item{expr: ref})
			}
		}
		if !any {
			return nil, cannot("table %s does not exist", diag.Show(c.Table))
		}
		if len(out) > pg.MaxColumns { // SELECT * over SELECT * doubles
			break
		}
	}
	if len(out) > pg.MaxColumns {
		return nil, cannot("PostgreSQL allows %d columns, and it has more", pg.MaxColumns)
	}
	return out, nil
}

// merged reports whether a RIGHT or FULL JOIN compares the column by USING.
func merged(later []*Source, name string) bool {
	for _, src := range later {
		if src.right && src.using[name] {
			return true
		}
	}
	return false
}

// valuesCore translates VALUES.
func (t *Translator) valuesCore(rows [][]ast.Expr, outer *Scope) (*core, error) {
	s := &Scope{Outer: outer}
	out := &core{sel: &pg.Select{}, scope: s, single: len(rows) == 1}
	for i := range rows[0] {
		out.names = append(out.names, "column"+strconv.Itoa(i+1))
	}
	for _, row := range rows {
		if len(row) != len(rows[0]) {
			return nil, cannot("rows of VALUES with different numbers of columns")
		}
		vs := make([]Value, len(row))
		for i, x := range row {
			v, err := t.Value(x, s)
			if err != nil {
				return nil, err
			}
			vs[i] = v
		}
		out.rows = append(out.rows, vs)
		out.sel.Values = append(out.sel.Values, make([]pg.Expr, len(row)))
	}
	out.values = out.rows[0]
	return out, nil
}

// namedWindows keeps the windows of the WINDOW clause for those who use them.
func (t *Translator) namedWindows(list []*ast.Window, c *core) error {
	if list == nil {
		return nil
	}
	c.scope.windows = map[string]*ast.Window{}
	for _, w := range list {
		c.scope.windows[fold(w.Name)] = w
	}
	for _, w := range list {
		def, err := t.window(w, c.scope)
		if err != nil {
			return err
		}
		c.sel.Windows = append(c.sel.Windows, pg.NamedWindow{Name: fold(w.Name), Def: *def})
	}
	return nil
}

// limits translates LIMIT and OFFSET: a negative limit is none, a negative
// offset 0. https://sqlite.org/lang_select.html#the_limit_clause
func (t *Translator) limits(q *ast.Select, s *Scope, limit, offset *pg.Expr) error {
	if q.Limit == nil {
		return nil
	}
	l, n, err := t.limit(q.Limit, s)
	if err != nil {
		return err
	}
	switch {
	case n == nil:
		*limit = &pg.Case{Whens: []pg.When{{Cond: &pg.Binary{Op: ">=", L: l, R: pg.Number("0")}, Then: l}}}
	case *n >= 0:
		*limit = l
	}
	if q.Offset == nil {
		return nil
	}
	o, n, err := t.limit(q.Offset, s)
	if err != nil {
		return err
	}
	switch {
	case n == nil:
		*offset = &pg.Call{Func: "greatest", Args: []pg.Expr{o, pg.Number("0")}}
	case *n > 0:
		*offset = o
	}
	return nil
}

// limit is an operand of LIMIT, and its value if that is known.
func (t *Translator) limit(x ast.Expr, s *Scope) (pg.Expr, *int64, error) {
	v, err := t.Value(x, &Scope{Outer: s})
	if err != nil {
		return nil, nil, err
	}
	if v.Literal != nil {
		f, err := strconv.ParseFloat(v.Literal.Text, 64)
		if err != nil || f != math.Trunc(f) || math.Abs(f) >= 1<<63 {
			return nil, nil, cannot("LIMIT %s, which is no integer", diag.Show(v.Literal.Text))
		}
		n := int64(f)
		return pg.Number(strconv.FormatInt(n, 10)), &n, nil
	}
	if v, err = t.plain(v); err == nil && v.Type.Kind != Integer {
		err = at(x, cannot("a LIMIT that is no integer"))
	}
	return v.X, nil, err
}
