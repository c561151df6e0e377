package catalog

import (
	"slices"

	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// Mentions reports whether an expression names a column.
func Mentions(x ast.Expr, name string) bool {
	found := false
	ast.Walk(x, func(e ast.Expr) {
		if c, ok := e.(*ast.ColumnRef); ok && lexer.Fold(c.Name) == lexer.Fold(name) {
			found = true
		}
	})
	return found
}

// PostgreSQL does not alter the type of a column that a generated column reads
// (https://www.postgresql.org/docs/current/ddl-generated-columns.html). Such a
// generated column is not in the table while that type may change: it is added after
// the data, over the types as they are then (Column.AfterData).

// Readers returns the generated columns that read c, perhaps through others,
// and arrive.
func (t *Table) Readers(c *Column) []*Column {
	out := []*Column{c}
	for i := 0; i < len(out); i++ {
		t.EachConstraint(ast.Generated, func(con *ast.Constraint, g *Column) {
			if !g.Dropped && !slices.Contains(out, g) && Mentions(con.Expr, out[i].Name) {
				out = append(out, g)
			}
		})
	}
	return out[1:]
}

// GeneratedAs is the constraint that makes c generated.
func (t *Table) GeneratedAs(c *Column) *ast.Constraint {
	var out *ast.Constraint
	t.EachConstraint(ast.Generated, func(con *ast.Constraint, g *Column) {
		if g == c {
			out = con
		}
	})
	return out
}
