package e2e

import (
	"os/exec"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
)

// alike runs statements, of one line each, in SQLite and in PostgreSQL, one after the other, and wants both to print the
// same. What they change stays.
func alike(t testing.TB, file string, db *pgtest.Database, statements ...string) {
	t.Helper()
	const mark = "--next--"
	lite := run(t, exec.Command("sqlite3", "-init", "/dev/null", "-batch", "-list", "-nullvalue", "NULL", file),
		strings.NewReader("PRAGMA foreign_keys = ON;\n"+strings.Join(statements, ";\nSELECT '"+mark+"';\n")+";\n"))
	pg := db.Psql(t, strings.NewReader(strings.Join(statements, ";\nSELECT '"+mark+"';\n")+";\n"), "-q", "-A", "-t", "-P", "null=NULL", "-f", "-")
	if lite.stderr != "" || pg.Stderr != "" {
		t.Errorf("SQLite: %s\nPostgreSQL: %s", lite.stderr, pg.Stderr)
	}
	inLite, inPG := strings.Split(lite.stdout, mark+"\n"), strings.Split(pg.Stdout, mark+"\n")
	if len(inLite) != len(statements) || len(inPG) != len(statements) {
		t.Fatalf("%d answers of SQLite, %d of PostgreSQL to %d statements\n%s", len(inLite), len(inPG), len(statements), pg.Stdout)
	}
	for i, sql := range statements {
		if inLite[i] != inPG[i] {
			t.Errorf("%s\nSQLite:\n%sPostgreSQL:\n%s", sql, inLite[i], inPG[i])
		}
	}
}
