package query

import (
	"slices"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// The most common trigger of all completes the row that fires it: AFTER INSERT ON t ...
// UPDATE t SET c = ... WHERE rowid = NEW.rowid. PostgreSQL has no rowid to find the row by,
// and needs none: a BEFORE trigger assigns to NEW. That is the same where nobody sees the
// row between the two.

// completesRow reports whether a trigger does nothing but that, on a table that has no other
// way to find the row, and cannot be seen doing it.
func (t *Translator) completesRow(in TriggerIn) bool {
	src, rel := in.Source, in.On
	if src.Timing != "AFTER" || src.Event == "DELETE" || in.Beside || in.BesideInsert || rel.View || rel.NoRowid || rel.Rowid != nil {
		return false
	}
	// What a key keeps out is kept out by what the statement inserts, and an upsert
	// sees that.
	if len(rel.Unique) > 0 || rel.OtherKeys || in.Facts.Checked(rel.Name) || src.Event == "INSERT" && in.Facts.Fires(rel.Name, "UPDATE") {
		return false
	}
	if src.When != nil && t.readsAgain(src.When, rel) {
		return false
	}
	assigned := map[*Column]bool{}
	for _, s := range src.Steps {
		step, ok := s.(*ast.UpdateStep)
		if !ok || step.Or != "" || step.From != nil || step.With != nil || step.Returning != nil || step.OrderBy != nil || step.Limit != nil || fold(step.Table.Name.Text) != fold(rel.Name) {
			return false
		}
		own := false
		for _, x := range conjuncts(step.Where) {
			own = own || rel.isOwnRowid(x)
			if t.readsAgain(x, rel) || reads(x, rel, assigned) {
				return false
			}
		}
		if !own {
			return false
		}
		for _, a := range step.Set {
			if len(a.Columns) != 1 || t.readsAgain(a.Expr, rel) || reads(a.Expr, rel, assigned) {
				return false
			}
			c := rel.Column(fold(a.Columns[0].Text))
			if c == nil || c.NotNull || c.Generated || assigned[c] {
				return false
			}
			assigned[c] = true
		}
	}
	return len(src.Steps) > 0
}

// isOwnRowid reports whether a condition compares the rowid of a row with that of NEW.
func (rel *Relation) isOwnRowid(x ast.Expr) bool {
	e, ok := x.(*ast.Binary)
	if !ok || e.Op != "=" {
		return false
	}
	own := func(x ast.Expr) bool { table, ok := rel.rowidOf(x); return ok && !isRowName(table) }
	row := func(x ast.Expr) bool { table, ok := rel.rowidOf(x); return ok && fold(table) == "new" }
	return own(e.L) && row(e.R) || own(e.R) && row(e.L)
}

// rowidOf returns the table by whose name an expression is the rowid: that of the relation
// or none, NEW or OLD.
func (rel *Relation) rowidOf(x ast.Expr) (table string, ok bool) {
	ref, ok := x.(*ast.ColumnRef)
	if !ok || !rowidNames[fold(ref.Name)] || rel.Column(fold(ref.Name)) != nil {
		return "", false
	}
	return ref.Table, ref.Table == "" || isRowName(ref.Table) || fold(ref.Table) == fold(rel.Name)
}

// readsAgain reports whether a query in an expression may come to the table: by its name, or
// through a view.
func (t *Translator) readsAgain(x ast.Expr, rel *Relation) bool {
	return slices.ContainsFunc(ast.Tables(x), func(name *ast.Table) bool {
		other := t.Catalog.Relation(name.Name.Text)
		return other == nil || other == rel || other.View || other.Missing != ""
	})
}

// reads reports whether an expression has one of some columns of the relation.
func reads(x ast.Expr, rel *Relation, columns map[*Column]bool) bool {
	found := false
	ast.Inspect(x, func(n ast.Node) bool {
		if ref, ok := n.(*ast.ColumnRef); ok && fold(ref.Table) != "old" {
			found = found || columns[rel.Column(fold(ref.Name))]
		}
		return !found
	})
	return found
}

// complete translates a trigger that completes its row.
func (b *body) complete() ([]pg.PL, error) {
	row := b.scope.Sources[0].Relation
	var out []pg.PL
	for _, s := range b.in.Source.Steps {
		step := s.(*ast.UpdateStep)
		scope := &Scope{Outer: b.scope, Sources: []*Source{{Name: fold(row.Name), Ref: "new", Relation: row}}}
		set, err := b.set(row, step.Set, scope)
		if err != nil {
			return nil, err
		}
		var list []pg.PL
		for _, s := range set {
			list = append(list, &pg.Assign{Column: s.Columns[0], Expr: s.Expr})
		}
		if list, err = b.where(step.Where, row.isOwnRowid, scope, list); err != nil {
			return nil, err
		}
		out = append(out, list...)
	}
	return out, nil
}
