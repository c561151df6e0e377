package rewrite

import (
	"testing"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// The user's word stands above the declaration: a column's name first, then
// its declared type, the last of several.
func TestOverrides(t *testing.T) {
	o := Options{VarcharText: true}
	for _, s := range []string{"decimal=numeric(12,2)", "DECIMAL(5,1)=text", "BOOL=bigint", "BOOL=boolean"} {
		r, err := ParseCast(s)
		if err != nil {
			t.Fatal(err)
		}
		o.Overrides = append(o.Overrides, r)
	}
	for _, s := range []string{"orders.total=double precision", "*.*_at=timestamptz", "log.*=text"} {
		r, err := ParseColumn(s)
		if err != nil {
			t.Fatal(err)
		}
		o.Overrides = append(o.Overrides, r)
	}
	for _, c := range []struct{ table, column, declared, want string }{
		{"Orders", "Total", "DECIMAL(5,1)", "double precision"},
		{"orders", "tax", "DECIMAL(5,1)", "text"},
		{"orders", "tax", "Decimal ( 9 , 4 )", "numeric(12,2)"},
		{"orders", "made_at", "INTEGER", "timestamptz"},
		{"log", "made_at", "INTEGER", "text"},
		{"orders", "paid", "bool", "boolean"},
		{"orders", "name", "VARCHAR(5)", "text"},
		{"orders", "name", "DATE", "date"},
	} {
		s := NewSchema(o, func(diag.Message) {})
		table, err := s.AddTable(&ast.CreateTable{Name: ast.Name{Text: c.table}, Columns: []ast.ColumnDef{{Name: ast.Name{Text: c.column}, Type: c.declared}}})
		if err != nil {
			t.Fatal(err)
		}
		if got := table.Columns[0].Type; got.Final() != c.want {
			t.Errorf("%s.%s %s is %s, want %s", c.table, c.column, c.declared, got.Final(), c.want)
		}
	}
	// What was asked for is all there is.
	s := NewSchema(o, func(diag.Message) {})
	table, _ := s.AddTable(&ast.CreateTable{Name: ast.Name{Text: "t"}, Columns: []ast.ColumnDef{{Name: ast.Name{Text: "a"}, Type: "DECIMAL"}}})
	v := values["abc"]
	if err := table.Observe(table.Columns[0], &v, 1, func() diag.Pos { return diag.Pos{} }); err == nil {
		t.Error("a value that breaks a cast was taken")
	}
}

// A name may have the sign that stands before the type.
func TestOverrideOfEqualSign(t *testing.T) {
	r, err := ParseColumn("T.c=d=bigint")
	if err != nil || r.Table != "t" || r.Column != "c=d" || r.Type != "bigint" {
		t.Errorf("got %+v, %v", r, err)
	}
}

func TestOverrideErrors(t *testing.T) {
	for _, s := range []string{"", "x", "=text", "x=", "x=money", "x=numeric(5,9)", "x=varchar(0)", "x=bigint(5)"} {
		if _, err := ParseCast(s); err == nil {
			t.Errorf("cast %q was taken", s)
		}
	}
	for _, s := range []string{"", "t=text", "t.=text", ".c=text", "t.c", "t.c=blob", "[.c=text"} {
		if _, err := ParseColumn(s); err == nil {
			t.Errorf("column %q was taken", s)
		}
	}
}

func TestCleanBadText(t *testing.T) {
	for _, c := range []struct{ in, replace, strip string }{
		{"a\xffb\x00c", "a\uFFFDb\uFFFDc", "abc"}, {"ok ünï", "ok ünï", "ok ünï"}, {"\xed\xa0\x80", "\uFFFD", ""},
	} {
		if got := string(ReplaceBadText.Clean([]byte(c.in))); got != c.replace {
			t.Errorf("replace %q gives %q, want %q", c.in, got, c.replace)
		}
		if got := string(StripBadText.Clean([]byte(c.in))); got != c.strip {
			t.Errorf("strip %q gives %q, want %q", c.in, got, c.strip)
		}
	}
}
