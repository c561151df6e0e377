// Package roundtrip compares a SQLite file with what arrived of it in PostgreSQL, value by
// value. It reads both databases by their own command-line tools and knows nothing of the
// translator between them.
package roundtrip

import (
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
)

// Compare fails the test for every table, column and value of a SQLite file that did not arrive.
func Compare(t testing.TB, sqliteFile string, db *pgtest.Database) {
	t.Helper()
	for _, d := range Differences(t, sqliteFile, db) {
		t.Error(d)
	}
}

// Differences says where PostgreSQL's tables differ from those of a SQLite file; of each table it
// describes five rows. Tables and columns belong together when their names are equal, or else when
// they are without regard to the case of ASCII letters. Rows have no order. Not compared are
// sqlite_* tables, virtual tables and the shadow tables of those, generated columns that did not
// arrive, and tables and columns that only PostgreSQL has.
func Differences(t testing.TB, sqliteFile string, db *pgtest.Database) []string {
	t.Helper()
	var diffs []string
	lite, pg := sqliteTables(t, sqliteFile), postgresTables(t, db)
	for _, l := range lite {
		p, ok := find(pg, l.name)
		if !ok {
			diffs = append(diffs, fmt.Sprintf("table %q did not arrive", l.name))
			continue
		}
		var from, to []column
		for _, c := range l.columns {
			if arrived, ok := find(p.columns, c.name); ok {
				from, to = append(from, c), append(to, arrived)
			} else if !c.generated {
				diffs = append(diffs, fmt.Sprintf("column %q.%q did not arrive", l.name, c.name))
			}
		}
		if len(from) > 0 {
			source := sqliteRows(t, sqliteFile, l.name, from)
			diffs = append(diffs, compareRows(l.name, to, source, postgresRows(t, db, p.name, to))...)
		}
	}
	return diffs
}

// Same reports whether a value of SQLite and one of PostgreSQL stand for the same. class is the first letter of what
// typeof() calls SQLite's, held its text, or the bytes of a blob; typ is PostgreSQL's name of the type (int8,
// timestamptz), printed what it prints.
func Same(class byte, held, typ, printed string) bool {
	arrived := value{'t', printed}
	if data, err := hex.DecodeString(strings.TrimPrefix(printed, `\x`)); typ == "bytea" && err == nil {
		arrived = value{'b', string(data)}
	}
	return form(value{class, held}, typ, false) == form(arrived, typ, false)
}

// Next returns the value that a column's identity or serial sequence would give next; it takes none.
func Next(t testing.TB, db *pgtest.Database, table, column string) int64 {
	t.Helper()
	sequence := db.Query(t, fmt.Sprintf("SELECT pg_get_serial_sequence(%s, %s)", literal(identifier(table)), literal(column)))[0][0]
	if sequence == nil {
		t.Fatalf("column %q.%q has no sequence", table, column)
	}
	next := *db.Query(t, fmt.Sprintf(`SELECT CASE WHEN is_called THEN last_value + seqincrement ELSE last_value END
		FROM %s, pg_sequence WHERE seqrelid = %s::regclass`, *sequence, literal(*sequence)))[0][0]
	n, err := strconv.ParseInt(next, 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// A table of either database.
type table struct {
	name    string
	columns []column
}

// A column of either database.
type column struct {
	name      string
	generated bool
	typ       string // PostgreSQL's name of the type: int8, timestamptz
}

func (t table) key() string  { return t.name }
func (c column) key() string { return c.name }

// find returns the one whose name is equal, or else equal but for the case of ASCII letters.
func find[T interface{ key() string }](list []T, name string) (found T, ok bool) {
	for _, x := range list {
		if x.key() == name {
			return x, true
		}
		if !ok && fold(x.key()) == fold(name) {
			found, ok = x, true
		}
	}
	return found, ok
}

func fold(name string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, name)
}

func identifier(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }
func literal(text string) string    { return `'` + strings.ReplaceAll(text, `'`, `''`) + `'` }
