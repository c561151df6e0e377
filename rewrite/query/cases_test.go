package query_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/internal/cases"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
	"github.com/sqlite2pg/sqlite2pg/rewrite/query"
)

// The case tables are in testdata, one folder for each way to ask the package: expr holds expressions over the table
// every, assign what is written into its columns, query whole queries, trigger triggers. An answer is what becomes of them, and of an expression what is known of its value,
// or why it has no form. internal/e2e asks SQLite and PostgreSQL about the same expressions and queries, but for those
// that begin with "meaning: ", where PostgreSQL knows equal values and their order by what they mean, and SQLite by how
// they are spelled: 00:00 and 00:00:00.

func TestExpressions(t *testing.T) {
	tables := readCatalog(t)
	all := cases.Run(t, "testdata/expr/*.txt", func(t *testing.T, in string) string {
		in = strings.TrimPrefix(in, "meaning: ")
		answer := func(immutable bool) (sql, about string) {
			v, err := translate(t, &query.Translator{Catalog: tables, Immutable: immutable}, in)
			if err != nil {
				return reason(t, in, err), ""
			}
			return printExpr(t, v.X), " -- " + describe(t, v)
		}
		sql, about := answer(false)
		if other, _ := answer(true); other != sql {
			about += "\nindex: " + other
		}
		return sql + about
	})
	var calls []*ast.Call
	for _, list := range all {
		for _, c := range list {
			ast.Walk(parseExpr(t, strings.TrimPrefix(c.In, "meaning: ")), func(x ast.Expr) {
				if call, ok := x.(*ast.Call); ok {
					calls = append(calls, call)
				}
			})
		}
	}
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

// facts say of tables what the case table of triggers wants.
type facts struct{}

func (facts) Fires(table, event string) bool { return table == "fires" }
func (facts) Cascades(table string) bool     { return table == "parent" }
func (facts) Checked(table string) bool      { return table == "checked" }

func TestTriggers(t *testing.T) {
	tables := readCatalog(t)
	cases.Run(t, "testdata/trigger/*.txt", func(t *testing.T, in string) string {
		src := parse[*ast.CreateTrigger](t, in)
		is := func(name string) bool { return src.Name.Text == name }
		tr := &query.Translator{Catalog: tables, Name: free}
		out, err := tr.Trigger(query.TriggerIn{Source: src, On: tables.Relation(src.Table.Text), Facts: facts{},
			Later: is("later"), Beside: is("beside"), Recursive: is("recursive"), Around: is("around")})
		if err != nil {
			return reason(t, in, err)
		}
		var b strings.Builder
		if len(out.Of) > 0 {
			fmt.Fprintf(&b, "OF %s\n", strings.Join(out.Of, ", "))
		}
		if out.When != nil {
			fmt.Fprintf(&b, "WHEN %s\n", printExpr(t, out.When))
		}
		f := &pg.CreateTriggerFunction{Name: "f", ColumnsFirst: out.ColumnsFirst, Body: out.Body}
		if out.Loops {
			f.Records = []string{query.LoopRow}
		}
		if out.UTC {
			f.Settings = append(f.Settings, pg.Setting{Name: "TimeZone", Value: "UTC"})
		}
		_, text, _ := strings.Cut(printed(t, f), "plpgsql\n")
		b.WriteString(strings.TrimSuffix(strings.Replace(text, "AS $body$\n", "", 1), "\n$body$"))
		for _, n := range out.Notes {
			b.WriteString("\nnote: " + n)
		}
		return b.String()
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
		in = strings.TrimPrefix(strings.TrimPrefix(in, "ordered: "), "meaning: ")
		as := " AS "
		if in[0] == '(' { // names of the view's columns
			as = " "
		}
		v := parse[*ast.CreateView](t, "CREATE VIEW v"+as+in)
		q, _, err := tr.View(v.Select, v.Columns)
		if err != nil {
			return reason(t, in, err)
		}
		_, out, _ := strings.Cut(printed(t, &pg.CreateView{Name: "v", Query: q}), "\n")
		return out
	})
}

func reason(t *testing.T, in string, err error) string {
	t.Helper()
	if !query.IsReason(err) {
		t.Errorf("%s: an error of type %T", in, err)
	}
	return "cannot: " + err.Error()
}

// TestHelpers shows how each helper is created, but for its body.
func TestHelpers(t *testing.T) {
	left := slices.Sorted(query.HelperSignatures)
	cases.Run(t, "testdata/helper/*.txt", func(t *testing.T, in string) string {
		left = slices.DeleteFunc(left, func(signature string) bool { return signature == in })
		h := &query.Helpers{}
		h.Use(in)
		list := h.List()
		head, _, _ := strings.Cut(list[len(list)-1].SQL, "\n    AS $$")
		for _, called := range list[:len(list)-1] {
			head += "\nafter " + called.Name
		}
		return head
	})
	if len(left) > 0 {
		t.Errorf("testdata/helper has no %s", strings.Join(left, ", "))
	}
}

// TestHelpersOnce holds that helpers come after those that they call, once.
func TestHelpersOnce(t *testing.T) {
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
// tables tell apart. One argument less, or more, must have no form.
func everyFunction(t *testing.T, calls []*ast.Call) {
	t.Helper()
	takes := func(f query.Function, name string, n int) bool {
		return strings.EqualFold(name, f.Name) && n >= f.Min && (f.Max < 0 || n <= f.Max)
	}
	rows := slices.Collect(query.Functions)
	tables := readCatalog(t)
	for _, f := range rows {
		if !slices.ContainsFunc(calls, func(c *ast.Call) bool { return takes(f, c.Name, len(c.Args)) && (c.Over != nil || !f.Window) }) {
			t.Errorf("no case in testdata/expr calls %s() with %d to %d arguments", f.Name, f.Min, f.Max)
		}
		for _, n := range []int{f.Min - 1, f.Max + 1} {
			if n < 0 || n == 0 && f.Max < 0 || slices.ContainsFunc(rows, func(other query.Function) bool { return takes(other, f.Name, n) }) {
				continue
			}
			text := f.Name + "(" + strings.TrimPrefix(strings.Repeat(", 1", n), ", ") + ")"
			if f.Window {
				text += " OVER ()"
			}
			if v, err := translate(t, &query.Translator{Catalog: tables}, text); err == nil {
				t.Errorf("%s becomes %s", text, printExpr(t, v.X))
			}
		}
	}
}
