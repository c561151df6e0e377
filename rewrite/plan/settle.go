package plan

import (
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
)

// finalTypes gives columns that were loaded under a laxer type their own.
func (p *Plan) finalTypes(t *catalog.Table) []*pg.Object {
	a := &pg.AlterTypes{Table: t.PG}
	var helpers []*pg.CreateFunction
	for _, c := range t.Kept() {
		if c.Type.After != "" && !c.AfterData {
			a.Columns = append(a.Columns, pg.ColumnType{Column: c.PG, Type: c.Type.After, Using: p.using[c], Default: p.defaults[c].expr(), DropDefault: p.using[c] != nil && p.defaults[c].expr() != nil})
			helpers = append(helpers, p.helpersOf(c)...)
		}
	}
	if len(a.Columns) == 0 {
		return nil
	}
	o := p.part(t, pg.KindSettled, "", a)
	o.What, o.Helpers = "strict types of "+t.PGObject(), helpers
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
		if r := positionOf(t, p.schema.Warn); r != nil {
			out = append(out, &pg.Object{Section: pg.Data, Kind: pg.KindPosition, Name: catalog.SequenceName(t.PG, t.Rowid.PG), Table: t.PG, Statement: r})
		}
	}
	return out
}

// Settle translates the defaults and generated columns of a table whose columns
// have their types.
func (p *Plan) Settle(t *catalog.Table) {
	for i, c := range t.Columns {
		for _, con := range t.Source.Columns[i].Constraints {
			switch con.Kind {
			case ast.Default:
				p.setDefault(t, c, &con)
			case ast.Generated:
				if p.generated[c].isNew() && !c.AfterData && !c.Dropped {
					p.setGenerated(t, c, &con)
				}
			}
		}
	}
}
