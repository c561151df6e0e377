package check

import (
	"strings"
	"testing"
	"unicode/utf8"

	pgquery "github.com/pganalyze/pg_query_go/v5"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
)

// hostile are names and texts that try to leave their quotes.
var hostile = []string{
	"", "a", "A", "select", `"`, `a"b`, "'", "it''s", `\`, `\'`, `a\`, "$", "$$", "$sql$", "a$sql", "$sql1$ $sql$", "é", "a b", "a;--", "/*", "*/",
	"\n\\! ls", "a\tb", "1a", "_", "\u202e", "\U0001F680", ":x", ":'x'", "U&'\\0041'", "E'", "xmin", "$1", "%I", "a.b",
}

// name says whether PostgreSQL can have such a name at all: longer ones are cut,
// and nothing holds a NUL or bytes that are no UTF-8.
func name(s string) bool { return s != "" && len(s) < 64 && text(s) }

func text(s string) bool { return utf8.ValidString(s) && strings.IndexByte(s, 0) < 0 }

// FuzzIdent: PostgreSQL reads a quoted name as the name, wherever names stand.
func FuzzIdent(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		q := pg.Ident(s)
		if !name(s) {
			return
		}
		sql := "CREATE TABLE " + q + " (" + q + " text, CONSTRAINT " + q + " UNIQUE (" + q + "))"
		if err := (Grammar{}).Check(sql); err != nil {
			t.Fatalf("%q: %v in %s", s, err, sql)
		}
		tree, err := pgquery.Parse(sql)
		if err != nil {
			t.Fatal(err)
		}
		create := tree.Stmts[0].Stmt.GetCreateStmt()
		column, constraint := create.TableElts[0].GetColumnDef(), create.TableElts[1].GetConstraint()
		for _, got := range []string{create.Relation.Relname, column.Colname, constraint.Conname, constraint.Keys[0].GetString_().Sval} {
			if got != s {
				t.Errorf("%q is read as %q in %s", s, got, sql)
			}
		}
	})
}

// FuzzLiteral: PostgreSQL reads a literal, and a text in dollar quotes, as the
// text, and nothing behind it.
func FuzzLiteral(f *testing.F) {
	for _, s := range hostile {
		f.Add(s, "sql")
	}
	f.Fuzz(func(t *testing.T, s, tag string) {
		sql := append(pg.AppendLiteral([]byte("SELECT "), s), ", "...)
		if strings.Trim(tag, "abcdefghijklmnopqrstuvwxyz") != "" || tag == "" || len(tag) > 60 {
			tag = "sql"
		}
		sql = append(pg.AppendDollar(sql, tag, s), ", 'end'"...)
		if !text(s) {
			return
		}
		if err := (Grammar{}).Check(string(sql)); err != nil {
			t.Fatalf("%q: %v in %s", s, err, sql)
		}
		tree, err := pgquery.Parse(string(sql))
		if err != nil {
			t.Fatal(err)
		}
		targets := tree.Stmts[0].Stmt.GetSelectStmt().TargetList
		for i, want := range []string{s, s, "end"} {
			if got := targets[i].GetResTarget().Val.GetAConst().GetSval().GetSval(); got != want {
				t.Errorf("%q is read as %q in %s", want, got, sql)
			}
		}
		if len(targets) != 3 {
			t.Errorf("%q leaves its quotes in %s", s, sql)
		}
	})
}

// FuzzCheck: whatever the text, the gate gives an answer, and one without a NUL
// or a second statement.
func FuzzCheck(f *testing.F) {
	for _, s := range hostile {
		f.Add("SELECT " + s)
		f.Add("DO $$ BEGIN " + s + "; END $$")
	}
	f.Fuzz(func(t *testing.T, sql string) {
		err := (Grammar{}).Check(sql)
		if again := (Grammar{}).Check(sql); (err == nil) != (again == nil) {
			t.Fatalf("first %v, then %v", err, again)
		}
		if err == nil && (Grammar{}).Check(sql+";\nSELECT 1") == nil {
			t.Fatalf("a second statement is hidden by %q", sql)
		}
	})
}
