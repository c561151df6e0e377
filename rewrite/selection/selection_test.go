package selection

import (
	"strings"
	"testing"
)

// Patterns are those of pg_dump, but case does not count; a name as it stands means itself.
func TestPatterns(t *testing.T) {
	for _, c := range []struct{ pattern, takes, leaves string }{
		{"orders", "orders ORDERS", "order orders2 my_orders"},
		{"ORD*", "orders ord", "xord"},
		{"log_?", "log_1 log_x", "log_ log_10 log"},
		{"log_[0-9]+", "log_1 log_10", "log_ log_x"},
		{"(a|b)c", "ac bc (a|b)c", "c abc"},
		{"main.orders", "orders", "order"},
		{"ma*.orders", "orders", "x"},
		{`"a.b"`, "a.b", "a_b ab"},
		{`"a*"`, "a*", "ab a"},
		{`"say ""hi"""`, `say_"hi"`, "say_hi"},
		{"a$", "a$", "a"},
		{`x"*"y*`, "x*yz x*y", "xay"},
		{"a\nb", "", "ab"},
	} {
		w, err := Parse(Words{ExcludeTable: []string{strings.ReplaceAll(c.pattern, "say ", "say_")}})
		if err != nil {
			t.Errorf("%s: %v", c.pattern, err)
			continue
		}
		s := New(w)
		for _, name := range strings.Fields(c.takes) {
			if s.Table(name) == "" {
				t.Errorf("%s does not take %s", c.pattern, name)
			}
		}
		for _, name := range strings.Fields(c.leaves) {
			if s.Table(name) != "" {
				t.Errorf("%s takes %s", c.pattern, name)
			}
		}
	}
	for _, c := range []struct{ pattern, takes, leaves string }{
		{"users.password", "Users.PASSWORD", "user.password users.passwords"},
		{"*.secret_*", "a.secret_1 b.secret_", "a.secret"},
		{`"a.b".c`, "a.b.c", "a.b_c"},
		{"a.b.c", "a.b.c", ""},
		{"main.t.c", "t.c", "t.d"},
	} {
		w, err := Parse(Words{ExcludeColumn: []string{c.pattern}})
		if err != nil {
			if c.pattern != "a.b.c" {
				t.Errorf("%s: %v", c.pattern, err)
			}
			continue
		}
		s := New(w)
		column := func(name string) string {
			i := strings.LastIndexByte(name, '.')
			return s.Column(name[:i], name[i+1:])
		}
		for _, name := range strings.Fields(c.takes) {
			if column(name) == "" {
				t.Errorf("%s does not take %s", c.pattern, name)
			}
		}
		for _, name := range strings.Fields(c.leaves) {
			if column(name) != "" {
				t.Errorf("%s takes %s", c.pattern, name)
			}
		}
	}
}

// What cannot be read is answered in words, and what names nothing with what was meant.
func TestMistakes(t *testing.T) {
	for _, c := range []struct {
		words Words
		want  string
	}{
		{Words{Table: []string{"a.b.c"}}, `--table is a pattern of tables, such as orders or log_*, not "a.b.c": names with a dot stand in double quotes: '"a.b"'`},
		{Words{Table: []string{"a("}}, "--table is a pattern of tables, such as orders or log_*, not \"a(\": missing closing )"},
		{Words{ExcludeTable: []string{`"a`}}, `--exclude-table is a pattern of tables, such as orders or log_*, not "\"a": a quote has no end`},
		{Words{ExcludeColumn: []string{"password"}}, `--exclude-column is TABLE.COLUMN, such as users.password or *.created_at, not "password": it has no dot`},
		{Words{Table: []string{""}}, `--table is a pattern of tables, such as orders or log_*, not "": it is empty`},
	} {
		if _, err := Parse(c.words); err == nil || err.Error() != c.want {
			t.Errorf("%v: %v\nwant %s", c.words, err, c.want)
		}
	}
	w, err := Parse(Words{Table: []string{"order", "x*", "*"}, ExcludeTableData: []string{"LOGG"}, ExcludeColumn: []string{"ordrs.total", "orders.totl", "zzz.y"}})
	if err != nil {
		t.Fatal(err)
	}
	s := New(w)
	for _, name := range []string{"Orders", "log"} {
		s.Table(name)
		s.Column(name, "total")
	}
	var got []string
	m := s.Unused()
	for _, m := range append(m.Also, m) {
		got = append(got, m.Object.String()+" "+m.Text)
	}
	want := `--table "x*" no table or view has such a name
--exclude-table-data "LOGG" no table or view has such a name: did you mean "log"?
--exclude-column "ordrs.total" no column has such a name: did you mean "Orders.total"?
--exclude-column "orders.totl" no column has such a name: did you mean "Orders.total"?
--exclude-column "zzz.y" no column has such a name
--table "order" no table or view has such a name: did you mean "Orders"?`
	if strings.Join(got, "\n") != want {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
	if m := New(nil).Unused(); m != nil {
		t.Error(m)
	}
}
