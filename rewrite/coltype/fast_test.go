package coltype

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// directTypes are all types with all affinities.
var directTypes = func() (types []Type) {
	for _, t := range All() {
		for _, t.Affinity = range []ast.Affinity{ast.NoAffinity, ast.TextAffinity, ast.NumericAffinity, ast.IntegerAffinity, ast.RealAffinity} {
			types = append(types, t)
		}
	}
	return types
}()

// FuzzDirect: what a direct encoder writes of a literal is what the parser and
// Append make of it.
func FuzzDirect(f *testing.F) {
	for _, literal := range []string{
		"0", "1", "-1", "12345678", "-123456789012345678", "9223372036854775807", "-0", "007", "1.50", "-0.25", "6375.619999999999891",
		"1.4125854478007697778", "0.0", "-0.0", "0.00012", "0.00001", "1e5", "1.5e-07", "999999999999999.99", "99999999.999999999999", "5.9999999999999996447", "12345678901234567.0",
		"''", "'a'", "'it''s'", "'a long text without anything in it'", "'tab\there'", `'back\slash'`, "'größe, 日本, \U0001F600'", "'\xff'", "'\xc3'", "'nul\x00'",
		`replace('a\nb\\n''c','\n',char(10))`, `replace(replace('a\r\nb','\r',char(13)),'\n',char(10))`, `replace('a\rb\n','\r',char(13))`, `replace('a\nb','\n',char(11))`,
		"x''", "X'00Ff'", "x'0'", "x'0g'", "X'000102030405060708090a'", "NULL", "'2024-02-29'", "'2023-02-29'", "'2024-01-01 00:00:00'", "'2024-01-01T23:59:59.123456'", "'2024-01-01 00:00:00.100'",
		"'2024-01-01 24:00:00'", "'6f1d0e9a-0000-4000-8000-0123456789ab'", "'6F1d0e9a-0000-4000-8000-0123456789ab'", "'6f1d0e9a-0000-4000-8000-0123456789aG'", "'6f1d0e9a-0000-400008000-0123456789ab'", "'2024-01-01T00:00:00Z'", "'2024-01-01 00:00:00.123+01:30'", "'2024-01-01 00:00:00 -0300'", "'2024-01-01 00:00:00+99'", `'{"a": [1, -2.5e3, "x\u00e9", true, null], "b''c": {}}'`, `'{"a":1,"a":2}'`, `'[1,]'`, "'0 '", `'"\u0000"'`,
	} {
		f.Add(literal)
	}
	f.Fuzz(func(t *testing.T, literal string) {
		for i := range directTypes {
			checkDirect(t, &directTypes[i], literal)
		}
	})
}

func checkDirect(t *testing.T, ty *Type, literal string) {
	t.Helper()
	in := []byte(literal + ", 'and what comes behind it in the buffer'")
	dst := make([]byte, 2*len(in)+Word)
	n, read, class := ty.Fast()(ty, dst, in)
	if read <= 0 {
		return
	}
	statement := "INSERT INTO t VALUES(" + string(in[:read]) + ");"
	p := parser.New(lexer.NewSize(strings.NewReader(statement), len(statement)+512)) // the usual buffer takes longer to make than to use
	var v parser.Value
	if _, err := p.Next(); err != nil {
		t.Fatalf("%s: %q was taken: %v", ty.SQL, in[:read], err)
	}
	if _, err := p.NextRow(); err != nil {
		t.Fatal(err)
	}
	if more, err := p.NextValue(&v); err != nil || !more {
		t.Fatalf("%s: %q was taken: %v", ty.SQL, in[:read], err)
	}
	want, fit := ty.Append(nil, &v)
	if !ty.Keeps(fit) || string(dst[:n]) != string(want) || class != v.Class {
		t.Fatalf("%+v: %q becomes %q, %v; on the longer road %q, %v, %v", ty, in[:read], dst[:n], class, want, v.Class, fit)
	}
	if more, err := p.NextValue(&v); err != nil || more {
		t.Fatalf("%s: %q is more than a value", ty.SQL, in[:read])
	}
}

// TestFastTakes: usual literals are taken by the direct encoder of their type, and
// others are left. What follows is another value.
func TestFastTakes(t *testing.T) {
	for _, c := range []struct{ declared, taken, left string }{
		{"INTEGER", "0 1 -1 12345678 123456789 -1234567890123456 123456789012345678", "1234567890123456789 007 -0 1.5 'a' 1e5"},
		{"REAL", "0 -12 1.5 6375.619999999999891 123456789012345", "1234567890123456 1e5 0.00001 'a'"},
		{"NUMERIC(6,2)", "12 -1234 1.5 1234.25", "12345 1.255 'a'"},
		{"BOOLEAN", "0 1", "2 10 't' -0"},
		{"TEXT", `'' 'a' 'it''s' 'größe' 'a\b' replace('a\nb','\n',char(10)) replace(replace('a\r\nb','\r',char(13)),'\n',char(10)) replace('a\rb','\r',char(13))`, "1 x'00' replace('a','b','c') '\xff'"},
		{"VARCHAR(3)", "'abc' ''", "'abcd'"},
		{"BLOB", "x'' X'00fF' x'000102030405060708090a0b'", "'a' x'0' 1"},
		{"DATETIME", "'2024-02-29_12:34:56' '2024-02-29_12:34:56.123456'", "'2024-02-29T12:34:56' '2023-02-29_12:34:56' '2024-02-29_12:34:60' '2024-02-29_12:34:56.10' '2024-02-29_12:34:56.1234567'"},
		{"DATE", "'2024-02-29'", "'2023-02-29' '2024-02-29_12:34:56' 20240229"},
		{"UUID", "'6f1d0e9a-0000-4000-8000-0123456789ab'", "'6F1d0e9a-0000-4000-8000-0123456789ab' '6f1d0e9a-0000-4000-8000-0123456789ag' x'6f1d0e9a'"},
		{"JSON", `'{"a":[1,"x"]}' '[]'`, `'5' '[1,]' '"a"' 5 '{"a":1,"a":2}'`},
	} {
		ty := Of(c.declared)
		ty.Affinity = ast.AffinityOf(c.declared)
		try := func(literals string, want bool) {
			for _, literal := range strings.Fields(literals) {
				literal = strings.ReplaceAll(literal, "_", " ")
				in := []byte(literal + ",1234567890123456789012345678901234567890")
				_, read, _ := ty.Fast()(&ty, make([]byte, 2*len(in)+Word), in)
				if want && read != len(literal) || !want && read != Leave {
					t.Errorf("%s: of %s, %d bytes are read", c.declared, literal, read)
				}
			}
		}
		try(c.taken, true)
		try(c.left, false)
	}
}

// TestDirectNumbers tries numbers of all sizes.
func TestDirectNumbers(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	for range 500 {
		f := math.Exp((rnd.Float64()*20 - 8) * math.Ln10)
		for _, prec := range []int{-1, 0, 2, 17, 20} {
			literal := strconv.FormatFloat(f, 'f', prec, 64)
			for i := range directTypes {
				switch directTypes[i].Encoding.(type) {
				case reals, decimals, integers:
					checkDirect(t, &directTypes[i], literal)
				}
			}
		}
	}
}

// FuzzJSON compares what is taken for JSON with encoding/json.
func FuzzJSON(f *testing.F) {
	for _, text := range []string{``, `{}`, `[]`, `{"a":1}`, `[1,2,]`, `{"a"}`, `{"a":}`, `{,}`, `[}`, `{"a":[{}]} `, ` "x"`, `"\x"`, `"\u12"`, `"\u12G4"`, "\"\t\"", `01`, `-`, `1.`, `1.5e`, `-0.5E+10`, `tru`, `nullx`, `1 2`, `"`, `"\`, `{"a":1 "b":2}`} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if got, want := jsonFit([]byte(text)) != Misfit, json.Valid([]byte(text)); got != want {
			t.Errorf("%q is JSON: %v, want %v", text, got, want)
		}
	})
}
