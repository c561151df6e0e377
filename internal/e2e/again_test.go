package e2e

import (
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
	"github.com/sqlite2pg/sqlite2pg/internal/roundtrip"
)

// again has whatever keeps a table from being dropped or found: circles of foreign keys, views on views, triggers that
// write other tables, helper functions that call others, and names with quotes.
const again = parts + `
CREATE TABLE "It's" ("Ä" TEXT COLLATE NOCASE, n INT CHECK (n > 0), g AS (printf('%05d', n)));
CREATE TABLE log (line TEXT, at DATETIME DEFAULT CURRENT_TIMESTAMP); INSERT INTO "It's" VALUES ('x', 7), ('y', 8);
CREATE VIEW "V 1" AS SELECT n, printf('%s-%d', "Ä", n) AS label FROM "It's"; CREATE VIEW v2 AS SELECT max(label) AS top FROM "V 1"; CREATE VIEW one AS SELECT 1 AS x;
CREATE TRIGGER "T" AFTER INSERT ON "It's" BEGIN INSERT INTO log (line) SELECT NEW.n || ' of ' || count(*) FROM "It's"; UPDATE keyless SET t = 'fired' WHERE t = ''; END;
CREATE TRIGGER back INSTEAD OF INSERT ON "V 1" BEGIN INSERT INTO "It's" VALUES (NEW.label, NEW.n); END;
CREATE VIRTUAL TABLE boxes USING rtree (id, x0, x1); INSERT INTO boxes VALUES (1, 2, 3);
CREATE VIRTUAL TABLE words USING fts5 (body); INSERT INTO words VALUES ('a word');`

// everything is all that a schema holds, each with its definition.
const everything = `SELECT string_agg(x, E'\n' ORDER BY x COLLATE "C") FROM (
	SELECT format('%s.%s %s %s %s', c.relname, attname, format_type(atttypid, atttypmod), attnotnull, attidentity) || coalesce(pg_get_expr(adbin, adrelid), '')
		FROM pg_class c JOIN pg_attribute ON attrelid = c.oid LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum WHERE attnum > 0 AND relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())
	UNION ALL SELECT format('%s %s %s', conname, pg_get_constraintdef(oid), convalidated) FROM pg_constraint WHERE connamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())
	UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema()
	UNION ALL SELECT viewname || definition FROM pg_views WHERE schemaname = current_schema()
	UNION ALL SELECT pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid WHERE NOT tgisinternal AND relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())
	UNION ALL SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())
	) AS d (x)`

// TestClean loads a database twice: the second time it is refused, or replaces the first.
func TestClean(t *testing.T) {
	t.Parallel()
	file := database(t, again)
	text := dump(t, file)
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		loadClean(t, db, translate(t, text).stdout)
		before := one(t, db, everything)
		same := func(when string) {
			t.Helper()
			roundtrip.Compare(t, file, db)
			if after := one(t, db, everything); after != before {
				t.Errorf("%s: it is not the same:\n%s", when, firstDifference(before, after))
			}
		}
		refused := func(when string, args []string, want ...string) {
			t.Helper()
			r := load(t, db, translate(t, text, args...).stdout)
			if r.Code != 3 || strings.Count(r.Stderr, "ERROR:") != 1 {
				t.Errorf("%s: exit code %d\n%s", when, r.Code, r.Stderr)
			}
			for _, w := range want {
				if !strings.Contains(r.Stderr, w) {
					t.Errorf("%s: %q is not said:\n%s", when, w, r.Stderr)
				}
			}
			same(when)
		}
		db.Load(t, "CREATE SEQUENCE taken")
		other := translate(t, "BEGIN;CREATE TABLE taken (a);COMMIT;", "--clean", "--if-exists").stdout
		if r := load(t, db, other); r.Code != 3 || !strings.Contains(r.Stderr, "--clean: taken is neither a table nor a view") {
			t.Errorf("a sequence in the way: exit code %d\n%s", r.Code, r.Stderr)
		}
		db.Load(t, "DROP SEQUENCE taken")
		refused("a second time", nil, "schema public has this already: table child", "keyless", "--clean", "--schema NAME", "--truncate")
		refused("the schema a second time", []string{"--schema-only"}, "table child", `view "V 1"`, "--clean")
		clean := translate(t, text, "--clean", "--if-exists").stdout
		for range 2 {
			loadClean(t, db, clean)
			same("clean")
		}
		db.Load(t, `INSERT INTO "It's" VALUES ('z', 9); DROP VIEW v2; ALTER TABLE child DROP COLUMN q; CREATE INDEX more ON child (p)`)
		loadClean(t, db, clean)
		same("clean after changes")
		loadClean(t, db, translate(t, text, "--clean", "--if-exists", "--schema-only").stdout)
		if n := one(t, db, `SELECT (SELECT count(*) FROM "It's") + (SELECT count(*) FROM child)`); n != "0" {
			t.Errorf("the schema alone leaves %s rows", n)
		}
		loadClean(t, db, clean)
		same("clean after the schema alone")

		for what, sql := range map[string][2]string{
			`view public.mine`:                  {`CREATE VIEW mine AS SELECT * FROM v2`, `DROP VIEW mine`},
			`foreign key theirs of table mine`:  {`CREATE TABLE mine (c bigint CONSTRAINT theirs REFERENCES parent)`, `DROP TABLE mine`},
			`materialized view mine depends on`: {`CREATE MATERIALIZED VIEW mine AS SELECT * FROM keyless`, `DROP MATERIALIZED VIEW mine`},
		} {
			db.Load(t, sql[0])
			before = one(t, db, everything)
			refused(what, []string{"--clean", "--if-exists"}, what)
			db.Load(t, sql[1])
			before = one(t, db, everything)
		}
		reset(t, db)
		r := load(t, db, translate(t, text, "--clean").stdout)
		if r.Code != 0 || !strings.Contains(r.Stderr, "there is no child to drop") {
			t.Errorf("clean in an empty database: exit code %d\n%s", r.Code, r.Stderr)
		}
		same("clean in an empty database")
	})
}

// TestOwnSchema loads into a schema that the session does not look into, and works with it from another one.
func TestOwnSchema(t *testing.T) {
	t.Parallel()
	file := database(t, again)
	text := dump(t, file)
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		for name, scripts := range map[string][]string{
			"whole":               {translate(t, text, "--schema=My App", "--verify").stdout},
			"schema, then rows":   {translate(t, text, "--schema=My App", "--schema-only").stdout, translate(t, text, "--schema=My App", "--data-only", "--verify").stdout},
			"twice, with --clean": {translate(t, text, "--schema=My App", "--clean", "--if-exists").stdout, translate(t, text, "--schema=My App", "--clean", "--if-exists").stdout},
		} {
			db := s.Database(t)
			// What has the same names in public is not touched, nor taken for it.
			db.Load(t, `CREATE TABLE child (mine text); CREATE VIEW "V 1" AS SELECT mine FROM child; CREATE FUNCTION "T_fn"() RETURNS int LANGUAGE sql AS 'SELECT 1'`)
			before := one(t, db, everything)
			for _, script := range scripts {
				loadClean(t, db, script)
			}
			if after := one(t, db, everything); after != before {
				t.Errorf("%s: public has changed:\n%s", name, firstDifference(before, after))
			}
			r := load(t, db, scripts[0])
			if !strings.Contains(name, "--clean") && (r.Code != 3 || !strings.Contains(r.Stderr, `schema "My App" has this already: table `)) {
				t.Errorf("%s: a second time: exit code %d\n%s", name, r.Code, r.Stderr)
			}
			db.Load(t, `SET search_path = ''; INSERT INTO "My App"."V 1" (label, n) VALUES ('new', 30)`)
			for query, want := range map[string]string{
				`SET search_path = ''; SELECT top FROM "My App".v2`:                                   "y-8",
				`SET search_path = ''; SELECT line FROM "My App".log`:                                 "30 of 3",
				`SET search_path = ''; SELECT count(*)::text FROM "My App".keyless WHERE t = 'fired'`: "1",
				`SELECT string_agg(DISTINCT nspname, ' ') FROM pg_proc JOIN pg_namespace n ON n.oid = pronamespace WHERE proname LIKE 'sqlite%' AND nspname NOT LIKE 'pg_temp%'`: "My App",
			} {
				if got := column(t, db, query); got != want {
					t.Errorf("%s: %s: %s, want %s", name, query, got, want)
				}
			}
			db.Load(t, `DELETE FROM "My App"."It's" WHERE n = 30; DELETE FROM "My App".log; UPDATE "My App".keyless SET t = '' WHERE t = 'fired'; DROP SCHEMA public CASCADE; ALTER SCHEMA "My App" RENAME TO public`)
			column(t, db, "SET search_path = public; SELECT 1")
			roundtrip.Compare(t, file, db)
		}
		db := s.Database(t)
		if r := load(t, db, translate(t, text, "--schema=My App", "--data-only").stdout); r.Code != 3 || !strings.Contains(r.Stderr, `there is no schema "My App"`) {
			t.Errorf("rows for no schema: exit code %d\n%s", r.Code, r.Stderr)
		}
		// The query that lists orphans finds them from any session.
		orphans := translate(t, "BEGIN;CREATE TABLE p (id INTEGER PRIMARY KEY);CREATE TABLE c (p INT REFERENCES p);INSERT INTO c VALUES (5);COMMIT;", "--schema=My App").stdout
		r := load(t, db, orphans)
		_, query, _ := strings.Cut(r.Stderr, "The rows in the way: ")
		query, _, _ = strings.Cut(query, "\n")
		if got := column(t, db, "SET search_path = ''; "+query); r.Code != 3 || got != "5" {
			t.Errorf("orphans: exit code %d, %s\n%s", r.Code, got, r.Stderr)
		}
	})
}

// TestRefill fills tables that have rows.
func TestRefill(t *testing.T) {
	t.Parallel()
	file := database(t, parts)
	text := dump(t, file)
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		for _, in := range []string{"", "--schema=My App"} {
			db := s.Database(t)
			run := func(args ...string) pgtest.Result {
				t.Helper()
				if in != "" {
					args = append(args, in)
				}
				return load(t, db, translate(t, text, args...).stdout)
			}
			path := "SET search_path = public; "
			if in != "" {
				path = `SET search_path = "My App"; `
			}
			if r := run(); r.Code != 0 {
				t.Fatal(r.Stderr)
			}
			before := one(t, db, path+everything)
			change := path + `INSERT INTO parent (id, name) VALUES (100, 'theirs'); UPDATE child SET p = 100 WHERE id = 1; INSERT INTO empty VALUES (3, 'x'); INSERT INTO w VALUES ('m', 'theirs')`
			db.Load(t, change)
			if r := run("--data-only", "--truncate", "--verify"); r.Code != 0 || r.Stderr != "" {
				t.Fatalf("--truncate: exit code %d\n%s", r.Code, r.Stderr)
			}
			if got := one(t, db, path+"SELECT (SELECT count(*) FROM parent) || ' ' || (SELECT count(*) FROM empty) || ' ' || (SELECT sum(p) FROM child)"); got != "2 0 14" {
				t.Errorf("--truncate: %s", got)
			}
			db.Load(t, change+`; DELETE FROM w WHERE k = 'l'; TRUNCATE keyless`)
			if r := run("--data-only", "--on-conflict-do-nothing"); r.Code != 0 || r.Stderr != "" {
				t.Fatalf("--on-conflict-do-nothing: exit code %d\n%s", r.Code, r.Stderr)
			}
			for query, want := range map[string]string{
				"SELECT string_agg(id || name, ' ' ORDER BY id) FROM parent": "5five 9nine 100theirs",
				"SELECT string_agg(k || v, ' ' ORDER BY k) FROM w":           "k1 lx mtheirs",
				"SELECT sum(p)::text FROM child":                             "109",
				"SELECT count(*)::text FROM keyless":                         "3",
				"SELECT nextval(pg_get_serial_sequence('child', 'id'))":      "5",
			} {
				if got := one(t, db, path+query); got != want {
					t.Errorf("--on-conflict-do-nothing: %s: %s, want %s", query, got, want)
				}
			}
			if after := one(t, db, path+everything); after != before {
				t.Errorf("the schema has changed:\n%s", firstDifference(before, after))
			}
			db.Load(t, path+"DELETE FROM parent WHERE id = 100") // and its child
			if r := run("--data-only", "--truncate"); r.Code != 0 {
				t.Fatal(r.Stderr)
			}
			if in != "" {
				db.Load(t, `DROP SCHEMA public CASCADE; ALTER SCHEMA "My App" RENAME TO public`)
			}
			column(t, db, "SET search_path = public; SELECT 1")
			roundtrip.Compare(t, file, db)
		}
	})
}

// TestRefillDefaults has rows without a value for a column that has a default.
func TestRefillDefaults(t *testing.T) {
	t.Parallel()
	const text = "BEGIN;CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT DEFAULT 'none' NOT NULL, n INT DEFAULT (1 + 1), g AS (n + 1) NOT NULL);" +
		"INSERT INTO t (id, n) VALUES (1, 7);INSERT INTO t (id, a) VALUES (2, 'x');COMMIT;"
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		loadClean(t, db, translate(t, text, "--schema-only").stdout)
		for _, args := range [][]string{{"--data-only", "--on-conflict-do-nothing"}, {"--data-only", "--truncate"}} {
			db.Load(t, "TRUNCATE t")
			if r := load(t, db, translate(t, text, args...).stdout); r.Code != 0 {
				t.Fatalf("%q: %s", args, r.Stderr)
			}
			if got := column(t, db, "SELECT concat_ws(' ', id, a, n, g) FROM t ORDER BY id"); got != "1 none 7 8,2 x 2 3" {
				t.Errorf("%q: %s", args, got)
			}
		}
	})
}
