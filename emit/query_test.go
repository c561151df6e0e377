package emit

import (
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
)

func n(s string) pg.Expr { return pg.Name(s) }

func col(name string) *pg.Select {
	return &pg.Select{Columns: []pg.Result{{Expr: n(name)}}, From: &pg.FromTable{Name: "t"}}
}

func TestQueriesStandOneClauseALine(t *testing.T) {
	eq := func(a, b string) pg.Expr { return &pg.Binary{Op: "=", L: n(a), R: n(b)} }
	for name, c := range map[string]struct {
		q    pg.Query
		want string
	}{
		"all clauses": {&pg.Select{
			With:     []pg.With{{Name: "c", Columns: []string{"x"}, Materialized: "MATERIALIZED", Query: col("a")}, {Name: "d", Query: col("b")}},
			Distinct: true,
			Columns:  []pg.Result{{Expr: &pg.ColumnOf{Table: "t", Name: "a"}, As: "a"}, {Expr: &pg.Aggregate{Func: "count", Args: []pg.Expr{&pg.Star{}}}, As: "count(*)"}},
			From: &pg.FromJoin{Kind: "LEFT JOIN", On: eq("a", "b"),
				Left:  &pg.FromJoin{Kind: "JOIN", Using: []string{"k"}, Left: &pg.FromTable{Name: "t"}, Right: &pg.FromTable{Name: "Big", Alias: "u"}},
				Right: &pg.FromJoin{Kind: "CROSS JOIN", Left: &pg.FromTable{Name: "v"}, Right: &pg.FromCall{Lateral: true, Call: &pg.Call{Func: "f"}, Alias: "w", Columns: []string{"y"}}}},
			Where:   eq("a", "b"),
			GroupBy: []pg.Expr{n("a"), eq("a", "b")},
			Having:  n("h"),
			Windows: []pg.NamedWindow{{Name: "w1", Def: pg.WindowDef{PartitionBy: []pg.Expr{n("a")}}}, {Name: "w2", Def: pg.WindowDef{Base: "w1", OrderBy: []pg.Order{{Expr: n("b")}}}}},
			OrderBy: []pg.Order{{Expr: n("a"), Desc: true, Nulls: "LAST"}, {Expr: n("b")}},
			Limit:   pg.Number("1"), Offset: pg.Number("2"),
		}, `
WITH c (x) AS MATERIALIZED (
    SELECT a
    FROM t
),
d AS (
    SELECT b
    FROM t
)
SELECT DISTINCT
    t.a AS a,
    count(*) AS "count(*)"
FROM t
    JOIN "Big" AS u USING (k)
    LEFT JOIN (v CROSS JOIN LATERAL f() AS w(y)) ON a = b
WHERE a = b
GROUP BY a, (a = b)
HAVING h
WINDOW w1 AS (PARTITION BY a),
    w2 AS (w1 ORDER BY b)
ORDER BY a DESC NULLS LAST, b
LIMIT 1
OFFSET 2`},
		"from a query": {&pg.Select{Columns: []pg.Result{{Expr: &pg.Star{Table: "s"}}}, From: &pg.FromJoin{Kind: "JOIN", On: eq("a", "b"),
			Left: &pg.FromQuery{Query: col("a"), Alias: "s"}, Right: &pg.FromQuery{Query: col("b"), Alias: "u"}}}, `
SELECT s.*
FROM (
    SELECT a
    FROM t
) AS s
    JOIN (
        SELECT b
        FROM t
    ) AS u ON a = b`},
		"values": {&pg.Select{Values: [][]pg.Expr{{pg.Number("1"), pg.String("a")}, {pg.Number("2"), pg.String("b")}}}, `
VALUES (1, 'a'),
    (2, 'b')`},
		"union of unions": {&pg.Compound{Op: "UNION", Left: &pg.Compound{Op: "EXCEPT", Left: col("a"), Right: col("b")},
			Right: col("c"), OrderBy: []pg.Order{{Expr: pg.Number("1")}}}, `
SELECT a
FROM t
EXCEPT
SELECT b
FROM t
UNION
SELECT c
FROM t
ORDER BY 1`},
		"INTERSECT binds tighter": {&pg.Compound{Op: "INTERSECT", Left: &pg.Compound{Op: "UNION", Left: col("a"), Right: col("b")},
			Right: &pg.Select{Columns: []pg.Result{{Expr: n("c")}}, Limit: pg.Number("1")}}, `
(
    SELECT a
    FROM t
    UNION
    SELECT b
    FROM t
)
INTERSECT
(
    SELECT c
    LIMIT 1
)`},
	} {
		if got := "\n" + string(appendQuery(nil, c.q, 0)); got != c.want {
			t.Errorf("%s:%s\nwant%s", name, got, c.want)
		}
	}
}

func TestQueriesInExpressions(t *testing.T) {
	for want, x := range map[string]pg.Expr{
		`(SELECT a FROM t)::text`:             &pg.Cast{X: &pg.Subquery{Query: col("a")}, Type: "text"},
		`EXISTS (SELECT a FROM t)::int`:       &pg.Cast{X: &pg.Exists{Query: col("a")}, Type: "int"},
		`(NOT EXISTS (SELECT a FROM t))::int`: &pg.Cast{X: &pg.Exists{Not: true, Query: col("a")}, Type: "int"},
		`a NOT IN (SELECT a FROM t)`:          &pg.InQuery{X: n("a"), Not: true, Query: col("a")},
		`ROW(a, b) = ROW(c, d)`:               &pg.Binary{Op: "=", L: &pg.Row{Items: []pg.Expr{n("a"), n("b")}}, R: &pg.Row{Items: []pg.Expr{n("c"), n("d")}}},
		`(array_agg(a ORDER BY b))[1]`:        &pg.Index{X: &pg.Aggregate{Func: "array_agg", Args: []pg.Expr{n("a")}, OrderBy: []pg.Order{{Expr: n("b")}}}, I: pg.Number("1")},
		`(ARRAY[a, b])[1]`:                    &pg.Index{X: &pg.Array{Items: []pg.Expr{n("a"), n("b")}}, I: pg.Number("1")},
		`sum(DISTINCT a) FILTER (WHERE b)`:    &pg.Aggregate{Func: "sum", Distinct: true, Args: []pg.Expr{n("a")}, Filter: n("b")},
		`sum(a) OVER w`:                       &pg.Aggregate{Func: "sum", Args: []pg.Expr{n("a")}, OverName: "w"},
		`sum(a) OVER ()`:                      &pg.Aggregate{Func: "sum", Args: []pg.Expr{n("a")}, Over: &pg.WindowDef{}},
		`sum(a) OVER (PARTITION BY a ORDER BY b ROWS BETWEEN 1 PRECEDING AND CURRENT ROW EXCLUDE TIES)`: &pg.Aggregate{Func: "sum", Args: []pg.Expr{n("a")},
			Over: &pg.WindowDef{PartitionBy: []pg.Expr{n("a")}, OrderBy: []pg.Order{{Expr: n("b")}},
				Frame: &pg.Frame{Unit: "ROWS", Start: pg.Bound{Kind: "PRECEDING", X: pg.Number("1")}, End: pg.Bound{Kind: "CURRENT ROW"}, Exclude: "TIES"}}},
	} {
		if got := string(appendExpr(nil, x)); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestCreateView(t *testing.T) {
	got := string(appendStatement(nil, &pg.CreateView{Name: "V", Columns: []string{"x"}, Query: col("a")}))
	if want := "CREATE VIEW \"V\" (x) AS\nSELECT a\nFROM t"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// A thousand levels are printed, and the spaces before their lines do not grow
// with the square of the depth.
func TestDeepQueries(t *testing.T) {
	q := pg.Query(col("a"))
	for range 1000 {
		q = &pg.Select{Columns: []pg.Result{{Expr: n("a")}}, From: &pg.FromQuery{Query: q, Alias: "s"}}
	}
	got := string(appendQuery(nil, q, 0))
	if len(got) > 100_000 || strings.Count(got, "SELECT") != 1001 {
		t.Errorf("%d bytes", len(got))
	}
}
