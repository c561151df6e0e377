package rewrite

import (
	"fmt"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
)

// Unsure reports whether a value from number n on may move its column to
// another type.
func (g *Target) Unsure(n int) bool {
	for _, c := range g.Columns[n:] {
		if c != nil && c.Movable() {
			return true
		}
	}
	return false
}

// Apart names the temporary table for a row that is set apart. It is nil when
// there is one already: it is used again.
func Apart(t *catalog.Table) (name string, create *pg.CreateTable) {
	if t.Staging.Name != "" {
		return t.Staging.Name, nil
	}
	t.Schema.Stagings++
	t.Staging = catalog.Staging{Name: fmt.Sprintf("sqlite2pg_row_%d", t.Schema.Stagings), Types: map[*catalog.Column]string{}}
	create = &pg.CreateTable{Name: t.Staging.Name, Temporary: true}
	for _, c := range t.Columns {
		if c.Generated {
			continue
		}
		// The COPY text of any type is a text; bytea is left for no other type.
		ty := c.Type.SQL
		if c.Movable() && ty != "bytea" {
			ty = "text"
		}
		t.Staging.Types[c] = ty
		create.Columns = append(create.Columns, pg.Column{Name: c.PG, Type: ty})
	}
	return t.Staging.Name, create
}

// Rejoin returns the statements that move the row that was set apart into its
// table.
func (g *Target) Rejoin() []pg.Statement {
	move := &pg.InsertSelect{Table: g.Table.PG, Columns: g.Names(), From: g.Table.Staging.Name}
	for _, c := range g.Filled() {
		var x pg.Expr = pg.Name(c.PG)
		if g.Table.Staging.Types[c] != c.Type.SQL {
			x = &pg.Cast{X: x, Type: c.Type.SQL}
		}
		move.Values = append(move.Values, x)
	}
	return []pg.Statement{move, &pg.Truncate{Table: g.Table.Staging.Name}}
}
