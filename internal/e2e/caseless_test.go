package e2e

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
)

const caselessTables = `
PRAGMA foreign_keys = ON;
CREATE TABLE post_tag (post INTEGER, tag TEXT REFERENCES tag(name) ON DELETE CASCADE ON UPDATE CASCADE, PRIMARY KEY (post, tag));
CREATE TABLE tag (name TEXT COLLATE NOCASE PRIMARY KEY, note VARCHAR(9) COLLATE NOCASE DEFAULT 'None', loud TEXT AS (upper(name) || '!') STORED);
CREATE TABLE u (id INTEGER PRIMARY KEY, email TEXT UNIQUE COLLATE NOCASE CHECK (email <> 'admin'), nick COLLATE NOCASE, exact TEXT, r TEXT COLLATE RTRIM);
CREATE TABLE s (email TEXT REFERENCES u(email), n TEXT COLLATE NOCASE);
CREATE TABLE grand (tag TEXT, post INT, FOREIGN KEY (post, tag) REFERENCES post_tag(post, tag));
INSERT INTO tag (name, note) VALUES ('12', NULL), ('Foo', 'A'), ('Bar', 'b'), ('[', 'a'), ('zz', NULL);
INSERT INTO u VALUES (1, 'A@b.c', 'Nick', 'X', 'r '), (2, 'd@E.f', 'NICK', 'x', 'R'), (3, NULL, 'other', NULL, NULL), (4, '', '', '', '');
INSERT INTO post_tag VALUES (1, 'foo'), (1, 'BAR'), (2, 'bar');
INSERT INTO grand VALUES ('foo', 1), (NULL, 2);
INSERT INTO s VALUES ('a@B.C', 'Foo'), (NULL, 'bar'), ('D@e.F', 'X');
CREATE INDEX tag_note ON tag (note); CREATE UNIQUE INDEX u_nick ON u (nick COLLATE BINARY);
CREATE VIEW v AS SELECT name, note, loud FROM tag; CREATE VIEW d AS SELECT DISTINCT nick FROM u;
CREATE TRIGGER tr AFTER INSERT ON tag WHEN NEW.name = 'TRIGGER' BEGIN UPDATE tag SET note = NEW.name WHERE name = NEW.name; END;
`

// TestCaseless asks what an application asks by itself, and writes, with NOCASE columns that are citext: both databases do the same.
func TestCaseless(t *testing.T) {
	t.Parallel()
	queries := []string{
		"SELECT name FROM tag WHERE name = 'FOO'", "SELECT name FROM tag WHERE 'bar' = name", "SELECT count(*) FROM tag WHERE name <> 'foo'",
		"SELECT name FROM tag WHERE name IN ('FOO', 'BAR', 'x') ORDER BY name", "SELECT count(*) FROM u WHERE nick IN (SELECT nick FROM u WHERE id = 2)",
		"SELECT count(*) FROM (SELECT DISTINCT nick FROM u) q", "SELECT count(*) AS n FROM u GROUP BY nick ORDER BY n", "SELECT min(id) FROM u GROUP BY nick ORDER BY 1",
		"SELECT id FROM u WHERE nick LIKE 'n%' ORDER BY id", "SELECT id FROM u WHERE email LIKE 'D@%' ORDER BY id", "SELECT id FROM u ORDER BY nick, id",
		"SELECT name FROM tag WHERE name BETWEEN 'A' AND 'g' ORDER BY name", "SELECT t.name FROM tag t JOIN s ON s.n = t.name ORDER BY t.name",
		"SELECT p.post FROM post_tag p JOIN tag t ON t.name = p.tag ORDER BY p.post, t.name", "SELECT count(*) FROM (SELECT name FROM tag UNION SELECT n FROM s) q",
		"SELECT name FROM v WHERE name = 'fOO'", "SELECT note FROM v WHERE note = 'B'", "SELECT loud FROM v WHERE loud = 'foo!'", "SELECT count(*) FROM d", "SELECT max(name) FROM tag WHERE name < 'ZZ'",
		"SELECT CASE name WHEN 'FOO' THEN 1 ELSE 0 END AS c FROM tag ORDER BY c", "SELECT coalesce(note, 'q') AS c FROM tag ORDER BY name", "SELECT length(name), name || 'x' FROM tag ORDER BY name",
		"SELECT nullif(name, 'Foo') FROM tag WHERE name = 'foo'", "SELECT count(*) FROM u a JOIN u b ON a.nick = b.nick",
	}
	statements := []string{
		"INSERT INTO tag (name) VALUES ('FOO');", "INSERT INTO tag (name) VALUES ('new');", "INSERT INTO u (id, email) VALUES (9, 'a@B.C');", "INSERT INTO u (id, email) VALUES (10, 'ADMIN');",
		"INSERT INTO u (id, nick) VALUES (11, 'nick');", "INSERT INTO u (id, nick) VALUES (12, 'nick');", "INSERT INTO post_tag VALUES (7, 'NEW');", "INSERT INTO post_tag VALUES (7, 'nothing');",
		"INSERT INTO grand VALUES ('nothing', 1);", "INSERT INTO s VALUES ('A@B.C', '');", "INSERT INTO s VALUES ('a@b.x', '');", "DELETE FROM u WHERE id = 1;", "UPDATE tag SET name = 'ZZ' WHERE name = 'zZ';", "DELETE FROM tag WHERE name = 'BAR';",
		"INSERT INTO tag (name, note) VALUES ('trigger', 'x');", "UPDATE tag SET name = 'zip' WHERE name = 'NEW';", "INSERT INTO tag (name) VALUES ('zip') ON CONFLICT (name) DO NOTHING;",
	}
	state := []string{"SELECT name, note, loud FROM tag ORDER BY name", "SELECT * FROM post_tag ORDER BY post, tag", "SELECT id, email, nick FROM u ORDER BY id", "SELECT * FROM s ORDER BY n"}
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		types := filepath.Join(t.TempDir(), "types")
		if r := command(t, strings.NewReader(dump(t, database(t, caselessTables+"CREATE TABLE num (i INTEGER REFERENCES tag(name)); INSERT INTO num VALUES (12);"))), "--nocase=citext", "--types-out", types); r.code != 0 {
			t.Fatal(r.stderr)
		}
		for name, way := range map[string][]string{
			"all at once": {""}, "types file": {"--types=" + types}, "two parts": {"--schema-only", "--data-only"}, "INSERT": {"--inserts"}, "schema": {"--schema=My App"},
			"two parts in a schema": {"--schema=My App --schema-only", "--schema=My App --data-only"}, "archive": {"-F d"}, "archive in a schema": {"-F d --schema=My App"},
		} {
			t.Run(name, func(t *testing.T) {
				script, statements := caselessTables, statements
				if !strings.HasPrefix(name, "two parts") { // that numbers become texts for their parent, rows alone do not tell
					script += "CREATE TABLE num (i INTEGER REFERENCES tag(name)); INSERT INTO num VALUES (12);"
					statements = append([]string{"INSERT INTO num VALUES (7);", "INSERT INTO num VALUES (12);"}, statements...)
				}
				db, file := s.Database(t), database(t, script)
				text := dump(t, file)
				for _, part := range way {
					flags := []string{"--nocase=citext"}
					if !strings.Contains(part, "--schema-only") {
						flags = append(flags, "--verify")
					}
					for i, f := range strings.Split(part, " --") {
						if i > 0 {
							f = "--" + f
						}
						if f != "" && f != "-F d" {
							flags = append(flags, f)
						}
					}
					if strings.HasPrefix(part, "-F d") {
						restore(t, db, archive(t, text, flags...), "-j", "2", "--exit-on-error")
					} else {
						loadClean(t, db, translate(t, text, flags...).stdout)
					}
					if strings.Contains(part, "--schema=") {
						db.Load(t, `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = "My App", public', current_database()); END $$`)
					}
				}
				for _, q := range queries {
					asksAlike(t, db, file, q)
				}
				both(t, file, db, statements...)
				for _, q := range state {
					asksAlike(t, db, file, q)
				}
			})
		}
	})
}

// asksAlike compares what both databases answer.
func asksAlike(t *testing.T, db *pgtest.Database, file, query string) {
	t.Helper()
	want := sqlite(t, file, query+";")
	if got := db.Psql(t, nil, "-qAt", "-c", query); got.Stdout != want || got.Code != 0 {
		t.Errorf("%s: %q, SQLite answers %q\n%s", query, got.Stdout, want, got.Stderr)
	}
}

// TestCaselessBeyondASCII has texts that NOCASE tells apart, and citext does not where the database's collation knows their letters.
func TestCaselessBeyondASCII(t *testing.T) {
	t.Parallel()
	const script = `CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT COLLATE NOCASE UNIQUE, b TEXT COLLATE NOCASE);
INSERT INTO t VALUES (1, 'É', 'Ä'), (2, 'é', 'x'), (3, 'Ñ', 'ñ'), (4, 'straße', NULL); CREATE VIEW v AS SELECT count(DISTINCT b) AS n, count(DISTINCT a) AS m FROM t;`
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		file := database(t, script)
		out := translate(t, dump(t, file), "--nocase=citext", "--verify")
		for _, want := range []string{`column "a": 2 texts have capital letters beyond ASCII`, `column "b": 1 text has a capital letter beyond ASCII`} {
			if !strings.Contains(out.stderr, want) {
				t.Errorf("it does not say %q:\n%s", want, out.stderr)
			}
		}
		folds := one(t, db, "SELECT (lower('É') = 'é')::text") == "true"
		r := load(t, db, out.stdout)
		if folds {
			leftOpen(t, r, `unique constraint "t_a_key"`)
			const page = `SELECT array_agg(a ORDER BY id)::text FROM t GROUP BY a HAVING count(DISTINCT lower(a::text COLLATE "C")) > 1` // that of docs/text.md
			if got := column(t, db, page); got != "{É,é}" {
				t.Errorf("the query of the documentation lists %s", got)
			}
		} else if r.Code != 0 {
			t.Errorf("psql: exit code %d\n%s", r.Code, r.Stderr)
		}
		asksAlike(t, db, file, "SELECT n, m FROM v")
	})
}

// TestCaselessRefused loads where the extension must not be created.
func TestCaselessRefused(t *testing.T) {
	t.Parallel()
	out := translate(t, dump(t, database(t, "CREATE TABLE t (a TEXT COLLATE NOCASE); INSERT INTO t VALUES ('x');")), "--nocase=citext")
	none := translate(t, dump(t, database(t, "CREATE TABLE t (a TEXT); INSERT INTO t VALUES ('x');")), "--nocase=citext")
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		const as = "SET ROLE caseless_guest;\n"
		db.Load(t, "DO $$ BEGIN CREATE ROLE caseless_guest; EXCEPTION WHEN duplicate_object THEN NULL; END $$; GRANT CREATE ON SCHEMA public TO caseless_guest; DO $$ BEGIN EXECUTE format('REVOKE CREATE ON DATABASE %I FROM caseless_guest', current_database()); EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO caseless_guest', current_database()); END $$")
		r := load(t, db, as+out.stdout)
		if r.Code != 3 || !strings.Contains(r.Stderr, "sqlite2pg: this database lacks the extension citext, and user caseless_guest must not create it") || !strings.Contains(r.Stderr, "CREATE EXTENSION citext first") {
			t.Errorf("exit code %d\n%s", r.Code, r.Stderr)
		}
		loadClean(t, db, as+none.stdout)
		db.Load(t, "DROP TABLE t; CREATE SCHEMA elsewhere; CREATE EXTENSION citext SCHEMA elsewhere; GRANT USAGE ON SCHEMA elsewhere TO caseless_guest")
		loadClean(t, db, as+out.stdout)
		if got := one(t, db, "SELECT format_type(atttypid, -1) FROM pg_attribute WHERE attrelid = 't'::regclass AND attname = 'a'"); got != "elsewhere.citext" {
			t.Errorf("the column is %s", got)
		}
	})
}
