package fit

import (
	"testing"

	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
)

// BenchmarkValue writes usual literals: directly, and by Append.
func BenchmarkValue(b *testing.B) {
	for _, c := range []struct {
		name, literal string
		mods          []int
		affinity      ast.Affinity
	}{
		{"int4", "1234567", nil, ast.IntegerAffinity}, {"bool", "1", nil, ast.NumericAffinity}, {"numeric", "6375.619999999999891", []int{10, 2}, ast.NumericAffinity},
		{"float8", "1.4125854478007697778", nil, ast.RealAffinity}, {"text", "'It''s a longer text: größe, lorem ipsum dolor sit amet'", nil, ast.TextAffinity},
		{"varchar", "'a short text'", []int{80}, ast.TextAffinity}, {"timestamptz", "'2024-02-29 12:34:56.123456'", nil, ast.NumericAffinity},
		{"timestamptz", "'2024-02-29T12:34:56.123Z'", nil, ast.NumericAffinity}, {"timestamptz", "1700000000", nil, ast.IntegerAffinity},
		{"timestamp", "'2024-02-29 12:34:56+01:00'", nil, ast.NumericAffinity},
		{"date", "'2024-02-29'", nil, ast.NumericAffinity}, {"uuid", "'6f1d0e9a-0000-4000-8000-0123456789ab'", nil, ast.TextAffinity},
		{"uuid", "'6F1D0E9A-0000-4000-8000-0123456789AB'", nil, ast.TextAffinity}, {"jsonb", `'{"theme": "dark", "page": 3, "tags": ["a", "b5"]}'`, nil, ast.TextAffinity},
		{"bytea", "X'40906ed496bdba2d3a6c201300a63edb8d5a63a5132899afd3972b8e8098ca2d'", nil, ast.NoAffinity}, {"text[]", `'["a","b"]'`, nil, ast.TextAffinity},
	} {
		t := typ(c.name, c.mods...)
		w := newWriter(&t, false, Options{Affinity: c.affinity})
		in := []byte(c.literal + ",                                ")
		fast := w.Fast()
		dst := make([]byte, 2*len(in)+coltype.Word)
		if _, read, _ := fast(nil, dst, in); read > 0 {
			b.Run(c.name+" "+c.literal[:min(len(c.literal), 12)]+"/direct", func(b *testing.B) {
				b.SetBytes(int64(len(c.literal)))
				for b.Loop() {
					fast(nil, dst, in)
				}
			})
		}
		b.Run(c.name+" "+c.literal[:min(len(c.literal), 12)]+"/append", func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(c.literal)))
			var v parser.Value
			for b.Loop() {
				parser.Literal(in, &v)
				if _, fit := w.Append(dst[:0], &v); !fit.OK() {
					b.Fatal(w.Reason(fit))
				}
			}
		})
	}
}
