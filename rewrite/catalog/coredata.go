package catalog

import (
	"slices"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
)

// Apple's Core Data declares TIMESTAMP and writes seconds since 2001, most of them with a
// fraction. By their size whole ones may be Unix time, 31 years earlier: only the table
// tells.

// coreDataColumns are in each of its tables of entities.
var coreDataColumns = []string{"z_pk", "z_ent", "z_opt"}

// secondsOf2001 is the declared type that says what Core Data writes.
const secondsOf2001 = "REAL"

// ofCoreData reports whether a table is one of entities of Core Data.
func ofCoreData(src *ast.CreateTable) bool {
	return !slices.ContainsFunc(coreDataColumns, func(name string) bool {
		return !slices.ContainsFunc(src.Columns, func(c ast.ColumnDef) bool { return lexer.Fold(c.Name.Text) == name })
	})
}

// countsFrom2001 reports whether a column of such a table is one of its times.
func countsFrom2001(def *ast.ColumnDef) bool {
	declared := coltype.Of(def.Type)
	return declared.Family() == "timestamp"
}

// sayCoreData says what has become of a time of Core Data, but where the user had the last word.
func sayCoreData(t *Table, c *Column, def *ast.ColumnDef) {
	if !c.Type.Forced && !t.Schema.DataOnly && t.Schema.selection.Column(t.Source.Name.Text, c.Name) == "" {
		t.Schema.Warn(diag.CoreDataTime(c.Type.Final()).At(t.Pos(def.Name.Offset)).About(t.Object(c)))
	}
}
