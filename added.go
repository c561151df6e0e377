package sqlite2pg

import (
	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit"
	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
)

// AddedColumn is a column of tables that SQLite does not have: its name and type in
// PostgreSQL, and the value of all rows. Table is a name in SQLite, or "*" for all.
type AddedColumn struct{ Table, Column, Type, Value string }

// addedTo are columns that are added to the tables of a schema, as the output adds them.
func addedTo(s *catalog.Schema, columns []AddedColumn) (out []emit.Added) {
	for _, a := range columns {
		out = append(out, emit.Added{Column: a.Column, Type: a.Type, Value: a.Value, To: func(table string) bool {
			for _, own := range s.Tables() {
				if own.PG == table {
					return a.Table == "*" || lexer.Fold(own.Source.Name.Text) == lexer.Fold(a.Table)
				}
			}
			return false
		}})
	}
	return out
}

// addedToNone returns an error if a column is to be added to a table that is not there.
func addedToNone(s *catalog.Schema, columns []AddedColumn) error {
	for _, a := range columns {
		if a.Table != "*" && s.Table(a.Table) == nil {
			return diag.AddedToNone(diag.Show(a.Table))
		}
	}
	return nil
}
