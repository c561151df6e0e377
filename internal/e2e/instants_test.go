package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
)

// instantTables hold timestamps: a dump's in any spelling, and for the answers that are wanted the same ones in the one
// spelling in which queries read them.
const instantTables = `
CREATE TABLE o(id INTEGER PRIMARY KEY, at DATETIME, done DATETIME, who TEXT);
CREATE TABLE z(id INTEGER PRIMARY KEY, at DATETIME);
CREATE TABLE p(id INTEGER PRIMARY KEY, at DATETIME, d DATE, s TEXT);
INSERT INTO p VALUES(1,'1996-07-05 10:00:00','1996-07-05','1996-07-05 10:00:00'),(2,'1997-01-01 00:00:00','1997-01-01','1997-01-01 00:00:00'),(3,NULL,NULL,NULL),(4,'1998-12-31 23:59:59','1998-12-31','no time');
`

var instantRows = map[bool]string{
	true: `INSERT INTO o VALUES(1,'1996-07-04','1996-07-16 00:00:00.000','a'),(2,'1996-07-05T10:00:00','1996-07-05 10:00','b'),(3,'1996-07-05 10:00:00.000','1996-08-01','a'),
(4,NULL,NULL,'c'),(5,'1997-01-01','1997-02-03T04:05:06.5','b'),(6,'1997-01-01 00:00','1997-01-01','a'),(7,'1998-12-31T23:59:59','1999-01-01 00:00:00.00','c');
INSERT INTO z VALUES(1,'1996-07-05T12:00:00+02:00'),(2,'1997-01-01 00:00:00Z'),(3,NULL),(4,'1998-12-31T18:59:59-05:00'),(5,'1996-07-04 00:00:00');`,
	false: `INSERT INTO o VALUES(1,'1996-07-04 00:00:00','1996-07-16 00:00:00','a'),(2,'1996-07-05 10:00:00','1996-07-05 10:00:00','b'),(3,'1996-07-05 10:00:00','1996-08-01 00:00:00','a'),
(4,NULL,NULL,'c'),(5,'1997-01-01 00:00:00','1997-02-03 04:05:06.5','b'),(6,'1997-01-01 00:00:00','1997-01-01 00:00:00','a'),(7,'1998-12-31 23:59:59','1999-01-01 00:00:00','c');
INSERT INTO z VALUES(1,'1996-07-05 10:00:00'),(2,'1997-01-01 00:00:00'),(3,NULL),(4,'1998-12-31 23:59:59'),(5,'1996-07-04 00:00:00');`,
}

// instantQueries are asked of both: in PostgreSQL over the timestamps of a dump, in SQLite over those in one spelling.
var instantQueries = []string{
	"SELECT id FROM o WHERE at > '1996-07-04 00:00:00'",
	"SELECT id FROM o WHERE at >= '1996-07-05 10:00:00'",
	"SELECT id FROM o WHERE at = '1996-07-05 10:00:00'",
	"SELECT id FROM o WHERE at <> '1997-01-01 00:00:00'",
	"SELECT id FROM o WHERE '1997-01-01 00:00:00' <= at",
	"SELECT id FROM o WHERE at IS '1997-01-01 00:00:00'",
	"SELECT id FROM o WHERE at IS NOT '1997-01-01 00:00:00'",
	"SELECT id FROM o WHERE at BETWEEN '1996-07-05 00:00:00' AND '1997-01-01 00:00:00'",
	"SELECT id FROM o WHERE at NOT BETWEEN '1996-07-05 00:00:00' AND '1996-12-31 23:59:59'",
	"SELECT id FROM o WHERE at BETWEEN datetime('1996-07-05') AND datetime('1997-12-31')",
	"SELECT id FROM o WHERE done < datetime(at, '+20 days')",
	"SELECT id FROM o WHERE at IN ('1996-07-04 00:00:00', '1998-12-31 23:59:59')",
	"SELECT id FROM o WHERE at NOT IN ('1996-07-04 00:00:00')",
	"SELECT id FROM o WHERE at IN (SELECT at FROM p)",
	"SELECT id FROM o WHERE at NOT IN (SELECT at FROM p WHERE at IS NOT NULL)",
	"SELECT id FROM o WHERE at IN (SELECT s FROM p)",
	"SELECT o.id, p.id AS pid FROM o JOIN p ON o.at = p.at",
	"SELECT o.id, p.id AS pid FROM o JOIN p USING (at)",
	"SELECT o.id, p.id AS pid FROM o JOIN p ON o.at < p.at",
	"SELECT o.id, p.id AS pid FROM o JOIN p ON o.at >= p.s",
	"SELECT o.id, p.id AS pid FROM o LEFT JOIN p ON o.at IS p.at",
	"SELECT a.id, b.id AS bid FROM o AS a JOIN o AS b ON a.at = b.at AND a.id < b.id",
	"SELECT a.id, b.id AS bid FROM o AS a JOIN o AS b ON a.done < b.at",
	"SELECT o.id, z.id AS zid FROM o JOIN z ON o.at = z.at",
	"SELECT o.id, z.id AS zid FROM o JOIN z ON o.at < z.at",
	"SELECT z.id, p.id AS pid FROM z JOIN p ON z.at = p.at",
	"SELECT id FROM z WHERE at >= '1997-01-01 00:00:00'",
	"SELECT id, strftime('%Y-%m', at) AS m, date(at) AS d FROM z",
	"ordered: SELECT id FROM o ORDER BY at, id",
	"ordered: SELECT id FROM o ORDER BY done DESC, id",
	"SELECT at, count(*) AS n FROM o GROUP BY at",
	"SELECT date(at) AS d, count(*) AS n FROM o GROUP BY date(at)",
	"SELECT strftime('%Y', at) AS y, count(*) AS n, min(at) AS a, max(done) AS b FROM o GROUP BY 1",
	"SELECT substr(at, 1, 10) AS d, count(*) AS n FROM o GROUP BY substr(at, 1, 10)",
	"SELECT id, substr(at, 1, 4) AS y, substr(at, 6, 2) AS m, substr(at, 12, 5) AS t, substr(at, 1, 19) AS a, substr(at, -8) AS b FROM o",
	"SELECT who, max(at) AS m FROM o GROUP BY who",
	"SELECT DISTINCT at FROM o",
	"SELECT count(DISTINCT at) AS n FROM o",
	"SELECT at FROM o UNION SELECT at FROM p",
	"SELECT at FROM o EXCEPT SELECT at FROM p",
	"SELECT at FROM o INTERSECT SELECT at FROM z",
	"SELECT id, coalesce(at, done) AS x, max(at, done) AS y, min(at, '1997-01-01 00:00:00') AS z FROM o",
	"SELECT id, CASE at WHEN '1996-07-05 10:00:00' THEN 'it' WHEN done THEN 'done' ELSE 'other' END AS c FROM o",
	"SELECT id, nullif(at, '1997-01-01 00:00:00') AS n, iif(at > done, 'late', 'ok') AS i FROM o",
	"SELECT id, julianday(done) - julianday(at) AS days, strftime('%s', at) AS s, datetime(at, '+1 day') AS d FROM o",
	"SELECT id, date(at, 'start of month') AS d, time(done) AS t, strftime('%W %j %w', at) AS w FROM o",
	"SELECT id FROM o WHERE date(at) = '1996-07-05'",
	"SELECT id FROM o WHERE date(at) BETWEEN '1996-07-04' AND '1996-12-31'",
	"SELECT id FROM o WHERE at LIKE '1996-07%' OR at LIKE '%23:59:59'",
	"SELECT id, at || '' AS x, length(at) AS n FROM o",
	"SELECT id FROM o WHERE at < date('now') AND at < CURRENT_TIMESTAMP",
	"SELECT o.id FROM o, p WHERE date(o.at) = p.d",
	"SELECT o.id, (SELECT max(p.at) FROM p WHERE p.at <= o.at) AS m FROM o",
	"SELECT id, row_number() OVER (ORDER BY at, id) AS n, lag(at) OVER (ORDER BY at, id) AS l FROM o",
	"SELECT id FROM o WHERE (at, id) > ('1996-07-05 10:00:00', 2)",
	"SELECT x.d, count(*) AS n FROM (SELECT substr(at, 1, 7) AS d FROM o WHERE at >= '1996-07-05 00:00:00') AS x GROUP BY x.d",
	"WITH v AS (SELECT at AS a, id FROM o) SELECT v.id FROM v JOIN p ON v.a = p.at",
}

// TestInstants asks queries over timestamps that are written in several ways in one column. What is wanted is what
// SQLite answers where all of them are written in one.
func TestInstants(t *testing.T) {
	t.Parallel()
	var views strings.Builder
	var list []*viewCase
	for i, q := range instantQueries {
		v := &viewCase{name: fmt.Sprintf("q%d", i), query: q}
		v.query, v.ordered = strings.CutPrefix(q, "ordered: ")
		list = append(list, v)
		fmt.Fprintf(&views, "CREATE VIEW %s AS %s;\n", v.name, v.query)
	}
	asDumped := database(t, instantTables+instantRows[true]+views.String())
	script := command(t, strings.NewReader(dump(t, asDumped)), "--verbose")
	if script.code != 0 || strings.Contains(script.stderr, "is not translated") {
		t.Fatalf("exit code %d\n%s", script.code, script.stderr)
	}
	for _, v := range list {
		v.want = viewOf(script.stdout, v.name)
		said := strings.Contains(script.stderr, fmt.Sprintf("note: view %q: compares and reads", v.name))
		if plain := strings.HasPrefix(v.query, "SELECT date(at) AS d, count(*)") || strings.HasPrefix(v.query, "SELECT id FROM o WHERE date(at)"); plain && said {
			t.Errorf("%s: no spelling counts, and a note says that one does", v.query)
		} else if strings.Contains(v.query, "WHERE at") && !said {
			t.Errorf("%s: no note says that spelling counts", v.query)
		}
	}
	askSQLite(t, database(t, instantTables+instantRows[false]+views.String()), list)
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		loadClean(t, db, script.stdout)
		askPostgreSQL(t, db, list)
	})
}
