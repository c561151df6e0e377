package query_test

import (
	"os"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/internal/cases"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
	"github.com/sqlite2pg/sqlite2pg/rewrite/query"
)

// The case tables are in testdata, one folder for each way to ask the package: expr holds expressions over the table
// every, index the same where PostgreSQL wants an immutable expression, assign what is written into its
// columns, query whole queries. An answer is what becomes of them, and of an expression what is known of its value,
// or why it has no form. internal/e2e asks SQLite and PostgreSQL about the same expressions and queries, but for those
// that begin with "meaning: ", where PostgreSQL knows equal values and their order by what they mean, and SQLite by how
// they are spelled: 00:00 and 00:00:00.

func TestExpressions(t *testing.T) {
	tables := readCatalog(t)
	answer := func(immutable bool) func(*testing.T, string) string {
		return func(t *testing.T, in string) string {
			v, err := translate(t, &query.Translator{Catalog: tables, Immutable: immutable}, strings.TrimPrefix(in, "meaning: "))
			if err != nil {
				return reason(t, in, err)
			}
			return printExpr(t, v.X) + " -- " + describe(t, v)
		}
	}
	var calls []*ast.Call
	for _, list := range cases.Run(t, "testdata/expr/*.txt", answer(false)) {
		for _, c := range list {
			ast.Walk(parseExpr(t, strings.TrimPrefix(c.In, "meaning: ")), func(x ast.Expr) {
				if call, ok := x.(*ast.Call); ok {
					calls = append(calls, call)
				}
			})
		}
	}
	cases.Run(t, "testdata/index/*.txt", answer(true))
	everyFunction(t, calls)
}

func TestAssignments(t *testing.T) {
	tables := readCatalog(t)
	cases.Run(t, "testdata/assign/*.txt", func(t *testing.T, in string) string {
		tr := &query.Translator{Catalog: tables}
		name, x, _ := strings.Cut(in, " := ")
		v, err := translate(t, tr, x)
		if err != nil {
			return reason(t, in, err)
		}
		out, err := tr.Assign(tables["every"].Column(strings.ToLower(strings.Trim(name, `"`))), v)
		if err != nil {
			return reason(t, in, err)
		}
		return printExpr(t, out)
	})
}

// TestFixture holds that the table of the fixture has a column of each encoding.
func TestFixture(t *testing.T) {
	types, err := os.ReadFile("testdata/tables.types")
	if err != nil {
		t.Fatal(err)
	}
	for _, ty := range coltype.All() {
		if name := ty.Encoding.Name(); name == "" || !strings.Contains(string(types), "\t"+name+"\n") {
			t.Errorf("no column of testdata/every.sql has the encoding %q, type %s", name, ty.SQL)
		}
	}
}

func TestQueries(t *testing.T) {
	tables := readCatalog(t)
	cases.Run(t, "testdata/query/*.txt", func(t *testing.T, in string) string {
		tr := &query.Translator{Catalog: tables, Name: free}
		v := parse[*ast.CreateView](t, "CREATE VIEW v AS "+strings.TrimPrefix(strings.TrimPrefix(in, "ordered: "), "meaning: "))
		q, _, err := tr.View(v.Select, nil)
		if err != nil {
			return reason(t, in, err)
		}
		_, out, _ := strings.Cut(printed(t, &pg.CreateView{Name: "v", Query: q}), "\n")
		return out
	})
}

func reason(t *testing.T, in string, err error) string {
	t.Helper()
	why, ok := err.(query.Untranslatable)
	if !ok {
		t.Errorf("%s: an error of type %T", in, err)
	}
	return "cannot: " + string(why)
}

// TestHelpers holds that helpers come after those that they call, once.
func TestHelpers(t *testing.T) {
	tr := &query.Translator{Catalog: readCatalog(t), Helpers: &query.Helpers{}}
	for range 2 {
		if _, err := translate(t, tr, "sum(s) || n"); err != nil {
			t.Fatal(err)
		}
	}
	var names []string
	for _, f := range tr.Helpers.List() {
		names = append(names, f.Name)
	}
	want := "sqlite_real(text) sqlite_numeric(double precision) sqlite_num(text) sqlite_addend(text) sqlite_text(double precision) sqlite_text(numeric)"
	if got := strings.Join(names, " "); got != want {
		t.Errorf("helpers: %s\nwant %s", got, want)
	}
}

// everyFunction fails for a function that none of the calls calls, or not with each number of arguments that the
// tables tell apart.
func everyFunction(t *testing.T, calls []*ast.Call) {
	t.Helper()
	for f := range query.Functions {
		found := false
		for _, c := range calls {
			found = found || strings.EqualFold(c.Name, f.Name) && len(c.Args) >= f.Min && (f.Max < 0 || len(c.Args) <= f.Max) && (c.Over != nil || !f.Window)
		}
		if !found {
			t.Errorf("no case in testdata/expr calls %s() with %d to %d arguments", f.Name, f.Min, f.Max)
		}
	}
}
