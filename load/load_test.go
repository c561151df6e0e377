package load

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/internal/pghash"
	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/override"
	"github.com/sqlite2pg/sqlite2pg/rewrite/plan"
	"github.com/sqlite2pg/sqlite2pg/rewrite/selection"
)

// recorder is a sink that writes down what is asked of it.
type recorder struct {
	fixed bool
	text  bytes.Buffer
}

func (r *recorder) Loads() bool { return !r.fixed }
func (r *recorder) Fixed() bool { return r.fixed }
func (r *recorder) Create(table *pg.Object) error {
	fmt.Fprintf(&r.text, "create %s", table.Name)
	for _, c := range table.Statement.(*pg.CreateTable).Columns {
		fmt.Fprintf(&r.text, ", %s %s", c.Name, c.Type)
	}
	r.text.WriteByte('\n')
	return nil
}
func (r *recorder) Append(_ *Target, text []byte) error { r.text.Write(text); return nil }
func (r *recorder) Alter(change *pg.Object) error {
	a := change.Statement.(*pg.AlterTypes)
	fmt.Fprintf(&r.text, "alter %s", change.Table)
	for _, c := range a.Columns {
		fmt.Fprintf(&r.text, ", %s %s", c.Column, c.Type)
	}
	for _, name := range a.Drop {
		fmt.Fprintf(&r.text, ", drop %s", name)
	}
	r.text.WriteByte('\n')
	return nil
}
func (r *recorder) Stage(*Target) error { r.text.WriteString("<stage>"); return nil }
func (r *recorder) Move(*Target) error  { r.text.WriteString("<move>"); return nil }
func (r *recorder) End()                { r.text.WriteString("end\n") }

// result is what came of a dump.
type result struct {
	sink   string
	said   string
	schema *catalog.Schema
}

// run loads a dump of CREATE TABLE and INSERT.
func run(t *testing.T, r io.Reader, change func(*Config)) result {
	t.Helper()
	return runThrough(t, lexer.New(r), change)
}

func runThrough(t *testing.T, scanner *lexer.Scanner, change func(*Config)) result {
	t.Helper()
	sink := &recorder{}
	var said strings.Builder
	schema := catalog.New(override.NewRules(override.Wishes{}), selection.New(nil), func(m *diag.Message) { fmt.Fprintln(&said, m.Error()) })
	p := parser.New(scanner)
	c := Config{Sink: sink, Plan: plan.New(schema, plan.FTSTable), Rows: &p.Rows, Limits: DefaultLimits(), Verify: true}
	if change != nil {
		change(&c)
	}
	sink.fixed = schema.DataOnly
	l := New(c)
	err := func() error {
		for {
			s, err := p.Next()
			if errors.Is(err, io.EOF) {
				return l.End(context.Background())
			}
			if err != nil {
				return err
			}
			in, ok := s.(*ast.Insert)
			if !ok {
				if err := l.End(context.Background()); err != nil {
					return err
				}
				if _, err := schema.AddTable(s.(*ast.CreateTable)); err != nil {
					return err
				}
				continue
			}
			if !l.GoesOn(in) {
				l.Begin(schema.Table(in.Table.Text), in)
			}
			if err := l.Rows(context.Background()); err != nil {
				return err
			}
		}
	}()
	if err != nil {
		fmt.Fprintln(&said, "error:", err)
	}
	return result{sink.text.String(), said.String(), schema}
}

// account shows all that is known of the rows of a table.
func account(t *catalog.Table) string {
	var out strings.Builder
	fmt.Fprintf(&out, "%d rows, top %d, sum %s", t.Rows, t.Top, &t.Sum)
	for _, c := range t.Columns {
		fmt.Fprintf(&out, "\n%s %s %+v", c.Name, c.Type.SQL, c.Loaded)
	}
	return out.String()
}

// cases are dumps with what comes of them.
var cases = []struct{ name, in, sink, said string }{
	{"types wait for the first rows",
		"CREATE TABLE t(a INT, b DATETIME);INSERT INTO t VALUES(1,'2024-01-01T00:00:00'),(2.5,NULL);",
		"end\ncreate t, a numeric, b timestamp\n1\t2024-01-01T00:00:00\n2.5\t\\N\nend\n",
		"1:82: table \"t\", column \"a\", row 2: real 2.5 does not fit type bigint: the column becomes numeric [widened]\n"},
	{"a column moves on before the row that asks for it",
		"CREATE TABLE t(id INTEGER PRIMARY KEY, a INT);INSERT INTO t VALUES(1,1);\n" + rows("INSERT INTO t VALUES(%d,7);\n", 2, 60) + "INSERT INTO t VALUES(61,'x'),(62,7);",
		"end\ncreate t, id bigint, a bigint\n1\t1\n" + rows("%d\t7\n", 2, 60) + "alter t, a text\n61\tx\n62\t7\nend\n",
		"61:25: table \"t\", column \"a\", row 61: text \"x\" does not fit type bigint: the column becomes text [widened]\n"},
	{"a key that is not given follows the highest one",
		"CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT);INSERT INTO t VALUES(41,'a'),(NULL,'b');INSERT INTO t(a) VALUES('c'),('d');",
		"end\ncreate t, id bigint, a text\n41\ta\n42\tb\nc\t43\nd\t44\nend\n", ""},
	{"INSERTs whose head is long, in the window",
		"CREATE TABLE t(a INT, \"a column with a name that is longer than most\" TEXT);" + rows("INSERT INTO t(a, \"a column with a name that is longer than most\") VALUES(%d,'x');\n", 1, 9),
		"end\ncreate t, a bigint, a column with a name that is longer than most text\n" + rows("%d\tx\n", 1, 9) + "end\n", ""},
	{"a column of nothing but NULL, among rows that are taken from bytes",
		"CREATE TABLE t(a, b INT);INSERT INTO t VALUES(NULL,1),(NULL,2),(NULL,3);                                  ",
		"end\ncreate t, a text, b bigint\n\\N\t1\n\\N\t2\n\\N\t3\nend\n", ""},
	{"tables by turns",
		"CREATE TABLE t(a INT);CREATE TABLE u(a INT);INSERT INTO t VALUES(1);INSERT INTO u VALUES(2);INSERT INTO t VALUES(3);",
		"end\nend\ncreate t, a bigint\n1\n3\ncreate u, a bigint\n2\nend\n", ""},
	{"expressions among literals",
		"CREATE TABLE t(a TEXT);INSERT INTO t VALUES('x''y'),(replace('a\\n','\\n',char(10))),('b'||'c'),(NULL);",
		"end\ncreate t, a text\nx'y\na\\n\nbc\n\\N\nend\n", ""},
	{"a NULL where none may be, in the window",
		"CREATE TABLE t(a INT NOT NULL);INSERT INTO t VALUES(1),\n(NULL);",
		"end\n", "error: 2:2: table \"t\", column \"a\", row 2: NULL in a NOT NULL column [not-null]\n"},
	{"a key that is no integer, in the window, at its own place",
		"CREATE TABLE t(a INT, id INTEGER PRIMARY KEY);INSERT INTO t VALUES(1,1),\n(2,\n 'x');",
		"end\ncreate t, a bigint, id bigint\n1\t1\n", "error: 3:2: table \"t\", column \"id\", row 2: text \"x\" does not fit type bigint [misfit]\n"},
	{"too many values", "CREATE TABLE t(a INT);INSERT INTO t VALUES(1),(1,2);", "end\n",
		"error: 1:50: table \"t\", row 2: 2 values for 1 column [arity]\n"},
	{"generated columns whose values are written, or not",
		"CREATE TABLE t(a INT, g AS (a));CREATE TABLE u(a INT, g AS (a));INSERT INTO t VALUES(1,1),(2,2);INSERT INTO u VALUES(1),(2);",
		"end\nend\ncreate t, a bigint, g bigint\n1\n2\ncreate u, a bigint, g bigint\n1\n2\nend\n", ""},
	{"a generated column that is written for shorter integers",
		"CREATE TABLE t(a INT, g AS (a+1));INSERT INTO t(a) VALUES(1);\n" + rows("INSERT INTO t(a) VALUES(%d);\n", 2, 60) + "INSERT INTO t(a) VALUES(123456789012345678);",
		"end\ncreate t, a bigint, g bigint\n1\n" + rows("%d\n", 2, 60) + "alter t, drop g\n123456789012345678\nend\n", ""},
	{"and the longer one is the first row behind those of the window",
		"CREATE TABLE t(a INT, g AS (a+1));INSERT INTO t(a) VALUES(1);CREATE TABLE u(a);INSERT INTO t(a) VALUES(123456789012345678);",
		"end\ncreate t, a bigint, g bigint\n1\nend\nalter t, drop g\n123456789012345678\nend\n", ""},
}

func rows(format string, from, to int) string {
	var out strings.Builder
	for i := from; i <= to; i++ {
		fmt.Fprintf(&out, format, i)
	}
	return out.String()
}

// TestLoad: what is asked of a sink, and what is said. Where windows end must matter
// only where it is meant to: these are small.
func TestLoad(t *testing.T) {
	for _, c := range cases {
		got := run(t, strings.NewReader(c.in), func(c *Config) { c.Limits.Window = 1000 })
		if got.sink != c.sink {
			t.Errorf("%s: the sink got\n%s\nwant\n%s", c.name, got.sink, c.sink)
		}
		if got.said != c.said {
			t.Errorf("%s: said is\n%s\nwant\n%s", c.name, got.said, c.said)
		}
	}
}

// TestRoads: rows that are taken from the bytes of the dump, rows that come value by
// value, and segments of a file come to the same text, the same account and the same
// messages.
func TestRoads(t *testing.T) {
	mixed := "CREATE TABLE t(id INTEGER PRIMARY KEY, a INT, b REAL, c TEXT, d DATETIME, e BLOB, f BOOLEAN, g UUID, h JSON);\n"
	for i := range 400 {
		text := []string{"'plain'", "'it''s'", "replace('a\\nb','\\n',char(10))", "NULL", "'" + strings.Repeat("long ", 200) + "'", "'größe'", "x'4142'"}[i%7]
		a := []string{"1", "-7", "NULL", "'12'", "5.0"}[i%5]
		mixed += fmt.Sprintf("INSERT INTO t VALUES(%d,%s,%d.25,%s,'2024-01-01 10:00:%02d',x'%04x',%d,'6f1d0e9a-0000-4000-8000-0123456789ab','{}');\n", i+1, a, i, text, i%60, i, i%2)
	}
	dumps := []string{mixed, mixed + "INSERT INTO t VALUES(1000,'no number',1,'x','no day',x'',2,'',1);\n", strings.Replace(mixed, "(300,", "('300',", 1)}
	for _, c := range cases {
		dumps = append(dumps, c.in)
	}
	for n, in := range dumps {
		for _, window := range []int{1, 100, 5000, 1 << 20} {
			with := func(change func(*Config)) string {
				got := run(t, strings.NewReader(in), func(c *Config) {
					c.Limits.Window = window
					if change != nil {
						change(c)
					}
				})
				out := got.sink + got.said
				for _, table := range got.schema.Tables() {
					out += account(table) + "\n"
				}
				return out
			}
			want := with(func(c *Config) { c.Limits.ValueByValue = true })
			if got := with(nil); got != want {
				t.Fatalf("dump %d, a window of %d bytes: from bytes it becomes\n%s\nvalue by value\n%s", n, window, got, want)
			}
		}
	}
}

// file is a dump in a file.
type file struct{ *strings.Reader }

func (f file) Jump(offset int64) { f.Seek(offset, io.SeekStart) }

// TestSegments: rows of a file that are read in segments come to the same, wherever
// these begin: in a text that looks like the gap between rows, too.
func TestSegments(t *testing.T) {
	texts := []string{"plain", "it''s", "),(2,''x'',", ");\nINSERT INTO t VALUES(7,''", strings.Repeat("long ", 100)}
	dump := "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT, b INT);\n"
	for i := range 600 {
		b := "1"
		if i == 500 {
			b = "'no number'"
		}
		dump += fmt.Sprintf("INSERT INTO t VALUES(%d,'%s',%s);\n", i, texts[i%len(texts)], b)
	}
	limited := func(size int64) func(*Config) {
		return func(c *Config) { c.Limits.Window, c.Limits.Segment, c.Limits.Parallel = 1000, size, 3000 }
	}
	show := func(r result) string { return r.sink + r.said + account(r.schema.Tables()[0]) }
	want := show(run(t, strings.NewReader(dump), limited(0)))
	for size := int64(50); size < 5000; size += 97 {
		f := file{strings.NewReader(dump)}
		if got := show(runThrough(t, lexer.NewSize(f, 1<<10), func(c *Config) { limited(size)(c); c.File = f })); got != want {
			t.Fatalf("in segments of %d bytes it becomes\n%s\nnot\n%s", size, got, want)
		}
	}
}

// anything accepts all statements.
type anything struct{}

func (anything) Check(string) error { return nil }

// TestScripts: what the sinks write for a table whose second row moves a column, with
// a row that is too large to be held.
func TestScripts(t *testing.T) {
	in := "CREATE TABLE t(a TEXT, b INT);INSERT INTO t VALUES('a',1);INSERT INTO t(a,b) VALUES('" + strings.Repeat("x", 300) + "',2);INSERT INTO t VALUES('b',7);"
	long := strings.Repeat("x", 300)
	for name, c := range map[string]struct {
		sink func(emit.Output) Sink
		want string
	}{
		"script": {NewScript, `CREATE TABLE t (
    a text,
    b bigint
);

COPY t (a, b) FROM stdin;
a	1
\.

CREATE TEMPORARY TABLE sqlite2pg_row_1 (
    a text,
    b text
) ON COMMIT DROP;

COPY sqlite2pg_row_1 (a, b) FROM stdin;
` + long + `	2
\.

INSERT INTO t (a, b)
    SELECT a, b::bigint FROM sqlite2pg_row_1;

TRUNCATE sqlite2pg_row_1;

COPY t (a, b) FROM stdin;
b	7
\.

`},
		"schema": {func(emit.Output) Sink { return NewSchemaScript() }, ""},
	} {
		var out bytes.Buffer
		w := emit.NewWriter(&out, anything{})
		run(t, strings.NewReader(in), func(cfg *Config) {
			cfg.Limits.Row, cfg.Limits.Window, cfg.Limits.ValueByValue = 200, 1, true
			cfg.Sink = c.sink(w)
		})
		w.Flush()
		if out.String() != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", name, &out, c.want)
		}
	}
}

// TestAccount: what is known of rows, by values that are counted by hand.
func TestAccount(t *testing.T) {
	in := "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT, b INT);\n" +
		"INSERT INTO t VALUES(7,'ab',12),(-3,x'4142',NULL),(5,NULL,-345),(6,'it''s'||'!',0);\n"
	hash := func(seed int64, text string) int64 { return pghash.Text([]byte(text), seed) }
	type row [3]string // "" for NULL
	want := func(rows []row) string {
		sums, all := [3]catalog.Sum{}, catalog.Sum{}
		for _, r := range rows {
			of := int64(0)
			for i, text := range r {
				if text != "" {
					sums[i].Add(hash(int64(i+1), text))
					of ^= hash(int64(i+1), text)
				}
			}
			all.Add(of)
		}
		return fmt.Sprintf("%d rows, top 7, sum %s", len(rows), &all) +
			fmt.Sprintf("\nid bigint %+v", catalog.Loaded{Values: 4, Longest: 2, Digits: 2, Classes: 1 << parser.Integer, Sum: sums[0]}) +
			fmt.Sprintf("\na text %+v", catalog.Loaded{Values: 3, Changed: 1, Longest: 5, Classes: 1<<parser.Text | 1<<parser.Blob, Sum: sums[1]}) +
			fmt.Sprintf("\nb bigint %+v", catalog.Loaded{Values: 3, Longest: 4, Digits: 4, Classes: 1 << parser.Integer, Sum: sums[2]})
	}([]row{{"7", "ab", "12"}, {"-3", "AB"}, {"5", "", "-345"}, {"6", "it's!", "0"}})
	for _, byValue := range []bool{false, true} {
		got := run(t, strings.NewReader(in), func(c *Config) { c.Limits.ValueByValue = byValue })
		if account(got.schema.Tables()[0]) != want {
			t.Errorf("got\n%s\nwant\n%s", account(got.schema.Tables()[0]), want)
		}
	}
}

// TestStagingTypes: the columns of a temporary table take what may come, as text where
// their own type may change.
func TestStagingTypes(t *testing.T) {
	schema := catalog.New(override.NewRules(override.Wishes{}), selection.New(nil), func(*diag.Message) {})
	table, err := schema.AddTable(&ast.CreateTable{Name: ast.Name{Text: "t"}, Columns: []ast.ColumnDef{
		{Name: ast.Name{Text: "a"}, Type: "INT"}, {Name: ast.Name{Text: "b"}, Type: "BLOB"}, {Name: ast.Name{Text: "c"}, Type: "TEXT"}}})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range table.Columns {
		c.Become(c.Chain[0], 0)
	}
	table.Columns[2].Chain = table.Columns[2].Chain[:1] // the user's word
	var s staging
	var got []string
	for _, c := range s.table(table).Columns {
		got = append(got, c.Name+" "+c.Type)
	}
	if want := []string{"a text", "b " + table.Columns[1].Type.SQL, "c text"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if s.table(table) != nil {
		t.Error("it is made twice")
	}
}

// TestLargeRow: a row that is too large to be held is written in parts; one whose later
// values may move a column goes into a table of its own first.
func TestLargeRow(t *testing.T) {
	long := strings.Repeat("x", 300)
	small := func(c *Config) { c.Limits.Row, c.Limits.Window, c.Limits.ValueByValue = 200, 1, true }
	for _, c := range []struct{ name, in, sink string }{
		{"the columns behind cannot change", "CREATE TABLE t(a TEXT, id INTEGER PRIMARY KEY);INSERT INTO t VALUES('a',1),('" + long + "',2);",
			"end\ncreate t, a text, id bigint\na\t1\n" + long + "\t2\nend\n"},
		{"one behind may", "CREATE TABLE t(a TEXT, b INT);INSERT INTO t VALUES('a',1),('" + long + "',2);",
			"end\ncreate t, a text, b bigint\na\t1\n<stage>" + long + "\t2\n<move>end\n"},
		{"a long integer behind, where generated columns are in the way: nothing is altered in the middle",
			"CREATE TABLE t(a TEXT, id INTEGER PRIMARY KEY, g AS (id+1));INSERT INTO t VALUES('a',1);INSERT INTO t VALUES('" + long + "',123456789012345678);",
			"end\ncreate t, a text, id bigint, g bigint\na\t1\n" + long + "\t123456789012345678\nalter t, drop g\nend\n"},
		{"and does", "CREATE TABLE t(a TEXT, b INT);INSERT INTO t VALUES('a',1);INSERT INTO t VALUES('" + long + "','x');",
			"end\ncreate t, a text, b bigint\na\t1\n<stage>" + long + "\tx\nalter t, b text\n<move>end\n"},
	} {
		if got := run(t, strings.NewReader(c.in), small); got.sink != c.sink {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, got.sink, c.sink)
		}
	}
}

// TestWaiting: windows share one budget; when it is full, the table that has waited
// longest is opened.
func TestWaiting(t *testing.T) {
	in := "CREATE TABLE t(a INT);CREATE TABLE u(a INT);INSERT INTO t VALUES(1);INSERT INTO u VALUES(10);INSERT INTO t VALUES(2);INSERT INTO u VALUES(11),(12);"
	got := run(t, strings.NewReader(in), func(c *Config) { c.Limits.Window = 3*rowCost + 1 })
	if want := "end\nend\ncreate t, a bigint\n1\n2\ncreate u, a bigint\n10\n11\n12\nend\n"; got.sink != want {
		t.Errorf("got\n%s\nwant\n%s", got.sink, want)
	}
}

// collected are the errors that were collected.
type collected []string

func (c *collected) Collect(err error) bool { *c = append(*c, err.Error()); return true }

func (*collected) Passed(*catalog.Table, *catalog.Column) {}

// TestCollect: a load into tables that exist goes on behind a value that does not fit,
// and writes nothing more.
func TestCollect(t *testing.T) {
	in := "CREATE TABLE t(a INT NOT NULL);INSERT INTO t VALUES(1),\n(NULL),\n(3),\n(NULL);"
	var all collected
	got := run(t, strings.NewReader(in), func(c *Config) { c.Collector = &all })
	want := []string{"2:2: table \"t\", column \"a\", row 2: NULL in a NOT NULL column [not-null]", "4:2: table \"t\", column \"a\", row 4: NULL in a NOT NULL column [not-null]"}
	waited := slices.Concat(want, want)
	if !slices.Equal(all, waited) || got.said != "" || got.sink != "end\ncreate t, a bigint\nend\n" {
		t.Errorf("collected %q, said %q, the sink got %q", all, got.said, got.sink)
	}
}

// TestEncoderCostsNoGarbage: nothing is allocated for a row, on either road, with
// hashes.
func TestEncoderCostsNoGarbage(t *testing.T) {
	dump := func(n int) string {
		return "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT, b REAL, c DATETIME, d BLOB);\n" +
			rows("INSERT INTO t VALUES(%d,'it''s',0.5,'2024-01-01 00:00:00',x'00ff');\n", 1, n)
	}
	for _, byValue := range []bool{false, true} {
		cost := func(text string) float64 {
			return testing.AllocsPerRun(1, func() {
				got := run(t, strings.NewReader(text), func(c *Config) {
					c.Limits.Window, c.Limits.ValueByValue, c.Sink = 1000, byValue, NewSchemaScript()
				})
				if got.said != "" {
					t.Fatal(got.said)
				}
			})
		}
		few, many := cost(dump(1000)), cost(dump(21_000))
		if perRow := (many - few) / 20_000; perRow > 0.01 {
			t.Errorf("value by value %v: %.3f allocations a row", byValue, perRow)
		}
	}
}
