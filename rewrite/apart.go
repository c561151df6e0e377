package rewrite

import (
	"fmt"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
)

// A row too large to hold is written before its last values are seen, and one
// of them may not fit its column: a loaded table cannot be altered in the middle
// of a row. Such a row is set apart: it goes into a temporary table whose columns
// take whatever may come, and from there into its own, altered if need be.

// apart is a temporary table, and what types its columns have.
type apart struct {
	name  string
	types map[*Column]string
}

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
func (c *Column) movable() bool { return !c.Identity && int(c.place)+1 < len(c.chain) }

// Apart names the temporary table for a row that is set apart. It is nil when
// there is one already: it is used again.
func (t *Table) Apart() (name string, create *pg.CreateTable) {
	if t.apart.name != "" {
		return t.apart.name, nil
	}
	t.schema.apart++
	t.apart = apart{fmt.Sprintf("sqlite2pg_row_%d", t.schema.apart), map[*Column]string{}}
	create = &pg.CreateTable{Name: t.apart.name, Temporary: true}
	for _, c := range t.Columns {
		if c.Generated {
			continue
		}
		// The COPY text of any type is a text; bytea is left for no other type.
		ty := c.Type.SQL
		if c.movable() && ty != "bytea" {
			ty = "text"
		}
		t.apart.types[c] = ty
		create.Columns = append(create.Columns, pg.Column{Name: c.PG, Type: ty})
	}
	return t.apart.name, create
}

// Rejoin returns the statements that move the row that was set apart into its
// table.
func (g *Target) Rejoin() []pg.Statement {
	move := &pg.InsertSelect{Table: g.Table.PG, Columns: g.Names(), From: g.Table.apart.name}
	for _, c := range g.Filled() {
		var x pg.Expr = pg.Name(c.PG)
		if g.Table.apart.types[c] != c.Type.SQL {
			x = &pg.Cast{X: x, Type: c.Type.SQL}
		}
		move.Values = append(move.Values, x)
	}
	return []pg.Statement{move, &pg.Truncate{Table: g.Table.apart.name}}
}
