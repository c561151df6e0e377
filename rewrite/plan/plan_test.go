package plan

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/infer"
	"github.com/sqlite2pg/sqlite2pg/rewrite/override"
	"github.com/sqlite2pg/sqlite2pg/rewrite/selection"
)

// everything has an object of each kind. A view stands before one that it reads, and
// a table before its parent.
const everything = `
CREATE TABLE child (id INTEGER PRIMARY KEY, parent TEXT REFERENCES parent(name), other INT REFERENCES parent(code),
	total REAL AS (price * 2), price REAL CHECK (price > 0), data JSON, n INT AS (json_extract(data, '$.n')), at TEXT DEFAULT CURRENT_TIMESTAMP);
CREATE TABLE parent (name TEXT UNIQUE, code INT, mail TEXT UNIQUE COLLATE NOCASE, shown INT DEFAULT (abs(-1)));
CREATE UNIQUE INDEX parent_code ON parent (code);
CREATE INDEX child_price ON child (round(price, 1));
CREATE VIEW later AS SELECT * FROM earlier;
CREATE VIEW earlier AS SELECT substr(parent, 1, 2) AS p FROM child;
CREATE TRIGGER logged AFTER INSERT ON child BEGIN UPDATE parent SET code = code + 1 WHERE name IN (SELECT p FROM later); END;
CREATE VIRTUAL TABLE docs USING fts5(title);
CREATE TABLE docs_content (id INTEGER PRIMARY KEY, c0);
CREATE TABLE alone (
	a, -- the letter
	b INT DEFAULT (json('[')));
CREATE TRIGGER left_out AFTER INSERT ON missing BEGIN SELECT 1; END;
ANALYZE;
`

// read collects a schema whose tables have no rows, and has their types decided.
func read(t *testing.T, sql string, fts FTS) *Plan {
	t.Helper()
	s := catalog.New(override.NewRules(override.Wishes{}), selection.New(nil), func(*diag.Message) {})
	p := New(s, fts)
	parse := parser.New(lexer.New(strings.NewReader(sql)))
	for {
		st, err := parse.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		switch st := st.(type) {
		case *ast.CreateTable:
			if _, err := s.AddTable(st); err != nil {
				t.Fatal(err)
			}
		case *ast.CreateIndex:
			s.AddIndex(st)
		case *ast.CreateView:
			s.AddView(st)
		case *ast.CreateTrigger:
			s.AddTrigger(st)
		case *ast.CreateVirtualTable:
			if _, err := s.AddVirtual(st); err != nil {
				t.Fatal(err)
			}
		case *ast.Analyze:
			s.Analyze()
		default:
			t.Fatalf("%T", st)
		}
	}
	for _, table := range s.Tables() {
		table.Decide(infer.Decide(table))
		p.Settle(table)
	}
	return p
}

// show is an object with its table, such as "index a of t".
func show(o *pg.Object) string {
	s := fmt.Sprint(kinds[o.Kind])
	if o.Name != "" {
		s += " " + o.Name
	}
	if o.Table != "" {
		s += " of " + o.Table
	}
	return s
}

var kinds = map[pg.Kind]string{pg.KindTable: "table", pg.KindRows: "rows", pg.KindSettled: "settled", pg.KindKey: "key", pg.KindIndex: "index",
	pg.KindColumn: "column", pg.KindPosition: "position", pg.KindCheck: "check", pg.KindForeignKey: "foreign key", pg.KindComment: "comment",
	pg.KindView: "view", pg.KindTrigger: "trigger", pg.KindStatistics: "statistics", pg.KindUntranslated: "untranslated"}

// TestObjects holds that each object stands after what it needs, and says what that
// is, for tables that stand in the list in all ways.
func TestObjects(t *testing.T) {
	for _, c := range []struct {
		tables Tables
		want   string
	}{
		{Complete, `
table child; table parent; table docs; table alone
key child_pkey of child: table child
key parent_name_key of parent: table parent
index parent_mail_key of parent: table parent
key docs_pkey of docs: table docs
index parent_code of parent: table parent
index child_price of child: table child
column tsv of docs: table docs
index docs_tsv_idx of docs: table docs, column tsv of docs
check child_price_check of child: table child
foreign key child_parent_fkey of child: table child, table parent, key parent_name_key of parent
foreign key child_other_fkey of child: table child, table parent, index parent_code of parent
comment a of alone: table alone
view earlier: table child
view later: view earlier
trigger logged of child: table child, table parent, view later
untranslated left_out`},
		{Loaded, `
settled of child: table child
settled of child: table child, settled of child
key child_pkey of child: table child, settled of child, settled of child
key parent_name_key of parent: table parent
index parent_mail_key of parent: table parent
key docs_pkey of docs: table docs
index parent_code of parent: table parent
index child_price of child: table child, settled of child, settled of child
column tsv of docs: table docs
index docs_tsv_idx of docs: table docs, column tsv of docs
check child_price_check of child: table child, settled of child, settled of child
foreign key child_parent_fkey of child: table child, settled of child, settled of child, table parent, key parent_name_key of parent
foreign key child_other_fkey of child: table child, settled of child, settled of child, table parent, index parent_code of parent
comment a of alone: table alone
view earlier: table child, settled of child, settled of child
view later: view earlier
trigger logged of child: table child, settled of child, settled of child, table parent, view later
untranslated left_out
statistics`},
		{BeforeRows, `
table child
settled of child: table child
table parent; table docs; table alone
key child_pkey of child: table child, settled of child
key parent_name_key of parent: table parent
index parent_mail_key of parent: table parent
key docs_pkey of docs: table docs
index parent_code of parent: table parent
index child_price of child: table child, settled of child
column tsv of docs: table docs
index docs_tsv_idx of docs: table docs, column tsv of docs
check child_price_check of child: table child, settled of child
foreign key child_parent_fkey of child: table child, settled of child, table parent, key parent_name_key of parent
foreign key child_other_fkey of child: table child, settled of child, table parent, index parent_code of parent
comment a of alone: table alone
view earlier: table child, settled of child
view later: view earlier
trigger logged of child: table child, settled of child, table parent, view later
untranslated left_out
statistics`},
	} {
		p := read(t, everything, FTSTsvector)
		if c.tables != Complete {
			for _, table := range p.schema.Tables() {
				p.Create(table)
			}
		}
		objects := p.Objects(c.tables)
		var got []string
		for i, o := range objects {
			var needs []string
			for _, n := range o.Needs {
				needs = append(needs, show(n))
				if at := slices.Index(objects, n); n.Kind != pg.KindTable && (at < 0 || at > i) {
					t.Errorf("%s stands before %s, which it needs", show(o), show(n))
				}
			}
			line := show(o)
			if needs != nil {
				line += ": " + strings.Join(needs, ", ")
			}
			got = append(got, line)
			if o.Kind != pg.KindTable && o.Statement == nil {
				t.Errorf("%s has no statement", line)
			}
		}
		want := strings.Split(strings.ReplaceAll(strings.TrimSpace(c.want), "; ", "\n"), "\n")
		if !slices.Equal(got, want) {
			t.Errorf("%d:\n%s\nwant\n%s", c.tables, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}

// TestObjectsCarryTheirHelpers holds that an object lists the helpers that it calls,
// whatever was planned before it.
func TestObjectsCarryTheirHelpers(t *testing.T) {
	p := read(t, `CREATE TABLE t (a TEXT, b TEXT, c TEXT AS (date(a)), d TEXT AS (c || 'x'));
		CREATE INDEX ia ON t (a GLOB b);
		CREATE INDEX ib ON t (b GLOB a);
		CREATE VIEW v AS SELECT a GLOB b AS s FROM t;`, FTSTable)
	helpers := map[string]string{}
	for _, o := range p.Objects(Complete) {
		var names []string
		for _, f := range o.Helpers {
			names = append(names, f.Name)
		}
		helpers[show(o)] = strings.Join(names, " ")
	}
	if a := helpers["index ia of t"]; a == "" || a != helpers["index ib of t"] || a != helpers["view v"] {
		t.Errorf("helpers of the indexes and the view: %q, %q, %q", a, helpers["index ib of t"], helpers["view v"])
	}
	if !strings.Contains(helpers["table t"], "sqlite_date") {
		t.Errorf("helpers of the table: %q", helpers["table t"])
	}
}

// TestArranged holds that a script for people has parents first, and keys, checks and
// foreign keys inside CREATE TABLE where they can stand there.
func TestArranged(t *testing.T) {
	p := read(t, everything, FTSTsvector)
	var got []string
	for _, o := range emit.Arrange(p.Objects(Complete)) {
		line := show(o)
		if ct, ok := o.Statement.(*pg.CreateTable); ok {
			for _, c := range ct.Constraints {
				line += " + " + c.Name
			}
		}
		got = append(got, line)
	}
	want := strings.Split(strings.TrimSpace(`
table parent + parent_name_key
table child + child_pkey + child_price_check + child_parent_fkey
table docs + docs_pkey
table alone
index parent_mail_key of parent
index parent_code of parent
index child_price of child
index docs_tsv_idx of docs
foreign key child_other_fkey of child
comment a of alone
view earlier
view later
trigger logged of child
untranslated left_out`), "\n")
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
