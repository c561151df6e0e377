package rewrite

import (
	"fmt"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
)

// A row too large to hold is written before its last values are seen, and one
// of them may not fit its column: a loaded table cannot be altered in the middle
// of a row. Such a row is set apart: it goes into a temporary table whose columns
// take whatever may come, and from there into its own, altered if need be.

// Unsure reports whether a value from number n on may move its column to
// another type.
func (g *Target) Unsure(n int) bool {
	for _, c := range g.Columns[n:] {
		if c != nil && c.movable() {
			return true
		}
	}
	return false
}

// movable reports whether the column's chain goes on.
func (c *Column) movable() bool { return !c.Identity && c.place+1 < len(c.chain) }

// Apart names the temporary table for a row that is set apart. It is nil when
// there is one already: it is used again.
func (t *Table) Apart() (name string, create *pg.CreateTable) {
	if t.apart != "" {
		return t.apart, nil
	}
	t.schema.apart++
	t.apart = fmt.Sprintf("sqlite2pg_row_%d", t.schema.apart)
	create = &pg.CreateTable{Name: t.apart, Temporary: true}
	for _, c := range t.Columns {
		if c.Generated {
			continue
		}
		// The COPY text of any type is a text; bytea is left for no other type.
		if c.apart = c.Type.SQL; c.movable() && c.apart != "bytea" {
			c.apart = "text"
		}
		create.Columns = append(create.Columns, pg.Column{Name: c.PG, Type: c.apart})
	}
	return t.apart, create
}

// Rejoin returns the statements that move the row that was set apart into its
// table.
func (g *Target) Rejoin() []pg.Statement {
	move := &pg.InsertSelect{Table: g.Table.PG, Columns: g.Names(), From: g.Table.apart}
	for _, c := range g.Filled() {
		var x pg.Expr = pg.Name(c.PG)
		if c.apart != c.Type.SQL {
			x = &pg.Cast{X: x, Type: c.Type.SQL}
		}
		move.Values = append(move.Values, x)
	}
	return []pg.Statement{move, &pg.Truncate{Table: g.Table.apart}}
}
