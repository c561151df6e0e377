package catalog

import (
	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// Missing is a part of a table that does not arrive, and why.
type Missing struct {
	Table     *Table
	What, Why string
	Pos       diag.Pos
}

// LeftOut reports a part of a table that does not arrive.
func (t *Table) LeftOut(what string, pos diag.Pos, why string) {
	t.Schema.Missing = append(t.Schema.Missing, Missing{t, what, why, pos})
	t.Schema.Warn(diag.LeftOut(what, why).At(pos).About(t.Object(nil)))
}

// EachConstraint calls f for the constraints of a kind: those of columns
// first, in order, with their column.
func (t *Table) EachConstraint(kind ast.ConstraintKind, f func(*ast.Constraint, *Column)) {
	for i := range t.Source.Columns {
		for j := range t.Source.Columns[i].Constraints {
			if con := &t.Source.Columns[i].Constraints[j]; con.Kind == kind {
				f(con, t.Columns[i])
			}
		}
	}
	for j := range t.Source.Constraints {
		if con := &t.Source.Constraints[j]; con.Kind == kind {
			f(con, nil)
		}
	}
}
