package plan

import (
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
)

// finalTypes gives columns that were loaded under a laxer type their own.
func (b *builder) finalTypes(t *catalog.Table) []*pg.Object {
	a := &pg.AlterTypes{Table: t.PG}
	var helpers []*pg.CreateFunction
	for _, c := range t.Kept() {
		if c.Type.After != "" && !c.AfterData {
			using := b.using[c]
			if using == nil {
				using = c.Type.Using(c.PG)
			}
			a.Columns = append(a.Columns, pg.ColumnType{Column: c.PG, Type: c.Type.After, Using: using, Default: b.defaults[c].expr(), DropDefault: using != nil && b.defaults[c].expr() != nil})
			helpers = append(helpers, b.helpersOf(c)...)
		}
	}
	if len(a.Columns) == 0 {
		return nil
	}
	o := b.part(t, pg.KindSettled, "", a)
	o.What, o.Helpers = "strict types of "+t.PGObject(), helpers
	return []*pg.Object{o}
}

// statistics has PostgreSQL gather its own.
func statistics(s *catalog.Schema) []*pg.Object {
	a := &pg.Analyze{}
	for _, t := range s.Tables() {
		a.Tables = append(a.Tables, t.PG)
	}
	if len(a.Tables) == 0 {
		return nil
	}
	return []*pg.Object{{Section: pg.PostData, Kind: pg.KindStatistics, Statement: a}}
}

// Settle translates the defaults and generated columns of a table whose columns
// have their types.
func (rs *relations) Settle(t *catalog.Table) {
	for i, c := range t.Columns {
		for _, con := range t.Source.Columns[i].Constraints {
			switch con.Kind {
			case ast.Default:
				rs.setDefault(t, c, &con)
			case ast.Generated:
				if rs.generated[c].isNew() && !c.AfterData && !c.Dropped {
					rs.setGenerated(t, c, &con)
				}
			}
		}
	}
}
