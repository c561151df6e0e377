package query_test

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/emit"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
	"github.com/sqlite2pg/sqlite2pg/rewrite/query"
)

// catalog holds the tables of a fixture.
type catalog map[string]*query.Relation

func (c catalog) Relation(name string) *query.Relation { return c[strings.ToLower(name)] }

// readCatalog reads the tables in testdata: every.sql and tables.sql hold what makes them in SQLite, tables.types the
// types that the command gives their columns (internal/e2e compares them).
func readCatalog(t *testing.T) catalog {
	t.Helper()
	read := func(name string) string {
		text, err := os.ReadFile("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	types := map[[2]string]coltype.Type{}
	for line := range strings.Lines(read("tables.types")) {
		if line[0] == '#' {
			continue
		}
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if name, err := strconv.Unquote(f[1]); err == nil {
			f[1] = name
		}
		ty, err := coltype.Forced(f[2], f[3])
		if err != nil {
			t.Fatal(err)
		}
		types[[2]string{f[0], f[1]}] = ty
	}
	out := catalog{}
	p := parser.New(lexer.New(strings.NewReader(read("every.sql") + read("tables.sql"))))
	for {
		s, err := p.Next()
		if err == io.EOF {
			out["view"] = &query.Relation{Name: "view", PG: "view", View: true, Columns: out["two"].Columns[:2]}
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		switch s := s.(type) {
		case *ast.CreateTable:
			out[strings.ToLower(s.Name.Text)] = relation(s)
		case *ast.Insert:
			r := out[strings.ToLower(s.Table.Text)]
			see(t, p, r, types)
		}
	}
}

// free is the name, with a number behind it if it is taken. The command also shortens it.
func free(taken map[string]int, name string) string {
	out := name
	for n := 2; taken[out] > 0; n++ {
		out = name + "_" + strconv.Itoa(n)
	}
	taken[out] = 1
	return out
}

// relation is a table as package query sees it, but for the types of its columns.
func relation(s *ast.CreateTable) *query.Relation {
	r := &query.Relation{Name: s.Name.Text, PG: s.Name.Text, NoRowid: s.WithoutRowid}
	key := func(columns ...*query.Column) {
		for _, c := range columns {
			if c.Collation != "" {
				r.OtherKeys = true
				return
			}
		}
		r.Unique = append(r.Unique, columns)
	}
	for _, def := range s.Columns {
		c := &query.Column{Name: def.Name.Text, PG: def.Name.Text, Affinity: ast.AffinityOf(def.Type)}
		for _, con := range def.Constraints {
			switch con.Kind {
			case ast.Collate:
				c.Collation = strings.ToUpper(con.Collation)
			case ast.NotNull:
				c.NotNull = true
			case ast.Unique:
				key(c)
			case ast.Default:
				v := con.Expr.(*ast.Literal)
				c.Default, _ = coltype.Default(coltype.Of(def.Type), &parser.Value{Class: parser.Integer, Text: []byte(v.Text)})
			case ast.PrimaryKey:
				key(c)
				r.Primary = true
				if strings.EqualFold(def.Type, "INTEGER") {
					r.Rowid, c.NotNull, c.Identity = c, true, !r.NoRowid
				}
			}
		}
		r.Columns = append(r.Columns, c)
	}
	for _, con := range s.Constraints {
		if con.Kind == ast.PrimaryKey {
			var columns []*query.Column
			for _, k := range con.Columns {
				columns = append(columns, r.Column(k.Expr.(*ast.ColumnRef).Name))
			}
			key(columns...)
			r.Primary = true
		}
	}
	return r
}

// see gives the columns of a table their types, by the values of the INSERT that comes next.
func see(t *testing.T, p *parser.Parser, r *query.Relation, types map[[2]string]coltype.Type) {
	t.Helper()
	classes := make([]uint8, len(r.Columns))
	for {
		more, err := p.NextRow()
		if err != nil {
			t.Fatal(err)
		}
		if !more {
			break
		}
		for i, c := range r.Columns {
			var v parser.Value
			if more, err := p.NextValue(&v); err != nil || !more {
				t.Fatalf("%s, column %s: %v", r.Name, c.Name, err)
			}
			if v.Class == parser.Null {
				continue
			}
			ty := types[[2]string{r.Name, c.Name}]
			ty.Affinity = c.Affinity
			held := ty.Stored(&v)
			classes[i] |= 1 << held.Class
			if held.Class == parser.Integer {
				c.Digits = max(c.Digits, len(held.Text))
			}
		}
	}
	for i, c := range r.Columns {
		ty, ok := types[[2]string{r.Name, c.Name}]
		if !ok {
			t.Fatalf("testdata has no type for %s, column %s", r.Name, c.Name)
		}
		ty.Affinity = c.Affinity
		c.Digits = max(c.Digits, 9)
		c.Type, c.Write = ty.Loaded(c.Affinity, classes[i]), ty.Writer(c.Name)
	}
}

// parse returns the statement of a text.
func parse[S ast.Statement](t *testing.T, text string) S {
	t.Helper()
	p := parser.New(lexer.New(strings.NewReader(text + ";")))
	s, err := p.Next()
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	want, ok := s.(S)
	if !ok {
		t.Fatalf("%s: %T", text, s)
	}
	return want
}

func parseExpr(t *testing.T, text string) ast.Expr {
	t.Helper()
	return parse[*ast.CreateView](t, "CREATE VIEW v AS SELECT "+text).Select.Cores[0].Columns[0].Expr
}

// printed returns a statement as it is written into a script.
func printed(t *testing.T, s pg.Statement) string {
	t.Helper()
	var b bytes.Buffer
	w := emit.NewWriter(&b, nothing{})
	if err := w.Object(&pg.Object{Statement: s}); err != nil {
		t.Fatal(err)
	}
	w.Flush()
	return strings.TrimSuffix(strings.TrimSpace(b.String()), ";")
}

type nothing struct{}

func (nothing) Check(string) error { return nil }

func printExpr(t *testing.T, x pg.Expr) string {
	t.Helper()
	_, out, _ := strings.Cut(printed(t, &pg.CreateView{Name: "v", Query: &pg.Select{Columns: []pg.Result{{Expr: x}}}}), "SELECT")
	return strings.TrimSpace(out)
}

// translate translates an expression over the columns of table every.
func translate(t *testing.T, tr *query.Translator, text string) (query.Value, error) {
	t.Helper()
	return tr.Value(parseExpr(t, text), &query.Scope{Sources: []*query.Source{{Name: "every", Relation: tr.Catalog.Relation("every")}}})
}

var kinds = [...]string{query.Null: "null", query.Integer: "integer", query.Real: "real", query.Numeric: "integer or real",
	query.Bool: "0 or 1", query.Text: "text", query.Blob: "blob", query.Mixed: "of any class"}

var affinities = [...]string{ast.TextAffinity: "TEXT", ast.NumericAffinity: "NUMERIC", ast.IntegerAffinity: "INTEGER", ast.RealAffinity: "REAL"}

// describe says what a value is: its PostgreSQL type, what it is in SQLite where that does not show, and what else
// those who use it look at.
func describe(t *testing.T, v query.Value) string {
	t.Helper()
	say := []string{v.Type.SQL}
	add := func(when bool, format string, args ...any) {
		if when {
			say = append(say, fmt.Sprintf(format, args...))
		}
	}
	plain := map[string]query.Kind{"bigint": query.Integer, "integer": query.Integer, "double precision": query.Real, "numeric": query.Numeric,
		"boolean": query.Bool, "text": query.Text, "bytea": query.Blob}
	kind, ok := plain[v.Type.SQL]
	add(!ok || kind != v.Type.Kind, "%s", kinds[v.Type.Kind])
	add(v.Type.Form != "", "as %s", v.Type.Form)
	add(v.Type.Kind == query.Integer && v.Literal == nil, "%d digits", v.Digits)
	add(v.Literal != nil, "constant")
	add(v.NotNull && v.Literal == nil, "not null")
	add(v.Word, "no number")
	add(v.Reals, "may hold reals")
	add(v.JSON, "JSON")
	add(v.Affinity != ast.NoAffinity, "affinity %s", affinities[v.Affinity])
	add(v.Explicit, "COLLATE %s", v.Collation)
	add(!v.Explicit && v.Collation != "" && v.Collation != "BINARY", "collation %s", v.Collation)
	out := strings.Join(say, ", ")
	if v.Exact != nil {
		out += "\nexact: " + printExpr(t, v.Exact)
	}
	if v.Element != nil {
		out += "\nelement: " + printExpr(t, v.Element)
	}
	return out
}
