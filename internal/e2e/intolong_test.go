package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
)

// schemaFile makes tables, and the file of --into that shows them.
func schemaFile(t *testing.T, db *pgtest.Database, tables string) string {
	t.Helper()
	db.Load(t, tables)
	file := filepath.Join(t.TempDir(), "schema.sql")
	if err := os.WriteFile(file, []byte("--\n-- PostgreSQL database dump\n--\n"+tables+"\n--\n-- PostgreSQL database dump complete\n--\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// Values longer than the buffer are read as short ones are.
func TestIntoLongValues(t *testing.T) {
	t.Parallel()
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		schema := schemaFile(t, db, "CREATE TABLE public.t (id integer, j jsonb, a integer[], p character(500000), b text, d bytea, x xml);")
		elems := strings.Repeat("1234567,", 100_000)
		dump := func(j string, a string) string {
			return fmt.Sprintf("BEGIN;\nCREATE TABLE t(id INTEGER PRIMARY KEY, j, a, p, b, d, x);\nINSERT INTO t VALUES(1,'%s','%s','%s',x'%s','%s','<a>%s</a>');\nINSERT INTO t VALUES(2,'{}','[]',NULL,NULL,NULL,NULL);\nCOMMIT;\n",
				j, a, strings.Repeat("ä", 400_000)+"   ", strings.Repeat("c3a4", 300_000), strings.Repeat("it''s", 100_000), strings.Repeat("y", 400_000))
		}
		object := `{"k":1,"list":["` + strings.Repeat("it''s ", 100_000) + `"],"k":2}`
		r := command(t, strings.NewReader(dump(object, "["+elems+"8]")), "--into", schema, "--verify")
		if r.code != 0 || !strings.Contains(r.stderr, "[repeated-keys]") {
			t.Fatalf("exit code %d\n%s", r.code, r.stderr)
		}
		if got := db.Psql(t, strings.NewReader(r.stdout)); got.Code != 0 || got.Stderr != "" {
			t.Fatalf("exit code %d\n%s", got.Code, got.Stderr)
		}
		want := "2 500000 100001 8 400000 300000 400000 400007"
		if got := one(t, db, `SELECT concat_ws(' ', j->>'k', length(j->'list'->>0), cardinality(a), a[100001], length(p), length(b), length(d), length(x::text)) FROM t WHERE id = 1`); got != want {
			t.Errorf("got %s", got)
		}
		for _, c := range []struct{ dump, want string }{
			{dump(object+"}", "[]"), `table "t", column "j", row 1, key 1: text "{"k":1,"list":["it's it's it's it's it's it's it's it's it's…" does not fit type jsonb: the type takes JSON`},
			{dump("{}", "["+elems+"]"), `table "t", column "a", row 1, key 1: text "[1234567,1234567,1234567,1234567,1234567,1234567,1234567,123…" does not fit type integer[]: the type takes JSON arrays`},
			{dump("{}", "["+strings.Repeat("1,", 5<<20)+"1]"), `table "t", column "a", row 1, key 1: a text too long to show does not fit type integer[]: a value of this type is seen whole`},
			{strings.Replace(dump("{}", "[]"), "x'c3a4", "x'c3", 1), `table "t", column "b", row 1, key 1: blob "x'c3c3a4c3a4c3a4c3a4c3a4c3a4c3a4c3a4c3a4c3a4c3a4c3a4c3a4c3a4…" does not fit type text: its bytes are no text`},
		} {
			if r := command(t, strings.NewReader(c.dump), "--into", schema); r.code != 1 || !strings.Contains(r.stderr, c.want) || strings.Count(r.stderr, "[misfit]") != 1 {
				t.Errorf("exit code %d, without %q:\n%s", r.code, c.want, r.stderr)
			}
		}
		// What is too long to be held is read by PostgreSQL.
		r = command(t, strings.NewReader(dump(`["`+strings.Repeat("x", 5<<20)+`"]`, "[]")), "--into", schema, "--truncate", "--verify")
		if got := db.Psql(t, strings.NewReader(r.stdout)); r.code != 0 || got.Code != 0 {
			t.Errorf("exit codes %d, %d\n%s\n%s", r.code, got.Code, r.stderr, got.Stderr)
		}
	})
}
