package parser_test

import (
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// TestExpressions shows every operator's parentheses, as SQLite's parse.y
// groups them (https://sqlite.org/lang_expr.html).
func TestExpressions(t *testing.T) {
	t.Parallel()
	cases := []struct{ in, want string }{
		// The ladder, from loose to tight.
		{"a OR b AND c", "(a OR (b AND c))"},
		{"a AND b OR c", "((a AND b) OR c)"},
		{"NOT a AND b", "((NOT a) AND b)"},
		{"NOT a = b", "(NOT (a = b))"},
		{"NOT a IS NULL", "(NOT (a IS NULL))"},
		{"NOT a IN (1)", "(NOT (a IN [1]))"},
		{"a = b < c", "(a = (b < c))"},
		{"a < b & c", "(a < (b & c))"},
		{"a & b + c", "(a & (b + c))"},
		{"a + b * c", "(a + (b * c))"},
		{"a * b || c", "(a * (b || c))"},
		{"a || b COLLATE x", "(a || (b COLLATE x))"},
		{"- a COLLATE x", "((- a) COLLATE x)"},
		{"-a * b", "((- a) * b)"},
		{"-a || b", "((- a) || b)"},
		{"~a & b", "((~ a) & b)"},
		{"- + ~ - a", "(- (+ (~ (- a))))"},
		{"a - -b", "(a - (- b))"},

		// All binary operators group to the left.
		{"a OR b OR c", "((a OR b) OR c)"},
		{"a AND b AND c", "((a AND b) AND c)"},
		{"a = b == c <> d != e", "((((a = b) = c) <> d) <> e)"},
		{"a < b <= c > d >= e", "((((a < b) <= c) > d) >= e)"},
		{"a & b | c << d >> e", "((((a & b) | c) << d) >> e)"},
		{"a - b + c - d", "(((a - b) + c) - d)"},
		{"a * b / c % d", "(((a * b) / c) % d)"},
		{"a || b || c", "((a || b) || c)"},
		{"a -> b ->> 'c' || d", "(((a -> b) ->> 'c') || d)"},
		{"a IS b IS NOT c = d", "(((a IS b) IS NOT c) = d)"},
		{"a = b LIKE c = d", "(((a = b) LIKE c) = d)"},
		{"(a OR b) AND (c)", "((a OR b) AND c)"},
		{"a - (b - c)", "(a - (b - c))"},
		{"((((a))))", "a"},

		// NOT may stand before any operand, and takes what binds tighter than it.
		{"a = NOT b", "(a = (NOT b))"},
		{"a + NOT b = c", "(a + (NOT (b = c)))"},
		{"a = NOT b AND c", "((a = (NOT b)) AND c)"},
		{"- NOT a", "(- (NOT a))"},
		{"NOT NOT a", "(NOT (NOT a))"},
		{"NOT EXISTS (SELECT 1)", "(NOT EXISTS {select 1})"},

		// NULL.
		{"a ISNULL", "(a IS NULL)"}, {"a NOTNULL", "(a NOT NULL)"}, {"a NOT NULL", "(a NOT NULL)"},
		{"a IS NULL", "(a IS NULL)"}, {"a IS NOT NULL", "(a NOT NULL)"}, {"a IS (NULL)", "(a IS NULL)"},
		{"a IS NULL = b", "((a IS NULL) = b)"}, {"a + b ISNULL", "((a + b) IS NULL)"}, {"a ISNULL NOTNULL", "((a IS NULL) NOT NULL)"},
		{"a = b IS NULL", "((a = b) IS NULL)"}, {"a NOT NULL AND b", "((a NOT NULL) AND b)"},
		{"a IS NOT b", "(a IS NOT b)"}, {"a IS DISTINCT FROM b", "(a IS NOT b)"}, {"a IS NOT DISTINCT FROM b", "(a IS b)"},
		{"a IS TRUE", "(a IS TRUE)"}, {"NULL", "NULL"},

		// BETWEEN, IN, LIKE.
		{"a BETWEEN b AND c AND d", "((a BETWEEN b AND c) AND d)"},
		{"a NOT BETWEEN b + 1 AND c OR d", "((a NOT BETWEEN (b + 1) AND c) OR d)"},
		{"a BETWEEN 1 AND 2 = b", "((a BETWEEN 1 AND 2) = b)"},
		{"a BETWEEN b = c AND d", "(a BETWEEN (b = c) AND d)"},
		{"a BETWEEN b BETWEEN c AND d AND e", "(a BETWEEN (b BETWEEN c AND d) AND e)"},
		{"a IN (1, 'b', NULL)", "(a IN [1, 'b', NULL])"}, {"a NOT IN ()", "(a NOT IN [])"}, {"a IN (1) = b", "((a IN [1]) = b)"},
		{"a IN (SELECT b FROM c WHERE (d))", "(a IN {select b from c where d})"}, {"a IN t", "(a IN t)"}, {"a NOT IN main.t AND b", "((a NOT IN main.t) AND b)"},
		{"(a, b) IN (VALUES (1, 2))", "(ROW[a, b] IN {values (1, 2)})"},
		{"a LIKE 'b%' AND c", "((a LIKE 'b%') AND c)"}, {"a NOT LIKE b || c", "(a NOT LIKE (b || c))"},
		{"a LIKE b ESCAPE '\\' AND c", "((a LIKE b ESCAPE '\\') AND c)"},
		{"a glob b", "(a GLOB b)"}, {"a NOT GLOB b", "(a NOT GLOB b)"}, {"a REGEXP b", "(a REGEXP b)"}, {"a NOT MATCH b", "(a NOT MATCH b)"},
		{"a LIKE b < c", "(a LIKE (b < c))"},

		// Literals.
		{"1 + 1.5 + .5 + 1e3 + 0x1E + 1_0", "(((((1 + real 1.5) + real .5) + real 1e3) + 0x1E) + 10)"},
		{"'it''s' || x'00' || X'fF'", "(('it's' || x'00') || x'fF')"},
		{"TRUE = false", "(TRUE = FALSE)"}, {"current_timestamp > CURRENT_DATE", "(TIMESTAMP > DATE)"}, {"CURRENT_TIME", "TIME"},

		// Columns; a double-quoted name may be a string.
		{`a + "b" + [c] + ` + "`d`", `(((a + "b") + c) + d)`},
		{`t.a = main.t."b"`, "(t.a = main.t.b)"}, {`"t"."a""b"`, `t.a"b`},
		{`"NULL" = "true"`, `("NULL" = "true")`}, {"true.a", "true.a"},
		{"key + desc + end_ + replace", "(((key + desc) + end_) + replace)"},

		// Calls.
		{"f()", "f()"}, {"f(a, b + 1)", "f(a, (b + 1))"}, {"count(*)", "count(*)"}, {"count(DISTINCT a)", "count(DISTINCT a)"},
		{"REPLACE(a, 'b', 'c')", "REPLACE(a, 'b', 'c')"}, {"like(a, b)", "like(a, b)"}, {"f (a)", "f(a)"}, {`"f"(a)`, "f(a)"},
		{"f(g(h(1)))", "f(g(h(1)))"}, {"-f(a) + 1", "((- f(a)) + 1)"},
		{"sum(a) FILTER (WHERE b > 0) OVER (PARTITION BY c)", "sum(a) FILTER (b > 0) OVER <by c>"}, {"rank() OVER w", "rank() OVER w<>"},
		{"CAST(a AS INTEGER)", "CAST(a AS <INTEGER>)"}, {"cast(a + 1 as decimal(10, 2))", "CAST((a + 1) AS <decimal(10,2)>)"}, {"CAST(a AS unsigned big int) + 1", "(CAST(a AS <unsigned big int>) + 1)"},
		{"cast", "cast"},

		// CASE.
		{"CASE WHEN a THEN b END", "CASE WHEN a THEN b END"},
		{"case a when 1 then 2 when 3 then 4 else 5 end + 1", "(CASE a WHEN 1 THEN 2 WHEN 3 THEN 4 ELSE 5 END + 1)"},
		{"CASE WHEN a OR b THEN CASE c WHEN d THEN e END ELSE NOT f END", "CASE WHEN (a OR b) THEN CASE c WHEN d THEN e END ELSE (NOT f) END"},

		// Rows and queries.
		{"(a, b) = (1, 2)", "(ROW[a, b] = ROW[1, 2])"},
		{"(SELECT max(a) FROM t) > 1", "({select max(a) from t} > 1)"}, {"EXISTS (SELECT ')' FROM t)", "EXISTS {select ')' from t}"},
		{"(WITH x AS (SELECT 1) SELECT * FROM x)", "{with x {select 1} select * from x}"},

		{"a COLLATE NOCASE = b", "((a COLLATE NOCASE) = b)"}, {"a COLLATE \"x\" COLLATE 'y'", "((a COLLATE x) COLLATE y)"},
		{"a + b ISNULL COLLATE x", "(((a + b) IS NULL) COLLATE x)"}, {"a IN (1) COLLATE x = b", "(((a IN [1]) COLLATE x) = b)"},
		{"a BETWEEN b AND c COLLATE x", "(a BETWEEN b AND (c COLLATE x))"}, {"a ISNULL + 1", "((a IS NULL) + 1)"},
		{"/* a */a-- b\n+/* c */b", "(a + b)"},
	}
	for _, c := range cases {
		in := "CREATE TABLE t(a CHECK(" + c.in + "));"
		want(t, c.in, statements(newParser(in)), "t(a check "+c.want+")")
		want(t, c.in, statements(tiny(in)), "t(a check "+c.want+")")
	}
}

func TestBrokenExpressions(t *testing.T) {
	t.Parallel()
	cases := []struct{ in, want string }{
		{"a b", `1:26: syntax error near "b"`},
		{"a +", `1:27: an expression was expected, not ")"`},
		{"= a", `1:24: an expression was expected, not "="`},
		{"()", "1:26: an expression was expected between parentheses"},
		{"f(a", `1:29: syntax error near the end of the statement`},
		{"f(a b)", `1:28: "," or ")" was expected, not "b"`},
		{"f(a,)", `1:28: an expression was expected, not ")"`},
		{"f(* a)", `1:28: ")" was expected, not "a"`},
		{"a BETWEEN 1", `1:35: AND was expected, not ")"`},
		{"a BETWEEN 1 OR 2", `1:36: AND was expected, not "OR"`},
		{"a IS DISTINCT b", `1:38: FROM was expected, not "b"`},
		{"a COLLATE", `1:33: a collation was expected, not ")"`},
		{"a.", `1:26: a name was expected, not ")"`},
		{"a NOT b", `1:26: syntax error near "NOT"`},
		{"CASE END", `1:32: WHEN or END was expected, not ")"`},
		{"CASE WHEN a END", `1:36: THEN was expected, not "END"`},
		{"CASE WHEN a THEN b", `1:42: WHEN or END was expected, not ")"`},
		{"CAST(a)", `1:30: AS was expected, not ")"`},
		{"CAST(a AS int", `1:39: syntax error near the end of the statement`},
		{"SELECT 1", `1:24: an expression was expected, not "SELECT"`},
		{"(SELECT 1", `1:35: syntax error near the end of the statement`},
		{"@a", `1:24: an expression was expected, not "@a"`},
	}
	for _, c := range cases {
		want(t, c.in, statements(newParser("CREATE TABLE t(a CHECK("+c.in+"));")), "broken TABLE t: "+c.want)
	}
}

// height is how high a tree is, found without the parser's own counting.
func height(root ast.Node) int {
	high := 0
	for level := []ast.Node{root}; len(level) > 0; high++ {
		var next []ast.Node
		for _, n := range level {
			ast.Inspect(n, func(c ast.Node) bool {
				if c != n {
					next = append(next, c)
				}
				return c == n
			})
		}
		level = next
	}
	return high
}

// TestDepth: no expression is so high that walking it could exhaust the stack.
// Each form is read when it is nested a little and refused when a lot.
func TestDepth(t *testing.T) {
	t.Parallel()
	nest := func(before, in, after string) func(int) string {
		return func(n int) string { return strings.Repeat(before, n) + in + strings.Repeat(after, n) }
	}
	chain := func(n int) string { return "a" + strings.Repeat("+a", n) }
	forms := map[string]func(int) string{
		"parentheses":     nest("(", "a", ")"),
		"minus":           nest("- ", "a", ""),
		"not":             nest("NOT ", "a", ""),
		"and":             nest("a AND ", "a", ""),
		"or":              nest("a OR ", "a", ""),
		"plus":            chain,
		"like":            nest("a LIKE ", "a", ""),
		"mixed":           nest("a OR a AND a + a * ", "a", ""),
		"is null":         nest("", "a", " ISNULL"),
		"collate":         nest("", "a", " COLLATE x"),
		"case":            nest("CASE WHEN ", "a", " THEN 1 END"),
		"case else":       nest("CASE WHEN 1 THEN 1 ELSE ", "a", " END"),
		"calls":           nest("f(", "a", ")"),
		"cast":            nest("CAST(", "a", " AS int)"),
		"in":              nest("a IN (", "a", ")"),
		"rows":            nest("(1, ", "a", ")"),
		"between":         nest("a BETWEEN ", "a", " AND a"),
		"chains in front": func(n int) string { return nest("(", chain(300), ")"+strings.Repeat("+a", 300))(n / 50) },
	}
	for name, form := range forms {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			most := 990 // SQLite takes 1000
			if name == "chains in front" {
				most = 100 // each 50 put 301 more on top
			}
			small := "CREATE TABLE t(a CHECK(" + form(most) + "));"
			s, ok := one(t, small).(*ast.CreateTable)
			if !ok {
				t.Fatalf("nested %d deep: %.200s", most, printStatement(one(t, small)))
			}
			if height(s.Columns[0].Constraints[0].Expr) > 1000 {
				t.Error("higher than 1000")
			}
			for _, n := range []int{1100, 10_000, 30_000} {
				got := printStatement(one(t, "CREATE TABLE t(a CHECK("+form(n)+"));"))
				if !strings.HasPrefix(got, "broken TABLE t: 1:") || !strings.HasSuffix(got, ": an expression is nested more than 1000 levels deep") {
					t.Errorf("nested %d deep: %.200s", n, got)
				}
			}
		})
	}
	// A long list is not deep.
	if _, ok := one(t, "CREATE TABLE t(a CHECK(a IN (1"+strings.Repeat(",1", 100_000)+")));").(*ast.CreateTable); !ok {
		t.Error("a long list is refused")
	}
	if _, ok := one(t, "CREATE TABLE t(a CHECK(a"+strings.Repeat(" AND a", 900)+"));").(*ast.CreateTable); !ok {
		t.Error("900 conditions are refused")
	}
}

func TestWalk(t *testing.T) {
	t.Parallel()
	s := one(t, `CREATE TABLE t(x CHECK(-a1 + a2 LIKE a3 ESCAPE a4 AND a5 ISNULL AND a6 BETWEEN a7 AND a8 AND a9 IN (b1, b2)
		AND f(b3, b4) AND CASE b5 WHEN b6 THEN b7 ELSE b8 END AND CAST(b9 AS int) AND c1 COLLATE x AND (c2, c3) AND EXISTS (SELECT d1) AND d2 IN (SELECT d3)));`)
	seen := map[string]int{}
	ast.Walk(s.(*ast.CreateTable).Columns[0].Constraints[0].Expr, func(x ast.Expr) {
		if c, ok := x.(*ast.ColumnRef); ok {
			seen[c.Name]++
		}
	})
	for _, name := range strings.Fields("a1 a2 a3 a4 a5 a6 a7 a8 a9 b1 b2 b3 b4 b5 b6 b7 b8 b9 c1 c2 c3 d1 d2 d3") {
		if seen[name] != 1 {
			t.Errorf("%s seen %d times", name, seen[name])
		}
		delete(seen, name)
	}
	if len(seen) > 0 {
		t.Errorf("seen as well: %v", seen)
	}
}
