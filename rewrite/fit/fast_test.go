package fit

import (
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
)

// Usual literals are taken directly, and cost no garbage: FuzzFast holds that they are
// written as Append writes them, but not that any is. An empty want is one that is left.
func TestFast(t *testing.T) {
	for _, c := range []struct {
		name     string
		mods     []int
		affinity ast.Affinity
		unit     Unit
		literal  string
		want     string
	}{
		{"int2", nil, ast.IntegerAffinity, AnyUnit, "1234", "1234"},
		{"int2", nil, ast.IntegerAffinity, AnyUnit, "12345", ""},
		{"int4", nil, ast.IntegerAffinity, AnyUnit, "-123456789", "-123456789"},
		{"int8", nil, ast.IntegerAffinity, AnyUnit, "123456789012345678", "123456789012345678"},
		{"oid", nil, ast.IntegerAffinity, AnyUnit, "-1", ""},
		{"numeric", []int{10, 2}, ast.NumericAffinity, AnyUnit, "12.5", "12.50"},
		{"numeric", nil, ast.NumericAffinity, AnyUnit, "12.5", "12.5"},
		{"float8", nil, ast.RealAffinity, AnyUnit, "0.5", "0.5"},
		{"bool", nil, ast.NumericAffinity, AnyUnit, "1", "t"},
		{"bytea", nil, ast.NoAffinity, AnyUnit, "X'00ff'", `\\x00ff`},
		{"text", nil, ast.TextAffinity, AnyUnit, "'it''s'", "it's"},
		{"varchar", []int{3}, ast.TextAffinity, AnyUnit, "'abc'", "abc"},
		{"varchar", []int{3}, ast.TextAffinity, AnyUnit, "'abcd'", ""},
		{"uuid", nil, ast.TextAffinity, AnyUnit, "'6f1d0e9a-0000-4000-8000-0123456789ab'", "6f1d0e9a-0000-4000-8000-0123456789ab"},
		{"date", nil, ast.NumericAffinity, AnyUnit, "'2024-02-29'", "2024-02-29"},
		{"timestamp", nil, ast.NumericAffinity, AnyUnit, "'2024-02-29 12:34:56.5'", "2024-02-29 12:34:56.5"},
		{"timestamptz", nil, ast.NumericAffinity, AnyUnit, "'2024-02-29T12:34:56'", "2024-02-29 12:34:56+00"},
		{"timestamptz", []int{0}, ast.NumericAffinity, AnyUnit, "'2024-02-29 12:34:56.5'", ""},
		{"timestamptz", nil, ast.NumericAffinity, AnyUnit, "'2024-02-29T12:34:56.120Z'", "2024-02-29 12:34:56.12+00"},
		{"timestamp", []int{3}, ast.NumericAffinity, AnyUnit, "'2024-02-29 12:34:56.120000+00:00'", "2024-02-29 12:34:56.12"},
		{"timestamp", nil, ast.NumericAffinity, AnyUnit, "'2024-02-29 12:34:56.000Z'", "2024-02-29 12:34:56"},
		{"timestamp", nil, ast.NumericAffinity, AnyUnit, "'2024-02-29 12:34:56+01:00'", ""},
		{"timestamp", nil, ast.NumericAffinity, AnyUnit, "'2023-02-29 12:34:56'", ""},
		{"timestamp", nil, ast.NumericAffinity, AnyUnit, "'2024-02-29 12:34:56.1234560'", "2024-02-29 12:34:56.123456"},
		{"timestamp", nil, ast.NumericAffinity, AnyUnit, "'2024-02-29 12:34:56.1234567'", "2024-02-29 12:34:56.123457"},
		{"timestamptz", nil, ast.TextAffinity, AnyUnit, "'2024-02-29 12:34:56.0000001'", "2024-02-29 12:34:56+00"},
		{"timestamptz", nil, ast.TextAffinity, AnyUnit, "'2024-02-29T12:34:56.123499999Z'", "2024-02-29 12:34:56.1235+00"},
		{"timestamptz", nil, ast.TextAffinity, AnyUnit, "'2024-02-29 12:34:56.9999999'", ""},
		{"timestamptz", []int{5}, ast.TextAffinity, AnyUnit, "'2024-02-29 12:34:56.1234567'", ""},
		{"timestamptz", nil, ast.TextAffinity, AnyUnit, "'2024-02-29 12:34:56.1234567890123456'", ""},
		{"interval", nil, ast.TextAffinity, AnyUnit, "'12:34:56'", "12:34:56"},
		{"interval", nil, ast.TextAffinity, AnyUnit, "'12:34:56.1000000'", "12:34:56.1"},
		{"interval", nil, ast.TextAffinity, AnyUnit, "'00:00:00.0123456'", "00:00:00.012346"},
		{"interval", []int{3}, ast.TextAffinity, AnyUnit, "'00:00:00.0123456'", ""},
		{"interval", nil, ast.TextAffinity, AnyUnit, "'24:00:00'", ""},
		{"interval", nil, ast.TextAffinity, AnyUnit, "'1.00:00:00'", ""},
		{"interval", nil, ast.TextAffinity, AnyUnit, "'12:34:56x'", ""},
		{"uuid", nil, ast.TextAffinity, AnyUnit, "'6F1D0E9A-0000-4000-8000-0123456789AB'", "6f1d0e9a-0000-4000-8000-0123456789ab"},
		{"uuid", nil, ast.TextAffinity, AnyUnit, "'6f1d0e9a000040008000-0123456789ab'", ""},
		{"uuid", nil, ast.TextAffinity, AnyUnit, "'6f1d0e9a000040008000012345678Bab'", "6f1d0e9a-0000-4000-8000-012345678bab"},
		{"uuid", nil, ast.TextAffinity, AnyUnit, "'6f1d0e9a000040008000012345678gab'", ""},
		{"uuid", nil, ast.NumericAffinity, AnyUnit, "'00000000000000000000000000000001'", ""}, // a number
		{"bool", nil, ast.NumericAffinity, AnyUnit, "'t'", "t"},
		{"bool", nil, ast.NumericAffinity, AnyUnit, "'x'", ""},
		{"numeric", []int{5, 2}, ast.TextAffinity, AnyUnit, "'-123.5'", "-123.50"},
		{"numeric", []int{5, 2}, ast.TextAffinity, AnyUnit, "'123'", "123.00"},
		{"numeric", []int{5, 2}, ast.TextAffinity, AnyUnit, "'1234.5'", ""},
		{"numeric", []int{5, 2}, ast.TextAffinity, AnyUnit, "'1.234'", ""},
		{"numeric", nil, ast.TextAffinity, AnyUnit, "'1.230'", "1.230"},
		{"numeric", nil, ast.TextAffinity, AnyUnit, "'-0.0'", ""},
		{"numeric", nil, ast.TextAffinity, AnyUnit, "'01.0'", ""},
		{"numeric", nil, ast.TextAffinity, AnyUnit, "'1.'", ""},
		{"numeric", nil, ast.TextAffinity, AnyUnit, "'.5'", ""},
		{"numeric", nil, ast.TextAffinity, AnyUnit, "'1.5e3'", ""},
		// What numbers count must be known.
		{"timestamp", nil, ast.IntegerAffinity, AnyUnit, "1700000000", ""},
		{"timestamp", nil, ast.IntegerAffinity, Seconds, "1700000000", "2023-11-14 22:13:20"},
		{"timestamptz", nil, ast.IntegerAffinity, Seconds, "1700000000", "2023-11-14 22:13:20+00"},
		{"timestamptz", nil, ast.NoAffinity, Milliseconds, "1700000000123", "2023-11-14 22:13:20.123+00"},
		{"timestamptz", nil, ast.NumericAffinity, Microseconds, "1700000000123456", "2023-11-14 22:13:20.123456+00"},
		{"timestamptz", []int{3}, ast.NumericAffinity, Microseconds, "1700000000123000", "2023-11-14 22:13:20.123+00"},
		{"timestamptz", []int{3}, ast.NumericAffinity, Microseconds, "1700000000123456", ""},
		{"timestamp", nil, ast.IntegerAffinity, Nanoseconds, "1700000000000000000", ""},
		{"timestamp", nil, ast.TextAffinity, Seconds, "1700000000", ""},
		{"timestamp", nil, ast.RealAffinity, Seconds, "1700000000", ""},
		{"timestamp", nil, ast.IntegerAffinity, Seconds, "17000000000000000", ""},
		{"timestamp", nil, ast.IntegerAffinity, Seconds, "1700000000.5", ""},
		{"timestamp", nil, ast.IntegerAffinity, Seconds, "-1700000000", ""},
		{"timestamp", nil, ast.IntegerAffinity, Seconds, "1", ""}, // there is no room for what it becomes
	} {
		typ := typ(c.name, c.mods...)
		fast := newWriter(&typ, false, Options{Affinity: c.affinity, Unit: c.unit}).Fast()
		in := []byte(c.literal + "," + strings.Repeat(" ", 40))
		dst := make([]byte, 2*len(in)+coltype.Word)
		written, read, class := fast(nil, dst, in)
		switch {
		case c.want == "" && read > 0 || c.want != "" && (read != len(c.literal) || string(dst[:written]) != c.want):
			t.Errorf("%s from %s: %q, %d bytes read; want %q", &typ, c.literal, dst[:written], read, c.want)
		case read > 0 && c.literal[0] >= '0' && c.literal[0] <= '9' && class == parser.Text:
			t.Errorf("%s from %s is of class %s", &typ, c.literal, class)
		}
		if n := testing.AllocsPerRun(10, func() { fast(nil, dst, in) }); n > 0 {
			t.Errorf("%s from %s: %v allocations", &typ, c.literal, n)
		}
		if _, read, _ := fast(nil, dst, in[:len(c.literal)-1]); read > 0 {
			t.Errorf("%s takes the beginning of %s", &typ, c.literal)
		}
	}
	// A unit that the values decide is known as soon as one was written. 14 digits are
	// YYYYMMDDHHMMSS, though milliseconds may be as many.
	typ := typ("timestamptz")
	for _, c := range []struct{ first, literal, want string }{
		{"1600000000", "1700000000", "2023-11-14 22:13:20+00"}, {"1600000000", "99999999999", "5138-11-16 09:46:39+00"}, {"1600000000", "100000000000", ""},
		{"1600000000", "1700000000000", ""}, {"1600000000", "20240229101112", ""}, {"1600000000", "0", ""},
		{"1600000000000", "1700000000123", "2023-11-14 22:13:20.123+00"}, {"1600000000000", "20240229101112", ""},
	} {
		w := newWriter(&typ, false, Options{})
		first := integerOf(c.first)
		w.Append(nil, &first)
		in := []byte(c.literal + strings.Repeat(")", 40))
		dst := make([]byte, 2*len(in))
		if n, _, _ := w.Fast()(nil, dst, in); string(dst[:n]) != c.want {
			t.Errorf("%s behind %s is %q, want %q", c.literal, c.first, dst[:n], c.want)
		}
	}
}
