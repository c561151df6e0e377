package sqlite2pg

import (
	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/target"
)

// reportHistory says of a dump that an application made with a migration tool that
// there is another way: its own schema has the types that it expects, and a history of
// the migrations that made it. Several programs keep theirs in several tables: the
// first one with a name of its own speaks for all.
func reportHistory(s *catalog.Schema) {
	if s.Matched {
		return
	}
	var found *catalog.Table
	var tool string
	for _, table := range s.Tables() {
		if table.Rows == 0 {
			continue
		}
		columns := make([]string, len(table.Columns))
		for i, c := range table.Columns {
			columns[i] = c.Name
		}
		if name := target.HistoryTool(table.Source.Name.Text, columns); name != "" && (found == nil || tool == target.AnyTool && name != tool) {
			found, tool = table, name
		}
	}
	if found != nil {
		s.Warn(diag.HasHistory(tool).At(found.Source.Pos).About(diag.Table(found.Source.Name.Text)))
	}
}
