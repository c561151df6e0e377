package fit

import (
	"testing"

	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// Types are read as PostgreSQL spells them, and as people do.
func TestAsk(t *testing.T) {
	for sql, want := range map[string]string{
		"inet": "inet", "INT": "integer", " timestamp ( 3 ) with time zone": "timestamp(3) with time zone", "timestamptz(0)": "timestamp(0) with time zone",
		"char": "character(1)", "character varying ( 20 )": "character varying(20)", "numeric(6,3)[]": "numeric(6,3)[]", "text[][]": "text[]", "double precision[]": "double precision[]",
		"time(2) without time zone": "time(2) without time zone", "bit varying(8)": "bit varying(8)", "citext": "citext", "public.Mood": "public.mood", `"A b"."c"[]`: `"A b".c[]`, "interval(2)": "interval(2)",
	} {
		if a, ok := Ask(sql); !ok {
			t.Errorf("%q is not known", sql)
		} else if got := a.Type(ast.NoAffinity); got.SQL != want {
			t.Errorf("%q is %q, want %q", sql, got.SQL, want)
		} else if again, ok := Ask(got.SQL); !ok || again.Type(ast.NoAffinity).SQL != want {
			t.Errorf("%q is not read as what it is", got.SQL)
		}
	}
	for _, sql := range []string{"", "blob", "timestamp(7)", "char(0)", "numeric(3,4)", "inet(1)", "a.b.c", "integer[3]", "name", "text)", "numeric(1,2,3)", "varchar(10485761)"} {
		if _, ok := Ask(sql); ok {
			t.Errorf("%q is known", sql)
		}
	}
	for sql, want := range map[string]string{"int": "integer", "character varying(5)": "varchar(5)", "float8": "double precision", "decimal(5,2)": "numeric(5,2)", "timestamp with time zone": "timestamptz", "boolean": "boolean", "inet[]": "inet[]"} {
		if a, _ := Ask(sql); a.Short() != want {
			t.Errorf("%q is %q in short, want %q", sql, a.Short(), want)
		}
	}
}
