package main

import "testing"

func TestStem(t *testing.T) {
	for _, c := range []struct{ schema, file, want string }{
		{"app", "42.db", "app"},
		{"{stem}", "/data/Acme Corp.sqlite3", "acme_corp"},
		{"tenant_{stem}", "42.db", "tenant_42"},
		{"t_{stem}_v2", "dumps/a--b (copy).sql.gz", "t_a_b_copy_v2"},
		{"{stem}", ".hidden.db", "hidden"},
		{"{stem}", "acme.com.db", "acme_com"}, // another one than acme.org
		{"{stem}", "Übung_1", "übung_1"},
	} {
		if got, err := withStem(c.schema, c.file); got != c.want || err != nil {
			t.Errorf("%s of %s: %q, %v; want %q", c.schema, c.file, got, err, c.want)
		}
	}
	for _, file := range []string{"", "-", "....", "a/--.db"} {
		if got, err := withStem("t_{stem}", file); err == nil {
			t.Errorf("%q: %q", file, got)
		}
	}
}
