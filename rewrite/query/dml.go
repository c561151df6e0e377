package query

import (
	"cmp"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// Facts are what a step needs to know of the schema beyond its tables.
type Facts interface {
	// Fires reports whether a change of a table fires a trigger. The event is
	// INSERT, UPDATE or DELETE.
	Fires(table, event string) bool
	// Cascades reports whether deleting a row changes rows that refer to it.
	Cascades(table string) bool
	// Checked reports whether a table has CHECK constraints.
	Checked(table string) bool
}

// target finds the table or view that a step changes.
func (t *Translator) target(name ast.Table) (*Relation, error) {
	if name.Schema != "" && fold(name.Schema) != "main" {
		return nil, cannot("a table of database %s", diag.Show(name.Schema))
	}
	rel := t.Catalog.Relation(name.Name.Text)
	if rel == nil {
		return nil, cannot("table %s is not in the dump", diag.Show(name.Name.Text))
	}
	if rel.Missing != "" {
		return nil, cannot("%s is not in PostgreSQL: %s", diag.Show(rel.Name), rel.Missing)
	}
	if rel.Index {
		return nil, cannot("%s is not in PostgreSQL: it is an index of %s", diag.Show(rel.Name), diag.Show(rel.PG))
	}
	return rel, nil
}

// columnNamed finds a column that a step writes.
func (rel *Relation) columnNamed(name string) (*Column, error) {
	if c := rel.Column(fold(name)); c != nil {
		return c, nil
	}
	if rowidNames[fold(name)] && !rel.View {
		if c := cmp.Or(rel.Rowid, rel.Numbered); c != nil {
			return c, nil
		}
		return nil, noRowid(rel)
	}
	return nil, cannot("table %s has no column %s", diag.Show(rel.Name), diag.Show(name))
}

// source is a table as a statement that changes it sees it.
func (rel *Relation) source() *Source {
	return &Source{Name: fold(rel.Name), Ref: rel.PG, Relation: rel}
}

// update translates UPDATE.
func (b *body) update(step *ast.UpdateStep) ([]pg.PL, error) {
	if err := refuseExtras(step.With, step.Returning, step.OrderBy, step.Limit); err != nil {
		return nil, err
	}
	rel, err := b.target(step.Table)
	if err != nil {
		return nil, err
	}
	where := b.byKey(rel, step.Where)
	u := &pg.Update{Table: rel.PG}
	scope := &Scope{Outer: b.scope, Sources: []*Source{rel.source()}, bare: step.From == nil}
	if step.From != nil {
		if u.From, err = b.from(step.From, scope); err != nil {
			return nil, err
		}
	}
	if u.Set, err = b.set(rel, step.Set, scope); err != nil {
		return nil, err
	}
	if where != nil {
		if u.Where, err = b.Condition(where, scope); err != nil {
			return nil, err
		}
	}
	if b.ownRow(rel) {
		own, err := b.updateOwn(rel, step, where)
		if err != nil {
			return nil, err
		}
		// The row itself comes last: the steps see it as it was.
		b.last = append(b.last, own...)
		if b.onlyOwn(rel, where) {
			return nil, nil
		}
		if u.Where, err = b.others(rel, u.Where, scope.bare); err != nil {
			return nil, err
		}
	}
	switch step.Or {
	case "", "ABORT", "FAIL", "ROLLBACK":
		b.noteOr(step.Or)
		return []pg.PL{u}, nil
	case "IGNORE":
		if b.oneRow(rel, where) {
			return []pg.PL{&pg.Try{Body: []pg.PL{u}, Conditions: ignored}}, nil
		}
	}
	return nil, cannot("UPDATE OR %s of several rows", step.Or)
}

// ignored are the errors that OR IGNORE passes over.
var ignored = []string{"unique_violation", "not_null_violation", "check_violation"}

// set translates assignments. SQLite takes the last of several to one column.
func (b *body) set(rel *Relation, list []ast.Assignment, scope *Scope) ([]pg.Set, error) {
	var out []pg.Set
	last := map[*Column]int{}
	add := func(c *Column, x pg.Expr) {
		if i, ok := last[c]; ok {
			out[i].Expr = x
			return
		}
		last[c] = len(out)
		out = append(out, pg.Set{Columns: []string{c.PG}, Expr: x})
	}
	for _, a := range list {
		var columns []*Column
		for _, n := range a.Columns {
			c, err := rel.columnNamed(n.Text)
			if err == nil {
				err = b.needNumber(rel, c)
			}
			if err != nil {
				return nil, err
			}
			columns = append(columns, c)
		}
		exprs := []ast.Expr{a.Expr}
		if row, ok := a.Expr.(*ast.Row); ok {
			exprs = row.Items
		}
		if sub, ok := a.Expr.(*ast.Subquery); ok && !sub.Exists && len(columns) > 1 {
			s, err := b.setQuery(columns, sub, scope)
			if err != nil {
				return nil, err
			}
			out = append(out, s)
			continue
		}
		if len(exprs) != len(columns) {
			return nil, cannot("%d {column is|columns are} assigned %d {value|values}", len(columns), len(exprs))
		}
		for i, c := range columns {
			v, err := b.Value(exprs[i], scope)
			if err != nil {
				return nil, err
			}
			x, err := b.assign(c, v)
			if err != nil {
				return nil, err
			}
			add(c, x)
		}
	}
	return out, nil
}

// setQuery translates (a, b) = (SELECT ...).
func (b *body) setQuery(columns []*Column, sub *ast.Subquery, scope *Scope) (pg.Set, error) {
	q, results, err := b.query(sub.Select, scope, value)
	if err != nil {
		return pg.Set{}, err
	}
	q, err = b.convert(q, results, columns)
	s := pg.Set{Expr: &pg.Subquery{Query: q}}
	for _, c := range columns {
		s.Columns = append(s.Columns, c.PG)
	}
	return s, err
}

// convert makes a query give what its target columns hold. A column nil in
// columns is left out.
func (b *body) convert(q pg.Query, results []*Column, columns []*Column) (pg.Query, error) {
	if len(results) != len(columns) {
		return nil, cannot("%d {column gets|columns get} %d {value|values}", len(columns), len(results))
	}
	simple, ok := q.(*pg.Select)
	inPlace := ok && simple.Values == nil && !simple.Distinct && simple.OrderBy == nil && len(simple.Columns) == len(columns)
	var out []pg.Result
	same := true
	for i, c := range columns {
		v := Value{Type: results[i].Type, Affinity: results[i].Affinity, Holds: results[i].Holds, NotNull: results[i].NotNull}
		v.X = &pg.ColumnOf{Table: "q", Name: results[i].PG}
		if inPlace {
			v.X = simple.Columns[i].Expr
		}
		if c == nil {
			same = false
			continue
		}
		x, err := b.assignKey(c, v)
		if err != nil {
			return nil, err
		}
		same = same && x == v.X
		out = append(out, pg.Result{Expr: x, As: c.PG})
	}
	if same {
		return q, nil
	}
	if inPlace {
		simple.Columns = out
		return simple, nil
	}
	names := make([]string, len(results))
	for i, r := range results {
		names[i] = r.PG
	}
	return &pg.Select{Columns: out, From: &pg.FromQuery{Query: q, Alias: "q", Columns: names}}, nil
}

// assignKey is Assign, where a NULL for an identity column asks for the next
// key. https://sqlite.org/lang_createtable.html#rowid
func (b *body) assignKey(c *Column, v Value) (pg.Expr, error) {
	x, err := b.assign(c, v)
	if err != nil || !c.Identity || v.NotNull {
		return x, err
	}
	next := call("nextval", call("pg_get_serial_sequence", pg.String(pg.Ident(b.into.PG)), pg.String(c.PG)))
	if v.Type.Kind == Null {
		return next, nil
	}
	return call("coalesce", x, next), nil
}

// delete translates DELETE.
func (b *body) delete(step *ast.DeleteStep) ([]pg.PL, error) {
	if err := refuseExtras(step.With, step.Returning, step.OrderBy, step.Limit); err != nil {
		return nil, err
	}
	rel, err := b.target(step.Table)
	if err != nil {
		return nil, err
	}
	d := &pg.Delete{Table: rel.PG}
	if where := b.byKey(rel, step.Where); where != nil {
		if d.Where, err = b.Condition(where, &Scope{Outer: b.scope, Sources: []*Source{rel.source()}, bare: true}); err != nil {
			return nil, err
		}
	}
	if b.ownRow(rel) && b.in.Source.Event == "DELETE" {
		if d.Where, err = b.others(rel, d.Where, true); err != nil {
			return nil, err
		}
	}
	return []pg.PL{d}, nil
}

// refuseExtras refuses what SQLite itself does not take in a trigger.
func refuseExtras(with *ast.With, returning []ast.ResultColumn, order []ast.OrderTerm, limit ast.Expr) error {
	switch {
	case with != nil:
		return cannot("WITH before a step, which SQLite does not take either")
	case returning != nil:
		return cannot("RETURNING in a trigger, which SQLite does not take either")
	case order != nil || limit != nil:
		return cannot("ORDER BY and LIMIT of a change, which PostgreSQL does not have")
	}
	return nil
}
