package e2e

import (
	"fmt"
	"testing"
)

// TestCollations asks whose collation counts in each operator and function, over columns of all collations.
// COLLATION_ROUNDS makes it longer, COLLATION_SEED begins elsewhere.
// https://sqlite.org/datatype3.html#collation
func TestCollations(t *testing.T) {
	t.Parallel()
	meaning{name: "COLLATION", tables: collationTables, query: collated.query, least: 90}.compare(t)
}

// TestCollationsCaseless asks the same where columns of NOCASE are citext: what is translated folds the letters A to Z only.
func TestCollationsCaseless(t *testing.T) {
	t.Parallel()
	meaning{name: "COLLATION", tables: collationTables, query: collated.query, least: 90, flags: []string{"--nocase=citext"}}.compare(t)
}

const collationTables = `
CREATE TABLE c(id INTEGER PRIMARY KEY, b TEXT COLLATE BINARY, n TEXT COLLATE NOCASE, r TEXT COLLATE RTRIM, t TEXT);
INSERT INTO c VALUES(1,'a','A','a ','A'),(2,'B','b','B','a '),(3,'x ','X','x','x'),(4,NULL,'q',NULL,'Q '),(5,'Foo','foo','FOO ','foo'),(6,'','','  ',NULL),(7,'é','É','é ','É'),(8,'a','a ','A','b');
CREATE TABLE d(id INTEGER PRIMARY KEY, n TEXT COLLATE NOCASE, b TEXT, r TEXT COLLATE RTRIM);
INSERT INTO d VALUES(1,'FOO','Foo','foo'),(2,'a','A','a  '),(3,'zz','zz','B'),(4,'B','x',NULL),(5,'é','',' ');
CREATE VIEW w AS SELECT id, n AS n, b AS b, +r AS r, CAST(n AS TEXT) AS k, n || '' AS e, b COLLATE NOCASE AS x FROM c;
CREATE VIEW u AS SELECT id, n AS n, r AS r FROM c UNION ALL SELECT id + 10, b, b || '' FROM d;
`

// A textQueries generates queries over texts.
type textQueries struct{}

var collated textQueries

// leaf is a column of a table, or a text.
func (textQueries) leaf(g generator, from string) string {
	columns := map[string][]string{"c": {"b", "n", "r", "t"}, "d": {"n", "b", "r"}, "w": {"n", "b", "r", "k", "e", "x"}, "u": {"n", "r"}}[from]
	if g.IntN(5) == 0 {
		return g.pick("'a'", "'A '", "'B'", "'foo'", "'x '", "'É'", "''")
	}
	return from + "." + g.pick(columns...)
}

// text is an expression whose value is a text, or NULL.
func (q textQueries) text(g generator, from string, depth int) string {
	if depth <= 0 {
		return q.leaf(g, from)
	}
	e := func() string { return q.text(g, from, depth-1) }
	switch g.IntN(20) {
	case 0, 1:
		return fmt.Sprintf("%s COLLATE %s", e(), g.pick("NOCASE", "RTRIM", "BINARY"))
	case 2:
		return "+" + q.leaf(g, from)
	case 3:
		return fmt.Sprintf("CAST(%s AS TEXT)", e())
	case 4:
		return fmt.Sprintf("(%s || %s)", e(), g.pick("''", "' '", e()))
	case 5:
		return fmt.Sprintf(g.pick("lower(%s)", "likely(%s)", "unlikely(%s)", "trim(%s)", "substr(%s, 1)", "replace(%s, 'q', 'b')"), e())
	case 6:
		return fmt.Sprintf(g.pick("coalesce(%s, %s)", "ifnull(%s, %s)", "nullif(%s, %s)", "min(%s, %s)", "max(%s, %s)"), e(), e())
	case 7:
		return fmt.Sprintf(g.pick("coalesce(%s, %s, %s)", "min(%s, %s, %s)", "max(%s, %s, %s)"), e(), e(), e())
	case 8:
		return fmt.Sprintf("iif(%s, %s, %s)", q.cond(g, from, depth-1), e(), e())
	case 9:
		return fmt.Sprintf("CASE %s WHEN %s THEN %s ELSE %s END", e(), e(), e(), e())
	case 10:
		return fmt.Sprintf("CASE WHEN %s THEN %s END", q.cond(g, from, depth-1), e())
	case 11:
		if from == "c" {
			return fmt.Sprintf("(SELECT %s FROM d WHERE d.id = c.id)", g.pick("d.n", "d.r", "d.b", "d.n COLLATE RTRIM", "d.b COLLATE NOCASE"))
		}
	case 12:
		if from == "c" {
			return fmt.Sprintf("(SELECT %s(%s) FROM d)", g.pick("min", "max"), q.text(g, "d", 1))
		}
	}
	return q.leaf(g, from)
}

func (textQueries) op(g generator) string {
	return g.pick("=", "=", "<>", "<", "<=", ">", ">=", "IS", "IS NOT", "==", "!=")
}

// cond is a condition on texts.
func (q textQueries) cond(g generator, from string, depth int) string {
	e := func() string { return q.text(g, from, depth) }
	switch g.IntN(16) {
	case 0:
		return fmt.Sprintf("(%s %s %s AND %s)", e(), g.pick("BETWEEN", "NOT BETWEEN"), e(), e())
	case 1, 2:
		list := e()
		for range g.IntN(3) {
			list += ", " + e()
		}
		return fmt.Sprintf("(%s %s (%s))", e(), g.pick("IN", "NOT IN"), list)
	case 3, 4, 5:
		return fmt.Sprintf("(%s %s (%s))", e(), g.pick("IN", "NOT IN"), q.list(g))
	case 6:
		return fmt.Sprintf("((%s, %s) %s (%s, %s))", e(), e(), q.op(g), e(), e())
	case 7, 8:
		return fmt.Sprintf("CASE %s WHEN %s THEN 1 WHEN %s THEN 2 ELSE 3 END = 1", e(), e(), e())
	case 9:
		if from == "c" {
			return fmt.Sprintf("EXISTS (SELECT 1 FROM d WHERE %s %s %s)", q.text(g, "d", 1), q.op(g), e())
		}
	case 10:
		return fmt.Sprintf("(%s %s %s)", q.cond(g, from, depth-1), g.pick("AND", "OR"), q.cond(g, from, depth-1))
	}
	return fmt.Sprintf("(%s %s %s)", e(), q.op(g), e())
}

// list is a query of one column.
func (q textQueries) list(g generator) string {
	one := func() string { return q.text(g, "d", g.IntN(2)) }
	switch g.IntN(8) {
	case 0:
		return fmt.Sprintf("SELECT %s FROM d UNION ALL SELECT %s FROM w", one(), q.text(g, "w", 0))
	case 1:
		return "SELECT " + q.text(g, "w", 0) + " FROM w"
	case 2:
		return "SELECT " + q.text(g, "u", 0) + " FROM u"
	case 3:
		return fmt.Sprintf("SELECT x FROM (SELECT %s AS x FROM d)", one())
	case 4:
		return fmt.Sprintf("SELECT %s FROM d WHERE %s", one(), q.cond(g, "d", 0))
	}
	return fmt.Sprintf("SELECT %s FROM d", one())
}

// compound is a query whose rows are compared whole, which shows them or counts them.
func (q textQueries) compound(g generator, depth int) string {
	op := func() string { return g.pick("UNION", "EXCEPT", "INTERSECT") }
	out := fmt.Sprintf("SELECT %s AS x FROM c %s SELECT %s FROM d", q.text(g, "c", depth), op(), q.text(g, "d", depth))
	switch g.IntN(5) {
	case 0:
		out = fmt.Sprintf("SELECT %s AS x, %s AS y FROM c %s SELECT %s, %s FROM d", q.text(g, "c", depth), q.leaf(g, "c"), op(), q.text(g, "d", depth), q.leaf(g, "d"))
	case 1:
		out += fmt.Sprintf(" %s SELECT %s FROM c", g.pick("UNION", "EXCEPT", "INTERSECT", "UNION ALL"), q.text(g, "c", 0))
	case 2:
		out = fmt.Sprintf("SELECT %s AS x FROM c UNION ALL %s", q.text(g, "c", 0), out)
	}
	switch g.IntN(4) {
	case 0:
		return "SELECT count(*) AS n FROM (" + out + ")"
	case 1:
		return out + g.pick(" ORDER BY 1", " ORDER BY 1 DESC")
	}
	return out
}

func (q textQueries) query(g generator) string {
	depth := g.IntN(3)
	e := func() string { return q.text(g, "c", depth) }
	switch g.IntN(20) {
	case 0:
		return fmt.Sprintf("SELECT count(*) AS n, min(lower(rtrim(x))) AS x FROM (SELECT %s AS x FROM c) GROUP BY x", e())
	case 1:
		return fmt.Sprintf("SELECT count(*) AS n FROM c GROUP BY %s", e())
	case 2:
		return fmt.Sprintf("SELECT count(*) AS n FROM (SELECT DISTINCT %s AS x, %s AS y FROM c)", e(), q.leaf(g, "c"))
	case 3:
		return fmt.Sprintf("SELECT count(DISTINCT %s) AS n, min(%s) AS x, max(%s) AS y FROM c", e(), e(), e())
	case 4:
		return fmt.Sprintf("SELECT c.id AS i, d.id AS j FROM c JOIN d ON %s %s %s", e(), q.op(g), q.text(g, "d", depth))
	case 5:
		return fmt.Sprintf("SELECT c.id AS i, d.id AS j FROM c %s d USING (%s)", g.pick("JOIN", "LEFT JOIN"), g.pick("n", "b", "r"))
	case 6:
		return fmt.Sprintf("SELECT id FROM c ORDER BY %s%s, id", e(), g.pick("", " DESC"))
	case 7:
		return q.compound(g, depth)
	case 8:
		return fmt.Sprintf("SELECT id FROM (SELECT id, %s AS x, %s AS y FROM c) WHERE x %s %s", e(), e(), q.op(g), g.pick("y", "'a'", "'FOO'", "y || ''", "+y", "y COLLATE RTRIM"))
	case 9:
		return fmt.Sprintf("SELECT id, %s AS x FROM w", q.cond(g, "w", depth))
	case 10:
		return fmt.Sprintf("SELECT id, %s AS x FROM u", q.cond(g, "u", depth))
	case 11:
		return fmt.Sprintf("SELECT id, rank() OVER (ORDER BY %s) AS x FROM c", e())
	case 12:
		return fmt.Sprintf("SELECT id, count(*) OVER (PARTITION BY %s) AS x FROM c", e())
	case 13:
		return fmt.Sprintf("WITH v AS (SELECT id, %s AS x FROM c) SELECT v.id AS i, d.id AS j FROM v, d WHERE x %s %s", e(), q.op(g), q.text(g, "d", depth))
	case 14:
		return fmt.Sprintf("SELECT id FROM c WHERE %s", q.cond(g, "c", depth))
	case 15: // SQLite tells NULL from false by other collations than those by which it finds a row: not asked for
		return fmt.Sprintf("SELECT id FROM c WHERE (%s, %s) IN (SELECT %s, %s FROM d)", e(), e(), q.text(g, "d", 1), q.text(g, "d", 1))
	case 16:
		return fmt.Sprintf("SELECT count(*) AS n, max(%s) %s %s AS x FROM c GROUP BY %s HAVING min(%s) %s 'foo'", e(), q.op(g), g.pick("'A'", "'foo'"), q.leaf(g, "c"), e(), q.op(g))
	}
	return fmt.Sprintf("SELECT id, %s AS x, %s AS y FROM c", q.cond(g, "c", depth), e())
}
