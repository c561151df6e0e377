package e2e

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/internal/pghash"
	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
	"github.com/sqlite2pg/sqlite2pg/internal/roundtrip"
)

// Our hash must be the server's for texts of every length.
func TestVerifyHashIsTheServers(t *testing.T) {
	t.Parallel()
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		r := rand.New(rand.NewPCG(1, 1))
		var values, want []string
		for i := range 500 {
			text := make([]byte, i%50)
			for j := range text {
				text[j] = "ab\x01~'\\z"[r.IntN(7)]
			}
			seed := int64(i-250) * 7_000_000_001
			values = append(values, fmt.Sprintf("(%d, %s, %d)", i, literal("é"+string(text)), seed))
			want = append(want, fmt.Sprint(pghash.Text([]byte("é"+string(text)), seed)))
		}
		got := column(t, db, `SELECT hashtextextended(x COLLATE "C", seed) FROM (VALUES `+strings.Join(values, ", ")+") v (i, x, seed) ORDER BY i")
		if got != strings.Join(want, ",") {
			t.Errorf("got %.200s\nwant %.200s", got, strings.Join(want, ","))
		}
	})
}

// precious has a column of each type, and widens some in mid-stream: the first
// row of each table fills the window.
const precious = `CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT, r REAL, n NUMERIC, d DECIMAL(8,2), f BOOLEAN, m DATETIME, day DATE,
  clock TIME, j JSON, u UUID, x BLOB, v VARCHAR(9), z, g INT AS (id + 1), pad TEXT DEFAULT 'p');
INSERT INTO t VALUES (1, 'one', 'eins', 1.5, 1, 1.25, 1, '2024-01-01 10:00:00', '2024-01-01', '10:00:00', '{"a": [1]}', '6f1d0e9a-0000-4000-8000-0123456789ab', x'00ff', 'nine chars', 7, replace(hex(zeroblob(1100000)), '0', 'x'));
INSERT INTO t VALUES (2, 'two', 'zwei', -0.0, 2.5, 100, 0, '2024-01-01 10:00:01.5', '1999-12-31', '23:59:59.5', '"it''s"', NULL, x'', '', 'text', NULL);
INSERT INTO t VALUES (3, 'three' || char(10) || '\n', 'drei', 1e300, 9223372036854775807, 0.5, NULL, NULL, NULL, NULL, '[]', NULL, NULL, NULL, NULL, 'q');
INSERT INTO t VALUES (4, 'four', 'vier', 5, 1e15, -3, 1, '2024-01-01T10:00:00', '2024-01-01 10:00:00', '10:00', 'no json', 'no uuid', 'text', 'longer than nine', x'c328', 'r');
INSERT INTO t VALUES (5, x'c328', 'fünf', 'no number', 'no number', 1.125, 'x', 'now', '', '', '', '', 5, x'ff', 1.5, 's');
INSERT INTO t VALUES (6, 'six', 'sechs', 123456789.0, 'six', 1.125, 'x', 'now', '', '', '', '', x'c3', 'six', 1.5, replace(hex(zeroblob(40000)), '0', 'é'));
CREATE TABLE empty (a TEXT);
CREATE TABLE "Zwei ' Wörter" ("ä ' b" TEXT, c INT);
INSERT INTO "Zwei ' Wörter" VALUES ('a', 1), ('b', 2), (NULL, 3), ('', 4);`

func TestVerifyPasses(t *testing.T) {
	t.Parallel()
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		_, said := arrive(t, db, precious, "--verify")
		if n := strings.Count(said, "[widened]"); n < 8 {
			t.Errorf("%d columns were widened in mid-stream: the case shows too little\n%s", n, said)
		}
	})
}

// Each way in which a script can be damaged between two programs.
func TestVerifySeesDamage(t *testing.T) {
	t.Parallel()
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		script := translateOnce(t, dump(t, database(t, precious)), "--verify")
		line := func(from string) string {
			m := regexp.MustCompile(`(?m)^` + from + `\t.*\n`).FindString(script)
			if m == "" {
				t.Fatalf("no row %s", from)
			}
			return m
		}
		replace := func(old, with string) string {
			if strings.Count(script, old) != 1 {
				t.Fatalf("%q stands %d times in the script", old, strings.Count(script, old))
			}
			return strings.Replace(script, old, with, 1)
		}
		two, three := line("2"), line("3")
		for what, c := range map[string]struct{ script, want string }{
			"a character":           {replace("\ttwo\t", "\ttwp\t"), `table t is not what the dump holds: column a differs`},
			"a letter's case":       {replace("\ttwo\t", "\tTwo\t"), `column a differs`},
			"a digit of a real":     {replace("123456789.0\t", "123456788.0\t"), `column r differs`},
			"NULL for a text":       {replace("\ttwo\t", "\t\\N\t"), `column a differs`},
			"a text for NULL":       {replace("\\N\t3\n", "\t3\n"), `table "Zwei ' Wörter" is not what the dump holds: column "ä ' b" differs`},
			"a lost row":            {replace(two, ""), `it has 5 rows, the dump 6`},
			"a doubled row":         {replace(two, two+two), `it has 7 rows, the dump 6`},
			"a row for another":     {replace(two, three), `differs`},
			"values of two rows":    {replace("a\t1\nb\t2\n", "b\t1\na\t2\n"), `table "Zwei ' Wörter" is not what the dump holds: values stand in other rows`},
			"values of two columns": {replace("\ttwo\tzwei\t", "\tzwei\ttwo\t"), `column a differs; column b differs`},
			"a row too many": {replace("CREATE FUNCTION pg_temp.sqlite2pg_verify", "INSERT INTO empty VALUES ('x');\nCREATE FUNCTION pg_temp.sqlite2pg_verify"),
				`table empty is not what the dump holds: it has 1 rows, the dump 0`},
			"a long text's end":      {replace("é\n", "e\n"), `column pad differs`},
			"a widening's direction": {replace("THEN '0' END", "THEN '2' END"), `column f differs`},
		} {
			t.Run(what, func(t *testing.T) {
				defer reset(t, db)
				for _, args := range [][]string{{}, {"-1"}} {
					r := load(t, db, c.script, args...)
					if r.Code == 0 || !strings.Contains(r.Stderr, c.want) {
						t.Errorf("psql %s: exit code %d, want %q\n%s", args, r.Code, c.want, r.Stderr)
					}
					nothing(t, db, what)
				}
			})
		}
	})
}

// Data for a schema that exists is verified, too; what its types respell is
// told from NULL only.
func TestVerifyDataOnly(t *testing.T) {
	t.Parallel()
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		file := database(t, `CREATE TABLE t (id INT, a TEXT, j JSON, m DATETIME, x BLOB);
INSERT INTO t VALUES (1, 'x', '{"b": 1, "a": 2}', '2024-01-01T10:00:00', x'00'), (2, NULL, NULL, NULL, NULL);`)
		loadClean(t, db, translateOnce(t, dump(t, file), "--schema-only"))
		script := translateOnce(t, dump(t, file), "--data-only", "--verify")
		if r := load(t, db, strings.Replace(script, "1\tx\t", "1\ty\t", 1)); r.Code == 0 || !strings.Contains(r.Stderr, "column a differs") {
			t.Errorf("exit code %d\n%s", r.Code, r.Stderr)
		}
		loadClean(t, db, script)
		roundtrip.Compare(t, file, db)
		if r := load(t, db, script); r.Code == 0 || !strings.Contains(r.Stderr, "it has 4 rows, the dump 2") {
			t.Errorf("a second load: exit code %d\n%s", r.Code, r.Stderr)
		}
	})
}

// A column that an INSERT leaves to its default is left out, and said.
func TestVerifyPartial(t *testing.T) {
	t.Parallel()
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		r := command(t, strings.NewReader("BEGIN; CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT DEFAULT 'x', b TEXT); INSERT INTO t (b) VALUES ('b'); INSERT INTO t VALUES (7, 'a', 'b'); COMMIT;"), "--verify")
		if strings.Count(r.stderr, "[verify-partial]") != 1 {
			t.Errorf("want one warning:\n%s", r.stderr)
		}
		loadClean(t, db, r.stdout)
		reset(t, db)
		if got := load(t, db, strings.Replace(r.stdout, "\nb\t1\n", "\nc\t1\n", 1)); got.Code == 0 || !strings.Contains(got.Stderr, "column b differs") {
			t.Errorf("exit code %d\n%s", got.Code, got.Stderr)
		}
	})
}
