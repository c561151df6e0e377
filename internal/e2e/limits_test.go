package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
)

// list is f(0), f(1), ..., separated by commas.
func list(n int, f string) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(strings.ReplaceAll(f, "#", fmt.Sprint(i)))
	}
	return b.String()
}

// TestLimits has what is at PostgreSQL's limits, which arrives, and what is beyond them, which is avoided or reported by
// its name when it is translated: the script loads.
func TestLimits(t *testing.T) {
	t.Parallel()
	script := strings.Join([]string{
		"CREATE TABLE k(id INTEGER PRIMARY KEY, " + list(40, "a# INT") + ", UNIQUE(" + list(32, "a#") + "), UNIQUE(" + list(33, "a#") + "))",
		"INSERT INTO k VALUES(1, " + list(40, "#") + ")",
		"CREATE INDEX i32 ON k(" + list(32, "a#") + ")", "CREATE INDEX i40 ON k(" + list(40, "a#") + ")", "CREATE UNIQUE INDEX u40 ON k(" + list(40, "a#") + ")",
		"CREATE TABLE pk33(" + list(33, "a# INT") + ", PRIMARY KEY(" + list(33, "a#") + "))",
		"CREATE TABLE fk33(" + list(33, "a# INT") + ", FOREIGN KEY(" + list(33, "a#") + ") REFERENCES pk33)",
		"CREATE TABLE w(" + list(1600, "a# INT") + ")", "CREATE TABLE x(" + list(100, "b# INT") + ")",
		"INSERT INTO w(a0, a1, a2) VALUES(1, 2, 3)",
		"CREATE VIEW v1600 AS SELECT * FROM w", "CREATE VIEW v1601 AS SELECT *, 1 AS one FROM w", "CREATE VIEW v1700 AS SELECT * FROM w, x",
		"CREATE VIEW o1664 AS SELECT a0 FROM w, x ORDER BY " + list(1600, "a#+1") + "," + list(63, "b#+1"),
		"CREATE VIEW o1665 AS SELECT a0 FROM w, x ORDER BY " + list(1600, "a#+1") + "," + list(64, "b#+1"),
		"CREATE VIEW g1665 AS SELECT count(*) FROM w, x GROUP BY " + list(1600, "a#+1") + "," + list(64, "b#+1"),
		"CREATE VIEW args AS SELECT max(" + list(101, "a#") + ") AS m, coalesce(" + list(101, "a#") + ") AS c, printf('" + strings.Repeat("%d", 101) + "', " + list(101, "a#") + ") AS p, json_array(" + list(101, "#") + ") AS j, min(" + list(120, "#") + ") AS n FROM w",
		"CREATE VIEW deep AS SELECT 1" + strings.Repeat("+1", 900) + " AS x, 'a'" + strings.Repeat("||'b'", 900) + " AS s",
		"CREATE VIEW in5000 AS SELECT 7 IN (" + list(5000, "#") + ") + 0 AS x",
		"CREATE TABLE " + strings.Repeat("n", 70) + "(" + strings.Repeat("c", 70) + " INT, " + strings.Repeat("c", 71) + " TEXT)",
		"CREATE TABLE wide(id INTEGER PRIMARY KEY, " + list(400, "t# TEXT") + ")", "INSERT INTO wide VALUES(1, " + list(400, "'"+strings.Repeat("x", 30)+"'") + ")",
	}, ";\n") + ";\n"
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		file := database(t, script)
		r := translate(t, dump(t, file))
		loadClean(t, db, r.stdout) // the views compare the values
		said := r.stderr
		for _, want := range []string{
			`table "k": its unique constraint is left out: PostgreSQL allows 32 columns in a key, and it has 33`,
			`table "pk33": its primary key is left out`, `table "fk33": its foreign key to "pk33" is left out`,
			`index "i40": PostgreSQL allows 32 columns in an index: it holds the first ones of its 40`, `index "u40"`,
			`"v1601": is not translated: PostgreSQL allows 1600 columns`, `"v1700"`,
			`"o1665": is not translated: PostgreSQL allows 1664 columns and terms of GROUP BY and ORDER BY, and it has 1665`, `"g1665"`, `is longer than 63 bytes`,
		} {
			if !strings.Contains(said, want) {
				t.Errorf("%s is not said:\n%s", want, said)
			}
		}
		if strings.Contains(said, "row-too-wide") || strings.Contains(said, `"o1664"`) {
			t.Errorf("what fits is reported:\n%s", said)
		}
		if got := column(t, db, "SELECT relname FROM pg_class WHERE relkind = 'v' AND relnamespace = 'public'::regnamespace ORDER BY 1"); got != "args,deep,in5000,o1664,v1600" {
			t.Errorf("views: %s", got)
		}
		alike(t, file, db, "SELECT m, c, p, n FROM args", "SELECT x, length(s) FROM deep", "SELECT x FROM in5000", "SELECT a0, a1, a2, a1599 FROM v1600", "SELECT a0 FROM o1664")

		// What a table's rows cannot hold is said before: the load fails as it says.
		tooWide := database(t, "CREATE TABLE wide(id INTEGER PRIMARY KEY, "+list(500, "t# TEXT")+");\nINSERT INTO wide VALUES(1, "+list(500, "'"+strings.Repeat("x", 30)+"'")+");\n")
		r = translate(t, dump(t, tooWide))
		if !strings.Contains(r.stderr, `table "wide", row 1: it takes 9032 (bytes) of a page, even with its long values moved out of it, and PostgreSQL allows 8160`) {
			t.Errorf("a row that is too wide: %s", r.stderr)
		}
		reset(t, db)
		if p := load(t, db, r.stdout); !strings.Contains(p.Stderr, "row is too big: size 9032, maximum size 8160") {
			t.Errorf("it is loaded: %s", p.Stderr)
		}
	})
}
