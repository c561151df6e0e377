package check_test

import (
	"bytes"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/emit"
	"github.com/sqlite2pg/sqlite2pg/emit/check"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
)

// PostgreSQL's grammar takes what a load into tables that exist calls.
func TestInto(t *testing.T) {
	var out bytes.Buffer
	w := emit.NewWriter(&out, check.Grammar{})
	for _, s := range []pg.Statement{
		&pg.IntoStart{},
		&pg.IntoTable{Number: 1, Table: pg.Qualified{Schema: `we"ird`, Name: "O'Hara"}, Columns: []pg.TypedColumn{{Name: "it's", Type: "character varying(3)"}}, Loaded: []string{"it's"},
			Others: []pg.Qualified{{Schema: "public", Name: "t"}}},
		&pg.IntoTable{Number: 2, Table: pg.Qualified{Schema: "public", Name: "t"}, Columns: []pg.TypedColumn{{Name: "a b", Type: "integer"}}, Loaded: []string{"a b"}, Rows: pg.KeepExisting, Staged: true, Fires: []string{"f"}},
		&pg.IntoMerge{Number: 2, Sent: 7, Rows: pg.KeepExisting},
		&pg.IntoEnd{Tables: []pg.IntoLoaded{{Number: 1, Sent: 5, Highest: 9}, {Number: 2}}, DeleteOrphans: true},
		&pg.IntoEnd{},
		&pg.DeleteOrphans{Keys: []*pg.Orphans{{Table: "a$sqlite2pg$'", Parent: "b", Columns: []string{"c"}, Same: []pg.Expr{&pg.Binary{Op: "=", L: &pg.ColumnOf{Table: "p", Name: "d"}, R: &pg.ColumnOf{Table: "c", Name: "c"}}}}}},
	} {
		if err := w.Object(&pg.Object{Statement: s}); err != nil {
			t.Errorf("%T: %v", s, err)
		}
	}
}
