package override

import (
	"slices"
	"testing"
)

// The user's word stands above the declaration: a column's name first, then
// its declared type, the last of several.
func TestOverrides(t *testing.T) {
	o := Wishes{VarcharText: true}
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
		if chain := NewRules(o).Chain(c.table, c.column, c.declared, false, c.declared); chain[0].Final() != c.want {
			t.Errorf("%s.%s %s is %s, want %s", c.table, c.column, c.declared, chain[0].Final(), c.want)
		}
	}
	// What was asked for is all there is.
	chain := NewRules(o).Chain("t", "a", "DECIMAL", false, "DECIMAL")
	if len(chain) != 1 {
		t.Errorf("more than was asked for: %+v", chain)
	}
}

// Rules know what was used in their run, and change nothing for the next one.
func TestUnused(t *testing.T) {
	var o Wishes
	for _, s := range []string{"t.a=text", "t.b=text", "*.a=bigint"} {
		c, err := ParseColumn(s)
		if err != nil {
			t.Fatal(err)
		}
		o.Overrides = append(o.Overrides, c)
	}
	for range 2 {
		rules := NewRules(o)
		rules.Chain("T", "A", "TEXT", false, "TEXT")
		var unused []string
		for o := range rules.Unused() {
			unused = append(unused, o.Option.String())
		}
		if want := []string{`--column "t.a=text"`, `--column "t.b=text"`}; !slices.Equal(unused, want) {
			t.Errorf("unused are %q, want %q", unused, want)
		}
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
	for _, s := range []string{"", "x", "=text", "x=", "x=monney", "x=mood", "x=timestamp(7)", "x=char(0)", "x=inet(3)", "x=name", "x=numeric(5,9)", "x=varchar(0)", "x=bigint(5)", "x=a.b.c"} {
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
