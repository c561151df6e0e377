package rewrite

import (
	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
)

// Decide fixes the types of the columns by what was observed.
func (t *Table) Decide() {
	t.Decided = true
	t.followShadow()
	for _, c := range t.Columns {
		if !c.Identity && !c.Generated {
			t.decide(c)
			c.presence = t.schema.DataOnly && c.Type.Respells()
		}
	}
	t.delay()
}

// Settle translates the defaults and generated columns of a table whose columns
// have their types.
func (p *Plan) Settle(t *Table) {
	for i, c := range t.Columns {
		for _, con := range t.Source.Columns[i].Constraints {
			switch con.Kind {
			case ast.Default:
				p.setDefault(t, c, &con)
			case ast.Generated:
				if p.generated[c].isNew() && !c.late && !c.Dropped {
					p.setGenerated(t, c, &con)
				}
			}
		}
	}
}

// Change is what a loaded table must change into before its next row.
type Change struct {
	pg.AlterTypes
	helpers []*pg.CreateFunction
}

// IsEmpty reports whether there is nothing to change.
func (a *Change) IsEmpty() bool { return len(a.Columns)+len(a.Drop) == 0 }

// Remove has columns go.
func (a *Change) Remove(columns []*Column) {
	for _, c := range columns {
		a.Drop = append(a.Drop, c.PG)
	}
}

// Take returns what to change in a table, and forgets it.
func (a *Change) Take(t *Table) *pg.Object {
	st := a.AlterTypes
	st.Table = t.PG
	o := &pg.Object{Section: pg.Data, Kind: pg.KindSettled, Table: t.PG, Helpers: a.helpers, Statement: &st}
	*a = Change{}
	return o
}

// Move is a column's change to another type, by a value that did not fit.
type Move struct {
	Column *Column
	From   coltype.Type
	// Drop are the generated columns that read it: they come back after the data.
	Drop []*Column
}

// Widen moves a column on to a type that holds v and all that is loaded. It returns
// false when no type will do.
func (t *Table) Widen(c *Column, v *parser.Value, pos diag.Pos) (m Move, ok bool) {
	place, ok := c.next(v)
	if !ok || c.Identity {
		return m, false
	}
	m = Move{Column: c, From: c.Type}
	c.take(place)
	if c.Type.SQL == "bytea" && !m.From.KeepsBlobs() {
		c.Changed = c.values // all so far
	}
	c.textual = c.textual || c.Type.SQL == "bytea" && !m.From.KeepsBlobs()
	why := t.latest(v, pos)
	c.setWhy(why)
	if m.From.Final() != c.Type.Final() {
		t.warnOf(c, why, diag.Widened(why.value, m.From.Final(), c.Type.Final()))
	}
	m.Drop = t.postpone(c)
	return m, true
}

// postpone takes the generated columns that read c out of the table until the rows
// are loaded, and returns those that were in it.
func (t *Table) postpone(c *Column) []*Column {
	var out []*Column
	for _, g := range t.readers(c) {
		if !g.late {
			g.late = true
			out = append(out, g)
		}
	}
	return out
}

// Alter adds what a move changes in the loaded table.
func (p *Plan) Alter(a *Change, t *Table, m Move) {
	c, had := m.Column, p.defaults[m.Column].expr() != nil
	using, _ := coltype.Convert(&m.From, &c.Type, c.PG)
	a.Remove(m.Drop)
	if using == nil {
		if !had {
			return
		}
		using = pg.Name(c.PG)
	}
	change := pg.ColumnType{Column: c.PG, Type: c.Type.SQL, Using: using, DropDefault: had && m.From.After == ""}
	if had {
		p.Retype(t, c)
		if c.Type.After == "" {
			change.Default = p.defaults[c].expr()
			a.helpers = append(a.helpers, p.helpersOf(c)...)
		}
	}
	a.Columns = append(a.Columns, change)
}

// KeepJSON notes a value that json holds and jsonb does not: the column stays
// json. It returns false when the column exists already, and is jsonb.
func (t *Table) KeepJSON(c *Column, v *parser.Value, pos diag.Pos) bool {
	if !c.Type.Keeps(coltype.PlainJSON) {
		if t.schema.DataOnly {
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
// becomes a timestamptz. It is not ok when the column exists already, and is none.
func (t *Table) Offset(c *Column, v *parser.Value, pos diag.Pos) (changed, ok bool) {
	if !c.Type.Keeps(coltype.WithOffset) {
		if t.schema.DataOnly {
			return false, false
		}
		changed = true
		t.addOffset(c, t.latest(v, pos))
	}
	return changed, true
}

// addOffset makes a timestamptz of a column: why is the value that has an
// offset.
func (t *Table) addOffset(c *Column, why misfit) {
	c.Type.After = "timestamptz"
	c.setWhy(why)
	if !t.schema.DataOnly {
		t.warnOf(c, why, diag.InferredOffset(why.value))
	}
}
