package e2e

import (
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
)

// TestProvedTypes has CHECKs that say what a column holds: the type does it for them, and SQLite's answers stay.
func TestProvedTypes(t *testing.T) {
	t.Parallel()
	const script = `
CREATE TABLE j (id INTEGER PRIMARY KEY, d text NOT NULL CHECK ((JSON_VALID("d") OR "d" IS NULL)), a TEXT DEFAULT '{}' CHECK (json_valid(a)), o TEXT CHECK (json_valid(o) AND json_type(o) = 'object'),
	k TEXT UNIQUE CHECK (json_valid(k)), i CHECK (typeof(i) IN ('integer', 'null')), b CHECK ('blob' = typeof(b)), ip INET, tm TIME);
INSERT INTO j VALUES (1, '{"b": 1, "a": [2, 3]}', '[7]', '{}', '{"a":1}', 5, x'00', '10.0.0.1', 3600), (2, '"x"', 'null', '{"z":0}', '{"a": 1}', NULL, x'ff', '2001:db8::1', 7200), (3, '3', '{"c":{"d":"e"}}', '{"q":null}', '5', 9223372036854775807, x'', NULL, NULL);
CREATE TABLE empty (i CHECK (typeof(i) = 'integer'), t BLOB CHECK (typeof(t) = 'text'), r CHECK (typeof(r) = 'real' OR r IS NULL), b CHECK ('blob' = typeof(b)), j TEXT CHECK (json_valid(j)));
CREATE VIEW v AS SELECT id, json_extract(d, '$.b') AS b, d ->> '$.a[1]' AS a1, a ->> '$.c.d' AS c, json_type(a) AS ty, json_array_length(a) AS n, ip, length(ip) AS l, tm + 1 AS t, a ->> '$.n' AS an FROM j;
CREATE TRIGGER tr AFTER UPDATE OF i ON j BEGIN UPDATE j SET a = json_set(a, '$.n', NEW.i) WHERE id = NEW.id AND json_type(a) = 'object'; END;
`
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		file, _ := arrive(t, db, script)
		types := func(table string) string {
			return column(t, db, "SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = '"+table+"'::regclass AND attnum > 0 ORDER BY attnum")
		}
		if got := types("j"); got != "bigint,jsonb,jsonb,jsonb,text,bigint,bytea,inet,bigint" {
			t.Errorf("types: %s", got)
		}
		if got := types("empty"); got != "bigint,text,double precision,bytea,jsonb" {
			t.Errorf("types of a table without rows: %s", got)
		}
		checks := column(t, db, "SELECT conname FROM pg_constraint WHERE contype = 'c' AND conrelid = 'j'::regclass ORDER BY 1")
		if strings.Contains(checks, "j_d") || strings.Contains(checks, "j_a") || !strings.Contains(checks, "j_o_check") || !strings.Contains(checks, "j_k_check") {
			t.Errorf("checks: %s", checks)
		}
		alike(t, file, db, "SELECT * FROM v ORDER BY id", "UPDATE j SET i = 8", "SELECT id, ty, an FROM v ORDER BY id")
		both(t, file, db, "UPDATE j SET k = '{' WHERE id = 1;", "UPDATE j SET o = '[]' WHERE id = 1;", "UPDATE j SET b = NULL WHERE id = 1;")
	})
}

// TestTruthByDefault has integers whose DEFAULT is TRUE or FALSE: they are booleans where the values are, and
// otherwise what they declare, of which nothing is said.
func TestTruthByDefault(t *testing.T) {
	t.Parallel()
	const script = `
CREATE TABLE d (id INTEGER PRIMARY KEY DEFAULT TRUE, a INTEGER NOT NULL DEFAULT false, n INTEGER DEFAULT TRUE, k INT UNIQUE DEFAULT FALSE, s NUMERIC DEFAULT TRUE, t TEXT DEFAULT TRUE, r REAL DEFAULT FALSE,
	z INTEGER DEFAULT 0, q TINYINT DEFAULT (TRUE), e SMALLINT DEFAULT FALSE CHECK (e IN (0, 1)));
INSERT INTO d VALUES (1, 0, 1, 0, 1, 1, 0, 0, 1, 0), (2, 1, 393, 1, 0, 0, 1, 1, 0, 1);
CREATE TABLE empty (id INTEGER PRIMARY KEY, a INTEGER DEFAULT FALSE, b INTEGER);
CREATE VIEW v AS SELECT id, sum(a) OVER () AS n, a + 1 AS p, (a = 1) + 0 AS is1, typeof(a) AS ty, iif(a, 'yes', 'no') AS w, s * 2 AS s2, max(e, 0) + 0 AS e, q || '!' AS q FROM d WHERE a IN (0, 1);
CREATE VIEW w AS SELECT id, a + 0 AS a, e + 0 AS e FROM d;
CREATE TRIGGER tr AFTER UPDATE OF n ON d WHEN NEW.a = 0 BEGIN UPDATE d SET a = 1, e = NEW.e + 1 WHERE id = NEW.id; END;
CREATE TRIGGER fill AFTER INSERT ON empty BEGIN UPDATE d SET a = NEW.a; END;
`
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		file, log := arrive(t, db, script)
		got := column(t, db, "SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid IN ('d'::regclass, 'empty'::regclass) AND attnum > 0 ORDER BY attrelid, attnum")
		if got != "bigint,boolean,bigint,bigint,boolean,text,double precision,bigint,boolean,boolean,bigint,boolean,bigint" {
			t.Errorf("types: %s", got)
		}
		if strings.Contains(log, "393") {
			t.Errorf("said of an integer that is one: %s", log)
		}
		alike(t, file, db, "SELECT * FROM v ORDER BY id", "UPDATE d SET n = 5", "SELECT * FROM v ORDER BY id", "SELECT * FROM w ORDER BY id",
			"INSERT INTO empty (id) VALUES (1)", "SELECT * FROM w ORDER BY id")
	})
}
