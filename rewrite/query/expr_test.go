package query_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/emit"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/query"
)

func asText(x pg.Expr) pg.Expr { return &pg.Cast{X: x, Type: "text"} }

// columns has one column of each kind, named by a letter or two.
var columns = []*query.Column{
	{Name: "i", PG: "i", Type: query.TypeInteger, Affinity: ast.IntegerAffinity},
	{Name: "big", PG: "big", Type: query.TypeInteger, Affinity: ast.IntegerAffinity, Digits: 19},
	{Name: "k", PG: "k", Type: query.TypeInteger, Affinity: ast.IntegerAffinity, NotNull: true},
	{Name: "r", PG: "r", Type: query.TypeReal, Affinity: ast.RealAffinity},
	{Name: "n", PG: "n", Type: query.TypeNumeric, Affinity: ast.NumericAffinity},
	{Name: "f", PG: "f", Type: query.TypeBool, Affinity: ast.NumericAffinity},
	{Name: "s", PG: "s", Type: query.TypeText, Affinity: ast.TextAffinity},
	{Name: "c", PG: "c", Type: query.TypeText, Affinity: ast.TextAffinity, Collation: "NOCASE"},
	{Name: "b", PG: "b", Type: query.TypeBlob},
	{Name: "m", PG: "m", Type: query.TypeMixed, Affinity: ast.IntegerAffinity},
	{Name: "x", PG: "x", Type: query.TypeMixed},
	{Name: "ts", PG: "ts", Affinity: ast.NumericAffinity, Type: query.Type{SQL: "timestamp", Kind: query.Text, Form: "timestamp", Read: asText, Helper: "sqlite_text(timestamp)"}},
	{Name: "day", PG: "day", Affinity: ast.NumericAffinity, Type: query.Type{SQL: "date", Kind: query.Text, Form: "date", Read: asText, Helper: "sqlite_text(date)"}},
	{Name: "u", PG: "u", Affinity: ast.TextAffinity, Type: query.Type{SQL: "uuid", Kind: query.Text, Form: "uuid", Read: asText}},
	{Name: "js", PG: "js", Affinity: ast.NumericAffinity, Type: query.Type{SQL: "jsonb", Kind: query.Text, Form: "jsonb", Read: asText, Lossy: "blanks"}},
	{Name: "Odd Name", PG: "Odd Name", Type: query.TypeText, Affinity: ast.TextAffinity},
}

// parse returns the expression of SELECT text.
func parse(t *testing.T, text string) ast.Expr {
	t.Helper()
	p := parser.New(lexer.New(strings.NewReader("CREATE VIEW v AS SELECT " + text + ";")))
	s, err := p.Next()
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	v, ok := s.(*ast.CreateView)
	if !ok {
		t.Fatalf("%s: %T", text, s)
	}
	return v.Select.Cores[0].Columns[0].Expr
}

// print returns an expression as it is written into a script.
func print(t *testing.T, x pg.Expr) string {
	t.Helper()
	var b bytes.Buffer
	w := emit.NewWriter(&b, nothing{})
	if err := w.Statement(&pg.CreateView{Name: "v", Query: &pg.Select{Columns: []pg.Result{{Expr: x}}}}); err != nil {
		t.Fatal(err)
	}
	w.Flush()
	_, out, _ := strings.Cut(b.String(), "SELECT")
	return strings.TrimSuffix(strings.TrimSpace(out), ";")
}

type nothing struct{}

func (nothing) Check(string) error { return nil }

func translate(t *testing.T, tr *query.Translator, text string) (query.Value, error) {
	t.Helper()
	scope := &query.Scope{Sources: []*query.Source{{Name: "t", Relation: &query.Relation{Name: "t", PG: "t", Columns: columns, Rowid: columns[2]}}}}
	return tr.Value(parse(t, text), scope)
}

func TestExpressions(t *testing.T) {
	for _, c := range []struct{ sqlite, want string }{
		// literals
		{"5", "5"},
		{"0x1F", "31"},
		{"9223372036854775808", "9223372036854775808.0"},
		{"-9223372036854775808", "'-9223372036854775808'::bigint"},
		{"1e999", "'Infinity'::double precision"},
		{"x'4aB1'", `'\x4ab1'::bytea`},
		{"TRUE", "1"},
		// columns
		{"I", "i"},
		{"t.\"odd name\"", `"Odd Name"`},
		{"rowid", "k"},
		{`"no such column"`, "'no such column'"},
		// arithmetic
		{"i + 1", "i + 1"},
		{"2 * 3", "2::bigint * 3"},
		{"big + 1", "big::numeric + 1"},
		{"i * i", "i * i"},
		{"i * i * 10", "(i * i)::numeric * 10"},
		{"i / 2", "i / 2"},
		{"i / k", "i / NULLIF(k, 0)"},
		{"i / 0", "NULL"},
		{"i * 1.5", "i * 1.5::double precision"},
		{"n * 1.5", "n * 1.5"},
		{"n / 2", "sqlite_div(trim_scale(n), 2)"},
		{"r % 3", "(sqlite_int(r) % 3)::double precision"},
		{"s + 1", "sqlite_num(s) + 1"},
		{"'12abc' + i", "12 + i"},
		{"f + 1", "f::integer::bigint + 1"},
		{"1 << 40", "1::bigint << 40"},
		{"i << k", "sqlite_shift_left(i, k)"},
		{"-i", "- i"},
		{"+s", "s"},
		{"~5", "~ 5::bigint"},
		// comparison
		{"f = 1", "f"},
		{"f = 0", "NOT f"},
		{"f <> 0", "f"},
		{"f IS 1", "f IS TRUE"},
		{"f = 2", "f::integer = 2"},
		{"i = '5'", "i = 5"},
		{"i = 'abc'", "CASE WHEN i IS NOT NULL THEN false END"},
		{"k < 'abc'", "true"},
		{"s = 12", "s = '12'"},
		{"s > 5", `(s COLLATE "C") > '5'`},
		{"s < s", `(s COLLATE "C") < s`},
		{"'1' = 1", "false"},
		{"b = 'AB'", "CASE WHEN b IS NOT NULL THEN false END"},
		{"c = 'ABC'", `lower(c COLLATE "C") = 'abc'`},
		{"s = 'A' COLLATE NOCASE", `lower(s COLLATE "C") = 'a'`},
		{"c = 'ABC' COLLATE BINARY", "c = 'ABC'"},
		{"s = i", "sqlite_compare(s, i::text) = 0"},
		{"m = 5", "sqlite_compare(m, '5') = 0"},
		{"m = 'abc'", "m = 'abc'"},
		{"x = 'abc'", "x = 'abc'"},
		{"NULL = i", "NULL::boolean"},
		{"i IS NULL", "i IS NULL"},
		{"i IS NOT 5", "i IS DISTINCT FROM 5"},
		{"i IS TRUE", "(i <> 0) IS TRUE"},
		{"ts >= '2024'", "CASE WHEN ts::text IS NOT NULL THEN true END"},
		{"ts >= '2024-01-01'", "ts >= '2024-01-01'"},
		{"ts > '2024-01-01'", "ts >= '2024-01-01'"},
		{"ts <= '2024-01-01'", "ts < '2024-01-01'"},
		{"ts = '2024-01-01 10:00:00'", "ts = '2024-01-01 10:00:00'"},
		{"ts >= '2024-01'", `(ts::text COLLATE "C") >= '2024-01'`},
		{"day > '2024-01-01 10:00:00'", "day > '2024-01-01'"},
		{"day < '2024-01-01 10:00:00'", "day <= '2024-01-01'"},
		{"u = '6f1d0e9a-0000-4000-8000-0123456789ab'", "u = '6f1d0e9a-0000-4000-8000-0123456789ab'"},
		{"u = '6F1D0E9A-0000-4000-8000-0123456789AB'", "u::text = '6F1D0E9A-0000-4000-8000-0123456789AB'"},
		{"i BETWEEN 1 AND 5", "i BETWEEN 1 AND 5"},
		{"s NOT BETWEEN 'a' AND 'b'", `(s COLLATE "C") NOT BETWEEN 'a' AND 'b'`},
		{"i IN (1, 2, NULL)", "i IN (1, 2, NULL)"},
		{"i IN ()", "false"},
		{"s NOT IN ('a', 'b')", "s NOT IN ('a', 'b')"},
		{"(i, s) = (5, 'x')", "i = 5 AND s = 'x'"},
		{"(i, k) < (5, 2)", "i < 5 OR (i = 5 AND k < 2)"},
		// truth
		{"NOT s", "NOT (sqlite_num(s) <> 0)"},
		{"i AND f", "i <> 0 AND f"},
		{"'abc' OR f", "false OR f"},
		// CASE and the like
		{"CASE i WHEN 5 THEN 'five' END", "CASE i WHEN 5 THEN 'five' END"},
		{"CASE WHEN i THEN i ELSE 'none' END", "CASE WHEN i <> 0 THEN i::text ELSE 'none' END"},
		{"CASE WHEN f THEN 1 ELSE 2.5 END", "CASE WHEN f THEN 1 ELSE 2.5 END"},
		{"coalesce(f, 0)", "coalesce(f, false)"},
		{"coalesce(ts, ts)", "coalesce(ts, ts)"},
		{"ifnull(s, '')", "coalesce(s, '')"},
		{"iif(i > 0, 'a', 'b')", "CASE WHEN i > 0 THEN 'a' ELSE 'b' END"},
		{"nullif(i, 0)", "NULLIF(i, 0)"},
		{"max(k, 5)", "GREATEST(k, 5)"},
		{"max(i, 5)", "CASE WHEN i IS NOT NULL THEN GREATEST(i, 5) END"},
		// CAST
		{"CAST(r AS INTEGER)", "sqlite_int(r)"},
		{"CAST(s AS REAL)", "sqlite_real(s)"},
		{"CAST(i AS VARCHAR(2))", "i::text"},
		{"CAST('2023-05-06' AS DATE)", "2023"},
		// texts
		{"i || s", "i::text || s"},
		{"f || 'x'", "f::integer::text || 'x'"},
		{"1.0 || ''", "'1.0' || ''"},
		{"s LIKE 'a%'", `(s COLLATE "C") ILIKE 'a%' ESCAPE ''`},
		{"s GLOB 'a*'", "s LIKE 'a%' ESCAPE ''"},
		{"s GLOB '[^a-c]*'", `(s COLLATE "C") ~ '^[^a-c].*$'`},
		{"s GLOB '[a'", "CASE WHEN s IS NOT NULL THEN false END"},
		{"s REGEXP '^[a-z]+\\d{2}$'", `(s COLLATE "C") ~ '^[a-z]+\d{2}$'`},
		{"length(ts)", "length(ts::text)"},
		{"lower(s)", `lower(s COLLATE "C")`},
		{"substr(s, 1, 3)", "substr(s, 1, 3)"},
		{"substr(s, -3)", "right(s, 3)"},
		{"substr(s, -3, 2)", "sqlite_substr(s, - 3, 2)"},
		{"printf('%s-%d', s, i)", "(coalesce(s, '') || '-') || coalesce(i::text, '0')"},
		{"typeof(k)", "'integer'"},
		// dates
		{"strftime('%Y-%m', ts)", "to_char(ts, 'YYYY-MM')"},
		{"strftime('%d of %m', ts)", `to_char(ts, 'DD" of "MM')`},
		{"date(day)", "to_char(day::timestamp, 'YYYY-MM-DD')"},
		{"date(ts, '+1 month')", "sqlite_date(ts::text, '+1 month')"},
		// JSON
		{"json_extract(js, '$.a')", "sqlite_json_value(js::json -> 'a')"},
		{"json_extract(s, '$.a[0]')", "sqlite_json_value(sqlite_json_at(s::json, '$.a[0]'))"},
		{"s ->> 'a' = 'x'", "sqlite_json_value(s::json -> 'a') = 'x'"},
		{"s ->> 'a' = 1", "sqlite_json_compare(s::json -> 'a', 1) = 0"},
		{"json_object('a', 1)", `'{"a":1}'`},
		// aggregates
		{"count(*)", "count(*)"},
		{"sum(i)", "sum(i)::bigint"},
		{"sum(f)", "sum(f::integer)"},
		{"max(s)", `max(s COLLATE "C")`},
		{"max(f)", "bool_or(f)"},
		{"avg(i)", "avg(i::double precision)"},
		{"group_concat(s)", "string_agg(s, ',' ORDER BY k)"},
	} {
		v, err := translate(t, &query.Translator{}, c.sqlite)
		if err != nil {
			t.Errorf("%s: %v", c.sqlite, err)
			continue
		}
		if got := print(t, v.X); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.sqlite, got, c.want)
		}
	}
}

func TestUntranslatable(t *testing.T) {
	for _, c := range []struct {
		sqlite, want string
		immutable    bool
	}{
		{"nowhere", `column "nowhere" does not exist`, false},
		{"s MATCH 'x'", "MATCH", false},
		{"s REGEXP '\\bx'", "REGEXP", false},
		{"s REGEXP s", "REGEXP", false},
		{"changes()", "changes()", false},
		{"f1(s)", "none of SQLite's own", false},
		{"s COLLATE mine", "collation mine", false},
		{"x = 5", "which only SQLite can tell", false},
		{"length(js)", "does not keep blanks", false},
		{"b LIKE 'a'", "LIKE of a blob", false},
		{"CURRENT_TIMESTAMP", "the current time", true},
		{"date('now')", "the current time", true},
		{"random()", "whose result changes", true},
		{"datetime(ts, 'localtime')", "local time", true},
	} {
		_, err := translate(t, &query.Translator{Immutable: c.immutable}, c.sqlite)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v; want %s", c.sqlite, err, c.want)
		}
	}
}

// TestHelpers checks that helpers come after those that they call, once.
func TestHelpers(t *testing.T) {
	tr := &query.Translator{Helpers: &query.Helpers{}}
	for range 2 {
		if _, err := translate(t, tr, "sum(s) || n"); err != nil {
			t.Fatal(err)
		}
	}
	var names []string
	for _, f := range tr.Helpers.Take() {
		names = append(names, f.Name)
	}
	want := "sqlite_real(text) sqlite_numeric(double precision) sqlite_num(text) sqlite_addend(text) sqlite_text(double precision) sqlite_text(numeric)"
	if got := strings.Join(names, " "); got != want {
		t.Errorf("helpers: %s\nwant %s", got, want)
	}
	if more := tr.Helpers.Take(); len(more) != 0 {
		t.Errorf("%d helpers a second time", len(more))
	}
}
