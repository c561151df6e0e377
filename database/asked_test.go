package database_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/database"
)

// A table whose rows are not asked for is not read, but for the one behind which new ones are
// numbered. The content of a virtual table is for others to know.
func TestRowsAsked(t *testing.T) {
	file := filepath.Join(t.TempDir(), "app.db")
	create(t, file, `CREATE TABLE a(id INTEGER PRIMARY KEY, x); INSERT INTO a VALUES(7,'seven'),(9,'nine'),(8,'eight');
CREATE TABLE auto(id INTEGER PRIMARY KEY AUTOINCREMENT); INSERT INTO auto VALUES(77); DELETE FROM auto;
CREATE TABLE b(k TEXT PRIMARY KEY) WITHOUT ROWID; INSERT INTO b VALUES('b1'),('b2');
CREATE TABLE c(x); INSERT INTO c VALUES('c1'),('c2'),('c3'); CREATE TABLE d(x); INSERT INTO d VALUES('d1');
CREATE VIRTUAL TABLE f USING fts4(x); INSERT INTO f VALUES('word');`)
	rows := map[string]database.Rows{"a": database.LastRow, "b": database.LastRow, "c": database.NoRows, "f_content": database.NoRows, "sqlite_sequence": database.NoRows}
	opts := database.Options{Rows: func(table string) database.Rows { return rows[table] }}
	text, _, err := dump(file, opts)
	if err != nil {
		t.Fatal(err)
	}
	for word, want := range map[string]bool{"'nine'": true, "'seven'": false, "'eight'": false, "'b1'": false, "'c1'": false, "'d1'": true, "'auto',77": true, "'word'": true, "CREATE TABLE c(x)": true} {
		if got := strings.Contains(text, word); got != want {
			t.Errorf("%s is there: %v\n%s", word, got, text)
		}
	}
	all, err := database.CountRows(context.Background(), file, opts)
	if few := int64(1 + 1); err != nil || all < few || all > 20 { // d, and what FTS5 keeps
		t.Errorf("%d rows are to come, %v", all, err)
	}
}
