package parser_test

import (
	"fmt"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// TestSteps: the statements of trigger bodies.
func TestSteps(t *testing.T) {
	t.Parallel()
	cases := []struct{ in, want string }{
		{"SELECT 1;", "select 1"}, {"VALUES (1);", "values (1)"}, {"WITH a AS (SELECT 1) SELECT * FROM a;", "with a {select 1} select * from a"},
		{"SELECT RAISE(ABORT, 'no') WHERE new.a;", "select RAISE(ABORT, 'no') where new.a"},
		{"SELECT CASE WHEN new.a THEN RAISE(IGNORE) END; SELECT 2;", "select CASE WHEN new.a THEN RAISE(IGNORE) END | select 2"},

		{"SELECT 1 END;", "select 1 as END"},

		{"INSERT INTO u VALUES (new.a, 'x;');", "insert u values (new.a, 'x;')"},
		{"INSERT INTO u(a, 'b') VALUES (1, 2), (3, 4);", "insert u(a,b) values (1, 2) (3, 4)"},
		{"INSERT OR IGNORE INTO u SELECT * FROM v;", "insert or IGNORE u select * from v"},
		{"REPLACE INTO u(a) SELECT 1;", "insert or REPLACE u(a) select 1"},
		{"INSERT INTO u WITH a AS (SELECT 1) SELECT * FROM a;", "insert u with a {select 1} select * from a"},
		{"INSERT INTO u VALUES (1) ON CONFLICT DO NOTHING;", "insert u values (1) on conflict nothing"},
		{"INSERT INTO u SELECT 1 FROM v WHERE true ON CONFLICT (a, b COLLATE x, lower(c) DESC) WHERE d DO UPDATE SET a = excluded.a, (b, c) = (1, 2) WHERE e ON CONFLICT DO NOTHING;",
			"insert u select 1 from v where TRUE on conflict(a,b collate x,lower(c) desc) where d update set a = excluded.a, b,c = ROW[1, 2] where e on conflict nothing"},
		{"INSERT INTO u SELECT 1 FROM v ON CONFLICT (a) DO NOTHING;", "insert u select 1 from v on conflict(a) nothing"},

		{"UPDATE u SET a = 1;", "update u set a = 1"},
		{"UPDATE OR FAIL u SET a = a + 1, 'b' = 2 WHERE c = old.c;", "update or FAIL u set a = (a + 1), b = 2 where (c = old.c)"},
		{"UPDATE u SET (a, b) = (SELECT 1, 2), c = 3 FROM v JOIN w ON v.x = w.x, y WHERE u.id = v.id;", "update u set a,b = {select 1, 2}, c = 3 from [[v join w on (v.x = w.x)] , y] where (u.id = v.id)"},
		{"UPDATE u SET (a) = 1;", "update u set a = 1"},

		{"DELETE FROM u;", "delete u"}, {"DELETE FROM u WHERE a IN (SELECT b FROM v);", "delete u where (a IN {select b from v})"},

		// What SQLite has outside of triggers only.
		{"WITH a AS (SELECT 1) INSERT INTO main.u AS x DEFAULT VALUES RETURNING *, a AS b;", "with a {select 1} insert main.u as x default returning *, a as b"},
		{"WITH a AS (SELECT 1) UPDATE u AS x INDEXED BY i SET b = 1 WHERE c RETURNING d ORDER BY e LIMIT 1, 2;", "with a {select 1} update u as x set b = 1 where c returning d order e limit 2 offset 1"},
		{"WITH a AS (SELECT 1) DELETE FROM u AS x NOT INDEXED WHERE c RETURNING d ORDER BY e DESC LIMIT 1;", "with a {select 1} delete u as x where c returning d order e desc limit 1"},
	}
	for _, c := range cases {
		both(t, "CREATE TRIGGER r AFTER INSERT ON t BEGIN "+c.in+" END;", "trigger r AFTER INSERT on t | "+c.want)
	}
}

func TestBrokenTriggers(t *testing.T) {
	t.Parallel()
	cases := []struct{ in, want string }{
		{"AFTER INSERT ON t BEGIN; END", `1:41: SELECT, INSERT, UPDATE or DELETE was expected, not ";"`},
		{"AFTER INSERT ON t BEGIN SELECT 1;; END", `1:51: SELECT, INSERT, UPDATE or DELETE was expected, not ";"`},
		{"AFTER INSERT ON t BEGIN SELECT 1; END x; END", `1:56: syntax error near "x"`},
		{"AFTER INSERT ON t WHEN BEGIN SELECT 1; END", `1:47: syntax error near "SELECT"`}, // WHEN begin
		{"AFTER INSERT ON t FOR EACH STATEMENT BEGIN SELECT 1; END", `1:45: syntax error near "STATEMENT"`},
		{"DURING INSERT ON t BEGIN SELECT 1; END", `1:18: syntax error near "DURING"`},
		{"AFTER UPDATE OF ON t BEGIN SELECT 1; END", `1:31: syntax error near "OF"`},
		{"AFTER INSERT ON t BEGIN CREATE TABLE u(a); END", `1:42: SELECT, INSERT, UPDATE or DELETE was expected, not "CREATE"`},
		{"AFTER INSERT ON t BEGIN INSERT u VALUES (1); END", `1:49: INTO was expected, not "u"`},
		{"AFTER INSERT ON t BEGIN INSERT OR x INTO u VALUES (1); END", `1:52: ROLLBACK, ABORT, FAIL, IGNORE or REPLACE was expected, not "x"`},
		{"AFTER INSERT ON t BEGIN INSERT INTO u(a; END", `1:57: "," or ")" was expected, not ";"`},
		{"AFTER INSERT ON t BEGIN INSERT INTO u; END", `1:55: SELECT was expected, not ";"`},
		{"AFTER INSERT ON t BEGIN INSERT INTO u DEFAULT; END", `1:63: VALUES was expected, not ";"`},
		{"AFTER INSERT ON t BEGIN INSERT INTO u VALUES (1) ON x; END", `1:70: CONFLICT was expected, not "x"`},
		{"AFTER INSERT ON t BEGIN INSERT INTO u VALUES (1) ON CONFLICT x; END", `1:79: DO was expected, not "x"`},
		{"AFTER INSERT ON t BEGIN INSERT INTO u VALUES (1) ON CONFLICT DO x; END", `1:82: UPDATE was expected, not "x"`},
		{"AFTER INSERT ON t BEGIN INSERT INTO u VALUES (1) ON CONFLICT (a; END", `1:81: ")" was expected, not ";"`},
		{"AFTER INSERT ON t BEGIN INSERT INTO u VALUES (1) ON CONFLICT () DO NOTHING; END", `1:80: an expression was expected, not ")"`},
		{"AFTER INSERT ON t BEGIN UPDATE u a SET b = 1; END", `1:51: SET was expected, not "a"`},
		{"AFTER INSERT ON t BEGIN UPDATE u SET b; END", `1:56: "=" was expected, not ";"`},
		{"AFTER INSERT ON t BEGIN UPDATE u SET b = ; END", `1:59: an expression was expected, not ";"`},
		{"AFTER INSERT ON t BEGIN UPDATE u SET (b, = 1; END", `1:59: a name was expected, not "="`},
		{"AFTER INSERT ON t BEGIN DELETE u; END", `1:49: FROM was expected, not "u"`},
		{"AFTER INSERT ON t BEGIN DELETE FROM u WHERE; END", `1:61: an expression was expected, not ";"`},
	}
	for _, c := range cases {
		want(t, c.in, statements(newParser("CREATE TRIGGER r "+c.in+";COMMIT;")), "broken TRIGGER r: "+c.want+"; commit")
	}
	for in, expected := range map[string]string{
		"CREATE VIRTUAL TABLE v USING m(a":    `broken VIRTUAL v: 1:33: ")" was expected, not the end of the statement`,
		"CREATE VIRTUAL TABLE v USING m(a))":  `broken VIRTUAL v: 1:34: syntax error near ")"`,
		"CREATE VIRTUAL TABLE v USING m(a) b": `broken VIRTUAL v: 1:35: syntax error near "b"`,
	} {
		want(t, in, statements(newParser(in+";")), expected)
	}
}

// TestQueryDepth: queries share the depth of expressions, and nothing in them
// takes the parser longer than its length.
func TestQueryDepth(t *testing.T) {
	t.Parallel()
	nest := func(before, in, after string) func(int) string {
		return func(n int) string { return strings.Repeat(before, n) + in + strings.Repeat(after, n) }
	}
	forms := map[string]func(int) string{
		"subqueries":     nest("SELECT (", "SELECT 1", ")"),
		"exists":         nest("SELECT EXISTS (", "SELECT 1", ")"),
		"in":             nest("SELECT 1 IN (", "SELECT 1", ")"),
		"from":           nest("SELECT * FROM (", "SELECT 1", ")"),
		"with":           nest("WITH a AS (", "SELECT 1", ") SELECT 1"),
		"parentheses":    func(n int) string { return "SELECT * FROM " + nest("(", "t", ")")(n) },
		"nested joins":   func(n int) string { return "SELECT * FROM " + nest("a, (", "t", ")")(n) },
		"joins in front": func(n int) string { return "SELECT * FROM " + nest("(", "t", "), a")(n) },
		"arguments":      func(n int) string { return "SELECT * FROM " + nest("f((SELECT 1 FROM ", "t", "))")(n) },
		"windows":        func(n int) string { return "SELECT " + nest("f() OVER (ORDER BY ", "t", ")")(n) },
		"filters":        func(n int) string { return "SELECT " + nest("f() FILTER (WHERE ", "t", ")")(n) },
		"raise":          func(n int) string { return "SELECT " + nest("RAISE(FAIL, ", "t", ")")(n) },
		"commas":         func(n int) string { return "SELECT * FROM t" + strings.Repeat(", t", n) },
	}
	for name, form := range forms {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			in := func(n int) string { return "CREATE VIEW v AS " + form(n) + ";" }
			deepest := sort.Search(1100, func(n int) bool {
				s, ok := one(t, in(n)).(*ast.CreateView)
				if ok && height(s.Select) > parser.MaxDepth {
					t.Fatalf("nested %d deep: higher than %d", n, parser.MaxDepth)
				}
				return !ok
			}) - 1
			if deepest < 300 {
				t.Errorf("nested %d deep is an error", deepest+1)
			}
			for _, n := range []int{1100, 10_000, 40_000} {
				got := printStatement(one(t, in(n)))
				if !strings.HasPrefix(got, "broken VIEW v: 1:") || !strings.HasSuffix(got, ": an expression is nested more than 1000 levels deep") {
					t.Errorf("nested %d deep: %.200s", n, got)
				}
			}
		})
	}
	terms := func(n int) string { return "CREATE VIEW v AS SELECT 1" + strings.Repeat(" UNION SELECT 1", n-1) + ";" }
	if _, ok := one(t, terms(parser.MaxCompound)).(*ast.CreateView); !ok {
		t.Error("500 terms are refused")
	}
	want(t, "501 terms", printStatement(one(t, terms(parser.MaxCompound+1))), "broken VIEW v: 1:7518: a query has more than 500 terms")
}

// TestQueryTime: long statements of every form are read in time that grows as
// they do.
func TestQueryTime(t *testing.T) {
	for _, item := range []string{"a ", "t.a AS b", "count(*) FILTER (WHERE a) OVER (w)", "(SELECT 1 FROM (((a, b)) x))", "a IN t", "(a, b) = (SELECT 1, 2)"} {
		in := func(n int) string { return "CREATE VIEW v AS SELECT 1" + strings.Repeat(", "+item, n/len(item)) + ";" }
		took := func(in string) time.Duration {
			start := time.Now()
			if b, ok := one(t, in).(*ast.Broken); ok {
				t.Fatal(item, b.Err)
			}
			return time.Since(start)
		}
		if short, long := took(in(20_000)), took(in(200_000)); long > 100*short+time.Second {
			t.Errorf("%s: 20 kB took %v, 200 kB %v", item, short, long)
		}
	}
}

func TestInspect(t *testing.T) {
	t.Parallel()
	s := one(t, `CREATE TRIGGER r INSTEAD OF UPDATE ON t WHEN 1 BEGIN
		WITH c1 AS (SELECT a1 FROM t1 WHERE a2) SELECT a3, f(a4 ORDER BY a5) FILTER (WHERE a6) OVER (w PARTITION BY a7 ORDER BY a8 ROWS a9 PRECEDING)
			FROM c1 JOIN t2 ON b1, g(b2), (SELECT b3 FROM main.c1) GROUP BY b4 HAVING b5 WINDOW w AS (ORDER BY b6) UNION VALUES (b7) ORDER BY b8 LIMIT b9 OFFSET d1;
		INSERT INTO t3 SELECT d2 WHERE d3 IN t4 ON CONFLICT (d4) WHERE d5 DO UPDATE SET x = d6 WHERE d7 RETURNING d8;
		UPDATE t5 SET x = d9 FROM t6 WHERE e1 RETURNING e2 ORDER BY e3 LIMIT e4 OFFSET e5;
		WITH t7 AS (SELECT RAISE(FAIL, e6)) DELETE FROM t8 WHERE e7 IN (SELECT e8 FROM t7) RETURNING e9 ORDER BY g1 LIMIT g2;
	END;`).(*ast.CreateTrigger)
	var columns, tables []string
	for _, step := range s.Steps {
		ast.Inspect(step, func(n ast.Node) bool {
			if c, ok := n.(*ast.ColumnRef); ok {
				columns = append(columns, c.Name)
			}
			return true
		})
		for _, table := range ast.Tables(step) {
			tables = append(tables, table.Name.Text)
		}
	}
	want(t, "columns", strings.Join(columns, " "), "a1 a2 a3 a4 a5 a6 a7 a8 a9 b1 b2 b3 b4 b5 b6 b7 b8 b9 d1 d2 d3 d4 d5 d6 d7 d8 d9 e1 e2 e3 e4 e5 e6 e7 e8 e9 g1 g2")
	want(t, "tables", strings.Join(tables, " "), "t1 t2 c1 t3 t4 t5 t6 t8")
	// Returning false passes over the inside.
	var top []string
	ast.Inspect(s.Steps[3], func(n ast.Node) bool {
		top = append(top, fmt.Sprintf("%T", n))
		_, query := n.(*ast.Select)
		return !query
	})
	want(t, "top", strings.Join(top, " "), "*ast.DeleteStep *ast.Select *ast.Table *ast.In *ast.ColumnRef *ast.Select *ast.ColumnRef *ast.ColumnRef *ast.ColumnRef")
}
