package sqlite2pg_test

import (
	"context"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg"
)

// Rows must cost no garbage, however many there are: the shell's replace()
// and what a column's type needs included, and --verify.
func TestRowsCostNoGarbage(t *testing.T) {
	dump := func(rows int) string {
		var b strings.Builder
		b.WriteString("BEGIN;\nCREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT, b REAL, c DECIMAL(10,2), d BOOLEAN, e DATETIME, f BLOB, g JSON, h UUID, i DATE);\n")
		for i := range rows {
			fmt.Fprintf(&b, "INSERT INTO t VALUES(%d,replace('it''s\\n','\\n',char(10)),0.1,-12.34,1,'2024-01-01 00:00:00',x'00ff','{}','6f1d0e9a-0000-4000-8000-0123456789ab',NULL);\n", i+1)
		}
		return b.String() + "COMMIT;\n"
	}
	opts := sqlite2pg.WithWindow(sqlite2pg.Options{Verify: true}, 1<<10)
	cost := func(text string) float64 {
		return testing.AllocsPerRun(1, func() {
			if _, err := sqlite2pg.Translate(context.Background(), strings.NewReader(text), io.Discard, opts); err != nil {
				t.Fatal(err)
			}
		})
	}
	few, many := cost(dump(100)), cost(dump(10_100))
	if perRow := (many - few) / 10_000; perRow > 0.01 {
		t.Errorf("%.3f allocations a row", perRow)
	}
}
