package rewrite

import (
	"fmt"

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
			c.check.presence = t.schema.opts.DataOnly && (c.Type.Final != "" || c.Type.Encoding == encodeJSON)
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
	c.Type, c.place = c.chain[place], place
	c.textual = c.textual || c.Type.SQL == "bytea" && from.SQL != "bytea" && from.Encoding != encodeUUIDBlob
	c.why = fmt.Sprintf("declared %s; line %s, row %d: %s", c.declared, pos, t.Rows+1, ShowValue(v))
	if from.final() != c.Type.final() {
		t.schema.warn(diag.Message{ID: "widened", Pos: pos, Object: fmt.Sprintf("%s, row %d", t.object(c), t.Rows+1),
			Text: fmt.Sprintf("%s does not fit type %s: the column becomes %s", ShowValue(v), from.final(), c.Type.final())})
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
	change := pg.ColumnType{Column: c.PG, Type: c.Type.SQL, Using: using, DropDefault: c.def != nil && from.Final == ""}
	if c.def != nil {
		c.def = nil
		for i := range t.Columns {
			for _, con := range t.Source.Columns[i].Constraints {
				if t.Columns[i] == c && con.Kind == ast.Default {
					t.setDefault(c, &con)
				}
			}
		}
		if c.Type.Final == "" {
			change.Default = c.def
		}
	}
	a.Columns = append(a.Columns, change)
	return true
}

// KeepJSON notes a value that json holds and jsonb does not.
func (c *Column) KeepJSON() {
	if c.Type.Final == "jsonb" {
		c.Type.Final = ""
	}
}

// Offset notes that a value of the column has an offset from UTC: the column
// becomes a timestamptz. It returns false when the column exists already, and
// is none.
func (t *Table) Offset(c *Column) bool {
	if c.Type.Final == "timestamp" && !c.Type.asked {
		if t.schema.opts.DataOnly {
			return false
		}
		c.Type.Final = "timestamptz"
	}
	return true
}
