package e2e

import (
	"fmt"
	"testing"
)

// TestAffinities asks whose affinity counts where columns of all of them, expressions and literals are compared.
// AFFINITY_ROUNDS makes it longer, AFFINITY_SEED begins elsewhere.
// https://sqlite.org/datatype3.html#type_conversions_prior_to_comparison
func TestAffinities(t *testing.T) {
	t.Parallel()
	meaning{name: "AFFINITY", tables: affinityTables, query: affine.query, least: 60}.compare(t)
}

// The columns without a type hold integers, reals, texts and all of them; those of numbers hold texts, too, but for i and f.
const affinityTables = `
CREATE TABLE c(id INTEGER PRIMARY KEY, t TEXT, i INT, f REAL, u NUMERIC, m NUMERIC, x, y, z, o BLOB);
INSERT INTO c VALUES(1,'1',1,1.0,1,1,1,'1',1.0,X'31'),(2,'b',2,2.5,2.5,'b',2,'b',2.5,X'62'),(3,'03',3,3.0,3,'3x',3,'03',3.0,X'3033'),
 (4,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL),(5,'2.0',2,2.0,2.0,2.0,2,'2.0',2.0,X'322E30'),(6,'',0,-1.5,-1.5,'',0,'',-1.5,X''),(7,' 7 ',7,7.0,7,7,7,' 7 ',7.0,X'37');
CREATE TABLE d(id INTEGER PRIMARY KEY, t TEXT, i INTEGER, f DOUBLE, u DECIMAL, x, y);
INSERT INTO d VALUES(1,'1',1,1.0,1,1,'1'),(2,'2.0',2,2.0,2,2,'2'),(3,'b',9,2.5,2.5,3,'b'),(4,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE VIEW w AS SELECT id, t AS t, +i AS i, CAST(x AS TEXT) AS k, y AS y, t || '' AS e, u AS u, i + 0 AS p, CAST(t AS INTEGER) AS n, z AS z FROM c;
`

type affinityQueries struct{}

var affine affinityQueries

func (affinityQueries) literal(g generator) string {
	return g.pick("1", "2", "2.0", "2.5", "0", "-1.5", "7", "'1'", "'2'", "'2.0'", "'b'", "'03'", "''", "' 7 '", "X'31'", "NULL", "'1e0'")
}

func (q affinityQueries) value(g generator, from string, depth int) string {
	columns := map[string][]string{"c": {"t", "i", "f", "u", "m", "x", "y", "z", "o", "id"}, "d": {"t", "i", "f", "u", "x", "y"}, "w": {"t", "i", "k", "y", "e", "u", "p", "n", "z"}}[from]
	c := from + "." + g.pick(columns...)
	if depth <= 0 {
		return c
	}
	e := func() string { return q.value(g, from, depth-1) }
	switch g.IntN(14) {
	case 0, 1, 2:
		return q.literal(g)
	case 3:
		return "+" + e()
	case 4:
		return fmt.Sprintf("CAST(%s AS %s)", e(), g.pick("TEXT", "INTEGER", "REAL", "NUMERIC", "BLOB"))
	case 5:
		return fmt.Sprintf("(%s || '')", e())
	case 6:
		return fmt.Sprintf("(%s + 0)", e())
	case 7:
		return fmt.Sprintf(g.pick("likely(%s)", "coalesce(%[1]s, %[1]s)", "(%s COLLATE BINARY)", "CASE WHEN 1 THEN %s END"), e())
	case 8:
		if from == "c" {
			return fmt.Sprintf("(SELECT d.%s FROM d WHERE d.id = c.id)", g.pick("t", "i", "f", "u", "x", "y"))
		}
	}
	return c
}

func (q affinityQueries) cond(g generator, from string) string {
	e := func() string { return q.value(g, from, g.IntN(3)) }
	op := g.pick("=", "=", "<>", "<", "<=", ">", ">=", "IS", "IS NOT")
	switch g.IntN(14) {
	case 0:
		return fmt.Sprintf("%s %s %s AND %s", e(), g.pick("BETWEEN", "NOT BETWEEN"), e(), e())
	case 1, 2:
		return fmt.Sprintf("%s %s (%s, %s)", e(), g.pick("IN", "NOT IN"), e(), e())
	case 3, 4, 5:
		list := fmt.Sprintf("SELECT %s FROM d", q.value(g, "d", g.IntN(2)))
		switch g.IntN(5) {
		case 0:
			list = fmt.Sprintf("SELECT w.%s FROM w", g.pick("t", "i", "k", "y", "e", "u", "p", "n", "z"))
		case 1:
			list += fmt.Sprintf(" UNION ALL SELECT %s FROM d", q.value(g, "d", g.IntN(2)))
		}
		return fmt.Sprintf("%s %s (%s)", e(), g.pick("IN", "NOT IN"), list)
	case 6:
		return fmt.Sprintf("CASE %s WHEN %s THEN 1 ELSE 0 END", e(), e())
	case 7:
		return fmt.Sprintf("(%s, %s) %s (%s, %s)", e(), e(), op, e(), e())
	case 8:
		return fmt.Sprintf("(%s, %s) IN (SELECT %s, %s FROM d)", e(), e(), q.value(g, "d", 0), q.value(g, "d", 0))
	case 9:
		return fmt.Sprintf(g.pick("nullif(%s, %s) IS NULL", "max(%s, %[1]s, %s) IS NOT NULL"), e(), e())
	}
	return fmt.Sprintf("%s %s %s", e(), op, e())
}

func (q affinityQueries) query(g generator) string {
	switch g.IntN(6) {
	case 0:
		return fmt.Sprintf("SELECT id FROM c WHERE %s", q.cond(g, "c"))
	case 1:
		return fmt.Sprintf("SELECT c.id AS i, d.id AS j FROM c JOIN d ON %s = %s", q.value(g, "c", g.IntN(2)), q.value(g, "d", g.IntN(2)))
	case 2:
		return fmt.Sprintf("SELECT id, %s AS x FROM w", q.cond(g, "w"))
	case 3:
		return fmt.Sprintf("SELECT id, %s AS x FROM (SELECT id, %s AS v, %s AS u FROM c)", g.pick("v = '1'", "v < 2", "v = u", "v IN (1, '2')", "u IN (SELECT t FROM d)", "u > '2'", "v IN (SELECT x FROM d)", "u = v || ''"),
			q.value(g, "c", 1), q.value(g, "c", 1))
	}
	return fmt.Sprintf("SELECT id, %s AS x FROM c", q.cond(g, "c"))
}
