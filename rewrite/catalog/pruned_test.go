package catalog

import (
	"fmt"
	"testing"
	"time"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/override"
	"github.com/sqlite2pg/sqlite2pg/rewrite/selection"
)

// Tables go with their indexes, and what is made again is another table. Each takes the
// same time, however many there are: were all indexes looked at for each, this would take
// more than a minute.
func TestDropTable(t *testing.T) {
	s := New(override.NewRules(override.Wishes{}), &selection.Selection{}, func(*diag.Message) {})
	add := func(name string) *Table {
		table, err := s.AddTable(&ast.CreateTable{Name: ast.Name{Text: name}, Columns: []ast.ColumnDef{{Name: ast.Name{Text: "a"}, Type: "INTEGER"}}})
		if err != nil {
			t.Fatal(err)
		}
		s.AddIndex(&ast.CreateIndex{Name: ast.Name{Text: "i" + name}, Table: ast.Name{Text: name}})
		return table
	}
	const n = 40_000
	var tables []*Table
	for i := range n {
		tables = append(tables, add(fmt.Sprintf("T%d", i)))
	}
	begun := time.Now()
	for _, table := range tables[1 : n-1] {
		s.DropTable(table)
	}
	if d := time.Since(begun); d > 10*time.Second {
		t.Errorf("%d tables were dropped in %v", n, d)
	}
	again := add("t5")
	if got := s.Tables(); len(got) != 3 || got[0] != tables[0] || got[1] != tables[n-1] || got[2] != again || s.Table("T5") != again || s.Table("T6") != nil {
		t.Errorf("%d tables are left", len(got))
	}
	s.DropTable(again)
	if got := s.Indexes(); len(got) != 2 || got[0].Name.Text != "iT0" || len(s.Tables()) != 2 {
		t.Errorf("%d indexes are left", len(got))
	}
}
