package query

import (
	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// withClause is a WITH clause. Its tables are translated when they are first
// used: SQLite looks at no other, and lets them refer to later ones.
// https://sqlite.org/lang_with.html
type withClause struct {
	scope     *Scope // in which its tables are seen
	done      []pg.With
	recursive bool
}

// cte is a common table expression.
type cte struct {
	def      *ast.CTE
	with     *withClause
	pg       string
	relation *Relation // once its columns are known
	// busy is set while it is translated, inside while its recursive part is.
	busy, inside bool
	uses         int // of itself, in its recursive part
	err          error
}

// with opens a scope for the tables of a WITH clause, which may be nil.
func (t *Translator) with(w *ast.With, outer *Scope) *withClause {
	c := &withClause{scope: &Scope{Outer: outer}}
	if w == nil {
		if outer != nil {
			c.scope = outer
		}
		return c
	}
	taken := map[string]int{}
	for s := outer; s != nil; s = s.Outer {
		for _, other := range s.tables {
			taken[other.pg] = 2
		}
	}
	c.scope.tables = map[string]*cte{}
	for i := range w.Tables {
		def := &w.Tables[i]
		c.scope.tables[fold(def.Name.Text)] = &cte{def: def, with: c, pg: t.name(taken, def.Name.Text)}
	}
	return c
}

// attach puts the tables that were used before a query.
func (w *withClause) attach(q pg.Query) {
	if w.done == nil {
		return
	}
	switch q := q.(type) {
	case *pg.Select:
		q.With, q.Recursive = append(w.done, q.With...), q.Recursive || w.recursive
	case *pg.Compound:
		q.With, q.Recursive = append(w.done, q.With...), q.Recursive || w.recursive
	}
}

// table finds a common table expression by its folded name.
func (s *Scope) table(folded string) *cte {
	for ; s != nil; s = s.Outer {
		if c := s.tables[folded]; c != nil {
			return c
		}
	}
	return nil
}

// commonTable is the relation of a common table expression that is used.
func (t *Translator) commonTable(c *cte) (*Relation, error) {
	name := diag.Show(c.def.Name.Text)
	switch {
	case c.inside:
		c.uses++
		return c.relation, nil
	case c.busy:
		return nil, cannot("%s, which refers to itself in a circle", name)
	case c.relation == nil && c.err == nil:
		c.busy = true
		c.err = t.commonQuery(c)
		c.busy = false
	}
	return c.relation, c.err
}

func (t *Translator) commonQuery(c *cte) error {
	q := c.def.Select
	for i, core := range q.Cores {
		if c.mentionedIn(core) && i > 0 {
			return t.recursive(c, i)
		}
	}
	out, cols, err := t.query(q, c.with.scope, c.use())
	if err != nil {
		return err
	}
	return t.define(c, out, cols)
}

func (c *cte) use() use {
	if len(c.def.Columns) > 0 {
		return listed
	}
	return named
}

// mentionedIn reports whether a SELECT reads from the table.
func (c *cte) mentionedIn(core *ast.Core) bool {
	for _, table := range ast.Tables(&ast.Select{Cores: []*ast.Core{core}}) {
		if table.Schema == "" && fold(table.Name.Text) == fold(c.def.Name.Text) {
			return true
		}
	}
	return false
}

// columns gives the table's columns the names of its list.
func (t *Translator) columns(c *cte, cols []*Column) error {
	if len(c.def.Columns) == 0 {
		return nil
	}
	return t.rename(cols, c.def.Columns)
}

// rename gives columns the names of a list, which a view or a common table
// expression may have.
func (t *Translator) rename(cols []*Column, list []ast.Name) error {
	if len(list) != len(cols) {
		return cannot("a list of %d {column|columns} for %d {value|values}", len(list), len(cols))
	}
	names := make([]string, len(list))
	for i, n := range list {
		names[i] = n.Text
	}
	names = distinctNames(names)
	for i, n := range t.names(names) {
		cols[i].Name, cols[i].PG = names[i], n
	}
	return nil
}

// define makes the table known by what its query returns.
func (t *Translator) define(c *cte, q pg.Query, cols []*Column) error {
	if err := t.columns(c, cols); err != nil {
		return err
	}
	w := pg.With{Name: c.pg, Materialized: c.def.Materialized, Query: q}
	if len(c.def.Columns) > 0 {
		w.Columns = pgNames(cols)
	}
	c.relation = &Relation{Name: c.def.Name.Text, PG: c.pg, Columns: cols, View: true}
	c.with.done = append(c.with.done, w)
	return nil
}

func pgNames(cols []*Column) []string {
	out := make([]string, len(cols))
	for i, c := range cols {
		out[i] = c.PG
	}
	return out
}

// recursive translates a table whose SELECTs from the given one on refer to it.
// PostgreSQL wants one such SELECT, the last, and the same types from it as
// from those before. https://www.postgresql.org/docs/current/queries-with.html#QUERIES-WITH-RECURSIVE
func (t *Translator) recursive(c *cte, from int) error {
	q := c.def.Select
	last := len(q.Cores) - 1
	op := q.Cores[last].Op
	switch {
	case from < last:
		return cannot("%s, which has several recursive parts", diag.Show(c.def.Name.Text))
	case op != "UNION" && op != "UNION ALL":
		return cannot("%s, whose recursive part follows %s", diag.Show(c.def.Name.Text), op)
	case len(q.OrderBy) > 0:
		return cannot("ORDER BY in the recursive %s, which decides the order in which rows are visited", diag.Show(c.def.Name.Text))
	}
	w := t.with(q.With, c.with.scope)
	arms, ops, err := t.arms(q.Cores[:last], w.scope)
	if err != nil {
		return err
	}
	for _, a := range arms {
		if err := t.plainResult(a); err != nil {
			return err
		}
	}
	cols, err := t.settle(arms, c.use())
	if err != nil {
		return err
	}
	if err := t.columns(c, cols); err != nil {
		return err
	}
	name := c.pg
	limited := q.Limit != nil
	if limited {
		name = t.name(map[string]int{c.pg: 2}, c.pg+"_all")
	}
	c.relation = &Relation{Name: c.def.Name.Text, PG: name, Columns: cols, View: true}
	// The recursive part may widen a type: that changes what it returns itself.
	for range len(Kinds) {
		again, err := t.recursivePart(c, arms, q.Cores[last], w.scope, cols)
		if err != nil {
			c.relation = nil
			return err
		}
		if again == nil {
			continue
		}
		all := append(arms, again)
		out := chain(all, append(ops, op))
		collated, err := t.comparable(all, cols, append(ops, op))
		if collated {
			err = cannot("%s of texts with a collation in a recursive query", op)
		}
		if err != nil {
			c.relation = nil
			return err
		}
		w.attach(out)
		c.with.recursive = true
		if limited {
			return t.limitRecursive(c, out, cols)
		}
		return t.define(c, out, cols)
	}
	c.relation = nil
	return cannot("the types of the recursive %s do not settle", diag.Show(c.def.Name.Text))
}

// Kinds are all kinds: a type widens fewer times than there are.
var Kinds = [...]Kind{Null, Integer, Real, Numeric, Bool, Text, Blob, Mixed}

// recursivePart translates the recursive SELECT over the columns as far as they
// are known. It returns nil if it widened the type of one.
func (t *Translator) recursivePart(c *cte, arms []*core, part *ast.Core, s *Scope, cols []*Column) (*core, error) {
	c.inside, c.uses = true, 0
	arm, err := t.core(part, nil, s)
	c.inside = false
	if err != nil {
		return nil, err
	}
	direct := 0
	for _, src := range arm.scope.Sources {
		if src.Relation == c.relation {
			direct++
			if src.nullable {
				return nil, cannot("%s on the inner side of an outer join in its own recursion", diag.Show(c.def.Name.Text))
			}
		}
	}
	switch {
	case direct != 1 || c.uses != 1:
		return nil, cannot("%s, which refers to itself more than once, or in a subquery", diag.Show(c.def.Name.Text))
	case arm.scope.group != nil:
		return nil, cannot("aggregates in the recursive part of %s", diag.Show(c.def.Name.Text))
	}
	if err := t.plainResult(arm); err != nil {
		return nil, err
	}
	before := make([]Type, len(cols))
	for i, col := range cols {
		before[i] = col.Type
	}
	settled, err := t.settle(append(arms, arm), c.use())
	if err != nil {
		return nil, err
	}
	widened := false
	for i, col := range cols {
		widened = widened || before[i].SQL != settled[i].Type.SQL || before[i].Kind != settled[i].Type.Kind
		col.Type, col.NotNull = settled[i].Type, settled[i].NotNull
		exact(arm, i, col.Type)
	}
	if widened {
		return nil, nil
	}
	return arm, nil
}

// plainResult makes the result of a SELECT plain: types that hold one spelling
// only do not survive a recursion.
func (t *Translator) plainResult(c *core) error {
	list := c.rows
	if list == nil {
		list = [][]Value{c.values}
	}
	for _, row := range list {
		for i := range row {
			p, err := t.plain(row[i])
			if err != nil {
				return err
			}
			row[i] = p
		}
	}
	return nil
}

// exact casts what the recursive part returns: its types and collations must be
// exactly those of the first part.
func exact(c *core, i int, ty Type) {
	if c.rows != nil {
		return
	}
	x := c.sel.Columns[i].Expr
	switch x := x.(type) {
	case *pg.ColumnOf, pg.Name:
		return
	case *pg.Cast:
		if x.Type == ty.SQL {
			return
		}
	}
	x = &pg.Cast{X: x, Type: ty.SQL}
	if ty.SQL == TypeText.SQL {
		x = &pg.Collate{X: x, Collation: "default"}
	}
	c.sel.Columns[i].Expr = x
}

// limitRecursive puts the LIMIT of a recursive table around it: PostgreSQL
// computes no more rows than are asked for.
func (t *Translator) limitRecursive(c *cte, q pg.Query, cols []*Column) error {
	all := pg.With{Name: c.relation.PG, Query: q}
	if len(c.def.Columns) > 0 {
		all.Columns = pgNames(cols)
	}
	c.with.done = append(c.with.done, all)
	outer := &pg.Select{Columns: []pg.Result{{Expr: &pg.Star{}}}, From: &pg.FromTable{Name: c.relation.PG}}
	if err := t.limits(c.def.Select, c.with.scope, &outer.Limit, &outer.Offset); err != nil {
		return err
	}
	c.relation = &Relation{Name: c.def.Name.Text, PG: c.pg, Columns: cols, View: true}
	c.with.done = append(c.with.done, pg.With{Name: c.pg, Materialized: c.def.Materialized, Query: outer})
	return nil
}
