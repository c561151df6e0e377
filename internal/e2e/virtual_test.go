package e2e

import (
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
	"github.com/sqlite2pg/sqlite2pg/internal/roundtrip"
)

// virtualTables has virtual tables of the modules that sqlite3 brings.
const virtualTables = `
CREATE TABLE doc (id INTEGER PRIMARY KEY, t TEXT, u TEXT); INSERT INTO doc VALUES (1, 'One two', 'three');
CREATE TABLE f3_config (k, v); INSERT INTO f3_config VALUES (1, 2); -- no shadow table of f3
CREATE VIRTUAL TABLE f5 USING fts5(a, "b c" UNINDEXED, tokenize = 'porter');
INSERT INTO f5 VALUES ('x y', 'q'), (NULL, 'qq'), ('Hello world', 5);
CREATE VIRTUAL TABLE f4 USING fts4(title, body TEXT, notindexed=title, languageid=lid); INSERT INTO f4 (title, body, lid) VALUES ('t', 'b', 3);
CREATE VIRTUAL TABLE f3 USING fts3(); INSERT INTO f3 VALUES ('content of f3');
CREATE VIRTUAL TABLE r USING rtree(id, x0, x1, y0, y1, +name TEXT, +z INT);
WITH RECURSIVE c (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM c WHERE i < 3000)
    INSERT INTO r SELECT i * 7, i * 1.1, i * 1.1 + 0.3, -i, 1e30 / i, 'n' || i, i FROM c;
INSERT INTO r VALUES (-5, -1e-40, 0, 1e38, 1e39, NULL, NULL);
CREATE VIRTUAL TABLE ri USING rtree_i32(id, x0, x1); INSERT INTO ri VALUES (9223372036854775807, -2147483648, 2147483647);
CREATE VIRTUAL TABLE none USING rtree(id, a, b);
CREATE VIRTUAL TABLE ext USING fts5(t, u, content='doc', content_rowid='id'); INSERT INTO ext (ext) VALUES ('rebuild');
CREATE VIRTUAL TABLE gone USING fts5(t, content=''); INSERT INTO gone (rowid, t) VALUES (1, 'gone');`

// TestVirtualTables loads virtual tables that come before their shadow tables, and after VACUUM behind them.
func TestVirtualTables(t *testing.T) {
	t.Parallel()
	queries := []string{
		`SELECT rowid, a, "b c" FROM f5 ORDER BY 1`, "SELECT docid, title, body, lid FROM f4", "SELECT docid, content FROM f3",
		"SELECT id, name, z FROM r ORDER BY id", "SELECT id FROM r WHERE x0 = x1 OR y0 > y1 ORDER BY id", "SELECT id, x0, x1 FROM ri", "SELECT count(*) FROM none",
		"SELECT sum(x0 > 100), sum(y1 < 1e27), sum(x0 = 1099.9999), sum(x1 = 3.5999999046325684) FROM r",
	}
	inPostgres := strings.NewReplacer("sum(x", "sum((x", "sum(y", "sum((y", "),", ")::int),", ") FROM r", ")::int) FROM r")
	for _, after := range []string{"", "VACUUM;"} {
		pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
			db := s.Database(t)
			file, said := arrive(t, db, virtualTables+after, "--fts=tsvector", "--verify")
			if got := column(t, db, "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1"); got != "doc,f3,f3_config,f4,f5,none,r,ri" {
				t.Errorf("%s: tables %s", after, got)
			}
			for _, q := range queries {
				want := strings.TrimSpace(sqlite(t, file, ".mode list\n"+q+";"))
				if strings.HasPrefix(q, "SELECT sum") {
					q = inPostgres.Replace(q)
				}
				var lines []string
				for _, row := range db.Query(t, q) {
					lines = append(lines, strings.ReplaceAll(join(row), ",", "|"))
				}
				if got := strings.ReplaceAll(strings.Join(lines, "\n"), "NULL", ""); got != want {
					t.Errorf("%s: %s\n%s", after, q, firstDifference(want, got))
				}
			}
			if got := column(t, db, `SELECT rowid FROM f5 WHERE tsv @@ to_tsquery('simple', 'hello & world')`); got != "3" {
				t.Errorf("found %s", got)
			}
			if got := column(t, db, "SELECT indexname FROM pg_indexes WHERE schemaname = 'public' AND indexdef LIKE '%USING gin%' ORDER BY 1"); got != "ext,f3_tsv_idx,f4_tsv_idx,f5_tsv_idx" {
				t.Errorf("indexes %s", got)
			}
			if strings.Count(said, "[virtual-table]") != 8 || !strings.Contains(said, `virtual table "gone": is not translated`) {
				t.Errorf("said:\n%s", said)
			}
			if got := roundtrip.Next(t, db, "r", "id"); got != 21001 {
				t.Errorf("next key %d", got)
			}
			roundtrip.Compare(t, file, db)
		})
	}
}
