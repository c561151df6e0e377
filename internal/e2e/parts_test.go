package e2e

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
	"github.com/sqlite2pg/sqlite2pg/internal/roundtrip"
)

// parts has children before parents, a cycle, an order of columns and keys of all kinds.
const parts = `
CREATE TABLE child (id INTEGER PRIMARY KEY, p INT NOT NULL REFERENCES parent ON DELETE CASCADE, q TEXT REFERENCES parent (name) DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE parent (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE CHECK (length(name) > 0), j JSON, b BOOLEAN DEFAULT 1, at DATETIME DEFAULT CURRENT_TIMESTAMP, g INT AS (id + 1) STORED);
CREATE TABLE a (id INTEGER PRIMARY KEY, b INT REFERENCES b); CREATE TABLE b (id INTEGER PRIMARY KEY, a INT REFERENCES a, self INT REFERENCES b);
CREATE TABLE keyless (t TEXT, n DECIMAL(5,2), blob BLOB, r REAL); CREATE TABLE w (k TEXT COLLATE NOCASE PRIMARY KEY, v ANY) WITHOUT ROWID;
CREATE TABLE empty (id INTEGER PRIMARY KEY, x TEXT);
INSERT INTO parent (id, name, j, b, at) VALUES (5, 'five', '{"b": [1, {}], "a": null}', 0, '2024-02-29 12:00:00'), (9, 'nine', NULL, NULL, NULL), (20, 'gone', '1', 1, '2024-02-29T12:00');
DELETE FROM parent WHERE id = 20;
INSERT INTO child VALUES (1, 5, 'nine'), (4, 9, NULL);
INSERT INTO a VALUES (1, 2), (2, NULL); INSERT INTO b VALUES (2, 1, 2), (3, NULL, 2);
INSERT INTO keyless VALUES (char(9, 10, 13, 92), 1.25, x'00ff', 0.1), ('', NULL, x'', 9e999), (NULL, NULL, NULL, NULL); INSERT INTO w VALUES ('k', 1), ('l', 'x');
CREATE INDEX keyless_t ON keyless (t); CREATE UNIQUE INDEX keyless_n ON keyless (n) WHERE n > 0; CREATE INDEX by_lower ON parent (lower(name));`

func TestSchemaThenData(t *testing.T) {
	t.Parallel()
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		file := database(t, parts)
		text := dump(t, file)
		// describe is all of a schema but the order of columns' and constraints' making.
		describe := func() string {
			return column(t, db, `SELECT x FROM (
				SELECT format('%s.%s %s %s %s %s', attrelid::regclass, attname, format_type(atttypid, atttypmod), attnotnull, attidentity, attgenerated) || coalesce(pg_get_expr(adbin, adrelid), '')
					FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum WHERE attnum > 0 AND attrelid IN (SELECT oid FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace)
				UNION ALL SELECT format('%s %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid), convalidated) FROM pg_constraint WHERE conrelid <> 0
				UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public') AS d (x) ORDER BY x COLLATE "C"`)
		}
		loadClean(t, db, translate(t, text).stdout)
		roundtrip.Compare(t, file, db)
		whole := describe()
		reset(t, db)
		schema := translate(t, text, "--schema-only").stdout
		if strings.Contains(schema, "guard") || strings.Contains(schema, "COPY") {
			t.Errorf("the schema is not what a person would write:\n%s", schema)
		}
		loadClean(t, db, schema)
		if got := describe(); got != whole {
			t.Errorf("the schema alone differs:\n%s", firstDifference(whole, got))
		}
		data := translate(t, text, "--data-only").stdout
		if strings.Contains(data, "CREATE TABLE") {
			t.Error("the data alone creates tables")
		}
		loadClean(t, db, data)
		roundtrip.Compare(t, file, db)
		if got := describe(); got != whole {
			t.Errorf("after the data the schema differs:\n%s", firstDifference(whole, got))
		}
		for table, want := range map[string]int64{"parent": 21, "child": 5, "a": 3, "b": 4, "empty": 1} {
			if got := roundtrip.Next(t, db, table, "id"); got != want {
				t.Errorf("the next key of %s is %d, want %d", table, got, want)
			}
		}
		// Another time nothing changes.
		for _, arg := range []string{"-q", "-1"} {
			if r := load(t, db, data, arg); r.Code != 3 {
				t.Errorf("psql %s: the second time the exit code is %d\n%s", arg, r.Code, r.Stderr)
			}
			roundtrip.Compare(t, file, db)
			if got := describe(); got != whole {
				t.Errorf("after the second time the schema differs:\n%s", firstDifference(whole, got))
			}
		}
		db.Load(t, "INSERT INTO parent (name) VALUES ('next')")
		// sqlite3 can leave the schema out, too: without BEGIN and COMMIT, and without types to go by.
		if r := command(t, strings.NewReader(sqlite(t, file, ".dump --data-only")), "--data-only"); r.code == 0 {
			t.Error("rows of unknown tables are translated")
		}
	})
}

// TestDataOnlyOrphans has rows without a parent for tables whose keys exist.
func TestDataOnlyOrphans(t *testing.T) {
	t.Parallel()
	const script = `CREATE TABLE child (n INT, p INT REFERENCES parent ON DELETE SET NULL, q INT REFERENCES parent); CREATE TABLE parent (id INTEGER PRIMARY KEY);
INSERT INTO parent VALUES (1); INSERT INTO child VALUES (1, 1, 1), (2, 7, 1);`
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		file := database(t, script)
		text := dump(t, file)
		loadClean(t, db, translate(t, text, "--schema-only").stdout)
		r := load(t, db, translate(t, text, "--data-only").stdout)
		leftOpen(t, r, "child_p_fkey")
		roundtrip.Compare(t, file, db)
		if got := column(t, db, "SELECT conname || ' ' || convalidated || ' ' || confdeltype::text FROM pg_constraint WHERE contype = 'f' ORDER BY 1"); got != "child_p_fkey false n,child_q_fkey true a" {
			t.Errorf("keys %s", got)
		}
	})
}

// TestDataOnlyElsewhere loads rows into a schema that is not the one of sqlite2pg.
func TestDataOnlyElsewhere(t *testing.T) {
	t.Parallel()
	const script = `CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, v TEXT); INSERT INTO t VALUES (3, 'x'); CREATE TABLE c (t INT REFERENCES t, d TEXT); INSERT INTO c VALUES (3, 'd');`
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		file := database(t, script)
		data := translate(t, dump(t, file), "--data-only").stdout
		// Other order of columns, another column with a default, a key of another schema.
		db.Load(t, `CREATE SCHEMA other; CREATE TABLE other.p (id int PRIMARY KEY); CREATE TABLE other.f (p int REFERENCES other.p);
			CREATE TABLE t (v varchar NOT NULL, more int DEFAULT 5, id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY);
			CREATE TABLE c (d text, t bigint CONSTRAINT "Odd 'key'" REFERENCES t ON UPDATE CASCADE)`)
		loadClean(t, db, data)
		roundtrip.Compare(t, file, db)
		if got := column(t, db, `SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f' ORDER BY 1`); got != "FOREIGN KEY (p) REFERENCES other.p(id),FOREIGN KEY (t) REFERENCES t(id) ON UPDATE CASCADE" {
			t.Errorf("keys %s", got)
		}
		if got := roundtrip.Next(t, db, "t", "id"); got != 4 {
			t.Errorf("the next key is %d", got)
		}
		// A cut data-only script leaves nothing, and the keys as they were.
		db.Load(t, "TRUNCATE t, c")
		for _, n := range []int{strings.Index(data, "\\.\n"), strings.Index(data, "\\.\n") + 3, strings.LastIndex(data, "\\.\n") + 3} {
			load(t, db, data[:n], "-1")
			if got := one(t, db, `SELECT (SELECT count(*) FROM t) + (SELECT count(*) FROM c) + (SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND convalidated)`); got != "2" {
				t.Errorf("cut at %q something stays", data[max(0, n-30):n])
			}
		}
	})
}

// TestDataOnlyChecksTypes: rows never go into a column that would read them otherwise.
func TestDataOnlyChecksTypes(t *testing.T) {
	t.Parallel()
	text := dump(t, database(t, "CREATE TABLE t (id INTEGER PRIMARY KEY, flag BOOLEAN, at DATETIME, r REAL, v VARCHAR(5), d DECIMAL(5,2)); INSERT INTO t VALUES (1, 1, 1700000000, 0.5, 'abc', 1.25);"))
	script := translate(t, text, "--data-only").stdout
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		rest := ", v varchar(5), d numeric(5,2)"
		for columns, want := range map[string]string{
			"id bigint, flag text, at timestamp, r float8" + rest:                     "column flag is text, not boolean",
			"id int, flag boolean, at bigint, r float4" + rest:                        "column at is bigint, not timestamp without time zone; column r is real, not double precision",
			"id bigint, at timestamptz, r double precision" + rest:                    "column flag is missing, not boolean; column at is timestamp with time zone, not timestamp without time zone",
			"r float8, at timestamp, flag boolean, id smallint" + rest:                "", // another order, types that read the same
			"id bigint, flag bool, at timestamp(0), r float8" + rest:                  "column at is timestamp(0) without time zone, not",
			"id int, flag bool, at timestamp, r float8, v varchar(3), d numeric(5,1)": "column v is character varying(3), not character varying(5) or text or character varying or citext; column d is numeric(5,1), not numeric(5,2) or numeric",
			"id int, flag bool, at timestamp, r float8, v text, d numeric":            "",
		} {
			reset(t, db)
			db.Load(t, "CREATE TABLE t ("+columns+"); ALTER TABLE t ALTER id SET NOT NULL, ALTER id ADD GENERATED BY DEFAULT AS IDENTITY;")
			r := load(t, db, script)
			if (r.Code == 0) != (want == "") || !strings.Contains(r.Stderr, want) {
				t.Errorf("%s: exit code %d: %s", columns, r.Code, r.Stderr)
			}
			if rows := one(t, db, "SELECT count(*) FROM t"); (rows == "1") != (want == "") {
				t.Errorf("%s: %s rows", columns, rows)
			}
		}
	})
}

// TestTypesFile: what the whole dump decided serves schema and data, which alone look at the first rows only.
func TestTypesFile(t *testing.T) {
	t.Parallel()
	text := dump(t, database(t, `CREATE TABLE t (id INTEGER PRIMARY KEY, pad TEXT, n INT DEFAULT 7, at DATETIME, flag BOOLEAN, u UUID);
INSERT INTO t VALUES (1, replace(hex(zeroblob(1100000)), '0', 'x'), 5, '2024-01-01 10:00:00', 1, '6f1d0e9a-0000-4000-8000-0123456789ab');
INSERT INTO t VALUES (2, NULL, 'five', '2024-01-01T10:00:00Z', 'yes', '6F1D0E9A-0000-4000-8000-0123456789AB');`))
	run := func(args ...string) string {
		r := command(t, strings.NewReader(text), args...)
		if r.code != 0 {
			t.Fatalf("%v: exit code %d: %s", args, r.code, r.stderr)
		}
		return r.stdout
	}
	types := filepath.Join(t.TempDir(), "types.tsv")
	whole := run("--types-out", types)
	if !strings.Contains(whole, "TYPE text USING n::text") {
		t.Fatal("the second row should come after the window")
	}
	schema := run("--types", types, "--schema-only")
	data := run("--types", types, "--data-only")
	if again := run("--types", types); strings.Contains(again, "TYPE text") {
		t.Error("a table is altered in mid-stream although the types are known")
	}
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		columns := `SELECT string_agg(concat_ws(' ', attname, format_type(atttypid, atttypmod), pg_get_expr(adbin, adrelid)), ', ' ORDER BY attnum)
FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum WHERE attrelid = 't'::regclass AND attnum > 0`
		loadClean(t, db, whole)
		want := one(t, db, columns)
		rows := one(t, db, "SELECT string_agg(t::text, ';' ORDER BY id) FROM t")
		reset(t, db)
		loadClean(t, db, schema)
		loadClean(t, db, data)
		if got := one(t, db, columns); got != want {
			t.Errorf("columns %s, want %s", got, want)
		}
		if got := one(t, db, "SELECT string_agg(t::text, ';' ORDER BY id) FROM t"); got != rows {
			t.Errorf("other rows: %.300s, want %.300s", got, rows)
		}
	})
}

// TestDataOnlyChangesNothing: rows that came after the schema was written are an error where they do not fit it.
func TestDataOnlyChangesNothing(t *testing.T) {
	t.Parallel()
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		for column, rows := range map[string]string{
			"v DATETIME":     "('2020-01-01 00:00:00+05:00')",
			"v TIMESTAMP":    "('2020-01-01T00:00:00Z'), ('2020-01-01T00:00:00')",
			"v DECIMAL(5,2)": "(1.25), (1.005)",
			"v VARCHAR(3)":   "('abc'), ('abc  ')",
			"v BOOLEAN":      "(1), (2)",
			"v JSON":         "('[1'), ('{}')",
		} {
			reset(t, db)
			loadClean(t, db, translate(t, dump(t, database(t, "CREATE TABLE t ("+column+");")), "--schema-only").stdout)
			r := command(t, strings.NewReader(dump(t, database(t, "CREATE TABLE t ("+column+"); INSERT INTO t VALUES "+rows+";"))), "--data-only")
			if got := load(t, db, r.stdout); got.Code == 0 || one(t, db, "SELECT count(*) FROM t") != "0" {
				t.Errorf("%s with %s was taken: %s", column, rows, got.Stderr)
			}
		}
	})
}
