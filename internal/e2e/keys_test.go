package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
	"github.com/sqlite2pg/sqlite2pg/internal/roundtrip"
)

// TestIdentity compares the next key with the one SQLite gives.
func TestIdentity(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, column, then string
		full               bool // SQLite has no next key, or draws one
		negative           bool // SQLite goes on from there, PostgreSQL begins at 1
	}{
		{name: "empty", column: "INTEGER PRIMARY KEY"},
		{name: "empty auto", column: "INTEGER PRIMARY KEY AUTOINCREMENT"},
		{name: "emptied auto", column: "INTEGER PRIMARY KEY AUTOINCREMENT", then: "INSERT INTO %s (id) VALUES (41); DELETE FROM %[1]s;"},
		{name: "rows", column: "INTEGER PRIMARY KEY", then: "INSERT INTO %s (id) VALUES (7), (3), (5);"},
		{name: "deleted top", column: "INTEGER PRIMARY KEY", then: "INSERT INTO %s (id) VALUES (1), (2), (9); DELETE FROM %[1]s WHERE id = 9;"},
		{name: "deleted top auto", column: "integer primary key autoincrement", then: "INSERT INTO %s (id) VALUES (1), (2), (9); DELETE FROM %[1]s WHERE id = 9;"},
		{name: "odd \"name\" auto", column: "INTEGER PRIMARY KEY AUTOINCREMENT", then: "INSERT INTO %s (id) VALUES (1), (9); DELETE FROM %[1]s WHERE id = 9;"},
		{name: "it's", column: "INTEGER PRIMARY KEY AUTOINCREMENT", then: "INSERT INTO %s (id) VALUES (1), (9); DELETE FROM %[1]s WHERE id = 9;"},
		{name: "not null", column: "INTEGER NOT NULL PRIMARY KEY ASC", then: "INSERT INTO %s (id) VALUES (12);"},
		{name: "table key", column: "INTEGER, PRIMARY KEY (id AUTOINCREMENT)", then: "INSERT INTO %s (id) VALUES (12), (13); DELETE FROM %[1]s WHERE id = 13;"},
		{name: "table key desc", column: "INTEGER, PRIMARY KEY (id DESC)", then: "INSERT INTO %s (id) VALUES (12);"},
		{name: "zero", column: "INTEGER PRIMARY KEY", then: "INSERT INTO %s (id) VALUES (0);"},
		{name: "almost full", column: "INTEGER PRIMARY KEY", then: "INSERT INTO %s (id) VALUES (9223372036854775806);"},
		{name: "full", column: "INTEGER PRIMARY KEY", then: "INSERT INTO %s (id) VALUES (9223372036854775807);", full: true},
		{name: "full auto", column: "INTEGER PRIMARY KEY AUTOINCREMENT", then: "INSERT INTO %s (id) VALUES (9223372036854775807);", full: true},
		{name: "negative", column: "INTEGER PRIMARY KEY", then: "INSERT INTO %s (id) VALUES (-9223372036854775808), (-5);", negative: true},
		{name: "negative and positive", column: "INTEGER PRIMARY KEY", then: "INSERT INTO %s (id) VALUES (-5), (4);"},
		{name: "sequence moved", column: "INTEGER PRIMARY KEY AUTOINCREMENT", then: "INSERT INTO %s (id) VALUES (2); UPDATE sqlite_sequence SET seq = 1000 WHERE name = 'sequence moved';"},
		{name: "sequence behind", column: "INTEGER PRIMARY KEY AUTOINCREMENT", then: "INSERT INTO %s (id) VALUES (50); UPDATE sqlite_sequence SET seq = 3 WHERE name = 'sequence behind';"},
	}
	var script strings.Builder
	for _, c := range cases {
		// The table's key follows the columns.
		column, key, _ := strings.Cut(c.column, ", ")
		if key != "" {
			key = ", " + key
		}
		fmt.Fprintf(&script, "CREATE TABLE %s (id %s, v TEXT%s);\n", identifier(c.name), column, key)
		if c.then != "" {
			fmt.Fprintf(&script, c.then+"\n", identifier(c.name))
		}
	}
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		file, said := arrive(t, db, script.String())
		if n := strings.Count(said, "identity-full"); n != 3 { // two warnings and the summary
			t.Errorf("identity-full is said %d times:\n%s", n, said)
		}
		for _, c := range cases {
			insert := fmt.Sprintf("INSERT INTO %s (v) VALUES ('next') RETURNING id", identifier(c.name))
			r := db.Psql(t, nil, "-qAt", "-c", insert)
			if c.full {
				if r.Code == 0 {
					t.Errorf("%s: an insert succeeds after the highest key: %s", c.name, r.Stdout)
				}
				continue
			}
			want := strings.TrimSpace(sqlite(t, file, insert+";"))
			if got := strings.TrimSpace(r.Stdout); got != want && !(c.negative && got == "1") {
				t.Errorf("%s: the next key is %q, SQLite's is %s\n%s", c.name, got, want, r.Stderr)
			}
			if c.negative {
				continue
			}
			var n int64
			fmt.Sscan(want, &n)
			if n < 1<<62 {
				if next := roundtrip.Next(t, db, c.name, "id"); next != n+1 {
					t.Errorf("%s: the key after next is %d, want %d", c.name, next, n+1)
				}
			}
		}
	})
}

// TestKeys checks keys by what they allow: each statement must do the same in SQLite and PostgreSQL.
func TestKeys(t *testing.T) {
	t.Parallel()
	const script = `
CREATE TABLE w (a TEXT PRIMARY KEY, b INT) WITHOUT ROWID; INSERT INTO w VALUES ('x', 1), ('X', 2), ('', 3);
CREATE TABLE wi (id INTEGER PRIMARY KEY, b INT) WITHOUT ROWID; INSERT INTO wi VALUES (5, 1), (-5, NULL);
CREATE TABLE comp (a INT, b TEXT, c REAL, PRIMARY KEY (b, a)); INSERT INTO comp VALUES (1, 'x', 1.5), (1, 'y', NULL), (2, 'x', 0);
CREATE TABLE u (a INT UNIQUE, b TEXT, c TEXT, UNIQUE (b, c)); INSERT INTO u VALUES (NULL, NULL, NULL), (NULL, 'b', NULL), (1, 'b', NULL), (2, 'b', 'c');
CREATE TABLE nc (t TEXT PRIMARY KEY COLLATE NOCASE, u TEXT COLLATE NOCASE UNIQUE, r TEXT COLLATE RTRIM UNIQUE);
INSERT INTO nc VALUES ('abc', 'É', 'x '), ('abd', 'é', 'y'), ('[', NULL, NULL), ('{', '', '');
CREATE TABLE ncw (a TEXT COLLATE NOCASE, b TEXT, PRIMARY KEY (a, b)) WITHOUT ROWID; INSERT INTO ncw VALUES ('a', 'b'), ('a', 'B');
CREATE TABLE tk (a TEXT, UNIQUE (a COLLATE NOCASE)); INSERT INTO tk VALUES ('a'), ('b'), (NULL), (NULL);
CREATE TABLE dpk (a INTEGER PRIMARY KEY DESC, b INT); INSERT INTO dpk VALUES (1, 1);
CREATE TABLE ipk (a INT PRIMARY KEY, b INT); INSERT INTO ipk VALUES (1, 1);
CREATE TABLE bpk (a BLOB PRIMARY KEY); INSERT INTO bpk VALUES (x'00'), (x''), (x'0000');
CREATE TABLE rpk (a REAL PRIMARY KEY); INSERT INTO rpk VALUES (0.1), (9e999);
CREATE TABLE twice (a INT PRIMARY KEY UNIQUE, b INT UNIQUE, UNIQUE (b), UNIQUE (a)); INSERT INTO twice VALUES (1, 1);
CREATE TABLE named (a INT CONSTRAINT "The Key" PRIMARY KEY, b INT CONSTRAINT named_u UNIQUE, c INT, CONSTRAINT both UNIQUE (b, c));
INSERT INTO named VALUES (1, 1, 1);
CREATE TABLE xi (a INT, b TEXT, c INT); CREATE UNIQUE INDEX xi_p ON xi (a) WHERE c > 0; CREATE UNIQUE INDEX xi_l ON xi (lower(b));
CREATE UNIQUE INDEX xi_n ON xi (b COLLATE NOCASE DESC, c); INSERT INTO xi VALUES (1, 'a', 1), (1, 'b', 0), (2, NULL, NULL), (2, NULL, NULL);
CREATE TABLE st (id INTEGER PRIMARY KEY, i INT NOT NULL, r REAL, t TEXT, b BLOB, x ANY) STRICT;
INSERT INTO st VALUES (1, 2, 3, '4', x'05', 6);
CREATE TABLE stw (k TEXT PRIMARY KEY, v INTEGER) STRICT, WITHOUT ROWID; INSERT INTO stw VALUES ('a', 1), ('A', NULL);`
	statements := []string{
		"INSERT INTO w VALUES ('x', 9);", "INSERT INTO w VALUES (NULL, 9);", "INSERT INTO w VALUES ('xx', 9);",
		"INSERT INTO wi VALUES (5, 9);", "INSERT INTO wi VALUES (6, 9);",
		"INSERT INTO comp VALUES (1, 'x', 9);", "INSERT INTO comp VALUES (2, 'y', 9);",
		"INSERT INTO u VALUES (1, 'z', 'z');", "INSERT INTO u VALUES (NULL, 'b', 'c');", "INSERT INTO u VALUES (NULL, 'b', NULL);", "INSERT INTO u VALUES (9, 'c', 'c');",
		"INSERT INTO nc VALUES ('ABC', 'q', 'q');", "INSERT INTO nc VALUES ('q', 'É', 'q');", "INSERT INTO nc VALUES ('q', 'q', 'x    ');", "INSERT INTO nc VALUES ('q', 'q', ' x');",
		"INSERT INTO nc VALUES ('ABE', 'Ė', 'Y');", "INSERT INTO nc VALUES ('abcd', 'ė', 'yy');",
		"INSERT INTO ncw VALUES ('A', 'b');", "INSERT INTO ncw VALUES ('A', 'bb');",
		"INSERT INTO tk VALUES ('A');", "INSERT INTO tk VALUES (NULL);", "INSERT INTO tk VALUES ('c');",
		"INSERT INTO dpk VALUES (1, 2);", "INSERT INTO dpk VALUES (2, 2);", "INSERT INTO ipk VALUES (1, 2);",
		"INSERT INTO rpk VALUES (0.1);", "INSERT INTO rpk VALUES (0.2);",
		"INSERT INTO twice VALUES (1, 2);", "INSERT INTO twice VALUES (2, 1);", "INSERT INTO twice VALUES (2, 2);",
		"INSERT INTO named VALUES (1, 2, 2);", "INSERT INTO named VALUES (2, 1, 2);", "INSERT INTO named VALUES (3, 3, 1);",
		"INSERT INTO xi VALUES (1, 'c', 2);", "INSERT INTO xi VALUES (1, 'c', 0);", "INSERT INTO xi VALUES (3, 'A', 5);", "INSERT INTO xi VALUES (2, NULL, 1);", "INSERT INTO xi VALUES (2, 'd', 2);",
		"INSERT INTO st VALUES (1, 2, 3, '4', NULL, NULL);", "INSERT INTO st VALUES (2, NULL, 3, '4', NULL, NULL);", "INSERT INTO st (i) VALUES (5);",
		"INSERT INTO stw VALUES (NULL, 1);", "INSERT INTO stw VALUES ('a', 1);", "INSERT INTO stw VALUES ('b', 1);",
	}
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		file, _ := arrive(t, db, script)
		both(t, file, db, statements...)
		roundtrip.Compare(t, file, db)
		for _, name := range []string{"The Key", "named_u", "both", "xi_p", "xi_l", "xi_n"} {
			if one(t, db, "SELECT count(*) FROM pg_class WHERE relkind = 'i' AND relname = "+literal(name)) != "1" {
				t.Errorf("key or index %q did not arrive by its name", name)
			}
		}
		if got := column(t, db, "SELECT relname FROM pg_class c WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname IN ('w', 'wi', 'comp', 'nc', 'ncw', 'dpk', 'ipk', 'bpk', 'rpk', 'twice', 'named', 'st', 'stw') AND NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid = c.oid AND contype = 'p')"); got != "" {
			t.Errorf("these have no primary key: %s", got)
		}
	})
}

// TestBrokenKeys loads rows that SQLite allows and a key in PostgreSQL does not.
func TestBrokenKeys(t *testing.T) {
	t.Parallel()
	const script = `
CREATE TABLE n (a TEXT PRIMARY KEY, b INT); INSERT INTO n VALUES ('x', 1), (NULL, 2), (NULL, 3);
CREATE TABLE nn (a INT, b INT, PRIMARY KEY (a, b)); INSERT INTO nn VALUES (1, 1), (1, NULL), (NULL, NULL);
CREATE TABLE child (x TEXT REFERENCES n (a)); INSERT INTO child VALUES ('x'), (NULL);
CREATE TABLE fine (id INTEGER PRIMARY KEY); INSERT INTO fine VALUES (3);`
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		file := database(t, script)
		r := load(t, db, translate(t, dump(t, file)).stdout)
		leftOpen(t, r, `"n_pkey"`, `"nn_pkey"`)
		roundtrip.Compare(t, file, db)
		got := listings(t, db, r.Stderr)
		if len(got) != 2 || got[0] != "[NULL 2]" || got[1] != "[NULL NULL 1] [1 NULL 1]" {
			t.Errorf("the warnings list %q", got)
		}
		if got := column(t, db, "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname LIKE 'n%_pkey' ORDER BY conname"); got != "UNIQUE (a),UNIQUE (a, b)" {
			t.Errorf("the keys became %s", got)
		}
		if r := db.Psql(t, nil, "-c", "INSERT INTO n VALUES ('x', 9)"); r.Code == 0 {
			t.Error("a doubled key is taken")
		}
		// In two parts it is the same.
		reset(t, db)
		for _, part := range []string{"--schema-only", "--data-only"} {
			r := translate(t, dump(t, file), part)
			if strings.Contains(r.stderr, "[null-in-key]") != (part == "--schema-only") {
				t.Errorf("%s says\n%s", part, r.stderr)
			}
			loadClean(t, db, r.stdout)
		}
		roundtrip.Compare(t, file, db)
	})
}

// leftOpen checks what psql says and how it ends when objects were passed over but all rows are there.
func leftOpen(t testing.TB, r pgtest.Result, objects ...string) {
	t.Helper()
	if r.Code != 3 {
		t.Errorf("exit code %d", r.Code)
	}
	i := strings.Index(r.Stderr, "sqlite2pg: loaded, but")
	if i < 0 {
		t.Fatalf("the last message is not that of a load:\n%s", r.Stderr)
	}
	last := r.Stderr[i:]
	for _, o := range objects {
		if !strings.Contains(last, o) {
			t.Errorf("the last message does not name %s:\n%s", o, last)
		}
	}
	if n := strings.Count(r.Stderr, "WARNING:"); n != len(objects) {
		t.Errorf("%d warnings, want %d:\n%s", n, len(objects), r.Stderr)
	}
}

// listings runs the queries that psql's warnings give. The rows of each are sorted.
func listings(t testing.TB, db *pgtest.Database, stderr string) (out []string) {
	t.Helper()
	const mark = "HINT:  The rows in the way: "
	for line := range strings.Lines(stderr) {
		_, query, ok := strings.Cut(line, mark)
		if !ok {
			continue
		}
		var rows []string
		for _, row := range db.Query(t, "SELECT * FROM ("+strings.TrimSuffix(query, "\n")+") AS q ORDER BY q::text COLLATE \"C\"") {
			var fields []string
			for _, f := range row {
				if f == nil {
					fields = append(fields, "NULL")
				} else {
					fields = append(fields, *f)
				}
			}
			rows = append(rows, "["+strings.Join(fields, " ")+"]")
		}
		out = append(out, strings.Join(rows, " "))
	}
	return out
}
