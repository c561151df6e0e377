package e2e

import (
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
)

// The script says what it has loaded, and says nothing where it has not.
func TestLoadedIsSaid(t *testing.T) {
	t.Parallel()
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		const rows = "CREATE TABLE p (id INTEGER PRIMARY KEY, x TEXT DEFAULT 'd'); CREATE TABLE c (p INT REFERENCES p); INSERT INTO p VALUES (1, 'a'), (2, 'b');"
		script := dump(t, database(t, rows))
		for _, c := range []struct {
			dump, args, says string
			code             int
		}{
			{script, "", "loaded 2 tables, 2 rows", 0},
			{script, "--verify", "loaded 2 tables, 2 rows; all values of 2 rows were compared, and are equal", 0},
			{strings.Replace(script, "INSERT INTO p VALUES(1,'a')", "INSERT INTO p(id) VALUES(1)", 1), "--verify",
				"loaded 2 tables, 2 rows; the values of 2 rows were compared, but for 1 column, and are equal", 0},
			{dump(t, database(t, rows+"INSERT INTO c VALUES (9)")), "", "loaded 2 tables, 3 rows", 3},
		} {
			reset(t, db)
			text := translate(t, c.dump, strings.Fields(c.args)...).stdout
			for i := 1; i < 6; i++ {
				if r := load(t, db, text[:len(text)*i/6], "-1"); r.Loaded != "" {
					t.Fatalf("a script that was cut off says: %s", r.Loaded)
				}
			}
			r := load(t, db, text, "-q", "-v", "ON_ERROR_STOP=1")
			if r.Code != c.code || r.Loaded != c.says {
				t.Errorf("exit code %d, said %q, want %q\n%s", r.Code, r.Loaded, c.says, r.Stderr)
			}
			if said := strings.TrimSpace(r.Stderr); c.code != 0 && !strings.Contains(said[strings.LastIndex(said, "ERROR:"):], "HINT:  All rows were committed. The warnings above say why.") {
				t.Errorf("the last word is not the error:\n%s", said)
			}
			if r := load(t, db, text, "-q"); r.Code != 3 || r.Loaded != "" {
				t.Errorf("a second time: exit code %d, said %q", r.Code, r.Loaded)
			}
			// Whatever the role hides from its clients, and with rows only.
			db.Load(t, "DROP TABLE c; DELETE FROM p; CREATE TABLE c (p bigint)")
			data := translate(t, script, "--data-only").stdout
			if r := load(t, db, "SET client_min_messages = error;"+data, "-q"); r.Loaded != "loaded 2 tables, 2 rows" {
				t.Errorf("--data-only: exit code %d, said %q\n%s", r.Code, r.Loaded, r.Stderr)
			}
		}
	})
}

// The expression that the hint of a collation names is the one that the index serves.
func TestIndexServesTheHint(t *testing.T) {
	t.Parallel()
	r := translate(t, dump(t, database(t, "CREATE TABLE t (a TEXT COLLATE NOCASE, b TEXT COLLATE RTRIM); CREATE INDEX i ON t (a); CREATE INDEX j ON t (b)")))
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		loadClean(t, db, r.stdout)
		for index, c := range map[string]struct{ hint, where string }{
			"i": {`lower(column COLLATE "C")`, `lower(a COLLATE "C") = 'x'`},
			"j": {"rtrim(column, ' ')", "rtrim(b, ' ') = 'x'"},
		} {
			plan := load(t, db, "SET enable_seqscan = off; EXPLAIN SELECT * FROM t WHERE "+c.where, "-q").Stdout
			if !strings.Contains(r.stderr, "hint: write "+c.hint) || !strings.Contains(plan, " on "+index+" ") {
				t.Errorf("%s is not served:\n%s\n%s", c.hint, plan, r.stderr)
			}
		}
	})
}

// With --strict nothing is committed where rows lack their parents, or the server refuses an index.
func TestStrictCommitsAllOrNothing(t *testing.T) {
	t.Parallel()
	orphan := dump(t, database(t, "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p INT REFERENCES p); INSERT INTO c VALUES (9)"))
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		for _, c := range []struct {
			args, want string // tables
			code       int
		}{{"--strict", "", 3}, {"--strict --allow=passed-over", "c,p", 3}, {"", "c,p", 3}} {
			reset(t, db)
			r := load(t, db, translate(t, orphan, strings.Fields(c.args)...).stdout, "-q")
			got := column(t, db, "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1")
			if r.Code != c.code || got != c.want || (r.Loaded == "") != (c.want == "") {
				t.Errorf("%q: exit code %d, tables %q, said %q\n%s", c.args, r.Code, got, r.Loaded, r.Stderr)
			}
			if c.want == "" && !strings.Contains(r.Stderr, `[passed-over]: foreign key "c_p_fkey" of table "c"`) {
				t.Errorf("the error does not say why:\n%s", r.Stderr)
			}
		}
	})
}
