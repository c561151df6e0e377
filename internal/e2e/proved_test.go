package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
)

// TestProvedTypes has CHECKs that say what a column holds: the type does it for them, and SQLite's answers stay.
func TestProvedTypes(t *testing.T) {
	t.Parallel()
	const script = `
CREATE TABLE j (id INTEGER PRIMARY KEY, d text NOT NULL CHECK ((JSON_VALID("d") OR "d" IS NULL)), a TEXT DEFAULT '{}' CHECK (json_valid(a)), o TEXT CHECK (json_valid(o) AND json_type(o) = 'object'), l TEXT CHECK (length(l) > 1 AND json_valid(l)),
	k TEXT UNIQUE CHECK (json_valid(k)), i CHECK (typeof(i) IN ('integer', 'null')), b CHECK ('blob' = typeof(b)), ip INET, tm TIME);
INSERT INTO j VALUES (1, '{"b": 1, "a": [2, 3]}', '[7]', '{}', '[ ]', '{"a":1}', 5, x'00', '10.0.0.1', 3600), (2, '"x"', 'null', '{"z":0}', '{}', '{"a": 1}', NULL, x'ff', '2001:db8::1', 7200), (3, '3', '{"c":{"d":"e"}}', '{"q":null}', '[3]', '5', 9223372036854775807, x'', NULL, NULL);
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
		if got := types("j"); got != "bigint,jsonb,jsonb,jsonb,text,text,bigint,bytea,inet,bigint" {
			t.Errorf("types: %s", got)
		}
		if got := types("empty"); got != "bigint,text,double precision,bytea,jsonb" {
			t.Errorf("types of a table without rows: %s", got)
		}
		checks := column(t, db, "SELECT conname FROM pg_constraint WHERE contype = 'c' AND conrelid = 'j'::regclass ORDER BY 1")
		if checks != "j_a_check,j_b_check,j_d_check,j_i_check,j_k_check,j_l_check,j_o_check" {
			t.Errorf("checks: %s", checks)
		}
		alike(t, file, db, "SELECT * FROM v ORDER BY id", "UPDATE j SET i = 8", "SELECT id, ty, an FROM v ORDER BY id")
		both(t, file, db, "UPDATE j SET k = '{' WHERE id = 1;", "UPDATE j SET o = '[]' WHERE id = 1;", "UPDATE j SET b = NULL WHERE id = 1;",
			"UPDATE j SET l = '1' WHERE id = 1;", "UPDATE j SET d = NULL WHERE id = 1;")
	})
}

// JSON that a CHECK proves is jsonb at once, and json from the row on that jsonb does not hold
// whole; JSON that is only declared is json before. The DEFAULT comes along.
func TestProvedLate(t *testing.T) {
	t.Parallel()
	var script strings.Builder
	script.WriteString("CREATE TABLE t (id INTEGER PRIMARY KEY, c TEXT NOT NULL DEFAULT '{\"d\": 0}' CHECK (json_valid(c)), d JSON DEFAULT '[1]', g AS (c ->> '$.a'));\nBEGIN;\n")
	for i := range 7_000 {
		fmt.Fprintf(&script, "INSERT INTO t VALUES (%d, '{\"b\":  %d, \"a\": 1}', '{\"b\":  %d, \"a\": 1}');\n", i, i, i)
	}
	script.WriteString(`INSERT INTO t VALUES (7000, '{"b":  1, "b":  2}', '{"b": "\u0000"}'), (7001, '[]', '"\ud800"'), (7002, '{"a": 5}', '{}');` + "\nCOMMIT;\nCREATE VIEW v AS SELECT id, c ->> '$.d' AS cd, d ->> 0 AS d0, g, c ->> '$.b' AS cb FROM t WHERE id < 5 OR id > 7001;\n")
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		for _, args := range [][]string{nil, {"--verify"}} {
			file, said := arrive(t, db, script.String(), args...)
			if !strings.Contains(said, "[stays-json]") || strings.Contains(said, "the column becomes json, and the values before are as jsonb spells them") == (args != nil) {
				t.Errorf("%v: it said:\n%s", args, said)
			}
			if got := column(t, db, "SELECT format_type(atttypid, -1) FROM pg_attribute WHERE attrelid = 't'::regclass AND attnum BETWEEN 2 AND 3 ORDER BY 1"); got != "json,json" {
				t.Errorf("%v: types %s", args, got)
			}
			both(t, file, db, "INSERT INTO t (id) VALUES (30000);")
			alike(t, file, db, "SELECT * FROM v ORDER BY id")
		}
	})
}

// A document longer than the reader's buffer is JSON, too, up to 4 MiB: then its column is text.
func TestLongJSON(t *testing.T) {
	t.Parallel()
	const script = `CREATE TABLE t (id INTEGER PRIMARY KEY, j JSON, c TEXT CHECK (json_valid(c)), n JSON, u JSON, cu TEXT CHECK (json_valid(cu)), l JSON);
INSERT INTO t VALUES (1, '{"a": 1}', '[]', '1', '2', '3', '4');
INSERT INTO t VALUES (2, '{"a": "%[1]s"}', '[1]', '[2', '2', '3', '4');
INSERT INTO t VALUES (3, '{"a": 1}', '["''%[1]s"]', '["''%[1]s]', '["\u0000%[1]s"]', '["\u0000%[1]s"]', '["%[2]s"]');
INSERT INTO t VALUES (4, '{"a": 1}', '["''%[1]s"]', '["%[1]s]', '2', '["%[1]s"]', '5');`
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		arrive(t, db, fmt.Sprintf(script, strings.Repeat("x", 300_000), strings.Repeat("y", 4_700_000)))
		if got := column(t, db, "SELECT format_type(atttypid, -1) FROM pg_attribute WHERE attrelid = 't'::regclass AND attnum > 1 ORDER BY attnum"); got != "jsonb,jsonb,text,json,json,text" {
			t.Errorf("types %s", got)
		}
	})
}
