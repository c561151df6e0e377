package rewrite

import (
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
)

// finalTypes gives columns that were loaded under a laxer type their own.
func (p *Plan) finalTypes(t *Table) []*pg.Object {
	a := &pg.AlterTypes{Table: t.PG}
	var helpers []*pg.CreateFunction
	for _, c := range t.written() {
		if c.Type.After != "" && !c.late {
			a.Columns = append(a.Columns, pg.ColumnType{Column: c.PG, Type: c.Type.After, Using: p.using[c], Default: p.defaults[c].expr(), DropDefault: p.using[c] != nil && p.defaults[c].expr() != nil})
			helpers = append(helpers, p.helpersOf(c)...)
		}
	}
	if len(a.Columns) == 0 {
		return nil
	}
	o := p.part(t, pg.KindSettled, "", a)
	o.What, o.Helpers = "strict types of "+t.pgObject(), helpers
	return []*pg.Object{o}
}

// statistics has PostgreSQL gather its own.
func (p *Plan) statistics() []*pg.Object {
	a := &pg.Analyze{}
	for _, t := range p.schema.Tables {
		a.Tables = append(a.Tables, t.PG)
	}
	if len(a.Tables) == 0 {
		return nil
	}
	return []*pg.Object{{Section: pg.PostData, Kind: pg.KindStatistics, Statement: a}}
}

// Positions sets the identity columns so that the next insert never collides.
func (p *Plan) Positions() []*pg.Object {
	var out []*pg.Object
	for _, t := range p.schema.Tables {
		if r := t.position(p.schema.warn); r != nil {
			out = append(out, &pg.Object{Section: pg.Data, Kind: pg.KindPosition, Name: sequenceName(t.PG, t.Rowid.PG), Table: t.PG, Statement: r})
		}
	}
	return out
}
