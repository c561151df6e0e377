package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
	"github.com/sqlite2pg/sqlite2pg/internal/roundtrip"
)

// TestForeignKeys changes rows that others refer to, the same in SQLite and PostgreSQL.
func TestForeignKeys(t *testing.T) {
	t.Parallel()
	var script strings.Builder
	script.WriteString(`
CREATE TABLE before (x INT REFERENCES later, y INT REFERENCES later (id)); -- the child comes first
CREATE TABLE later (id INTEGER PRIMARY KEY, v TEXT); INSERT INTO later VALUES (1, 'a'), (2, 'b'); INSERT INTO before VALUES (1, NULL), (2, 1);
CREATE TABLE tree (id INTEGER PRIMARY KEY, up INT REFERENCES tree ON DELETE CASCADE); INSERT INTO tree VALUES (3, 3), (1, 2), (2, NULL), (4, 1);
CREATE TABLE hen (id INTEGER PRIMARY KEY, egg INT REFERENCES egg ON DELETE SET NULL);
CREATE TABLE egg (id INTEGER PRIMARY KEY, hen INT REFERENCES hen ON DELETE SET NULL);
INSERT INTO hen VALUES (1, 1), (2, NULL); INSERT INTO egg VALUES (1, 2), (5, 1);
CREATE TABLE pair (a INT, b TEXT, UNIQUE (a, b)); INSERT INTO pair VALUES (1, 'x'), (2, 'y'), (3, NULL);
CREATE TABLE ofpair (a INT, b TEXT, FOREIGN KEY (b, a) REFERENCES pair (b, a) ON UPDATE CASCADE ON DELETE CASCADE);
INSERT INTO ofpair VALUES (1, 'x'), (NULL, 'nobody'), (7, NULL), (2, 'y');
CREATE TABLE cpk (k TEXT, l INT, PRIMARY KEY (k, l)) WITHOUT ROWID; INSERT INTO cpk VALUES ('k', 1);
CREATE TABLE ofcpk (k TEXT, l INT, FOREIGN KEY (k, l) REFERENCES cpk); INSERT INTO ofcpk VALUES ('k', 1);
CREATE TABLE byindex (u TEXT); CREATE UNIQUE INDEX byindex_u ON byindex (u); INSERT INTO byindex VALUES ('u'), (NULL);
CREATE TABLE ofindex (u TEXT REFERENCES byindex (u)); INSERT INTO ofindex VALUES ('u');
CREATE TABLE vc (c VARCHAR(5) PRIMARY KEY, d DECIMAL(5,2) UNIQUE); INSERT INTO vc VALUES ('abc', 1.5);
CREATE TABLE ofvc (c TEXT REFERENCES vc, d NUMERIC REFERENCES vc (d)); INSERT INTO ofvc VALUES ('abc', 1.50);
CREATE TABLE late (x INT CONSTRAINT "late key" REFERENCES later DEFERRABLE INITIALLY DEFERRED, y INT REFERENCES later NOT DEFERRABLE, z INT REFERENCES later DEFERRABLE INITIALLY IMMEDIATE);
INSERT INTO late VALUES (1, 2, 1);
`)
	actions := []string{"NO ACTION", "RESTRICT", "SET NULL", "SET DEFAULT", "CASCADE"}
	var statements []string
	for i, del := range actions {
		for j := range 2 {
			n, upd := 2*i+j, actions[(i+2*j)%len(actions)]
			fmt.Fprintf(&script, "CREATE TABLE p%d (id INTEGER PRIMARY KEY); INSERT INTO p%[1]d VALUES (1), (2), (3), (99);\n", n)
			fmt.Fprintf(&script, "CREATE TABLE c%d (n INT, p INT DEFAULT 99 REFERENCES p%[1]d ON DELETE %s ON UPDATE %s); INSERT INTO c%[1]d VALUES (1, 1), (2, 2), (3, NULL);\n", n, del, upd)
			statements = append(statements, fmt.Sprintf("DELETE FROM p%d WHERE id = 1;", n), fmt.Sprintf("UPDATE p%d SET id = 50 WHERE id = 2;", n),
				fmt.Sprintf("DELETE FROM p%d WHERE id = 3;", n), fmt.Sprintf("INSERT INTO c%d VALUES (4, 77);", n))
		}
	}
	statements = append(statements,
		"INSERT INTO before VALUES (9, NULL);", "INSERT INTO before VALUES (NULL, 9);", "DELETE FROM later WHERE id = 2;",
		"INSERT INTO tree VALUES (9, 9);", "INSERT INTO tree VALUES (10, 11);", "DELETE FROM tree WHERE id = 2;",
		"INSERT INTO hen VALUES (9, 9);", "DELETE FROM hen WHERE id = 1;", "DELETE FROM egg WHERE id = 1;",
		"UPDATE pair SET b = 'z' WHERE a = 1;", "DELETE FROM pair WHERE a = 2;", "INSERT INTO ofpair VALUES (1, 'x');", "INSERT INTO ofpair VALUES (1, NULL);",
		"INSERT INTO ofcpk VALUES ('k', 2);", "INSERT INTO ofcpk VALUES (NULL, 2);", "INSERT INTO ofindex VALUES ('v');",
		"INSERT INTO ofvc VALUES ('abd', NULL);", "INSERT INTO ofvc VALUES (NULL, 1.51);", "INSERT INTO ofvc VALUES ('abc', 1.5);",
		"BEGIN; INSERT INTO late VALUES (70, 1, 1); INSERT INTO later VALUES (70, 'late'); COMMIT;", "BEGIN; INSERT INTO late VALUES (71, 1, 1); COMMIT;",
		"BEGIN; INSERT INTO late VALUES (1, 72, 1); INSERT INTO later VALUES (72, 'late'); COMMIT;",
		"BEGIN; INSERT INTO late VALUES (1, 1, 73); INSERT INTO later VALUES (73, 'late'); COMMIT;")
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		file, said := arrive(t, db, script.String())
		if strings.Contains(said, "warning") {
			t.Errorf("the command warns:\n%s", said)
		}
		if got, want := one(t, db, "SELECT count(*) FROM pg_constraint WHERE contype = 'f'"), "23"; got != want {
			t.Errorf("%s foreign keys, want %s", got, want)
		}
		if got := one(t, db, `SELECT string_agg(condeferrable || ' ' || condeferred, ',' ORDER BY conkey) FROM pg_constraint WHERE contype = 'f' AND conrelid = 'late'::regclass`); got != "true true,false false,true false" {
			t.Errorf("deferrable, deferred: %s", got)
		}
		both(t, file, db, statements...)
		roundtrip.Compare(t, file, db)
	})
}

func TestOrphans(t *testing.T) {
	t.Parallel()
	const script = `
CREATE TABLE parent (id INTEGER PRIMARY KEY, "The Name" TEXT UNIQUE); INSERT INTO parent VALUES (1, 'a');
CREATE TABLE child (n INT, p INT REFERENCES parent ON DELETE CASCADE, q TEXT CONSTRAINT "Odd 'key'" REFERENCES parent ("The Name"));
INSERT INTO child VALUES (1, 1, 'a'), (2, NULL, NULL), (3, 7, 'a'), (4, 8, 'b'), (5, 1, 'c');
CREATE TABLE pair (a INT, b INT, PRIMARY KEY (a, b)); INSERT INTO pair VALUES (1, 1), (1, 2);
CREATE TABLE ofpair (n INT, a INT, b INT, FOREIGN KEY (b, a) REFERENCES pair (b, a)); INSERT INTO ofpair VALUES (1, 1, 2), (2, 2, 1), (3, NULL, 9), (4, 9, NULL);
CREATE TABLE self (id INTEGER PRIMARY KEY, up INT REFERENCES self); INSERT INTO self VALUES (1, 1), (2, 5);
CREATE TABLE fine (p INT REFERENCES parent); INSERT INTO fine VALUES (1);`
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		file := database(t, script)
		whole := translate(t, dump(t, file)).stdout
		for _, arg := range []string{"-q", "-1"} {
			reset(t, db)
			r := load(t, db, whole, arg)
			if arg == "-1" {
				r.Stderr = regexp.MustCompile(`WARNING: .*transaction.*\n`).ReplaceAllString(r.Stderr, "")
			}
			leftOpen(t, r, `"child_p_fkey"`, `"Odd 'key'"`, `"ofpair_b_a_fkey"`, `"self_up_fkey"`)
			roundtrip.Compare(t, file, db)
			got := strings.Join(listings(t, db, r.Stderr), "; ")
			if got != "[3 7 a] [4 8 b]; [4 8 b] [5 1 c]; [2 2 1]; [2 5]" {
				t.Errorf("the warnings list %s", got)
			}
			if got := column(t, db, "SELECT conname FROM pg_constraint WHERE contype = 'f' AND NOT convalidated ORDER BY conname COLLATE \"C\""); got != "Odd 'key',child_p_fkey,ofpair_b_a_fkey,self_up_fkey" {
				t.Errorf("not valid: %s", got)
			}
			if r := db.Psql(t, nil, "-c", "INSERT INTO child VALUES (9, 9, NULL)"); r.Code == 0 {
				t.Error("another orphan is taken")
			}
			db.Load(t, `DELETE FROM child WHERE n IN (3, 4, 5); ALTER TABLE child VALIDATE CONSTRAINT child_p_fkey`)
		}
	})
}

// TestDeleteOrphans: rows whose parent is missing are deleted, and those whose parent is deleted with them; PostgreSQL says
// how many of which table, and shows some.
func TestDeleteOrphans(t *testing.T) {
	t.Parallel()
	const script = `
CREATE TABLE parent (id INTEGER PRIMARY KEY, "the $do$; 'name" TEXT UNIQUE); INSERT INTO parent VALUES (1, 'a');
CREATE TABLE "chi'ld" (id INTEGER PRIMARY KEY, p INT REFERENCES parent, q TEXT REFERENCES parent ("the $do$; 'name"));
INSERT INTO "chi'ld" VALUES (1, 1, 'a'), (2, NULL, NULL), (3, 7, 'a'), (4, 8, 'b'), (5, 1, 'c');
CREATE TABLE grand (id INTEGER PRIMARY KEY, c INT REFERENCES "chi'ld"); INSERT INTO grand VALUES (1, 1), (2, 3), (3, 4), (4, NULL);
CREATE TABLE self (id INTEGER PRIMARY KEY, up INT REFERENCES self); INSERT INTO self VALUES (1, 1), (2, 5), (3, 2), (4, 3);
CREATE TABLE ofpair (n INT, a INT, b INT, FOREIGN KEY (b, a) REFERENCES pair (b, a)); INSERT INTO ofpair VALUES (1, 1, 2), (2, 2, 1), (3, NULL, 9);
CREATE TABLE pair (a INT, b INT, PRIMARY KEY (a, b)); INSERT INTO pair VALUES (1, 1), (1, 2);
CREATE TABLE log (n INT); CREATE TRIGGER g AFTER DELETE ON self BEGIN INSERT INTO log VALUES (old.id); END;`
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		text := dump(t, database(t, script))
		want := map[string]string{"SELECT id FROM \"chi'ld\" ORDER BY id": "1,2", "SELECT id FROM grand ORDER BY id": "1,4", "SELECT id FROM self ORDER BY id": "1", "SELECT n FROM ofpair ORDER BY n": "1,3",
			"SELECT count(*) FROM log": "0", "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND NOT convalidated": "0", "SELECT count(*) FROM pg_constraint WHERE contype = 'f'": "5"}
		db := s.Database(t)
		r := load(t, db, translate(t, text, "--delete-orphans", "--verify").stdout)
		if r.Code != 0 {
			t.Fatalf("exit code %d\n%s", r.Code, r.Stderr)
		}
		for query, rows := range want {
			if got := column(t, db, query); got != rows {
				t.Errorf("%s: %s, want %s", query, got, rows)
			}
		}
		for _, said := range []string{`2 rows of "chi'ld" deleted, whose parent in parent is missing`, `such as (3,7,a) (4,8,b)`, `1 row of "chi'ld" deleted`, `1 row of self deleted`, `2 rows of grand deleted, whose parent in "chi'ld" is missing`, `1 row of ofpair deleted`} {
			if !strings.Contains(r.Stderr, said) {
				t.Errorf("without %q:\n%s", said, r.Stderr)
			}
		}
	})
}

// TestImpossibleForeignKeys has keys that PostgreSQL cannot have: the command says so, and nothing else is lost.
func TestImpossibleForeignKeys(t *testing.T) {
	t.Parallel()
	const script = `
CREATE TABLE parent (id INTEGER PRIMARY KEY, t TEXT UNIQUE, nc TEXT COLLATE NOCASE UNIQUE, n INT, d DATE UNIQUE); INSERT INTO parent VALUES (1, '1', 'A', 5, '2024-01-01');
CREATE TABLE nokey (a INT); INSERT INTO nokey VALUES (1);
CREATE TABLE c1 (a INT REFERENCES missing (id)); INSERT INTO c1 VALUES (1);
CREATE TABLE c2 (a INT REFERENCES parent (n)); INSERT INTO c2 VALUES (5);
CREATE TABLE c3 (a INT REFERENCES nokey); INSERT INTO c3 VALUES (1);
CREATE TABLE c4 (a TEXT REFERENCES parent (id)); INSERT INTO c4 VALUES ('1');
CREATE TABLE c5 (a INT REFERENCES parent (nosuch)); INSERT INTO c5 VALUES (1);
CREATE TABLE c6 (a INT, b INT, FOREIGN KEY (a, b) REFERENCES parent); INSERT INTO c6 VALUES (1, 1);
CREATE TABLE c7 (a TEXT REFERENCES parent (nc)); INSERT INTO c7 VALUES ('a');
CREATE TABLE c8 (a TEXT REFERENCES parent (d)); INSERT INTO c8 VALUES ('2024-01-01');
CREATE TABLE c9 (a INT REFERENCES parent, b INT REFERENCES missing); INSERT INTO c9 VALUES (1, 1);
CREATE TABLE p10 (a INT); CREATE UNIQUE INDEX p10_a ON p10 (a) WHERE a > 5; INSERT INTO p10 VALUES (1);
CREATE TABLE c10 (a INT REFERENCES p10 (a)); INSERT INTO c10 VALUES (1);`
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		_, said := arrive(t, db, script)
		for n := 1; n <= 10; n++ {
			if strings.Count(said, fmt.Sprintf(`table "c%d": its foreign key`, n)) != 1 {
				t.Errorf("the key of c%d is not said once", n)
			}
		}
		if got := one(t, db, "SELECT count(*) FROM pg_constraint WHERE contype = 'f'"); got != "1" {
			t.Errorf("%s foreign keys, want 1", got)
		}
		if t.Failed() {
			t.Log(said)
		}
	})
}

func TestChecks(t *testing.T) {
	t.Parallel()
	const script = `
CREATE TABLE c (n INT CHECK (n > 0), t TEXT CONSTRAINT "Short" CHECK (length(t) < 4), b BOOLEAN CHECK (b IN (0, 1)), r REAL, d DECIMAL(6,2),
	CHECK (r BETWEEN -1.5 AND 1e10), CHECK (n IS NOT NULL OR t <> 'x'), CHECK (d >= 0 AND d * 2 < 1000), CHECK (t >= 'B' OR t = ''), CHECK (t NOT LIKE 'q%'),
	CHECK (CASE WHEN b THEN n > 5 ELSE n IS NULL OR n > -100 END));
INSERT INTO c VALUES (1, 'Bcd', 0, 1.5, 9.99), (NULL, '', NULL, NULL, NULL), (6, 'é', 1, -1.5, 0);
CREATE TABLE v (n INT CHECK (n < 10)); INSERT INTO v VALUES (1), (NULL);`
	statements := []string{
		"INSERT INTO c (n) VALUES (0);", "INSERT INTO c (n) VALUES (1);", "INSERT INTO c (n, t) VALUES (1, 'Bcde');", "INSERT INTO c (n, t) VALUES (1, 'éé🐘');", "INSERT INTO c (n, t) VALUES (1, 'abc');",
		"INSERT INTO c (n, t) VALUES (1, 'a');", "INSERT INTO c (n, t) VALUES (1, 'É');", "INSERT INTO c (n, t) VALUES (1, 'q');", "INSERT INTO c (n, t) VALUES (1, 'Q');", "INSERT INTO c (n, t) VALUES (1, 'C');",
		"INSERT INTO c (t) VALUES ('x');", "INSERT INTO c (r) VALUES (-1.6);", "INSERT INTO c (r) VALUES (1e10);", "INSERT INTO c (r) VALUES (10000000001);", "INSERT INTO c (d) VALUES (-0.01);", "INSERT INTO c (d) VALUES (500);", "INSERT INTO c (d) VALUES (499.99);",
		"INSERT INTO c (n, b) VALUES (5, true);", "INSERT INTO c (n, b) VALUES (6, true);", "INSERT INTO c (n, b) VALUES (5, false);",
	}
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		file, said := arrive(t, db, script)
		if got := one(t, db, "SELECT count(*) FROM pg_constraint WHERE contype = 'c' AND conrelid <> 0"); got != "10" {
			t.Errorf("%s checks\n%s", got, said)
		}
		both(t, file, db, statements...)
		roundtrip.Compare(t, file, db)

		reset(t, db)
		sqlite(t, file, "PRAGMA ignore_check_constraints = ON; INSERT INTO v VALUES (11), (10), (3); INSERT INTO c (n, t) VALUES (-1, 'Babc');")
		r := load(t, db, translate(t, dump(t, file)).stdout)
		leftOpen(t, r, `"c_n_check"`, `"Short"`, `"v_n_check"`)
		roundtrip.Compare(t, file, db)
		got := listings(t, db, r.Stderr)
		if len(got) != 3 || !strings.HasPrefix(got[0], "[-1 Babc ") || got[1] != got[0] || got[2] != "[10] [11]" {
			t.Errorf("the warnings list %q", got)
		}
	})
}

func TestGenerated(t *testing.T) {
	t.Parallel()
	const script = `
CREATE TABLE g (id INTEGER PRIMARY KEY, a INT, b INT AS (a + 1), c INT GENERATED ALWAYS AS (a * 2) STORED, t TEXT, l TEXT AS (lower(t)) VIRTUAL, n INT NOT NULL AS (length(t)), z TEXT);
INSERT INTO g (id, a, t, z) VALUES (1, 5, 'ABC', 'z'), (2, NULL, 'É', NULL), (3, 4611686018427387903, '', '');
CREATE TABLE first (s TEXT AS (a || '-' || b) STORED, a TEXT, b TEXT); INSERT INTO first (a, b) VALUES ('x', 'y'), (NULL, 'y');
CREATE TABLE lost (a INT, j JSON, b AS (length(j)), c INT AS (random() * 0 + a)); INSERT INTO lost (a) VALUES (1);
CREATE TABLE other (e AS (c || '!'), c INT AS (a * b), d AS (c || 'x'), a INT, b INT, f REAL AS (a / 2.0), m TEXT, y DATETIME, n INT AS (m || ''), g DATE AS (date(y, '+1 day')), o AS (a > 1));
INSERT INTO other (a, b, m, y) VALUES (1, 2, '7', '2024-01-31 10:00:00'), (NULL, 1, '8', NULL);
CREATE TABLE longs (a INT, b INT, c INT AS (a * b)); INSERT INTO longs (a, b) VALUES (1, 2), (3000000000000, 4), (5000000000000, 6);
CREATE INDEX on_generated ON g (c);`
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		script := strings.Replace(script, ", c INT AS (random() * 0 + a)", "", 1) // SQLite forbids it
		file, said := arrive(t, db, script)
		if strings.Count(said, `table "lost", column "b": the generated column is left out`) != 1 || strings.Count(said, "[generated-left-out]") != 1 {
			t.Errorf("not said:\n%s", said)
		}
		if got := column(t, db, "SELECT attname FROM pg_attribute WHERE attgenerated = 's' AND attnum > 0 ORDER BY 1"); got != "b,c,c,c,d,e,f,g,l,n,n,o,s" {
			t.Errorf("generated columns %s", got)
		}
		both(t, file, db, "INSERT INTO g (id, a, t) VALUES (9, 7, 'Seven');")
		both(t, file, db, "UPDATE g SET a = a - 1, t = 'ÀB' WHERE id = 1;")
		both(t, file, db, "INSERT INTO g (id, a, t) VALUES (10, 7, NULL);")
		roundtrip.Compare(t, file, db)

		// Some producers write the generated values, too.
		reset(t, db)
		text := "PRAGMA foreign_keys=OFF;\nBEGIN;\nCREATE TABLE g (a INT, b INT AS (a + 1), c TEXT);\n" +
			"INSERT INTO g VALUES(1,2,'x');\nINSERT INTO g VALUES(5,6,NULL);\nINSERT INTO \"g\" (\"a\",\"b\",\"c\") VALUES (7,8,'y');\nINSERT INTO g(c,a) VALUES('z',9);\nCOMMIT;\n"
		loadClean(t, db, translate(t, text).stdout)
		if got := column(t, db, "SELECT concat_ws('|', a, b, c) FROM g ORDER BY a"); got != "1|2|x,5|6,7|8|y,9|10|z" {
			t.Errorf("rows %s", got)
		}
		// The arity changes in one table.
		reset(t, db)
		text = "BEGIN;\nCREATE TABLE g (a INT, b INT AS (a + 1));\nINSERT INTO g VALUES(1,2);\nINSERT INTO g VALUES(5);\nCOMMIT;\n"
		if r := command(t, strings.NewReader(text)); r.code == 0 {
			loadClean(t, db, r.stdout)
			if got := column(t, db, "SELECT concat_ws('|', a, b) FROM g ORDER BY a"); got != "1|2,5|6" {
				t.Errorf("rows %s", got)
			}
		} else if !strings.Contains(r.stderr, "row 2") || commits(r.stdout) {
			t.Errorf("exit code %d\n%s", r.code, r.stderr)
		}
	})
}

// TestDefaults inserts a row of defaults in both databases after the load.
// TestGeneratedFails has expressions that fail on some value: the column is passed over, the data commits. An integer
// that is longer than those of the window is none of them.
func TestGeneratedFails(t *testing.T) {
	t.Parallel()
	rows := "INSERT INTO late VALUES (1, 2, '" + strings.Repeat("x", 3<<20) + "');\nINSERT INTO late VALUES (1, 2, '');\nINSERT INTO late VALUES (9000000000000000000, 9, '');\n"
	text := "BEGIN;\nCREATE TABLE fails (a INT, j TEXT, b INT AS (json_extract(j, '$.x')), z TEXT);\nINSERT INTO fails VALUES (1, '{\"x\":5}', 'z');\nINSERT INTO fails VALUES (2, 'no json', 'z');\n" +
		"CREATE TABLE works (j TEXT, b INT AS (json_extract(j, '$.x')), z TEXT);\nINSERT INTO works VALUES ('{\"x\":5}', 'z');\n" +
		"CREATE TABLE late (a INT, c AS (a * b), b INT, long TEXT);\n" + rows + "COMMIT;\n"
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		r := command(t, strings.NewReader(text))
		for _, moved := range []string{`"works", column "b"`, `"late", column "c"`} {
			if !strings.Contains(r.stderr, "table "+moved+": the generated column moves to the end of the table") {
				t.Errorf("%s: not said\n%s", moved, r.stderr)
			}
		}
		leftOpen(t, load(t, db, r.stdout), `"fails"`)
		for query, want := range map[string]string{
			"SELECT a || z FROM fails ORDER BY 1": "1z,2z", "SELECT b || z FROM works": "5z",
			"SELECT DISTINCT c FROM late ORDER BY 1": "2,81000000000000000000",
		} {
			if got := column(t, db, query); got != want {
				t.Errorf("%s: %s", query, got)
			}
		}
	})
}

func TestDefaults(t *testing.T) {
	t.Parallel()
	const script = `
CREATE TABLE d (n INT, i INT DEFAULT 5, neg INT DEFAULT -5, pos INT DEFAULT +7, par INT DEFAULT (12), big INT DEFAULT 9223372036854775807, low INT DEFAULT -9223372036854775808,
	hex INT DEFAULT 0x1F, r REAL DEFAULT 1.5, rn REAL DEFAULT -1e-5, ri REAL DEFAULT 3, dec DECIMAL(6,2) DEFAULT 10.50, num NUMERIC DEFAULT .1,
	t TEXT DEFAULT 'it''s \ $$ é', te TEXT DEFAULT '', tn TEXT DEFAULT 5, td TEXT DEFAULT "dq", tid TEXT DEFAULT bare, tp TEXT DEFAULT ('par'), tl TEXT DEFAULT '
line', v VARCHAR(5) DEFAULT 'abc',
	nul TEXT DEFAULT NULL, b BLOB DEFAULT x'00ff5c', be BLOB DEFAULT x'', bt BLOB DEFAULT 'text', tr BOOLEAN DEFAULT TRUE, fa BOOLEAN DEFAULT false, b1 BOOL DEFAULT 1, b0 BOOL NOT NULL DEFAULT 0, bq BOOL DEFAULT 't',
	it INT DEFAULT true, is_ INT DEFAULT '42', ts DATETIME DEFAULT '2024-02-29 12:30:00', da DATE DEFAULT '2024-02-29', ti TIME DEFAULT '07:05:01', j JSON DEFAULT '{"a": [1]}', js JSON DEFAULT '[]',
	u UUID DEFAULT 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', any_ DEFAULT 'x', inf REAL DEFAULT 9e999, ninf REAL DEFAULT -9e999, nn TEXT NOT NULL DEFAULT 'n');
CREATE TABLE now (n INT, ts DATETIME DEFAULT CURRENT_TIMESTAMP, tp TIMESTAMP DEFAULT (CURRENT_TIMESTAMP), d DATE DEFAULT CURRENT_DATE, t TIME DEFAULT current_time,
	tt TEXT DEFAULT CURRENT_TIMESTAMP, td TEXT DEFAULT CURRENT_DATE, tm TEXT DEFAULT CURRENT_TIME, dd DATETIME DEFAULT CURRENT_DATE, vc VARCHAR(19) DEFAULT CURRENT_TIMESTAMP);`
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		file, said := arrive(t, db, script)
		if strings.Contains(said, "[default-left-out]") {
			t.Errorf("a DEFAULT is left out:\n%s", said)
		}
		both(t, file, db, "INSERT INTO d (n) VALUES (1);")
		roundtrip.Compare(t, file, db)
		// The two databases are asked at about the same time: seconds are cut off by SQLite, kept by PostgreSQL.
		const cut = `INSERT INTO now (n) VALUES (1); SELECT %s FROM now;`
		lite := sqlite(t, file, fmt.Sprintf(cut, "strftime('%s', ts), strftime('%s', tp), d, strftime('%s', '2000-01-01 ' || t), strftime('%s', tt), length(tt), td, strftime('%s', '2000-01-01 ' || tm), length(tm), date(dd), strftime('%s', vc)"))
		db.Load(t, "SET TimeZone = 'Asia/Kolkata'; INSERT INTO now (n) VALUES (1)")
		var pg []string
		for _, f := range db.Query(t, `SELECT extract(epoch FROM ts)::bigint, extract(epoch FROM tp)::bigint, d, extract(epoch FROM '2000-01-01'::timestamp + t)::bigint,
			extract(epoch FROM tt::timestamp)::bigint, length(tt), td, extract(epoch FROM ('2000-01-01 ' || tm)::timestamp)::bigint, length(tm), dd::date, extract(epoch FROM vc::timestamp)::bigint FROM now`)[0] {
			pg = append(pg, *f)
		}
		want := strings.Split(strings.TrimSpace(lite), "|")
		for i := range want {
			var a, b int64
			_, err := fmt.Sscan(want[i], &a)
			_, err2 := fmt.Sscan(pg[i], &b)
			if want[i] != pg[i] && (err != nil || err2 != nil || strings.Contains(want[i], "-") || b-a > 20 || a-b > 20) {
				t.Errorf("value %d is %s in SQLite, %s in PostgreSQL", i, want[i], pg[i])
			}
		}
	})
}

func TestIndexes(t *testing.T) {
	t.Parallel()
	const script = `
CREATE TABLE t (a INT, b TEXT, c REAL, f BOOLEAN, d DATE);
INSERT INTO t VALUES (1, 'x', 1.5, 1, '2024-01-01'), (NULL, NULL, NULL, NULL, NULL), (2, 'Y', 0, 0, NULL);
CREATE INDEX plain ON t (a);
CREATE INDEX "Two Columns" ON t (b, a DESC);
CREATE INDEX partial ON t (a) WHERE b IS NOT NULL AND a > 0;
CREATE INDEX partial_bool ON t (a) WHERE f = 1;
CREATE INDEX partial_text ON t (a) WHERE b = 'it''s';
CREATE INDEX expression ON t (lower(b), a + 1);
CREATE INDEX nocase ON t (b COLLATE NOCASE);
CREATE INDEX ifs ON t (coalesce(a, 0));
CREATE UNIQUE INDEX uniq ON t (a, b DESC);
CREATE UNIQUE INDEX uniq_partial ON t (c) WHERE c > 0;
CREATE INDEX left1 ON t (strftime('%Y', d));
CREATE INDEX left2 ON t (b COLLATE BINARY, substr(b, 1, 2));
CREATE INDEX constant ON t ("no such column");
CREATE TABLE single (a INT); INSERT INTO single VALUES (1);
CREATE UNIQUE INDEX one_row ON single (0);
CREATE TABLE repeated (a INT); INSERT INTO repeated VALUES (1), (1);
CREATE UNIQUE INDEX no_rows ON repeated (a, NULL);`
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		_, said := arrive(t, db, script)
		want := map[string]string{
			"plain":        "CREATE INDEX plain ON public.t USING btree (a)",
			"Two Columns":  `CREATE INDEX "Two Columns" ON public.t USING btree (b, a DESC NULLS LAST)`,
			"partial":      "CREATE INDEX partial ON public.t USING btree (a) WHERE ((b IS NOT NULL) AND (a > 0))",
			"partial_bool": "CREATE INDEX partial_bool ON public.t USING btree (a) WHERE f",
			"partial_text": "CREATE INDEX partial_text ON public.t USING btree (a) WHERE (b = 'it''s'::text)",
			"expression":   `CREATE INDEX expression ON public.t USING btree (lower((b COLLATE "C")), ((a + 1)))`,
			"nocase":       `CREATE INDEX nocase ON public.t USING btree (lower((b COLLATE "C")))`,
			"ifs":          "CREATE INDEX ifs ON public.t USING btree (COALESCE(a, (0)::bigint))",
			"uniq":         "CREATE UNIQUE INDEX uniq ON public.t USING btree (a, b DESC NULLS LAST)",
			"left1":        "CREATE INDEX left1 ON public.t USING btree (sqlite_strftime('%Y'::text, VARIADIC ARRAY[sqlite_text(d)]))",
			"left2":        "CREATE INDEX left2 ON public.t USING btree (b, substr(b, 1, 2))",
			"constant":     "CREATE INDEX constant ON public.t USING btree (('no such column'::text))",
			"one_row":      "CREATE UNIQUE INDEX one_row ON public.single USING btree ((0))",
			"no_rows":      "CREATE INDEX no_rows ON public.repeated USING btree (a)",
			"uniq_partial": "CREATE UNIQUE INDEX uniq_partial ON public.t USING btree (c) WHERE (c > (0)::double precision)",
		}
		for _, r := range db.Query(t, "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'") {
			if got := *r[1]; got != want[*r[0]] {
				t.Errorf("index %q is %s", *r[0], got)
			}
			delete(want, *r[0])
		}
		for name := range want {
			t.Errorf("index %q did not arrive", name)
		}
		if strings.Contains(said, "is not translated") {
			t.Error(said)
		}
	})
}

// TestIndexTooLarge has indexes whose rows a btree cannot hold: hashes stand in for them, the data commits.
func TestIndexTooLarge(t *testing.T) {
	t.Parallel()
	const script = `
CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT, b BLOB UNIQUE); INSERT INTO t VALUES (1, hex(randomblob(9000)), randomblob(9000)), (2, 'short', x'00');
CREATE INDEX on_text ON t (x); CREATE INDEX on_id ON t (id); CREATE INDEX on_both ON t (id, x); CREATE UNIQUE INDEX folded ON t (x COLLATE NOCASE, id);
CREATE TABLE k (x TEXT PRIMARY KEY) WITHOUT ROWID; INSERT INTO k SELECT x FROM t;
CREATE TABLE w (id INTEGER PRIMARY KEY, a TEXT, b TEXT, fits TEXT); INSERT INTO w VALUES (1, 'a', 'b', ''), (2, hex(randomblob(1000)), hex(randomblob(1000)), hex(randomblob(1346)));
CREATE INDEX together ON w (a, b); CREATE INDEX just ON w (fits);`
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		file := database(t, script)
		translated := translate(t, dump(t, file))
		for _, want := range []string{
			`table "t", column "b", row 1, key 1: 1 value is longer than the 2692 bytes that a unique constraint holds`, `table "k", column "x", row `, `that the primary key holds`,
			`table "t", index "on_text", column "x", row 1, key 1: 1 value`, `table "t", index "on_both", column "x", row 1`, `table "t", index "folded", column "x", row 1`,
			`table "w", index "together": its values may have 4000 bytes together, more than the 2692 that the index holds`,
		} {
			if !strings.Contains(translated.stderr, want) {
				t.Errorf("%s is not said:\n%s", want, translated.stderr)
			}
		}
		if n := strings.Count(translated.stderr, "[index-row-too-long]"); n != 6 {
			t.Errorf("%d are said:\n%s", n, translated.stderr)
		}
		r := load(t, db, translated.stdout)
		leftOpen(t, r, `"t_b_key"`, `"k_pkey"`, `"on_text"`, `"on_both"`, `"folded"`, `"together"`)
		roundtrip.Compare(t, file, db)
		want := `folded (md5(lower((x COLLATE "C"))), id),just (fits),k_pkey (md5(x)),on_both (id),on_id (id),on_text (x),t_b_key (md5(b)),t_pkey (id),together (a),w_pkey (id)`
		if got := column(t, db, `SELECT indexname || ' ' || substring(indexdef from '\(.*') FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1`); got != want {
			t.Errorf("indexes %s", got)
		}
		if r := db.Psql(t, strings.NewReader("INSERT INTO t (b) SELECT b FROM t")); !strings.Contains(r.Stderr, "t_b_key") {
			t.Errorf("a value came twice: %s", r.Stderr)
		}

		// Indexes that stand refuse the rows, as is said.
		reset(t, db)
		load(t, db, translate(t, dump(t, file), "--schema-only").stdout)
		translated = translate(t, dump(t, file), "--data-only")
		if n := strings.Count(translated.stderr, "it refuses the rows, and nothing is committed [index-row-too-long]"); n != 6 {
			t.Errorf("%d are said:\n%s", n, translated.stderr)
		}
		if r := load(t, db, translated.stdout); !strings.Contains(r.Stderr, "ERROR:  index row ") {
			t.Errorf("they take the rows: %s", r.Stderr)
		}
		schema := filepath.Join(t.TempDir(), "schema.sql")
		text := "--\n-- PostgreSQL database dump\n--\n\nCREATE TABLE public.k (x text NOT NULL);\nALTER TABLE ONLY public.k ADD CONSTRAINT k_key PRIMARY KEY (x);\n\n--\n-- PostgreSQL database dump complete\n--\n"
		if err := os.WriteFile(schema, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		reset(t, db)
		db.Load(t, text)
		translated = command(t, strings.NewReader(dump(t, file)), "-t", "k", "--into", schema)
		if want := `1 value is longer than the 2692 bytes that key "k_key" holds: unless compression makes room, it refuses the rows`; !strings.Contains(translated.stderr, want) {
			t.Errorf("%s is not said:\n%s", want, translated.stderr)
		}
		if r := load(t, db, translated.stdout); !strings.Contains(r.Stderr, "ERROR:  index row ") {
			t.Errorf("it takes the rows: %s", r.Stderr)
		}
	})
}
