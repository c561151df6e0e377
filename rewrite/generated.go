package rewrite

import (
	"slices"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// PostgreSQL does not alter the type of a column that a generated column reads
// (https://www.postgresql.org/docs/current/ddl-generated-columns.html). Such a
// generated column is late: it is not in the table while that type may change,
// and is added after the data, over the types as they are then.

// readers returns the generated columns that read c and arrive.
func (t *Table) readers(c *Column) []*Column {
	var out []*Column
	t.eachConstraint(ast.Generated, func(con *ast.Constraint, g *Column) {
		if !g.Dropped && mentions(con.Expr, c.Name) {
			out = append(out, g)
		}
	})
	return out
}

// delay makes late what reads a column that gets its type after the data, or
// gets its own type then.
func (t *Table) delay() {
	for _, c := range t.Columns {
		if c.Type.Final == "" {
			continue
		}
		c.late = c.Generated
		for _, g := range t.readers(c) {
			g.late = true
		}
	}
}

// lateColumns translates the expressions of the late columns over the types in
// the end. What has no form now is left out.
func (t *Table) lateColumns() []*Column {
	var out []*Column
	t.eachConstraint(ast.Generated, func(con *ast.Constraint, g *Column) {
		if g.late && !g.Dropped {
			if t.setGenerated(g, con); !g.Dropped {
				out = append(out, g)
			}
		}
	})
	return out
}

// addLate returns the statement that adds the late columns, nil if there are
// none, and reports those that do not stand where they were declared.
func (t *Table) addLate() *pg.AddColumns {
	late := t.lateColumns()
	if len(late) == 0 {
		return nil
	}
	a := &pg.AddColumns{Table: t.PG}
	for _, g := range late {
		a.Columns = append(a.Columns, t.pgColumn(g, g.Type.final()))
	}
	after := false // a column of the table stands behind it
	for _, c := range slices.Backward(t.written()) {
		switch {
		case !c.late:
			after = true
		case after:
			t.schema.warn(diag.Message{ID: "generated-moved", Pos: t.Source.Pos, Object: t.object(c),
				Text: "the generated column stands at the end of the table: a column that it reads got its type with the data",
				Hint: "name the columns in INSERT and SELECT, or declare the columns with the types of their values"})
		}
	}
	return a
}
