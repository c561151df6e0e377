package plan

import (
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
)

// Change is what a loaded table must change into before its next row.
type Change struct {
	pg.AlterTypes
	helpers []*pg.CreateFunction
}

// IsEmpty reports whether there is nothing to change.
func (a *Change) IsEmpty() bool { return len(a.Columns)+len(a.Drop)+len(a.Nullable) == 0 }

// Remove has columns go.
func (a *Change) Remove(columns []*catalog.Column) {
	for _, c := range columns {
		a.Drop = append(a.Drop, c.PG)
	}
}

// MayBeNull has a column take NULL.
func (a *Change) MayBeNull(c *catalog.Column) { a.Nullable = append(a.Nullable, c.PG) }

// Take returns what to change in a table, and forgets it.
func (a *Change) Take(t *catalog.Table) *pg.Object {
	st := a.AlterTypes
	st.Table = t.PG
	o := &pg.Object{Section: pg.Data, Kind: pg.KindSettled, Table: t.PG, Helpers: a.helpers, Statement: &st}
	*a = Change{}
	return o
}

// Alter adds what a move changes in the loaded table.
func (p *Plan) Alter(a *Change, t *catalog.Table, m catalog.Move) {
	c, had := m.Column, p.defaults[m.Column].expr() != nil
	using, _ := coltype.Convert(&m.From, c.Type, c.PG)
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
