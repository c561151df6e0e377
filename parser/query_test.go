package parser_test

import (
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// TestQueries: every clause of SELECT (https://sqlite.org/lang_select.html).
func TestQueries(t *testing.T) {
	t.Parallel()
	cases := []struct{ in, want string }{
		// Result columns.
		{"SELECT a, b AS c, d e, f 'g', h \"i\", j AS 'k'", "select a, b as c, d as e, f as g, h as i, j as k"},
		{"SELECT *, t.*, 't'.*, \"t 2\".*, a * b", "select *, t.*, t.*, t 2.*, (a * b)"},
		{"SELECT 1 '', 2 AS \"\"", "select 1 as , 2 as "},
		{"SELECT DISTINCT a", "select distinct a"}, {"SELECT ALL a", "select a"},
		{"SELECT main.t.a, 't'.'b'", "select main.t.a, t.b"},

		// FROM and joins, which group to the left.
		{"SELECT 1 FROM t", "select 1 from t"}, {"SELECT 1 FROM main.'t' AS x", "select 1 from main.t as x"},
		{"SELECT 1 FROM t x, u 'y', v AS left", "select 1 from [[t as x , u as y] , v as left]"},
		{"SELECT 1 FROM a, b JOIN c ON d = e, f", "select 1 from [[[a , b] join c on (d = e)] , f]"},
		{"SELECT 1 FROM a JOIN b USING (c, 'd') LEFT JOIN e ON 1", "select 1 from [[a join b using c,d] left e on 1]"},
		{"SELECT 1 FROM a INNER JOIN b CROSS JOIN c", "select 1 from [[a join b] cross c]"},
		{"SELECT 1 FROM a LEFT OUTER JOIN b RIGHT OUTER JOIN c FULL OUTER JOIN d", "select 1 from [[[a left b] right c] full d]"},
		{"SELECT 1 FROM a NATURAL JOIN b NATURAL LEFT OUTER JOIN c NATURAL CROSS JOIN d", "select 1 from [[[a natural join b] natural left c] natural cross d]"},
		{"SELECT 1 FROM a OUTER LEFT NATURAL JOIN b LEFT RIGHT JOIN c", "select 1 from [[a natural left b] full c]"},
		{"SELECT 1 FROM a LEFT JOIN (b JOIN c ON d) ON e", "select 1 from [a left [b join c on d] on e]"},
		{"SELECT 1 FROM (a, b) AS x", "select 1 from [a , b] as x"},
		{"SELECT 1 FROM (((a)))", "select 1 from a"}, {"SELECT 1 FROM ((a AS b) AS c)", "select 1 from a as c"},
		{"SELECT 1 FROM ((SELECT 2)) x, (f(1)) y", "select 1 from [{select 2} as x , f(1) as y]"},
		{"SELECT 1 FROM (SELECT 2 UNION VALUES (3)) AS x JOIN (WITH y AS (SELECT 4) SELECT * FROM y)", "select 1 from [{select 2 UNION values (3)} as x join {with y {select 4} select * from y}]"},
		{"SELECT 1 FROM json_each(a, '$') j, main.f()", "select 1 from [json_each(a, '$') as j , main.f()]"},
		{"SELECT 1 FROM t INDEXED BY i, u AS x NOT INDEXED WHERE 2", "select 1 from [t , u as x] where 2"},

		// The clauses after FROM.
		{"SELECT a FROM t WHERE b GROUP BY c, d HAVING e ORDER BY f LIMIT 1", "select a from t where b group c, d having e order f limit 1"},
		{"SELECT a HAVING b", "select a having b"}, {"SELECT 1 WHERE 0", "select 1 where 0"},
		{"SELECT 1 ORDER BY a COLLATE x DESC NULLS LAST, b ASC NULLS FIRST, c desc", "select 1 order (a COLLATE x) desc nulls LAST, b nulls FIRST, c desc"},
		{"SELECT 1 LIMIT 2 OFFSET 3", "select 1 limit 2 offset 3"}, {"SELECT 1 LIMIT 3, 2", "select 1 limit 2 offset 3"}, {"SELECT 1 LIMIT -1", "select 1 limit (- 1)"},

		// Compounds have one precedence.
		{"SELECT 1 UNION ALL SELECT 2 INTERSECT SELECT 3 EXCEPT SELECT 4 UNION VALUES (5), (6) ORDER BY 1", "select 1 UNION ALL select 2 INTERSECT select 3 EXCEPT select 4 UNION values (5) (6) order 1"},
		{"VALUES (1, 'a'), (2, b + 1)", "values (1, 'a') (2, (b + 1))"},

		// WITH.
		{"WITH a AS (SELECT 1), b(c, 'd') AS MATERIALIZED (SELECT 2), e AS NOT MATERIALIZED (SELECT 3) SELECT 4",
			"with a {select 1}, b(c,d) MATERIALIZED {select 2}, e NOT MATERIALIZED {select 3} select 4"},
		{"WITH RECURSIVE a(n) AS (VALUES(1) UNION ALL SELECT n + 1 FROM a WHERE n < 9 LIMIT 5) SELECT n FROM a",
			"with recursive a(n) {values (1) UNION ALL select (n + 1) from a where (n < 9) limit 5} select n from a"},
		{"WITH materialized AS (WITH b AS (SELECT 1) SELECT * FROM b) SELECT 2", "with materialized {with b {select 1} select * from b} select 2"},

		// Queries in expressions.
		{"SELECT (SELECT 1), (VALUES (2)), ((SELECT 3))", "select {select 1}, {values (2)}, {select 3}"},
		{"SELECT a IN (SELECT 1 UNION SELECT 2), b NOT IN main.t, c IN f(1, 2), d IN 'u'", "select (a IN {select 1 UNION select 2}), (b NOT IN main.t), (c IN f(1, 2)), (d IN u)"},
		{"SELECT NOT EXISTS (SELECT 1 FROM t WHERE t.a = x.b ORDER BY 1)", "select (NOT EXISTS {select 1 from t where (t.a = x.b) order 1})"},
		{"SELECT (a, b) = (SELECT 1, 2)", "select (ROW[a, b] = {select 1, 2})"},

		// Aggregates and window functions.
		{"SELECT count(*) FILTER (WHERE a), group_concat(DISTINCT b ORDER BY c DESC, d), max(ALL e)", "select count(*) FILTER a, group_concat(DISTINCT b order c desc, d), max(e)"},
		{"SELECT sum(a) OVER (), sum(a) OVER w, sum(a) FILTER (WHERE b) OVER (w)", "select sum(a) OVER <>, sum(a) OVER w<>, sum(a) FILTER b OVER <base w>"},
		{"SELECT f() OVER (PARTITION BY a, b ORDER BY c DESC)", "select f() OVER <by a, b order c desc>"},
		{"SELECT f() OVER (w ORDER BY c ROWS 1 PRECEDING)", "select f() OVER <base w order c ROWS 1 PRECEDING to CURRENT ROW>"},
		{"SELECT f() OVER (ROWS UNBOUNDED PRECEDING EXCLUDE NO OTHERS)", "select f() OVER <ROWS UNBOUNDED PRECEDING to CURRENT ROW but NO OTHERS>"},
		{"SELECT f() OVER (RANGE BETWEEN a + 1 PRECEDING AND UNBOUNDED FOLLOWING EXCLUDE CURRENT ROW)", "select f() OVER <RANGE (a + 1) PRECEDING to UNBOUNDED FOLLOWING but CURRENT ROW>"},
		{"SELECT f() OVER (GROUPS BETWEEN CURRENT ROW AND 2 FOLLOWING EXCLUDE GROUP)", "select f() OVER <GROUPS CURRENT ROW to 2 FOLLOWING but GROUP>"},
		{"SELECT f() OVER (ROWS BETWEEN a AND b PRECEDING AND 1 PRECEDING EXCLUDE TIES)", "select f() OVER <ROWS (a AND b) PRECEDING to 1 PRECEDING but TIES>"},
		{"SELECT f() OVER w FROM t WINDOW w AS (x PARTITION BY a), \"y\" AS (ORDER BY b) ORDER BY c", "select f() OVER w<> from t window w<base x by a> window y<order b> order c"},
		{"SELECT 1 WINDOW w AS ()", "select 1 window w<>"},

		// RAISE is a node wherever it stands.
		{"SELECT RAISE(IGNORE), raise(abort, 'x'), RAISE(FAIL, a || b), RAISE(ROLLBACK, 'y')", "select RAISE(IGNORE), RAISE(ABORT, 'x'), RAISE(FAIL, (a || b)), RAISE(ROLLBACK, 'y')"},
		{`SELECT "raise"(a)`, "select raise(a)"},
	}
	for _, c := range cases {
		both(t, "CREATE VIEW v AS "+c.in+";", "view v as "+c.want)
	}
}

// TestNamesInQueries: words that are keywords in one place are names in
// another, as SQLite's tokenizer and its %fallback list have it.
func TestNamesInQueries(t *testing.T) {
	t.Parallel()
	cases := []struct{ in, want string }{
		{"SELECT key, desc, row, left, natural, indexed, over, filter, window FROM t", "select key, desc, row, left, natural, indexed, over, filter, window from t"},
		{"SELECT a key, b desc, c end, d with, e rows FROM temp view", "select a as key, b as desc, c as end, d as with, e as rows from temp as view"},
		{"SELECT a AS left, b AS window, c AS indexed FROM t AS cross", "select a as left, b as window, c as indexed from t as cross"},
		{"SELECT f(a) over, f(b) filter, c window FROM t window", "select f(a) as over, f(b) as filter, c as window from t as window"},
		{"SELECT f(a) over FROM t", "select f(a) as over from t"},
		{"SELECT f(a) OVER over, f(b) OVER 'w'", "select f(a) OVER over<>, f(b) OVER w<>"},
		{"SELECT f(a) FILTER (WHERE 1) filter", "select f(a) FILTER 1 as filter"},
		{"SELECT filter(a), over(b), window(c), replace(d, e, f), if(g, h)", "select filter(a), over(b), window(c), replace(d, e, f), if(g, h)"},
		{"SELECT 1 FROM window, over, filter WHERE window.a", "select 1 from [[window , over] , filter] where window.a"},
		{"SELECT 1 FROM a replace, b offset", "select 1 from [a as replace , b as offset]"},
		{"SELECT 1 FROM left LEFT JOIN full FULL JOIN natural", "select 1 from [[left left full] full natural]"},
		{"SELECT 1 FROM t WINDOW w AS (rows_)", "select 1 from t window w<base rows_>"},
		{"WITH with AS (SELECT 1) SELECT * FROM with", "with with {select 1} select * from with"},
		{`SELECT "a", 'b', [c], ` + "`d`" + `, "e" "f" FROM "t" 'u'`, `select "a", 'b', c, d, "e" as f from t as u`},
	}
	for _, c := range cases {
		both(t, "CREATE VIEW v AS "+c.in+";", "view v as "+c.want)
	}
}

// TestColumnText: a result column keeps the text that names it in SQLite.
func TestColumnText(t *testing.T) {
	t.Parallel()
	s := one(t, "CREATE VIEW v AS SELECT  a+1 ,\tcount( * )/* c */ AS n,(SELECT max(b) x FROM t), 'd' -- e\n FROM t;").(*ast.CreateView)
	var got []string
	for _, c := range s.Select.Cores[0].Columns {
		got = append(got, c.Text)
	}
	inner := s.Select.Cores[0].Columns[2].Expr.(*ast.Subquery).Select.Cores[0].Columns[0].Text
	want(t, "columns", strings.Join(append(got, inner), "|"), "a+1|count( * )/* c */|(SELECT max(b) x FROM t)|'d' -- e|max(b)")
	last := one(t, "CREATE VIEW v AS SELECT a + b ;").(*ast.CreateView)
	want(t, "last", last.Select.Cores[0].Columns[0].Text, "a + b")
}

func TestBrokenQueries(t *testing.T) {
	t.Parallel()
	cases := []struct{ in, want string }{
		{"", "1:17: SELECT was expected, not the end of the statement"},
		{"SELECT", "1:24: an expression was expected, not the end of the statement"},
		{"SELECT FROM t", `1:25: an expression was expected, not "FROM"`},
		{"SELECT a,", "1:27: an expression was expected, not the end of the statement"},
		{"SELECT a AS FROM t", `1:30: a name was expected, not "FROM"`},
		{"SELECT a left FROM t", `1:27: syntax error near "left"`},
		{"SELECT t.* x", `1:29: syntax error near "x"`},
		{"SELECT ?1", `1:25: an expression was expected, not "?1"`},
		{"SELECT :a", `1:25: an expression was expected, not ":a"`},
		{"SELECT 1 FROM", "1:31: a name was expected, not the end of the statement"},
		{"SELECT 1 FROM t,", "1:34: a name was expected, not the end of the statement"},
		{"SELECT 1 FROM t LEFT u", `1:39: JOIN was expected, not "u"`},
		{"SELECT 1 FROM t INNER LEFT JOIN u", `1:34: unknown join type: "INNER LEFT"`},
		{"SELECT 1 FROM t OUTER JOIN u", `1:34: unknown join type: "OUTER"`},
		{"SELECT 1 FROM t JOIN u USING", "1:46: \"(\" was expected, not the end of the statement"},
		{"SELECT 1 FROM t JOIN u USING ()", `1:48: a name was expected, not ")"`},
		{"SELECT 1 FROM t JOIN u USING (a b)", `1:50: "," or ")" was expected, not "b"`},
		{"SELECT 1 FROM t ON a", `1:34: syntax error near "ON"`},
		{"SELECT 1 FROM a JOIN b JOIN c ON d ON e", `1:53: syntax error near "ON"`}, // unlike in PostgreSQL
		{"SELECT 1 FROM (t", "1:34: \")\" was expected, not the end of the statement"},
		{"SELECT 1 FROM (SELECT 1", "1:41: \")\" was expected, not the end of the statement"},
		{"SELECT 1 FROM (SELECT 1 UNION)", `1:47: SELECT was expected, not ")"`},
		{"SELECT 1 FROM t INDEXED i", `1:42: BY was expected, not "i"`},
		{"SELECT 1 FROM t NOT i", `1:38: INDEXED was expected, not "i"`},
		{"SELECT 1 FROM f(1", "1:35: \",\" or \")\" was expected, not the end of the statement"},
		{"SELECT 1 GROUP a", `1:33: BY was expected, not "a"`},
		{"SELECT 1 ORDER BY", "1:35: an expression was expected, not the end of the statement"},
		{"SELECT 1 ORDER BY a NULLS", "1:43: FIRST or LAST was expected, not the end of the statement"},
		{"SELECT 1 LIMIT 2 OFFSET", "1:41: an expression was expected, not the end of the statement"},
		{"SELECT 1 LIMIT 2, 3 OFFSET 4", `1:38: syntax error near "OFFSET"`},
		{"SELECT 1 ORDER BY 1 UNION SELECT 2", `1:38: syntax error near "UNION"`},
		{"VALUES", "1:24: \"(\" was expected, not the end of the statement"},
		{"VALUES ()", `1:26: an expression was expected, not ")"`},
		{"VALUES (1), 2", `1:30: "(" was expected, not "2"`},
		{"(SELECT 1)", `1:18: SELECT was expected, not "("`},
		{"SELECT 1 UNION (SELECT 2)", `1:33: SELECT was expected, not "("`},
		{"WITH a SELECT 1", `1:25: AS was expected, not "SELECT"`},
		{"WITH a AS NOT (SELECT 1) SELECT 2", `1:32: MATERIALIZED was expected, not "("`},
		{"WITH a AS (1) SELECT 2", `1:29: SELECT was expected, not "1"`},
		{"WITH a AS (SELECT 1)", "1:38: SELECT was expected, not the end of the statement"},
		{"WITH a AS (SELECT 1) DELETE FROM t", `1:39: SELECT was expected, not "DELETE"`},
		{"SELECT EXISTS (1)", `1:33: SELECT was expected, not "1"`},
		{"SELECT a IN 5", `1:30: a name was expected, not "5"`},
		{"SELECT f(a) FILTER (b)", `1:38: WHERE was expected, not "b"`},
		{"SELECT f(a) OVER (b c)", `1:38: ")" was expected, not "c"`},
		{"SELECT f(a) OVER (ROWS 1)", `1:42: PRECEDING or FOLLOWING was expected, not ")"`},
		{"SELECT f(a) OVER (ROWS CURRENT)", `1:48: ROW was expected, not ")"`},
		{"SELECT f(a) OVER (ROWS BETWEEN 1 PRECEDING)", `1:60: AND was expected, not ")"`},
		{"SELECT f(a) OVER (ROWS 1 PRECEDING EXCLUDE x)", `1:61: NO, CURRENT, GROUP or TIES was expected, not "x"`},
		{"SELECT 1 FROM t WINDOW window AS (groups)", `1:58: an expression was expected, not ")"`}, // no base of that name
		{"SELECT 1 WINDOW w AS x", `1:39: "(" was expected, not "x"`},
		{"SELECT RAISE(x)", `1:31: IGNORE, ROLLBACK, ABORT or FAIL was expected, not "x"`},
		{"SELECT RAISE(FAIL)", `1:35: "," was expected, not ")"`},
		{"SELECT RAISE(IGNORE, 'a')", `1:37: ")" was expected, not ","`},
		{"SELECT a b c", `1:29: syntax error near "c"`},
	}
	for _, c := range cases {
		want(t, c.in, statements(newParser("CREATE VIEW v AS "+c.in+";COMMIT;")), "broken VIEW v: "+c.want+"; commit")
	}
}
