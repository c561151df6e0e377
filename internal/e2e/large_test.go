package e2e

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
	"github.com/sqlite2pg/sqlite2pg/internal/roundtrip"
)

// Rows of more than 4 MiB are written in parts. What stands behind the large value may fit its column, or not.
const largeRows = `
CREATE TABLE fits (id INTEGER PRIMARY KEY, big BLOB, n INT DEFAULT 7, v VARCHAR(3), at DATETIME, u UUID, raw BLOB, name TEXT, b BOOLEAN, j JSON, d DECIMAL(5,2), g INT AS (id + 1), any);
INSERT INTO fits VALUES (1, zeroblob(3000000), 1, 'abc', 1700000000, x'6f1d0e9a000040008000012345678901', x'00', 'n', 1, '{"a": 1}', 1.25, 1),
	(2, x'00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL), (3, zeroblob(3000000), 2, 'x', 0, NULL, x'ff', '', 0, '[]', -1, 2);
CREATE TABLE moves (id INTEGER PRIMARY KEY, big BLOB, n INT DEFAULT 7, v VARCHAR(3), at DATETIME, u UUID, raw BLOB, name TEXT, b BOOLEAN, j JSON, d DECIMAL(5,2), any);
INSERT INTO moves VALUES (1, x'00', 1, 'abc', 1700000000, x'6f1d0e9a000040008000012345678901', x'00', 'n', 1, '{"a": 1}', 1.25, 1),
	(2, zeroblob(3000000), 'two', 'abcd', 'never', x'ff', 5, x'ff', 'maybe', 'none', 1e30, 'x'), (3, zeroblob(3000000), 3, '', '', x'00', '', 'text', 0, '{}', 1e999, x'ff');
CREATE TABLE twice (a TEXT, b TEXT, n INT);
INSERT INTO twice VALUES ('a', 'b', 1), (replace(hex(zeroblob(2500000)), '00', 'é\'), CAST(zeroblob(300000) AS BLOB), 1e999);`

func TestLargeRows(t *testing.T) {
	t.Parallel()
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		file := database(t, largeRows)
		loadClean(t, db, translate(t, dump(t, file), "--verify").stdout)
		roundtrip.Compare(t, file, db)
		// With the types that were decided, the schema and the data may come one by one.
		types := filepath.Join(t.TempDir(), "types")
		text := dump(t, file)
		reset(t, db)
		for _, args := range [][]string{{"--types-out=" + types}, {"--schema-only", "--types=" + types}, {"--data-only", "--types=" + types}} {
			r := command(t, strings.NewReader(text), args...)
			if r.code != 0 {
				t.Fatalf("%s: exit code %d\n%s", args, r.code, r.stderr)
			}
			if len(args) > 1 {
				loadClean(t, db, r.stdout)
			}
		}
		roundtrip.Compare(t, file, db)
	})
}
