package sqlite2pg_test

import (
	"context"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg"
	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/rewrite/override"
)

// Options are the caller's: what one run makes of them does not show in the next.
func TestOptionsAreKept(t *testing.T) {
	column, err := override.ParseColumn("t.a=text")
	if err != nil {
		t.Fatal(err)
	}
	types, err := override.ReadTypes(strings.NewReader("t\ta\ttext\tany\n"))
	if err != nil {
		t.Fatal(err)
	}
	opts := sqlite2pg.Options{Overrides: append(types, column)}
	for _, run := range []struct {
		dump string
		want []string
	}{
		{"CREATE TABLE t(a INT);", nil}, // --column stands above the file, whose line is right all the same
		{"CREATE TABLE u(a INT);", []string{"types-unused", "override-unused"}},
	} {
		var got []string
		opts.Warn = func(m *diag.Message) { got = append(got, m.ID) }
		if _, err := sqlite2pg.Translate(context.Background(), strings.NewReader("BEGIN;"+run.dump+"COMMIT;"), io.Discard, opts); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(got, run.want) {
			t.Errorf("%s: warnings %q, want %q", run.dump, got, run.want)
		}
	}
}
