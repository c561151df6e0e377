package e2e

import (
	"os"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
)

// TestDefaultsChanged has rows come that are left to a DEFAULT which is no value of its
// column's type: they are found, compared and ordered as SQLite does it.
func TestDefaultsChanged(t *testing.T) {
	t.Parallel()
	in, err := os.ReadFile("../../testdata/golden/defaults-changed/in.sql")
	if err != nil {
		t.Fatal(err)
	}
	queries := []string{
		"SELECT id FROM job ORDER BY started, id", "SELECT id FROM job ORDER BY ended DESC, id", "SELECT id FROM job WHERE zone < '1900-01-01' ORDER BY 1", "SELECT id FROM job WHERE day IS NULL",
		"SELECT id FROM job WHERE started < '2000-01-01' AND ended IS NOT NULL AND day < '0001-01-01'",
		"SELECT id, on_top, n, said FROM job ORDER BY id", "SELECT id FROM job WHERE n < 1", "SELECT id, word FROM job",
	}
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		file, _ := arrive(t, db, string(in))
		// The text 'TRUE' or '"0"' that SQLite keeps stands for the number.
		sqlite(t, file, "INSERT INTO job (id) VALUES (2); UPDATE job SET on_top = 1, n = 0 WHERE id = 2;")
		db.Load(t, "INSERT INTO job (id) VALUES (2)")
		for _, q := range queries {
			want := strings.TrimSpace(sqlite(t, file, ".mode list\n"+q+";"))
			if got := strings.Join(listed(db.Query(t, q)), "\n"); got != want {
				t.Errorf("%s: %s, SQLite says %s", q, got, want)
			}
		}
		if got := one(t, db, "SELECT active::text || share || extract(epoch FROM unix)::int FROM job WHERE id = 2"); got != "010" {
			t.Errorf("numbers %s", got)
		}
	})
}

// listed are rows as sqlite3 prints them in mode list.
func listed(rows [][]*string) (out []string) {
	for _, row := range rows {
		values := make([]string, len(row))
		for i, v := range row {
			if v != nil {
				values[i] = *v
			}
		}
		out = append(out, strings.Join(values, "|"))
	}
	return out
}
