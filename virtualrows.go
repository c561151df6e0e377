package sqlite2pg

import (
	"fmt"
	"slices"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// virtualTable is a virtual table of the dump, and how many rows of its own came. sqlite3 writes
// none: its module keeps them in shadow tables, which are in the dump. Python's
// iterdump and others write both.
type virtualTable struct {
	name string
	pos  diag.Pos
	rows int
}

// shadowSuffixes end the names of tables from which the rows of a virtual table
// can be had (https://sqlite.org/fts5.html#fts5_data_structures,
// https://sqlite.org/rtree.html#xshadowname).
var shadowSuffixes = []string{"_content", "_data", "_segments", "_node"}

func (t *translator) addVirtual(name string, pos diag.Pos) {
	if t.virtual == nil {
		t.virtual = map[string]*virtualTable{}
	}
	t.virtual[lexer.Fold(name)] = &virtualTable{name: name, pos: pos}
}

// virtualRows passes over the rows of an INSERT into a virtual table.
func (t *translator) virtualRows(v *virtualTable, in *ast.Insert) error {
	v.pos = in.Pos
	for {
		more, err := t.parse.NextRow()
		if err != nil || !more {
			return err
		}
		v.rows++
	}
}

// endVirtual sees whether the rows that were passed over came in another table.
func (t *translator) endVirtual() error {
	var names []string
	for name := range t.virtual {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		v := t.virtual[name]
		if v.rows == 0 {
			continue
		}
		object := "virtual table " + diag.Show(v.name)
		if !slices.ContainsFunc(shadowSuffixes, func(suffix string) bool { return t.schema.Table(name+suffix) != nil }) {
			return &diag.Message{ID: "virtual-rows", Pos: v.pos, Object: object,
				Text: fmt.Sprintf("%d rows go into it, and the dump has none of the tables in which its module keeps them", v.rows),
				Hint: "run the file in SQLite and translate the dump of the result: sqlite3 new.db < FILE, then sqlite2pg new.db"}
		}
		t.warn(diag.Message{ID: "virtual-rows", Pos: v.pos, Object: object,
			Text: fmt.Sprintf("%d rows that go into it are passed over: its shadow tables have them, too", v.rows)})
	}
	return nil
}
