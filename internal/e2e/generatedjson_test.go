package e2e

import (
	"os"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
	"github.com/sqlite2pg/sqlite2pg/internal/roundtrip"
)

// TestGeneratedJSON takes columns out of JSON: each has its declared type where all values are
// of it, and is text where one is not. Views read the same from both.
func TestGeneratedJSON(t *testing.T) {
	t.Parallel()
	in, err := os.ReadFile("../../testdata/golden/generated-json/in.sql")
	if err != nil {
		t.Fatal(err)
	}
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		file := database(t, string(in))
		r := load(t, db, translate(t, dump(t, file)).stdout)
		if strings.Count(r.Stderr, "replaced by") != 4 {
			t.Errorf("psql: exit code %d\n%s", r.Code, r.Stderr)
		}
		roundtrip.Compare(t, file, db)
		for table, want := range map[string]string{
			"g":     "id int8,doc jsonb,txt text,b bool,d timestamp,i int8,r float8,b2 bool,dd date,n numeric,s text",
			"h":     "id int8,doc jsonb,b text,d text,i text,dd text,r float8,i2 int8",
			"later": "doc jsonb,b bool,d text",
		} {
			if got := column(t, db, "SELECT attname || ' ' || typname FROM pg_attribute JOIN pg_type ON pg_type.oid = atttypid WHERE attrelid = '"+table+"'::regclass AND attnum > 0 ORDER BY attnum"); got != want {
				t.Errorf("%s: %s", table, got)
			}
		}
		for _, q := range []string{"SELECT id, d, i, CAST(r * 10 AS INTEGER), dd FROM gv", "SELECT * FROM gw", "SELECT id, b, d, i, dd, CAST(r * 10 AS INTEGER), i2 FROM hv"} {
			want := strings.TrimSpace(sqlite(t, file, ".mode list\n"+q+";"))
			if got := strings.TrimSpace(strings.Join(listed(db.Query(t, q)), "\n")); got != want {
				t.Errorf("%s: %s, SQLite says %s", q, got, want)
			}
		}
		db.Load(t, `INSERT INTO later (doc) VALUES ('{"b": true, "d": "2024-01-01T10:00:00Z"}')`)
	})
}
