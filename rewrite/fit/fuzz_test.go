package fit

import (
	"bytes"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
	"github.com/sqlite2pg/sqlite2pg/target"
)

// everyType are types of all families.
func everyType() (types []target.Type) {
	seen := map[string]bool{}
	for _, c := range cases {
		if s := c.t.String(); !seen[s] {
			seen[s] = true
			types = append(types, c.t)
		}
	}
	return types
}

// literal is a value as a dump has it.
func literal(v parser.Value) string {
	switch v.Class {
	case parser.Text:
		text := string(v.Text)
		if !v.Doubled {
			text = strings.ReplaceAll(text, "'", "''")
		}
		return "'" + text + "'"
	case parser.Blob:
		return "X'" + string(v.Text) + "'"
	}
	return string(v.Text)
}

// FuzzFast: what the direct encoder of any type takes, it writes as Append does; and
// what Append takes is one field of COPY, whatever the value.
func FuzzFast(f *testing.F) {
	for _, c := range cases {
		f.Add(literal(c.v))
	}
	for _, s := range []string{"-1", "-0", "-0.0", "0.00", "12345678901234567890", "'2024-02-29 10:00:00.123456'", "'2024-02-29 10:00:00.1230'", "1.5e3", "0.1", "00", "'a''b'", "x''", "1e999", "99.995", "'12.50'", "'-0.00'", "'0'", "'00'", "'1.'", "'12.5'''", "'t'", "'6F1D0E9A000040008000012345678BAB'", "'6F1D0E9A-0000-4000-8000-0123456789AB'", "'2024-02-29 10:00:00.1234560'", "'2024-02-29T10:00:00.000Z'", "'2024-02-29 10:00:00.500+00:00'", "'2024-02-29 10:00:00+00'", "'2024-02-29 10:00:00-00:00'", "1700000000", "1700000000123", "1700000000123456", "20240229101112", "99999999999", "31415926535897", "8210266876799", "8210266876800",
		"'2024-02-29 10:00:00.1234565'", "'2024-02-29T10:00:00.9999999Z'", "'2024-02-29 10:00:00.00000001'", "'2024-02-29 10:00:00.123456499999999'", "'10:00:00'", "'23:59:59.1234567'", "'23:59:59.9999999'", "'24:00:00'", "'10:00:00.000'",
		"'6F1D0E9A-0000-4000-8000-0123456789\x1ab'"} {
		f.Add(s)
	}
	types := everyType()
	f.Fuzz(func(t *testing.T, literal string) {
		if len(literal) > 1000 {
			return
		}
		in := []byte(literal + ", " + strings.Repeat(" ", 64))
		var v parser.Value
		n := parser.Literal(in, &v)
		if n == 0 || v.Class == parser.Null {
			return
		}
		for i := range types {
			for _, a := range []ast.Affinity{ast.NoAffinity, ast.TextAffinity, ast.NumericAffinity, ast.RealAffinity} {
				w := newWriter(&types[i], false, Options{Affinity: a})
				want, fit := w.Append(nil, &v)
				if bytes.ContainsAny(want, "\t\n\r\x00") {
					t.Fatalf("%s writes %q for %q", &types[i], want, literal)
				}
				dst := make([]byte, 2*len(in)+coltype.Word)
				written, read, class := w.Fast()(nil, dst, in)
				if read <= 0 {
					continue
				}
				wantFit := Fits
				if class == coltype.RoundedText {
					class, wantFit = parser.Text, Rounded
				}
				if read != n || fit != wantFit || string(dst[:written]) != string(want) {
					t.Fatalf("%s with affinity %d: %q is %q directly (%d bytes of %d), and %q, %q", &types[i], a, literal, dst[:written], read, n, want, w.Reason(fit))
				}
				if class != v.Class && a != ast.RealAffinity {
					t.Fatalf("%s: %q is of class %s directly, and %s", &types[i], literal, class, v.Class)
				}
			}
		}
	})
}
