package plan

import (
	"slices"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/query"
)

// A table without an INTEGER PRIMARY KEY has a rowid in SQLite all the same. Most
// applications never look at it, so that it does not arrive; where a view or a trigger does,
// the table gets a column for it, as its last one: INSERT without a list of columns goes on
// to work.

// numbered is the column that a table's rowid would be.
func numbered(t *catalog.Table) *query.Column {
	name := "rowid"
	if slices.ContainsFunc(t.Columns, func(c *catalog.Column) bool { return c.PG == name }) {
		names := catalog.Namespace{}
		for _, c := range t.Columns {
			names.Reserve(c.PG)
		}
		name = names.Take(name)
	}
	return &query.Column{Name: "rowid", PG: name, Type: query.TypeInteger, Affinity: ast.IntegerAffinity, NotNull: true, Identity: true, Hidden: true}
}

// number returns what makes the columns for the rowids that a translated object reads, for
// it to need: each once.
func (b *builder) number(tr *query.Translator, by diag.Object) []*pg.Object {
	var out []*pg.Object
	for _, rel := range tr.Numbered {
		t := b.schema.Table(rel.Name)
		o := b.rowids[t]
		if o == nil {
			c := rel.Numbered
			column := pg.Column{Name: c.PG, Type: c.Type.SQL, Identity: !b.schema.Serial, Serial: b.schema.Serial}
			var add pg.Statement = &pg.AddColumns{Table: t.PG, Columns: []pg.Column{column}}
			becomes := diag.RowidColumn
			if b.loaded { // rows are numbered in their order
				numbers := &pg.NumberRows{Table: t.PG, Column: column}
				if runs, next, ok := t.Rowids.Of(t.Rows); ok {
					for _, r := range runs {
						numbers.Runs = append(numbers.Runs, pg.NumberRun{Row: r.Row, Number: r.Rowid})
					}
					numbers.Next, t.RowidsKept, becomes = next, true, diag.RowidColumnKept
				}
				add = numbers
			}
			o = b.part(t, pg.KindColumn, c.PG, add)
			o.What = "column " + diag.Show(c.PG) + " of " + t.PGObject()
			b.rowids[t], b.numbers = o, append(b.numbers, o, b.numberIndex(t, c.PG, o))
			b.schema.Warn(becomes(diag.Show(c.PG), by.String()).At(t.Source.Pos).About(t.Object(nil)))
		}
		out = append(out, o)
	}
	return out
}

// numberIndex has a row be found by its rowid, and each rowid be of one row.
func (b *builder) numberIndex(t *catalog.Table, column string, needs *pg.Object) *pg.Object {
	name, _ := b.schema.Rename(b.schema.Relations, t.PG+"_"+column+"_key", catalog.ReservedRelation)
	o := b.part(t, pg.KindIndex, name, &pg.CreateIndex{Name: name, Table: t.PG, Unique: true, Keys: []pg.Key{{Expr: pg.Name(column)}}}, needs)
	o.What = "index " + diag.Show(name) + " on " + t.PGObject()
	return o
}
