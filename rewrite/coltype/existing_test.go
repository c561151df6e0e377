package coltype

import (
	"testing"
	"time"

	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// What is written into columns that exist: "" is a misfit, and ~ before it says that
// it is counted.
func TestInto(t *testing.T) {
	i := func(s string) parser.Value { return parser.Value{Class: parser.Integer, Text: []byte(s)} }
	r := func(s string) parser.Value { return parser.Value{Class: parser.Real, Text: []byte(s)} }
	s := func(s string) parser.Value { return parser.Value{Class: parser.Text, Text: []byte(s)} }
	b := func(s string) parser.Value { return parser.Value{Class: parser.Blob, Text: []byte(s)} }
	vienna, err := time.LoadLocation("Europe/Vienna")
	if err != nil {
		t.Fatal(err)
	}
	type values []struct {
		in   parser.Value
		want string
	}
	for _, c := range []struct {
		of      Existing
		reading Reading
		values  values
	}{
		{Existing{Name: "int2"}, Reading{}, values{{i("32767"), "32767"}, {i("32768"), ""}, {i("-32768"), "-32768"}, {s(" 05"), "5"}, {r("5.0"), "5"}, {r("5.5"), ""}, {s("x"), ""}, {s("5.0"), "5"}}},
		{Existing{Name: "int4"}, Reading{}, values{{i("2147483647"), "2147483647"}, {i("2147483648"), ""}, {b("35"), "5"}}},
		{Existing{Name: "int8"}, Reading{}, values{{i("9223372036854775807"), "9223372036854775807"}, {r("9223372036854775808.0"), ""}, {s("abc"), ""}}},
		{Existing{Name: "oid"}, Reading{}, values{{i("4294967295"), "4294967295"}, {i("-1"), ""}}},
		{Existing{Name: "numeric", Mods: []int{10, 2}}, Reading{}, values{{r("19.99"), "19.99"}, {r("0.30000000000000004"), "0.30"}, {r("0.305"), ""}, {s("12345678.90"), "12345678.90"}, {s("123456789"), ""}, {s("1e3"), "1000"}, {s("1.005"), ""}, {i("5"), "5"}, {r("Inf"), ""}}},
		{Existing{Name: "numeric", Mods: []int{4, 1}}, Reading{Round: true}, values{{s("1.25"), "~1.3"}, {s("-1.25"), "~-1.3"}, {s("999.95"), ""}}},
		{Existing{Name: "numeric", Mods: []int{2, -3}}, Reading{}, values{{i("99000"), "99000"}, {i("99001"), ""}, {i("100000"), ""}}},
		{Existing{Name: "numeric"}, Reading{}, values{{s("0.10000000000000000000000001"), "0.10000000000000000000000001"}, {s("1e-3"), "0.001"}, {s("1e99999999"), ""}, {r("1e300"), "1" + noughts(300)}, {s("nan"), "NaN"}, {s("+1.5"), "1.5"}}},
		{Existing{Name: "float8"}, Reading{}, values{{r("0.1"), "0.1"}, {i("5"), "5"}, {s("1e23"), "9.999999999999999e+22"}, {s("NaN"), "NaN"}, {s("-inf"), "-Infinity"}, {s("x"), ""}}},
		{Existing{Name: "float4"}, Reading{}, values{{r("0.5"), "0.5"}, {r("0.1"), "0.1"}, {r("0.123456789"), "~0.123456789"}, {r("1e39"), ""}}},
		{Existing{Name: "bool"}, Reading{}, values{{i("1"), "t"}, {i("0"), "f"}, {i("2"), ""}, {s(" TRUE "), "t"}, {s("off"), "f"}, {s("N"), "f"}, {s("maybe"), ""}, {r("1.0"), "t"}}},
		{Existing{Name: "varchar", Mods: []int{3}}, Reading{}, values{{s("äöü"), "äöü"}, {s("abcd"), ""}, {i("123"), "123"}, {b("c3a4"), "ä"}, {b("ff"), ""}}},
		{Existing{Name: "bpchar", Mods: []int{3}}, Reading{}, values{{s("ab  "), "ab"}, {s("abcd"), ""}}},
		{Existing{Name: "name"}, Reading{}, values{{s("n"), "n"}, {s("n" + noughts(63)), ""}}},
		{Existing{Name: "bytea"}, Reading{}, values{{b("00ff"), `\\x00ff`}, {s("ab"), `\\x6162`}, {i("5"), `\\x35`}}},
		{Existing{Name: "json"}, Reading{}, values{{s(`{"a":"\u0000"}`), "?" + `{"a":"\\u0000"}`}, {i("5"), "5"}, {s("no"), ""}, {b("7b7d"), "{}"}}},
		{Existing{Name: "jsonb"}, Reading{}, values{{s(`{"a":"\u0000"}`), ""}, {s(`[1]`), "[1]"}}},
		{Existing{Name: "uuid"}, Reading{}, values{{s("{6F1D0E9A-0000-4000-8000-0123456789AB}"), "6f1d0e9a-0000-4000-8000-0123456789ab"}, {b("6f1d0e9a0000400080000123456789ab"), "6f1d0e9a-0000-4000-8000-0123456789ab"},
			{s("urn:uuid:6f1d0e9a-0000-4000-8000-0123456789ab"), "6f1d0e9a-0000-4000-8000-0123456789ab"}, {s("6f1d"), ""}, {i("5"), ""}}},
		{Existing{Name: "timestamp"}, Reading{}, values{{s("2024-01-02T03:04:05.1200Z"), "2024-01-02 03:04:05.12"}, {s("2024-01-02"), "2024-01-02 00:00:00"}, {s("2024-01-02 03:04"), "2024-01-02 03:04:00"},
			{s("2024-01-02 03:04:05.123456789"), "~2024-01-02 03:04:05.123457"}, {s("2023-12-31 23:59:59.9999999"), "~2024-01-01 00:00:00"}, {s("2024-01-02 03:04:05+02:00"), "2024-01-02 01:04:05"},
			{s("2024-01-02 03:04:05.5 +0000 UTC"), "2024-01-02 03:04:05.5"}, {s("20240102030405"), "2024-01-02 03:04:05"}, {i("20240102030405"), "2024-01-02 03:04:05"}, {s("infinity"), "infinity"},
			{s("0001-01-01 00:00:00"), "0001-01-01 00:00:00"}, {s("0044-03-15 BC"), "0044-03-15 00:00:00 BC"}, {s("2024-02-30"), ""}, {s("now"), ""}, {s("2024-01-01 24:00:00"), ""}, {s(""), ""},
			{i("1700000000"), "2023-11-14 22:13:20"}, {r("1700000000.5"), "2023-11-14 22:13:20.5"}, {s("1700000000"), "2023-11-14 22:13:20"}, {i("-1"), "1969-12-31 23:59:59"}}},
		{Existing{Name: "timestamp", Mods: []int{0}}, Reading{}, values{{s("2024-01-02 03:04:05.5"), ""}, {s("2024-01-02 03:04:05.0"), "2024-01-02 03:04:05"}}},
		{Existing{Name: "timestamp", Mods: []int{3}}, Reading{Round: true}, values{{s("2024-01-02 03:04:05.1235"), "~2024-01-02 03:04:05.124"}}},
		{Existing{Name: "timestamptz"}, Reading{Zone: vienna}, values{{s("2024-07-02 03:04:05"), "2024-07-02 01:04:05+00"}, {s("2024-07-02 03:04:05Z"), "2024-07-02 03:04:05+00"}, {s("2024-01-02 03:04:05"), "2024-01-02 02:04:05+00"}, {i("0"), "1970-01-01 00:00:00+00"}}},
		{Existing{Name: "date"}, Reading{}, values{{s("2024-01-02"), "2024-01-02"}, {s("2024-01-02 00:00:00"), "2024-01-02"}, {s("2024-01-02 00:00:01"), ""}, {i("86400"), "1970-01-02"}, {i("86401"), ""}, {s("infinity"), "infinity"}}},
		{Existing{Name: "time"}, Reading{}, values{{s("03:04"), "03:04:00"}, {s("2000-01-01 03:04:05.5"), "03:04:05.5"}, {s("2024-01-01 03:04:05"), ""}, {s("25:00:00"), ""}, {i("5"), ""}}},
		{Existing{Name: "interval"}, Reading{}, values{{i("90061000001"), "1 days 01:01:01.000001"}, {i("-1"), "0 days -00:00:00.000001"}, {s("1.02:03:04.5"), "1 days 02:03:04.5"}, {s("-02:03:04"), "0 days -02:03:04"}, {s("P1DT2H"), "P1DT2H"}, {s("soon!"), ""}}},
		{Existing{Name: "inet"}, Reading{}, values{{s("10.0.0.1"), "10.0.0.1"}, {s("10.0.0.1/24"), "10.0.0.1/24"}, {s("::1"), "::1"}, {s("10.0.0.256"), ""}, {s("2001:DB8::1/64"), "2001:db8::1/64"}}},
		{Existing{Name: "cidr"}, Reading{}, values{{s("10.0.0.0/8"), "10.0.0.0/8"}, {s("10.0.0.1/8"), ""}, {s("10.0.0.1"), "10.0.0.1/32"}}},
		{Existing{Name: "macaddr"}, Reading{}, values{{s("08-00-2B-01-02-03"), "08:00:2b:01:02:03"}, {s("08002b010203"), "08:00:2b:01:02:03"}, {s("08"), ""}}},
		{Existing{Name: "bit", Mods: []int{3}}, Reading{}, values{{s("101"), "101"}, {s("10"), ""}, {s("1x1"), ""}}},
		{Existing{Labels: []string{"it's", "b"}}, Reading{}, values{{s("it's"), "it's"}, {s("c"), ""}}},
		{Existing{Element: &Existing{Name: "int4"}}, Reading{}, values{{s("[1, null, [2]]"), `{"1",NULL,{"2"}}`}, {s("[1.5]"), ""}, {s("{1,2}"), "{1,2}"}, {s("word"), ""}, {s(""), ""}}},
		{Existing{Element: &Existing{Name: "text"}}, Reading{}, values{{s(`["a\"b\\", true, 5]`), `{"a\\"b\\\\","true","5"}`}, {s(`[{"a":1}]`), ""}}},
		{Existing{Element: &Existing{Name: "jsonb"}}, Reading{}, values{{s(`[{"a":[1]}]`), `{"{\\"a\\":[1]}"}`}}},
		{Existing{Name: "tsvector"}, Reading{}, values{{s("'a' 'b'"), "'a' 'b'"}}},
	} {
		ty := Into(&c.of, c.reading, ast.NoAffinity)[0]
		for _, v := range c.values {
			in := v.in
			out, fit := ty.Append(nil, &in)
			got := string(out)
			switch fit {
			case Fits:
			case Changed:
				got = "~" + got
			case PlainJSON:
				got = "?" + got
			default:
				got = ""
			}
			if got != v.want && !(v.want == "" && fit == Fits && len(v.in.Text) == 0 && got == "") {
				t.Errorf("%v %v: %s %q is written as %q, want %q", c.of.Name, c.of.Mods, in.Class, in.Text, got, v.want)
			}
		}
	}
}

func noughts(n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = '0'
	}
	return string(b)
}

// The size of the numbers tells the unit of a unix time.
func TestIntoUnit(t *testing.T) {
	for want, n := range map[string]string{"2023-11-14 22:13:20": "1700000000", "2023-11-14 22:13:20.123": "1700000000123", "2023-11-14 22:13:20.123456": "1700000000123456", "2023-11-14 22:13:20.123457": "1700000000123456789"} {
		for _, ty := range Into(&Existing{Name: "timestamp"}, Reading{}, ast.NoAffinity) {
			if out, fit := ty.Append(nil, &parser.Value{Class: parser.Integer, Text: []byte(n)}); fit.OK() {
				if string(out) != want {
					t.Errorf("%s is %s, want %s", n, out, want)
				}
				break
			}
		}
	}
}
