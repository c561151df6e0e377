package fit

import (
	"fmt"
	"strings"
	"testing"

	table "github.com/sqlite2pg/sqlite2pg/internal/cases"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/target"
)

// TestTypeTable: what is said of each type, and that it is in the right family. `make
// golden` adds the answers to testdata/families.txt.
func TestTypeTable(t *testing.T) {
	table.Run(t, "testdata/families.txt", func(t *testing.T, in string) string {
		ty := typ(in)
		switch in {
		case "public.citext":
			ty.Name = target.Name{Schema: "public", Name: "citext"}
		case "an enum":
			ty = mood
		case "a composite type":
			ty = target.Type{Name: target.Name{Schema: "public", Name: "pair"}, Def: &target.TypeDef{Kind: target.Composite}}
		case "a domain over int4":
			ty = domain(typ("int4"))
		case "public.int4":
			ty.Name = target.Name{Schema: "public", Name: "int4"}
		}
		w := newWriter(&ty, false, Options{Affinity: ast.NoAffinity})
		out := "takes " + w.Takes() + "\n" + w.family.source
		for _, c := range []parser.Class{parser.Integer, parser.Real, parser.Text, parser.Blob} {
			if how := w.How([]parser.Class{c}); how != "" {
				out += fmt.Sprintf("\n%s: %s", c, how)
			}
		}
		return strings.TrimSpace(out)
	})
}
