package rewrite

import (
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// Decide fixes the types of the columns by what was observed.
func (t *Table) Decide() {
	t.Decided = true
	t.followShadow()
	for _, c := range t.Columns {
		if !c.Identity && !c.Generated {
			t.decide(c)
			c.presence = t.schema.opts.DataOnly && c.Type.Respells()
		}
	}
	t.delay()
	for i, c := range t.Columns {
		for _, con := range t.Source.Columns[i].Constraints {
			switch con.Kind {
			case ast.Default:
				t.setDefault(c, &con)
			case ast.Generated:
				if c.expr == nil && !c.late && !c.Dropped {
					t.setGenerated(c, &con)
				}
			}
		}
	}
}

// Widen moves a column on to a type that holds v and all that is loaded. What
// must change in the loaded table is added to a; it returns false when no type
// will do.
func (t *Table) Widen(c *Column, v *parser.Value, pos diag.Pos, a *pg.AlterTypes) bool {
	place, using, ok := c.next(v)
	if !ok || c.Identity {
		return false
	}
	from := c.Type
	c.take(place)
	if c.Type.SQL == "bytea" && !from.KeepsBlobs() {
		c.Changed = c.values // all so far
	}
	c.textual = c.textual || c.Type.SQL == "bytea" && !from.KeepsBlobs()
	why := t.latest(v, pos)
	c.setWhy(why)
	if from.Final() != c.Type.Final() {
		t.warnOf(c, why, diag.Widened(why.value, from.Final(), c.Type.Final()))
	}
	for _, g := range t.readers(c) {
		if !g.late {
			g.late = true
			a.Drop = append(a.Drop, g.PG)
		}
	}
	if using == nil {
		if c.def == nil {
			return true
		}
		using = pg.Name(c.PG)
	}
	change := pg.ColumnType{Column: c.PG, Type: c.Type.SQL, Using: using, DropDefault: c.def != nil && from.After == ""}
	if c.def != nil {
		c.def = nil
		t.setDefaults(c)
		if c.Type.After == "" {
			change.Default = c.def
		}
	}
	a.Columns = append(a.Columns, change)
	return true
}

// KeepJSON notes a value that json holds and jsonb does not: the column stays
// json. It returns false when the column exists already, and is jsonb.
func (t *Table) KeepJSON(c *Column, v *parser.Value, pos diag.Pos) bool {
	if !c.Type.Keeps(coltype.PlainJSON) {
		if t.schema.opts.DataOnly {
			return false
		}
		t.keepJSON(c, t.latest(v, pos))
	}
	return true
}

// keepJSON leaves a column json: why is the value that jsonb does not hold.
func (t *Table) keepJSON(c *Column, why misfit) {
	c.Type.After = ""
	c.setWhy(why)
	t.warnOf(c, why, diag.StaysJSON(why.value))
}

// Offset notes that a value of the column has an offset from UTC: the column
// becomes a timestamptz. It returns false when the column exists already, and
// is none.
func (t *Table) Offset(c *Column, v *parser.Value, pos diag.Pos) bool {
	if !c.Type.Keeps(coltype.WithOffset) {
		if t.schema.opts.DataOnly {
			return false
		}
		t.addOffset(c, t.latest(v, pos))
		t.setDefaults(c) // now() for a timestamptz is another expression
	}
	return true
}

// addOffset makes a timestamptz of a column: why is the value that has an
// offset.
func (t *Table) addOffset(c *Column, why misfit) {
	c.Type.After = "timestamptz"
	c.setWhy(why)
	if !t.schema.opts.DataOnly {
		t.warnOf(c, why, diag.InferredOffset(why.value))
	}
}

// setDefaults translates the DEFAULT of a column for the type that it has now.
func (t *Table) setDefaults(c *Column) {
	for i := range t.Columns {
		for _, con := range t.Source.Columns[i].Constraints {
			if t.Columns[i] == c && con.Kind == ast.Default {
				t.setDefault(c, &con)
			}
		}
	}
}
