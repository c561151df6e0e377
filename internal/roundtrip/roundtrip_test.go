package roundtrip

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }

// differences makes a SQLite file and the tables of db anew, by a script each, and compares.
func differences(t *testing.T, db *pgtest.Database, sqliteScript, postgresScript string) []string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "test.db")
	cmd := exec.Command("sqlite3", "-init", "/dev/null", "-batch", "-bail", file)
	cmd.Stdin = strings.NewReader(sqliteScript)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("sqlite3: %v\n%s", err, out)
	}
	db.Load(t, "SET client_min_messages = warning; DROP SCHEMA public CASCADE; CREATE SCHEMA public;"+postgresScript)
	return Differences(t, file, db)
}

// TestValues tells what of SQLite equals what of PostgreSQL, as expressions in each language.
func TestValues(t *testing.T) {
	const equal, different = true, false
	cases := []struct {
		lite, typ, pg string
		want          bool
	}{
		{"NULL", "bigint", "NULL", equal},
		{"NULL", "text", "''", different},
		{"NULL", "text", "'NULL'", different},
		{"0", "bigint", "NULL", different},
		{"-9223372036854775808", "bigint", "-9223372036854775808", equal},
		{"9007199254740993", "bigint", "9007199254740992", different},
		{"2.0", "bigint", "2", equal},
		{"2.5", "bigint", "2", different},
		{"'12'", "bigint", "12", equal},
		{"x'3132'", "bigint", "12", different},

		{"9007199254740993", "numeric", "9007199254740993", equal},
		{"9007199254740993", "numeric", "9007199254740992", different},
		{"19.99", "numeric(10,2)", "19.99", equal},
		{"19.99", "numeric", "19.989999999999998436", different},
		{"19.99", "numeric", "19.98", different},
		{"0.1", "numeric", "0.10000000000000001", equal},
		{"1.5", "numeric(10,4)", "1.5", equal},
		{"1e300", "numeric", "1e300", equal},
		{"'12.50'", "numeric", "12.5", equal},
		{"'0.30000000000000000001'", "numeric", "0.3", different},

		{"0.1", "double precision", "0.1", equal},
		{"0.1 + 0.2", "double precision", "0.30000000000000004", equal},
		{"0.1 + 0.2", "double precision", "0.3", different},
		{"1", "double precision", "1", equal},
		{"9e999", "double precision", "'Infinity'", equal},
		{"-9e999", "double precision", "'Infinity'", different},
		{"-0.0", "double precision", "0", equal},
		{"5e-324", "double precision", "5e-324", equal},
		{"1.7976931348623157e308", "double precision", "1.7976931348623157e308", equal},

		{"1", "boolean", "true", equal},
		{"0", "boolean", "true", different},
		{"'t'", "boolean", "true", equal},
		{"'TRUE'", "boolean", "true", equal},
		{"'false'", "boolean", "false", equal},
		{"2", "boolean", "true", different},

		{"'a'", "text", "'a'", equal},
		{"'a'", "text", "'A'", different},
		{"'a'", "text", "'a '", different},
		{"''", "text", "''", equal},
		{"'é' || char(10, 9, 13) || '|\\N🐘'", "text", "E'é\\n\\t\\r|\\\\N🐘'", equal},
		{"'7'", "text", "'07'", different},
		{"7", "text", "'7'", equal},
		{"1.5", "text", "'1.5'", equal},
		{"1.0", "text", "'1'", equal},
		{"1.0", "text", "'1.1'", different},
		{"9e999", "text", "'Inf'", equal},
		{"x'c3a9'", "text", "'é'", equal},
		{"CAST(x'6100' AS TEXT)", "text", "'a'", different},
		{"CAST(x'61ff' AS TEXT)", "text", "'a'", different},
		{"'ab'", "varchar(3)", "'ab'", equal},
		{"'ab'", "char(3)", "'ab'", equal},

		{"x''", "bytea", "''", equal},
		{"x'00ff'", "bytea", `'\x00ff'`, equal},
		{"x'00ff'", "bytea", `'\x00fe'`, different},
		{"'é'", "bytea", `'\xc3a9'`, equal},
		{"5", "bytea", `'5'`, equal},

		{"'2024-02-29 12:30:00'", "timestamp", "'2024-02-29 12:30'", equal},
		{"'2024-02-29T12:30:00.120'", "timestamp", "'2024-02-29 12:30:00.12'", equal},
		{"'2024-02-29 12:30'", "timestamp", "'2024-02-29 12:31'", different},
		{"'2024-02-29 12:30:00.1234567'", "timestamp", "'2024-02-29 12:30:00.1234567'", different},
		{"'2024-02-29 12:30:00+02:00'", "timestamp", "'2024-02-29 10:30'", equal},
		{"'2024-02-29 12:30:00+02:00'", "timestamptz", "'2024-02-29 10:30Z'", equal},
		{"'2024-02-29T12:30:00Z'", "timestamptz", "'2024-02-29 12:30Z'", equal},
		{"'2024-02-29 12:30:00'", "timestamptz", "'2024-02-29 12:30'", different}, // load it in UTC
		{"'2024-02-29 12:30:00-03:30'", "timestamptz", "'2024-02-29 16:00Z'", equal},
		{"'2023-02-31'", "date", "'2023-03-03'", different},
		{"'2024-02-29'", "date", "'2024-02-29'", equal},
		{"'2024-02-29'", "date", "'2024-02-28'", different},
		{"'2024-02-29'", "timestamp", "'2024-02-29'", equal},
		{"'infinity'", "date", "'infinity'", equal},
		{"1700000000", "timestamp", "'2023-11-14 22:13:20'", equal},
		{"1700000000123", "timestamptz", "'2023-11-14 22:13:20.123Z'", equal},
		{"1700000000123456", "timestamp", "'2023-11-14 22:13:20.123456'", equal},
		{"1700000001", "timestamp", "'2023-11-14 22:13:20'", different},
		{"20240229123456", "timestamp", "'2024-02-29 12:34:56'", equal},
		{"'20240229123456'", "timestamptz", "'2024-02-29 12:34:56+00'", equal},
		{"'20240229123456'", "timestamp", "'2024-02-29 12:34:57'", different},
		{"'2024-02-29 12:34:56.5 +0100 CET m=+0.01'", "timestamptz", "'2024-02-29 11:34:56.5+00'", equal},
		{"'2024-02-29 12:34:56 +0100 CET'", "timestamptz", "'2024-02-29 12:34:56+00'", different},
		{"'07:05'", "time", "'07:05:00'", equal},
		{"'07:05:01.500'", "time", "'07:05:01.5'", equal},
		{"'07:05:01'", "time", "'07:05:02'", different},

		{`'{"b": [1.50, 1e2], "a":"é"}'`, "jsonb", `'{"a": "\u00e9", "b": [1.5, 100]}'`, equal},
		{`'{"b": 12345678901234567890}'`, "json", `'{"b": 12345678901234567891}'`, different},
		{`'[1, 2]'`, "json", `'[2, 1]'`, different},
		{"'{A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11}'", "uuid", "'a0eebc999c0b4ef8bb6d6bb9bd380a11'", equal},
		{"x'a0eebc999c0b4ef8bb6d6bb9bd380a11'", "uuid", "'a0eebc999c0b4ef8bb6d6bb9bd380a11'", equal},
		{"'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'", "uuid", "'a0eebc999c0b4ef8bb6d6bb9bd380a12'", different},
		{"'10.0.0.1'", "inet", "'10.0.0.1'", equal},
		{"'10.0.0.1'", "inet", "'10.0.0.2'", different},
	}
	var names, liteValues, pgColumns, pgValues []string
	for i, c := range cases {
		name := fmt.Sprintf("c%d", i)
		names = append(names, name)
		liteValues = append(liteValues, c.lite)
		pgColumns = append(pgColumns, name+" "+c.typ)
		pgValues = append(pgValues, c.pg)
	}
	script := func(columns, values []string) string {
		return "CREATE TABLE t (" + strings.Join(columns, ", ") + "); INSERT INTO t VALUES (" + strings.Join(values, ", ") + ");"
	}
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		for _, encoding := range []string{"UTF-8", "UTF-16le", "UTF-16be"} {
			t.Run(encoding, func(t *testing.T) {
				diffs := differences(t, db, "PRAGMA encoding = '"+encoding+"';"+script(names, liteValues), script(pgColumns, pgValues))
				if len(diffs) != 1 {
					t.Fatalf("one row has %d differences", len(diffs))
				}
				for i, c := range cases {
					if strings.HasPrefix(c.lite, "CAST") && encoding != "UTF-8" {
						continue // its bytes are meant as UTF-8
					}
					if got := !strings.Contains(diffs[0], fmt.Sprintf("column %q ", names[i])); got != c.want {
						t.Errorf("SQLite's %s and %s %s: equal is %v, want %v", c.lite, c.typ, c.pg, got, c.want)
					}
				}
			})
		}
	})
}

func TestTables(t *testing.T) {
	const three = "CREATE TABLE t (id INTEGER, name TEXT); INSERT INTO t VALUES (1, 'one'), (2, 'two'), (2, 'two');"
	cases := []struct {
		name, lite, pg string
		want           []string
	}{
		{"the same", three, "CREATE TABLE t (id bigint, name text); INSERT INTO t VALUES (2, 'two'), (1, 'one'), (2, 'two')", nil},
		{"other case", three, `CREATE TABLE "T" ("ID" bigint, "Name" text); INSERT INTO "T" VALUES (2, 'two'), (1, 'one'), (2, 'two')`, nil},
		{"changed value", three, "CREATE TABLE t (id bigint, name text); INSERT INTO t VALUES (1, 'one'), (2, 'two'), (2, 'zwei')",
			[]string{`table "t": row [2 "two"]: column "name" of type text is "two" in SQLite, "zwei" in PostgreSQL`}},
		{"lost row", three, "CREATE TABLE t (id bigint, name text); INSERT INTO t VALUES (1, 'one'), (2, 'two')",
			[]string{`table "t": only SQLite has the row [2 "two"]`}},
		{"doubled row", three, "CREATE TABLE t (id bigint, name text); INSERT INTO t VALUES (1, 'one'), (2, 'two'), (2, 'two'), (1, 'one')",
			[]string{`table "t": only PostgreSQL has the row ["1" "one"]`}},
		{"swapped columns", three, "CREATE TABLE t (name text, id bigint); INSERT INTO t VALUES ('one', 1), ('two', 2), ('two', 2)", nil},
		{"lost table", three, "", []string{`table "t" did not arrive`}},
		{"lost column", three, "CREATE TABLE t (id bigint); INSERT INTO t VALUES (1), (2), (2)",
			[]string{`column "t"."name" did not arrive`}},
		{"many differences", "CREATE TABLE t (c); INSERT INTO t SELECT value FROM generate_series(1, 9);",
			"CREATE TABLE t (c bigint); INSERT INTO t SELECT generate_series(1, 2)",
			[]string{`only SQLite has the row [3]`, `row [4]`, `row [5]`, `row [6]`, `row [7]`, `table "t": 2 more rows differ`}},
		{"generated columns", "CREATE TABLE t (a, b AS (a + 1), c AS (a + 2) STORED); INSERT INTO t VALUES (1);",
			"CREATE TABLE t (a bigint, c bigint); INSERT INTO t VALUES (1, 4)",
			[]string{`column "c" of type int8 is 3 in SQLite, "4" in PostgreSQL`}},
		{"names to quote", `CREATE TABLE "a""b|c" ("x y|" , "select"); INSERT INTO "a""b|c" VALUES ('|', 2);`,
			`CREATE TABLE "a""b|c" ("x y|" text, "select" bigint); INSERT INTO "a""b|c" VALUES ('|', 2)`, nil},
		{"no row", "CREATE TABLE t (a);", "CREATE TABLE t (a text)", nil},
		{"WITHOUT ROWID", "CREATE TABLE t (a PRIMARY KEY) WITHOUT ROWID; INSERT INTO t VALUES (1);",
			"CREATE TABLE t (a bigint)", []string{`only SQLite has the row [1]`}},
		{"virtual and internal", "CREATE VIRTUAL TABLE f USING fts5(a); CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT); ANALYZE;",
			"CREATE TABLE t (id bigint)", nil},
		{"empty database", "VACUUM;", "", nil},
	}
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		for _, c := range cases {
			t.Run(c.name, func(t *testing.T) {
				got := differences(t, db, c.lite, c.pg)
				if len(got) != len(c.want) {
					t.Fatalf("got %q, want %q", got, c.want)
				}
				for i := range got {
					if !strings.Contains(got[i], c.want[i]) {
						t.Errorf("got %q, want %q", got[i], c.want[i])
					}
				}
			})
		}
	})
}

func TestNext(t *testing.T) {
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		db.Load(t, `CREATE TABLE "It's" ("Id" bigint GENERATED BY DEFAULT AS IDENTITY)`)
		for want := int64(1); want < 4; want++ {
			if got := Next(t, db, "It's", "Id"); got != want {
				t.Errorf("next is %d, want %d", got, want)
			}
			db.Load(t, `INSERT INTO "It's" DEFAULT VALUES`)
		}
		db.Load(t, `ALTER TABLE "It's" ALTER "Id" RESTART WITH 100`)
		if got := Next(t, db, "It's", "Id"); got != 100 {
			t.Errorf("next is %d, want 100", got)
		}
	})
}

// TestCompareFails proves that a difference fails the test, in a test process that is to fail.
func TestCompareFails(t *testing.T) {
	if os.Getenv("ROUNDTRIP_TO_FAIL") != "" {
		file := filepath.Join(t.TempDir(), "test.db")
		if out, err := exec.Command("sqlite3", file, "CREATE TABLE lost (a)").CombinedOutput(); err != nil {
			t.Fatalf("sqlite3: %v\n%s", err, out)
		}
		Compare(t, file, pgtest.Shared(t, pgtest.Majors()[0]).Database(t))
		return
	}
	cmd := exec.Command(os.Args[0], "-test.run=^TestCompareFails$")
	cmd.Env = append(os.Environ(), "ROUNDTRIP_TO_FAIL=yes")
	out, err := cmd.CombinedOutput()
	if err == nil || !bytes.Contains(out, []byte(`table "lost" did not arrive`)) {
		t.Errorf("%v\n%s", err, out)
	}
}
