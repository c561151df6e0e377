package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
)

// laterRows are tables of which some are empty, or hold values that do not show what others will be, queries, and what an
// application inserts after the load: in SQLite, and in PostgreSQL's types. What a query means must not be taken from the
// rows that happened to be there.
var laterRows = []struct {
	name, tables, lite, pg string
	queries                []string
}{
	{"GUIDs as blobs, one table empty", `
CREATE TABLE a(id GUID, n INTEGER); INSERT INTO a VALUES(x'03557F7F813952239B4E67C69545237A',1),(x'13557F7F813952239B4E67C69545237A',2);
CREATE TABLE b(id GUID, n INTEGER);`,
		`INSERT INTO b VALUES(x'03557F7F813952239B4E67C69545237A',5),(x'23557F7F813952239B4E67C69545237A',6)`,
		`INSERT INTO b VALUES('03557F7F-8139-5223-9B4E-67C69545237A',5),('23557F7F-8139-5223-9B4E-67C69545237A',6)`,
		[]string{
			"SELECT n FROM a WHERE id IN (SELECT id FROM b)",
			"SELECT n FROM a WHERE id NOT IN (SELECT id FROM b)",
			"SELECT a.n FROM a JOIN b ON a.id = b.id",
			"SELECT a.n FROM a JOIN b USING (id)",
			"SELECT a.n, b.n FROM a LEFT JOIN b ON a.id IS b.id",
			"SELECT n FROM a WHERE NOT EXISTS (SELECT 1 FROM b WHERE b.id = a.id)",
			"SELECT count(*) FROM (SELECT id FROM a UNION SELECT id FROM b)",
			"SELECT count(*) FROM (SELECT id FROM a EXCEPT SELECT id FROM b)",
			"SELECT count(*) FROM (SELECT id FROM a INTERSECT SELECT id FROM b)",
			"SELECT hex(id) FROM b",
			"SELECT typeof(id), length(id) FROM b",
			"SELECT n FROM b WHERE id = x'03557F7F813952239B4E67C69545237A'",
			"SELECT n FROM b WHERE id IN (x'03557F7F813952239B4E67C69545237A', x'00')",
			"SELECT a.n, b.n FROM a, b WHERE a.id < b.id",
			"SELECT n FROM b ORDER BY id",
			"SELECT n, (SELECT coalesce(b.id, a.id) FROM b WHERE b.id = a.id) IS NULL FROM a",
		}},
	{"GUIDs as texts or blobs", `
CREATE TABLE a(id GUID, n INTEGER); INSERT INTO a VALUES(x'03557F7F813952239B4E67C69545237A',1);
CREATE TABLE c(id GUID); INSERT INTO c VALUES('03557f7f-8139-5223-9b4e-67c69545237a');
CREATE TABLE b(id GUID, n INTEGER);`,
		`INSERT INTO b VALUES(x'03557F7F813952239B4E67C69545237A',5)`,
		`INSERT INTO b VALUES('03557F7F-8139-5223-9B4E-67C69545237A',5)`,
		[]string{
			"SELECT n FROM a WHERE id IN (SELECT id FROM b)",
			"SELECT a.n FROM a JOIN b ON b.id = a.id",
			"SELECT count(*) FROM (SELECT id FROM b UNION SELECT id FROM a)",
			"SELECT n FROM b WHERE id = x'03557F7F813952239B4E67C69545237A'",
			"SELECT CASE b.id WHEN a.id THEN 'same' ELSE 'other' END FROM a, b",
		}},
	{"GUIDs beside a column of blobs", `
CREATE TABLE a(id BLOB, n INTEGER); INSERT INTO a VALUES(x'03557F7F813952239B4E67C69545237A',1);
CREATE TABLE b(id GUID);`,
		`INSERT INTO b VALUES(x'03557F7F813952239B4E67C69545237A')`,
		`INSERT INTO b VALUES('03557F7F-8139-5223-9B4E-67C69545237A')`,
		[]string{"SELECT n FROM a WHERE id IN (SELECT id FROM b)", "SELECT n FROM a JOIN b USING(id)"}},
	{"unix time, one table empty", `
CREATE TABLE a(at DATETIME, n INTEGER); INSERT INTO a VALUES(1600000000,1),(1700000000,2);
CREATE TABLE b(at DATETIME, n INTEGER);`,
		`INSERT INTO b VALUES(1600000000,5),(1650000000,6)`,
		`INSERT INTO b VALUES(to_timestamp(1600000000) AT TIME ZONE 'UTC',5),(to_timestamp(1650000000) AT TIME ZONE 'UTC',6)`,
		[]string{
			"SELECT n FROM b WHERE at > 1600000001",
			"SELECT n FROM b WHERE at < 1600000001",
			"SELECT a.n, b.n FROM a JOIN b ON a.at < b.at",
			"SELECT a.n, b.n FROM a JOIN b USING (at)",
			"SELECT n FROM a WHERE at IN (SELECT at FROM b)",
			"SELECT datetime(at, 'unixepoch'), at / 60, typeof(at) FROM b",
			"SELECT at FROM b UNION SELECT at FROM a",
			"SELECT n, max(at, 1630000000) FROM b",
		}},
	{"unix time, a constant says which", `
CREATE TABLE b(s DATETIME, m DATETIME, n INTEGER);`,
		`INSERT INTO b VALUES(1600000000,1600000000000,5),(1650000000,1650000000000,6)`,
		`INSERT INTO b SELECT to_timestamp(s) AT TIME ZONE 'UTC', to_timestamp(s) AT TIME ZONE 'UTC', n FROM (VALUES (1600000000,5),(1650000000,6)) AS v(s,n)`,
		[]string{
			"SELECT n FROM b WHERE s > 1600000001",
			"SELECT n FROM b WHERE m BETWEEN 1600000000001 AND 1650000000001",
			"SELECT n FROM b WHERE s IN (1600000000, 5)",
			"SELECT n, datetime(s, 'unixepoch') FROM b",
		}},
	{"truth as letters", `CREATE TABLE b(f BOOLEAN, n INTEGER);`,
		`INSERT INTO b VALUES('t',1),('f',2)`, `INSERT INTO b VALUES(true,1),(false,2)`,
		[]string{"SELECT n FROM b WHERE f = 't'", "SELECT n FROM b WHERE f <> 't'", "SELECT n FROM b WHERE f IN ('f')"}},
	{"truth as numbers", `CREATE TABLE b(f BOOLEAN, n INTEGER);`,
		`INSERT INTO b VALUES(1,1),(0,2)`, `INSERT INTO b VALUES(true,1),(false,2)`,
		[]string{"SELECT n FROM b WHERE f", "SELECT n FROM b WHERE f = 1", "SELECT n FROM b WHERE NOT f", "SELECT n FROM b WHERE f = '0'"}},
	{"numbers in columns of texts", `
CREATE TABLE a(x STRING, n INTEGER); INSERT INTO a VALUES('a',1),('b',2);
CREATE TABLE b(x, y WIBBLE, n INTEGER);`,
		`INSERT INTO a VALUES('5',3),('c',4),(12,5); INSERT INTO b VALUES(5,5,1),(12,12,2),('q','q',3)`,
		`INSERT INTO a VALUES('5',3),('c',4),('12',5); INSERT INTO b VALUES('5','5',1),('12','12',2),('q','q',3)`,
		[]string{
			"SELECT n FROM a WHERE x = 5",
			"SELECT n FROM a WHERE x <> 5",
			"SELECT n FROM a WHERE x < 12",
			"SELECT n FROM a WHERE x BETWEEN 1 AND 11",
			"SELECT n FROM a WHERE x IN (5, 12)",
			"SELECT n FROM a WHERE 6 > x",
			"SELECT n FROM b WHERE x = 5",
			"SELECT n FROM b WHERE x > 5",
			"SELECT n FROM b WHERE y < 12",
			"SELECT a.n, b.n FROM a JOIN b ON a.n = b.y",
			"SELECT CASE x WHEN 5 THEN 'five' ELSE 'other' END FROM b",
			"SELECT nullif(y, 12) FROM b",
		}},
	{"bytes that are texts", `
CREATE TABLE a(x TEXT, n INTEGER); INSERT INTO a VALUES('abc',1),('x',2);
CREATE TABLE b(x BLOB, n INTEGER);`,
		`INSERT INTO b VALUES('abc',5)`, `INSERT INTO b VALUES('abc',5)`,
		[]string{"SELECT n FROM b WHERE x = 'abc'", "SELECT a.n FROM a JOIN b ON a.x = b.x", "SELECT n FROM a WHERE x IN (SELECT x FROM b)"}},
	{"fractions of a second", `CREATE TABLE a(at DATETIME, s TEXT); INSERT INTO a VALUES('2024-01-01 10:00:00','2024-01-01 10:00:00');`,
		`INSERT INTO a VALUES('2024-01-01 10:00:00.25','2024-01-01 10:00:00.25')`, `INSERT INTO a VALUES('2024-01-01 10:00:00.25','2024-01-01 10:00:00.25')`,
		[]string{"SELECT count(*) FROM a WHERE at = s", "SELECT strftime('%f', at), at || '', length(at) FROM a", "SELECT substr(at, 1, 10), substr(at, 18, 5) FROM a"}},
}

func TestLaterRows(t *testing.T) {
	t.Parallel()
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		spread(t, s, len(laterRows), func(t *testing.T, db *pgtest.Database, i int) {
			c := laterRows[i]
			var script strings.Builder
			script.WriteString(c.tables)
			var list []*viewCase
			for i, q := range c.queries {
				v := &viewCase{name: fmt.Sprintf("q%d", i), query: q, ordered: strings.Contains(q, "ORDER BY")}
				list = append(list, v)
				fmt.Fprintf(&script, "CREATE VIEW %s AS %s;\n", v.name, q)
			}
			file := database(t, script.String())
			out := command(t, strings.NewReader(dump(t, file)))
			if out.code != 0 || strings.Contains(out.stderr, "is not translated") {
				t.Errorf("%s: exit code %d\n%s", c.name, out.code, out.stderr)
			}
			reset(t, db)
			loadClean(t, db, out.stdout)
			for _, v := range list {
				v.want = c.name + ": " + viewOf(out.stdout, v.name)
			}
			askSQLite(t, file, list)
			askPostgreSQL(t, db, list)
			sqlite(t, file, c.lite)
			if r := db.Psql(t, strings.NewReader(c.pg)); r.Stderr != "" {
				t.Fatal(r.Stderr)
			}
			for _, v := range list {
				v.rows = nil
			}
			askSQLite(t, file, list)
			askPostgreSQL(t, db, list)
		})
	})
}
