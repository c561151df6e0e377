package coltype

import (
	"testing"

	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// BenchmarkValue writes usual literals: by the direct encoder of their type, and
// on the longer road.
func BenchmarkValue(b *testing.B) {
	for _, c := range []struct{ declared, literal string }{
		{"INTEGER", "1234567"}, {"REAL", "1.4125854478007697778"}, {"NUMERIC(10,2)", "6375.619999999999891"}, {"BOOLEAN", "1"},
		{"VARCHAR(80)", "'a short text'"}, {"TEXT", "'It''s a longer text: größe, lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor'"},
		{"DATETIME", "'2024-02-29 12:34:56'"}, {"DATE", "'2024-02-29'"}, {"JSON", `'{"theme": "dark", "page": 3, "tags": ["a", "b5"]}'`},
		{"BLOB", "X'40906ed496bdba2d3a6c201300a63edb8d5a63a5132899afd3972b8e8098ca2d'"},
	} {
		t := Of(c.declared)
		t.Affinity = ast.AffinityOf(c.declared)
		in := []byte(c.literal + ",                                ")
		b.Run(c.declared+"/direct", func(b *testing.B) {
			dst, direct := make([]byte, 2*len(in)+Word), t.Fast()
			b.SetBytes(int64(len(c.literal)))
			for b.Loop() {
				if _, read, _ := direct(&t, dst, in); read != len(c.literal) {
					b.Fatal(read)
				}
			}
		})
		b.Run(c.declared+"/longer", func(b *testing.B) {
			var dst []byte
			var v parser.Value
			b.SetBytes(int64(len(c.literal)))
			for b.Loop() {
				parser.Literal(in, &v)
				if dst, _ = t.Append(dst[:0], &v); len(dst) == 0 {
					b.Fatal()
				}
			}
		})
	}
}
