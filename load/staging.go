package load

import (
	"fmt"

	"github.com/sqlite2pg/sqlite2pg/emit"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
)

// A row too large to hold is written before its last values are seen, and one of
// them may not fit its column: a loaded table cannot be altered in the middle of a
// row. Such a row goes into a temporary table whose columns take whatever may come,
// and from there into its own, altered if need be.

// staging has the temporary tables.
type staging struct {
	of    map[*catalog.Table]*stagingTable
	block emit.Rows // that the current row goes into, or nil
}

// stagingTable is a temporary table, and what types its columns have.
type stagingTable struct {
	name  string
	types map[*catalog.Column]string
}

// unsure reports whether one of the columns may move to another type for a value that comes.
func unsure(columns []column) bool {
	for i := range columns {
		if c := &columns[i]; c.Column != nil && c.Movable() {
			return true
		}
	}
	return false
}

func (s *staging) name(t *catalog.Table) string { return s.of[t].name }

// table returns the statement that makes the temporary table of a table; nil if
// there is one already: it is used again.
func (s *staging) table(t *catalog.Table) *pg.CreateTable {
	if s.of[t] != nil {
		return nil
	}
	if s.of == nil {
		s.of = map[*catalog.Table]*stagingTable{}
	}
	to := &stagingTable{fmt.Sprintf("sqlite2pg_row_%d", len(s.of)+1), map[*catalog.Column]string{}}
	s.of[t] = to
	create := &pg.CreateTable{Name: to.name, Temporary: true}
	for _, c := range t.Columns {
		if c.Generated {
			continue
		}
		// The COPY text of any type is a text; bytea is left for no other type.
		ty := c.Type.SQL
		if c.Movable() && ty != "bytea" {
			ty = "text"
		}
		to.types[c] = ty
		create.Columns = append(create.Columns, pg.Column{Name: c.PG, Type: ty})
	}
	return create
}

// move returns the statements that move the row into the table of its target.
func (s *staging) move(g *Target) []pg.Statement {
	from := s.of[g.Table]
	move := &pg.InsertSelect{Table: g.Table.PG, Columns: g.Names(), From: from.name}
	for _, c := range g.Filled() {
		var x pg.Expr = pg.Name(c.PG)
		if from.types[c] != c.Type.SQL {
			x = &pg.Cast{X: x, Type: c.Type.SQL}
		}
		move.Values = append(move.Values, x)
	}
	return []pg.Statement{move, &pg.Truncate{Table: from.name}}
}
