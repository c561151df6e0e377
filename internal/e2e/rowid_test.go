package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
	"github.com/sqlite2pg/sqlite2pg/internal/roundtrip"
)

// TestRowids has views read rowids that no column holds, and rows come by INSERT without a
// list of columns.
func TestRowids(t *testing.T) {
	t.Parallel()
	in, err := os.ReadFile("../../testdata/golden/rowids/in.sql")
	if err != nil {
		t.Fatal(err)
	}
	insert := "INSERT INTO t VALUES ('new', 9); INSERT INTO plain (a) VALUES ('p'); INSERT INTO plain VALUES ('q', '2024-01-01 10:00:00', 'r'); INSERT INTO seen VALUES ('a', 1, 'b'); INSERT INTO counted VALUES ('c', NULL), ('d', NULL);"
	queries := []string{"SELECT * FROM v", "SELECT * FROM w", "SELECT rowid, w FROM log ORDER BY 1", "SELECT a, made IS NULL FROM plain", "SELECT * FROM (SELECT a, n, made FROM seen) s", "SELECT count(*), max(n) FROM counted"}
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		for _, parts := range [][][]string{{nil}, {{"--serial"}}, {{"--schema-only"}, {"--data-only"}}} {
			db := s.Database(t)
			file := database(t, string(in))
			for _, args := range parts {
				loadClean(t, db, translate(t, dump(t, file), args...).stdout)
			}
			roundtrip.Compare(t, file, db)
			sqlite(t, file, insert)
			db.Load(t, insert)
			for _, q := range queries {
				want := strings.TrimSpace(sqlite(t, file, ".mode list\n"+q+";"))
				want = strings.NewReplacer("p|0\nq|0", "p|f\nq|f").Replace(want)
				if got := strings.Join(listed(db.Query(t, q)), "\n"); got != want {
					t.Errorf("%v: %s: %s, SQLite says %s", parts, q, got, want)
				}
			}
		}
	})
}

// TestRowidsAreKept has rows whose rowids do not count from 1: they are those that views read, where the input has them.
func TestRowidsAreKept(t *testing.T) {
	t.Parallel()
	var many strings.Builder // 9,000 gaps
	many.WriteString("CREATE TABLE many (w); WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 18000) INSERT INTO many SELECT 'w' || i FROM c; DELETE FROM many WHERE rowid % 2 = 0; CREATE VIEW many_v AS SELECT rowid AS r, w FROM many;")
	script := `CREATE TABLE a (x INTEGER, y TEXT, rowid TEXT); INSERT INTO a VALUES (1, 'p', ''), (2, 'q', ''), (3, 'r', ''), (4, 's', ''); DELETE FROM a WHERE x IN (1, 4); INSERT INTO a (_rowid_, x, y) VALUES (-7, 0, 'it''s'), (1000, 9, NULL);
CREATE VIEW v AS SELECT _rowid_ AS r, y FROM a WHERE oid < 2000;
CREATE TABLE log (r, "with space" INT AS (r + 1)); INSERT INTO log (rowid, r) VALUES (5, 1);
CREATE TRIGGER tr AFTER DELETE ON log BEGIN UPDATE log SET r = OLD.rowid WHERE rowid = OLD.rowid + 1; END;
CREATE VIEW log_v AS SELECT rowid AS r, r AS x FROM log;
CREATE TABLE big (b BLOB, t TEXT); INSERT INTO big (rowid, b, t) VALUES (3, zeroblob(3000000), 'large'), (9, x'00', 'small');
CREATE VIEW big_v AS SELECT rowid AS r, t, length(b) AS l FROM big;
CREATE TABLE k (id INTEGER PRIMARY KEY, t TEXT); INSERT INTO k VALUES (3, 'k'); CREATE VIEW k_v AS SELECT rowid AS r, t FROM k;
` + many.String()
	queries := []string{"SELECT r, y FROM v", "SELECT r, x FROM log_v", "SELECT r, t, l FROM big_v", "SELECT count(*), sum(r * (length(w) + 1)), min(r), max(r) FROM many_v", "SELECT r, t FROM k_v"}
	insert := "INSERT INTO a (x) VALUES (7); INSERT INTO log (r) VALUES (8); DELETE FROM log WHERE r = 1; INSERT INTO many VALUES ('new');"
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		for _, c := range []struct {
			name string
			load func(t *testing.T, db *pgtest.Database, file string) (said string)
		}{
			{"a file", func(t *testing.T, db *pgtest.Database, file string) string {
				r := command(t, nil, "--verify", file)
				loadClean(t, db, r.stdout)
				return r.stderr
			}},
			{"a dump, serial", func(t *testing.T, db *pgtest.Database, file string) string {
				r := command(t, strings.NewReader(sqlite(t, file, ".dump --preserve-rowids")), "--serial")
				loadClean(t, db, r.stdout)
				return r.stderr
			}},
			{"an archive", func(t *testing.T, db *pgtest.Database, file string) string {
				folder := filepath.Join(t.TempDir(), "archive")
				said := command(t, nil, "-F", "d", "-f", folder, file).stderr
				if r := db.Restore(t, "-j", "2", "-e", folder); r.Code != 0 || r.Stderr != "" {
					t.Fatal(r.Stderr)
				}
				return said
			}},
		} {
			t.Run(c.name, func(t *testing.T) {
				db, file := s.Database(t), database(t, script)
				if said := c.load(t, db, file); strings.Contains(said, "numbered from 1") || strings.Contains(said, "rowid-dropped") {
					t.Error(said)
				}
				alike(t, file, db, queries...)
				sqlite(t, file, insert)
				db.Load(t, insert)
				alike(t, file, db, queries...)
			})
		}
		// Where some rows bring none, all are numbered, and it is said.
		db := s.Database(t)
		r := translate(t, "CREATE TABLE t (a TEXT);\nINSERT INTO t (rowid, a) VALUES (5, 'x');\nINSERT INTO t VALUES ('y');\nCREATE VIEW v AS SELECT rowid AS r, a FROM t;\n")
		load(t, db, r.stdout)
		if got := column(t, db, "SELECT r FROM v ORDER BY 1"); got != "1,2" || !strings.Contains(r.stderr, "numbered from 1") || !strings.Contains(r.stderr, "rowid-dropped") {
			t.Errorf("%s\n%s", got, r.stderr)
		}
	})
}
