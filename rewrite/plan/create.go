package plan

import (
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
)

// Create returns the table as it stands before the data, with the types that its
// rows are loaded under.
func (p *Plan) Create(t *catalog.Table) *pg.Object {
	t.Created = true
	ct := &pg.CreateTable{Name: t.PG}
	var helpers []*pg.CreateFunction
	for _, c := range t.Kept() {
		if c.AfterData {
			continue
		}
		col := p.column(c, c.Type.SQL)
		if c.Type.After != "" {
			col.Default = nil // it comes with the type
		}
		ct.Columns = append(ct.Columns, col)
		helpers = append(helpers, p.helpersOf(c)...)
	}
	return newTable(t, ct, helpers)
}

// final is the table as it is in the end, perhaps without the columns that may fail on a
// row.
func (b *builder) final(t *catalog.Table, withoutFailing bool) *pg.Object {
	ct := &pg.CreateTable{Name: t.PG}
	var helpers []*pg.CreateFunction
	for _, c := range t.Kept() {
		if withoutFailing && c.AfterData && b.generated[c].fails {
			continue
		}
		ct.Columns = append(ct.Columns, b.column(c, c.Type.Final()))
		helpers = append(helpers, b.helpersOf(c)...)
	}
	return newTable(t, ct, helpers)
}

func newTable(t *catalog.Table, ct *pg.CreateTable, helpers []*pg.CreateFunction) *pg.Object {
	o := &pg.Object{Section: pg.PreData, Kind: pg.KindTable, Name: t.PG, Helpers: helpers, Statement: ct, Source: t.Original()}
	for _, c := range t.Kept() {
		if c.Type.Final() == coltype.CitextName {
			o.Extension = coltype.CitextName // before the first rows: the load would end behind them without it
		}
	}
	return o
}

// column says how the column is created with a type.
func (rs *relations) column(c *catalog.Column, ty string) pg.Column {
	col := pg.Column{Name: c.PG, Type: ty, NotNull: c.NotNull, Identity: c.Identity && !rs.schema.Serial, Serial: c.Identity && rs.schema.Serial, Default: rs.defaults[c].expr()}
	if c.Generated {
		col.Generated = rs.generated[c].expr
	}
	return col
}

// helpersOf are those of a column's default, or of its expression.
func (rs *relations) helpersOf(c *catalog.Column) []*pg.CreateFunction {
	if c.Generated {
		return rs.generated[c].helpers
	}
	if d := rs.defaults[c]; d != nil {
		return d.helpers
	}
	return nil
}
