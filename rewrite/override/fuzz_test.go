package override

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
)

// FuzzTypesFile: whatever the names, a types file that is written is read as
// it was meant; any other text is read or refused.
func FuzzTypesFile(f *testing.F) {
	f.Add("orders", "total", "# a comment\n\"a b\"\t\"c\\\"d\"\tnumeric(12,2)\tdecimal\twhy")
	f.Add("#\t\"", "\n", "t\ta\ttext\tany\n")
	f.Add("t", "a", "t\ta\t(0\tany")
	f.Fuzz(func(t *testing.T, table, column, text string) {
		ReadTypes(strings.NewReader(text))
		var file bytes.Buffer
		for i, ty := range coltype.All() {
			file.Reset()
			d := Decision{Table: table, Column: column, Type: ty.Final(), Encoding: ty.Encoding.Name(), Reason: text}
			if err := WriteTypes(&file, slices.Values([]Decision{d})); err != nil {
				t.Fatal(err)
			}
			read, err := ReadTypes(&file)
			if err != nil || len(read) != 1 || !read[0].matches(lexer.Fold(table), lexer.Fold(column), "") {
				t.Fatalf("type %d: %+v comes back as %+v (error %v)", i, d, read, err)
			}
			if got := read[0].chain[0]; got.Encoding != ty.Encoding || got.Final() != ty.Final() {
				t.Fatalf("type %d: %+v comes back as %+v", i, ty, got)
			}
		}
	})
}
