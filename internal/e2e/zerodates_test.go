package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
	"github.com/sqlite2pg/sqlite2pg/internal/roundtrip"
)

// zeros has dates of zeros and empty texts in the first rows, and in those behind the window; late is NOT NULL, and has
// them only then. What is no column of dates keeps its texts.
const zeros = `
CREATE TABLE post (id INTEGER PRIMARY KEY, made DATETIME NOT NULL DEFAULT '0000-00-00 00:00:00', late TIMESTAMP NOT NULL, day DATE, clock TIME DEFAULT '', mixed DATETIME, zone TIMESTAMPTZ, body TEXT NOT NULL);
INSERT INTO post VALUES (4711, '0000-00-00 00:00:00', '2024-01-01 10:00:00', '', '', '', '', ''), (4712, '2024-01-01 10:00:00', '2024-01-01 10:00:00', '0000-00-00', '00:00:00', 'now', '0000-00-00 00:00:00', '0000-00-00');
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30000)
	INSERT INTO post SELECT 5000 + i, '2024-01-01 10:00:00', '2024-01-01 10:00:00', '2024-02-29', '10:00:00', '2024-01-01 10:00:00', '2024-01-01 10:00:00+00:00', 'a text ' || i FROM n;
INSERT INTO post VALUES (90001, '2024-01-01 10:00:00', '0000-00-00T00:00:00.000', NULL, '', '', '', ''), (90002, '0000-00-00', '', '2024-02-29', NULL, '2024-01-01 10:00:00', NULL, 'end');
CREATE TABLE keyed (at DATETIME PRIMARY KEY, x INT); INSERT INTO keyed VALUES ('', 1), ('2024-01-01 10:00:00', 2);
CREATE TABLE plain (at DATETIME, x INT); INSERT INTO plain VALUES ('2024-01-01 10:00:00', 2);`

// TestZeroDates makes NULL of them, and of nothing else.
func TestZeroDates(t *testing.T) {
	t.Parallel()
	file, want := database(t, zeros), database(t, zeros)
	sqlite(t, want, `CREATE TABLE new (id INTEGER PRIMARY KEY, made DATETIME, late TIMESTAMP, day DATE, clock TIME, mixed DATETIME, zone TIMESTAMPTZ, body TEXT NOT NULL);
INSERT INTO new SELECT id, nullif(made, '0000-00-00 00:00:00'), nullif(late, ''), nullif(nullif(day, ''), '0000-00-00'), nullif(clock, ''), nullif(mixed, ''), nullif(nullif(zone, ''), '0000-00-00 00:00:00'), body FROM post;
UPDATE new SET made = NULL WHERE made = '0000-00-00'; UPDATE new SET late = NULL WHERE late LIKE '0000%'; DROP TABLE post; ALTER TABLE new RENAME TO post; UPDATE keyed SET at = NULL WHERE at = ''`)
	text := dump(t, file)
	path := filepath.Join(t.TempDir(), "dump.sql")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		for name, c := range map[string]struct {
			input   string
			scripts [][]string
		}{
			"pipe": {"", [][]string{nil}}, "dump": {path, [][]string{{"--verify"}}}, "database": {file, [][]string{{"--inserts"}}},
			"schema, then rows": {path, [][]string{{"--schema-only"}, {"--data-only", "--verify"}}},
		} {
			db := s.Database(t)
			for _, args := range c.scripts {
				args = append([]string{"-v", "--zero-dates=null"}, args...)
				var r result
				if c.input == "" {
					r = run(t, exec.Command(binary(t), args...), strings.NewReader(text))
				} else {
					r = run(t, exec.Command(binary(t), append(args, c.input)...), nil)
				}
				if r.code != 0 {
					t.Fatalf("%s: %s", name, r.stderr)
				}
				for _, said := range []string{
					`table "post", column "made", row 1, key 4711: 2 values became NULL, the first is text "0000-00-00 00:00:00": the column is not NOT NULL any more [zero-dates]`,
					`table "post", column "late", row 30003, key 90001: 2 values became NULL, the first is text "0000-00-00T00:00:00.000": the column is not NOT NULL any more [zero-dates]`,
					`table "post", column "day", row 1, key 4711: 2 values became NULL, the first is text "" [zero-dates]`,
					`table "post", column "mixed", row 1, key 4711: 2 values became NULL`, `table "post", column "zone", row 1, key 4711: 3 values became NULL`,
					`table "keyed", column "at", row 1: 1 value became NULL, the first is text "" [zero-dates]`,
				} {
					if !strings.Contains(r.stderr, said) && !strings.Contains(strings.Join(args, " "), "-only") {
						t.Errorf("%s: %s is not said:\n%s", name, said, r.stderr)
					}
				}
				if loaded := load(t, db, r.stdout); loaded.Code != 0 && !strings.Contains(loaded.Stderr, "keyed_pkey") {
					t.Fatalf("%s: psql: %s", name, loaded.Stderr)
				}
			}
			roundtrip.Compare(t, want, db)
			if got := one(t, db, `SELECT string_agg(attname || ' ' || format_type(atttypid, NULL) || CASE WHEN attnotnull THEN ' NOT NULL' ELSE '' END, ', ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = 'post'::regclass AND attnum > 0`); got != "id bigint NOT NULL, made timestamp without time zone, late timestamp without time zone, day date, clock time without time zone, mixed text, zone timestamp with time zone, body text NOT NULL" {
				t.Errorf("%s: post is %s", name, got)
			}
		}
	})
}

// TestIntoZeroDates has zero dates go into the tables of an application as NULL, where they take it.
func TestIntoZeroDates(t *testing.T) {
	t.Parallel()
	const script = `CREATE TABLE post(id INTEGER PRIMARY KEY, made TEXT, day DATE, due INTEGER);
INSERT INTO post VALUES (1, '0000-00-00 00:00:00', '', 0), (2, '2024-01-02 03:04:05', '2024-01-02', 1704164645), (3, '', '0000-00-00', NULL);`
	const schema = "CREATE TABLE public.post (id bigint PRIMARY KEY, made timestamptz, day date, due timestamp);\nCREATE TABLE public.strict (id bigint PRIMARY KEY, day date NOT NULL);"
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		db.Load(t, schema)
		file := filepath.Join(t.TempDir(), "schema.sql")
		if err := os.WriteFile(file, []byte("SELECT pg_catalog.set_config('search_path', '', false);\n"+schema), 0o600); err != nil {
			t.Fatal(err)
		}
		if r := command(t, strings.NewReader(script), "--into", file); r.code != 1 || !strings.Contains(r.stderr, "post") {
			t.Errorf("without --zero-dates: exit code %d\n%s", r.code, r.stderr)
		}
		r := command(t, strings.NewReader(script), "--into", file, "--zero-dates=null", "--unit", "post.due=s")
		if r.code != 0 {
			t.Fatal(r.stderr)
		}
		if l := load(t, db, r.stdout); l.Code != 0 {
			t.Fatal(l.Stderr)
		}
		if got := column(t, db, "SET TimeZone = UTC; SELECT concat_ws(' ', id, made, day, due) FROM post ORDER BY id"); got != "1 1970-01-01 00:00:00,2 2024-01-02 03:04:05+00 2024-01-02 2024-01-02 03:04:05,3" {
			t.Errorf("it holds %s", got)
		}
		if r := command(t, strings.NewReader("CREATE TABLE strict(id INTEGER PRIMARY KEY, day TEXT); INSERT INTO strict VALUES (1, '0000-00-00');"), "--into", file, "--zero-dates=null"); r.code != 1 || !strings.Contains(r.stderr, `table "strict", column "day", row 1, key 1: NULL in a NOT NULL column [not-null]`) {
			t.Errorf("into NOT NULL: exit code %d\n%s", r.code, r.stderr)
		}
	})
}
