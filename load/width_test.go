package load

import (
	"slices"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
)

// The widths are those that pg_column_size() gives for such rows.
func TestWidth(t *testing.T) {
	text, bigint, boolean, bytea := coltype.Text, coltype.Bigint, coltype.Boolean, coltype.Bytea
	for _, c := range []struct {
		types  []coltype.Type
		copied string
		want   int
	}{
		{[]coltype.Type{bigint}, "1\n", 32},
		{[]coltype.Type{bigint, text}, "1\t" + strings.Repeat("x", 23) + "\n", 56},
		{[]coltype.Type{bigint, text}, "1\t" + strings.Repeat("x", 30) + "\n", 56},
		{[]coltype.Type{boolean, bigint, boolean, bigint}, "t\t1\tf\t2\n", 56},
		{[]coltype.Type{boolean, boolean, bigint}, "t\tf\t1\n", 40},
		{[]coltype.Type{bytea, bigint}, "\\\\x0102\t1\n", 40},
		{[]coltype.Type{bigint, text, bigint}, "1\t\\N\t\\N\n", 32},
		{slices.Repeat([]coltype.Type{text}, 600), strings.Repeat("\\N\t", 599) + "x\n", 112},
	} {
		var w widest
		columns := make([]column, len(c.types)+1)
		for i := range c.types {
			columns[i+1] = column{Column: &catalog.Column{}, typ: &c.types[i]} // the first one is left out
		}
		if w.measure(columns, []byte(c.copied), 7); w.bytes != c.want || w.row != 7 {
			t.Errorf("%q: %d bytes in row %d, want %d", c.copied[:min(len(c.copied), 40)], w.bytes, w.row, c.want)
		}
	}
}
