package e2e

import (
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
)

// TestNarrowIntegers asks for integer and smallint: keys too, what is too large behind the window, at either end of a
// foreign key, in a sequence, and in what triggers and views compute.
func TestNarrowIntegers(t *testing.T) {
	t.Parallel()
	const script = `
CREATE TABLE p (id INTEGER PRIMARY KEY, n INTEGER DEFAULT 5, g INTEGER AS (n * 2), same INTEGER AS (n), CHECK (n + 1 < 3000000000));
INSERT INTO p (id, n) VALUES (1, 2147483647), (2147483646, 7), (3, -2147483648), (4, NULL);
CREATE TABLE late (id INTEGER PRIMARY KEY, n INTEGER NOT NULL DEFAULT 3, d INTEGER AS (n + 1), s SMALLINT, pad TEXT);
CREATE INDEX late_n ON late (n, s + n);
WITH RECURSIVE c (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM c WHERE i < 40000) INSERT INTO late (id, n, s, pad) SELECT i, i, i % 32768, hex(randomblob(20)) FROM c;
INSERT INTO late (id, n, s, pad) VALUES (2147483648, 5, 32768, 'a'), (40002, 2147483648, -2147483649, 'b'), (40003, -4000000000000, 1, NULL);
CREATE TABLE c (id INTEGER PRIMARY KEY AUTOINCREMENT, late INTEGER REFERENCES late (id), p INTEGER REFERENCES p (id));
INSERT INTO c (late, p) VALUES (1, 1), (2147483648, 2147483646), (7, 3);
CREATE TABLE cc (c INTEGER PRIMARY KEY REFERENCES c (id), one SMALLINT REFERENCES p (id));
INSERT INTO cc VALUES (1, 1), (3, 3);
CREATE TABLE plain (id INTEGER PRIMARY KEY, n INTEGER);
INSERT INTO plain VALUES (7, 1);
CREATE TABLE def (id INTEGER PRIMARY KEY, n INTEGER DEFAULT 3000000000, s SMALLINT DEFAULT -40000, e INTEGER DEFAULT 2147483647);
INSERT INTO def (n, s) VALUES (1, 2), (1, -40000);
UPDATE sqlite_sequence SET seq = 2147483647 WHERE name = 'c';
CREATE VIEW v AS SELECT p.id, p.id + 1 AS a, n * 2 AS b, -n AS m, abs(n) AS ab, n * n AS sq, ifnull(n, 2147483647) + 1 AS i, nullif(n, 7) + n AS nn, id / -1 AS q FROM p;
CREATE VIEW w AS SELECT sum(n) AS s, max(n) + 1 AS mx, min(n) - 1 AS mn, count(*) AS c, total(n) AS t FROM p;
CREATE TRIGGER twice AFTER INSERT ON plain WHEN NEW.n * 2 > 2147483647 BEGIN UPDATE p SET n = n - 1 WHERE id = NEW.n - 2147483646; INSERT INTO cc VALUES (2, NULL); END;
`
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		file, said := arrive(t, db, script, "--verify", "--cast=INTEGER=integer", "--cast=SMALLINT=smallint")
		types := column(t, db, "SELECT attrelid::regclass || '.' || attname || ' ' || format_type(atttypid, NULL) FROM pg_attribute JOIN pg_class c ON c.oid = attrelid WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND attnum > 0 AND NOT attisdropped AND attname <> 'pad' ORDER BY c.oid, attname")
		const want = "p.g bigint,p.id integer,p.n integer,p.same bigint,late.d bigint,late.id bigint,late.n bigint,late.s bigint,c.id bigint,c.late bigint,c.p integer,cc.c bigint,cc.one integer,plain.id integer,plain.n integer,def.e integer,def.id integer,def.n bigint,def.s integer"
		if types != want {
			t.Errorf("types: %s\nwant   %s", types, want)
		}
		for _, say := range []string{`table "late", column "id", row 40003: integer 2147483648 does not fit type integer: the column becomes bigint`,
			`table "cc", column "c": a foreign key joins it with table "c", column "id": the column of type integer becomes bigint, too`, `its last key was 2147483647`,
			`table "def", column "n": its DEFAULT, integer 3000000000, does not fit type integer: the column becomes bigint`} {
			if !strings.Contains(said, say) {
				t.Errorf("it is not said: %s", say)
			}
		}
		alike(t, file, db,
			"SELECT * FROM v ORDER BY id", "SELECT s, mx, mn, c FROM w", "SELECT * FROM p ORDER BY id", "SELECT count(*), sum(n / 2), min(s), max(s), max(id), sum(d / 4) FROM late",
			"INSERT INTO plain (n) VALUES (2147483647)", "SELECT * FROM p ORDER BY id", "SELECT * FROM cc ORDER BY c",
			"INSERT INTO c (late) VALUES (2)", "SELECT * FROM c ORDER BY id", "INSERT INTO plain (n) VALUES (5)", "SELECT id, n FROM plain ORDER BY id",
			"INSERT INTO def (e) VALUES (1)", "SELECT * FROM def ORDER BY id")
	})
}

// TestSerial has keys be drawn by sequences that have the names which later migrations of applications use.
func TestSerial(t *testing.T) {
	t.Parallel()
	const script = `
CREATE TABLE "A b" ("The Id" INTEGER PRIMARY KEY AUTOINCREMENT, x INTEGER); INSERT INTO "A b" (x) VALUES (1), (2); DELETE FROM "A b" WHERE x = 2;
CREATE TABLE empty (id INTEGER PRIMARY KEY, x TEXT);
CREATE TABLE wide (id INTEGER PRIMARY KEY, x TEXT); INSERT INTO wide VALUES (1, 'a'), (3000000000, 'b');
CREATE TABLE full (id INTEGER PRIMARY KEY, x TEXT); INSERT INTO full VALUES (2147483647, 'a');
CREATE TABLE late (id INTEGER PRIMARY KEY, pad TEXT);
WITH RECURSIVE c (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM c WHERE i < 30000) INSERT INTO late SELECT i, hex(randomblob(25)) FROM c;
INSERT INTO late VALUES (2147483648, '');
CREATE TRIGGER tr AFTER INSERT ON empty BEGIN INSERT INTO wide VALUES (NULL, NEW.id); INSERT INTO full (x) VALUES ('t'); END;
`
	ask := []string{`INSERT INTO "A b" (x) VALUES (7)`, `SELECT * FROM "A b" ORDER BY 1`, "INSERT INTO empty (x) VALUES ('x')", "SELECT * FROM empty", "SELECT * FROM wide ORDER BY id", `SELECT * FROM "full" ORDER BY id`,
		"INSERT INTO late (pad) VALUES ('n')", "SELECT max(id), count(*) FROM late"}
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		sequences := func(want string) {
			t.Helper()
			got := column(t, db, "SELECT pg_get_serial_sequence(quote_ident(table_name), column_name) || ' ' || data_type || ' ' || is_identity FROM information_schema.columns WHERE table_schema = 'public' AND column_default LIKE 'nextval(%' ORDER BY 1")
			if got != want {
				t.Errorf("sequences: %s\nwant %s", got, want)
			}
		}
		file, _ := arrive(t, db, script, "--serial", "--verify")
		sequences(`public."A b_The Id_seq" bigint NO,public.empty_id_seq bigint NO,public.full_id_seq bigint NO,public.late_id_seq bigint NO,public.wide_id_seq bigint NO`)
		alike(t, file, db, ask...)
		file, _ = arrive(t, db, script, "--serial", "--cast=INTEGER=integer")
		sequences(`public."A b_The Id_seq" integer NO,public.empty_id_seq integer NO,public.full_id_seq bigint NO,public.late_id_seq bigint NO,public.wide_id_seq bigint NO`)
		alike(t, file, db, ask...)
		reset(t, db)
		file = database(t, script)
		loadClean(t, db, translate(t, dump(t, file), "--serial", "--schema-only").stdout)
		loadClean(t, db, translate(t, dump(t, file), "--data-only").stdout)
		alike(t, file, db, ask...)
	})
}
