package e2e

import (
	"os"
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
