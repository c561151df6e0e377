package e2e

import (
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
)

// TestGeneratedColumnsThatWait has generated columns over columns that get another type in mid-stream, behind
// the window, or their type only after the data.
func TestGeneratedColumnsThatWait(t *testing.T) {
	t.Parallel()
	const script = `
CREATE TABLE g (n INT, d NUMERIC AS (n * 2), m INT, e NUMERIC AS (m + n), pad TEXT, has BOOLEAN AS (pad IS NOT NULL), at DATETIME, missing BOOLEAN NOT NULL AS (at IS NULL));
CREATE INDEX g_missing ON g (missing); CREATE INDEX g_d ON g (d);
WITH RECURSIVE c (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM c WHERE i < 40000)
	INSERT INTO g (n, m, pad, at) SELECT i, -i, hex(randomblob(20)), '2024-01-01 10:00:00' FROM c;
INSERT INTO g (n, m, pad, at) VALUES (1.5, 2, NULL, '2024-01-01T10:00:00'), (1, 2.25, 'x', NULL), (NULL, 3, 'y', NULL);
CREATE TABLE left (n INT, d INT AS (n + 1), k INT); INSERT INTO left (n, k) VALUES (1, 1);
WITH RECURSIVE c (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM c WHERE i < 70000) INSERT INTO left (n, k) SELECT i, i FROM c;
INSERT INTO left (n, k) VALUES ('none', 2), (zeroblob(2500000), 'k');
`
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		file, said := arrive(t, db, script, "--verify")
		if got := column(t, db, "SELECT attname FROM pg_attribute WHERE attrelid = 'g'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum"); got != "n,m,pad,has,at,d,e,missing" {
			t.Errorf("columns: %s", got)
		}
		for _, name := range []string{`"d"`, `"e"`} {
			if strings.Count(said, `table "g", column `+name+`: the generated column moves to the end`) != 1 {
				t.Errorf("%s has moved and it is not said once", name)
			}
		}
		if strings.Count(said, `table "left", column "d": the generated column is left out`) != 1 || strings.Contains(said, `"has": the`) || strings.Contains(said, `"missing": the`) {
			t.Error(said)
		}
		const sums = "SELECT count(*), count(d), count(e), CAST(sum(d) * 8 AS BIGINT), CAST(sum(e) * 8 AS BIGINT), sum(CASE WHEN has THEN 1 ELSE 0 END), sum(CASE WHEN missing THEN 1 ELSE 0 END) FROM g"
		want := strings.Fields(strings.ReplaceAll(sqlite(t, file, sums), "|", " "))
		for i, v := range db.Query(t, sums)[0] {
			if *v != want[i] {
				t.Errorf("sum %d is %s, want %s", i, *v, want[i])
			}
		}
		if got := column(t, db, "SELECT indexname FROM pg_indexes WHERE tablename = 'g' ORDER BY 1"); got != "g_d,g_missing" {
			t.Errorf("indexes: %s", got)
		}
	})
}

// TestWhatReadsGeneratedColumns has the values keep a generated column from being made: what reads it alone in its body,
// or through a view, is left out with it, and everything else stays.
func TestWhatReadsGeneratedColumns(t *testing.T) {
	t.Parallel()
	const script = `BEGIN;
CREATE TABLE size(a TEXT, size INT AS (a), n TEXT);
INSERT INTO size(a,n) VALUES('1','x'),('abc','y');
CREATE TABLE plain(a TEXT);
CREATE TABLE log(x);
CREATE VIEW vw AS SELECT a, size FROM size;
CREATE TRIGGER in_body AFTER INSERT ON plain BEGIN INSERT INTO log SELECT size FROM size; END;
CREATE TRIGGER by_view AFTER INSERT ON plain BEGIN INSERT INTO log SELECT a FROM vw; END;
CREATE TRIGGER of_row AFTER UPDATE ON size BEGIN INSERT INTO log VALUES(new.size); END;
CREATE TRIGGER stays AFTER UPDATE ON plain BEGIN INSERT INTO log VALUES(new.a); END;
CREATE TABLE bytes(t TEXT, u TEXT AS (upper(t)) STORED);
INSERT INTO bytes(t) VALUES('a'),(x'ff00');
COMMIT;
`
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		got := load(t, db, translate(t, script).stdout)
		if got.Code == 0 || !strings.Contains(got.Stderr, `generated columns of table "size"`) {
			t.Fatalf("psql: exit code %d\n%s", got.Code, got.Stderr)
		}
		if names := column(t, db, "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"); names != "stays" {
			t.Errorf("these triggers stay: %s", names)
		}
		if n := one(t, db, "SELECT count(*) FROM bytes"); n != "2" {
			t.Errorf("%s rows of bytes", n)
		}
	})
}
