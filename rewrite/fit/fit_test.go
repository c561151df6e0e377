package fit

import (
	"strings"
	"testing"
	"time"

	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/target"
)

func val(c parser.Class, text string) parser.Value { return parser.Value{Class: c, Text: []byte(text)} }

func integerOf(s string) parser.Value { return val(parser.Integer, s) }
func realOf(s string) parser.Value    { return val(parser.Real, s) }
func textOf(s string) parser.Value    { return val(parser.Text, s) }
func blobOf(hex string) parser.Value  { return val(parser.Blob, hex) }

// typ makes a type of PostgreSQL's own name with its numbers: "numeric 5 2".
func typ(name string, mods ...int) target.Type {
	name, dims := strings.CutSuffix(name, "[]")
	t := target.Type{Name: target.Name{Schema: target.Builtin, Name: name}, Mods: mods}
	if dims {
		t.Dims = 1
	}
	return t
}

var mood = target.Type{Name: target.Name{Schema: "public", Name: "mood"}, Def: &target.TypeDef{Kind: target.Enum, Labels: []string{"happy", "it's \"so\"", "", `a\b`}}}

func domain(base target.Type) target.Type {
	return target.Type{Name: target.Name{Schema: "public", Name: "d"}, Def: &target.TypeDef{Kind: target.Domain, Base: base}}
}

func arrayOf(t target.Type) target.Type {
	t.Dims = 1
	return t
}

// cases are SQLite's values, the type they go into, and the COPY text or the Fit
// that rejects them.
var cases = []struct {
	t    target.Type
	v    parser.Value
	want string
	fit  Fit
}{
	{typ("int2"), integerOf("32767"), "32767", Fits},
	{typ("int2"), integerOf("-32768"), "-32768", Fits},
	{typ("int2"), integerOf("32768"), "", OutOfRange},
	{typ("int4"), integerOf("-2147483648"), "-2147483648", Fits},
	{typ("int4"), integerOf("-2147483649"), "", OutOfRange},
	{typ("int4"), realOf("5.0"), "5", Fits},
	{typ("int4"), realOf("2.5"), "", NoReading},
	{typ("int4"), realOf("1e3"), "1000", Fits},
	{typ("int4"), textOf(" 012 "), "12", Fits},
	{typ("int4"), textOf("+5.00e1"), "50", Fits},
	{typ("int4"), textOf("12 apples"), "", NoReading},
	{typ("int4"), textOf(""), "", NoReading},
	{typ("int4"), textOf("true"), "", NoReading},
	{typ("int4"), textOf("1e99999999999999999999"), "", OutOfRange},
	{typ("int4"), blobOf("3132"), "12", Changed},
	{typ("int8"), integerOf("-9223372036854775808"), "-9223372036854775808", Fits},
	{typ("int8"), textOf("-9223372036854775808"), "-9223372036854775808", Fits},
	{typ("int8"), textOf("9223372036854775808"), "", OutOfRange},
	{typ("int8"), realOf("9.2233720368547758e18"), "", OutOfRange},
	{typ("int8"), realOf("Inf"), "", NoReading},
	{typ("oid"), integerOf("4294967295"), "4294967295", Fits},
	{typ("oid"), integerOf("-1"), "", OutOfRange},
	{domain(domain(typ("int2"))), integerOf("40000"), "", OutOfRange},

	{typ("numeric"), realOf("19.989999999999998436"), "19.99", Fits},
	{typ("numeric"), integerOf("-100"), "-100", Fits},
	{typ("numeric"), textOf("0012.50"), "12.50", Fits},
	{typ("numeric"), textOf("-.5"), "-0.5", Fits},
	{typ("numeric"), textOf("-0.0"), "0.0", Fits},
	{typ("numeric"), textOf("1.5e-3"), "0.0015", Fits},
	{typ("numeric"), textOf("1.5e3"), "1500", Fits},
	{typ("numeric"), textOf("NaN"), "NaN", Fits},
	{typ("numeric"), realOf("1e21"), "1000000000000000000000", Fits},
	{typ("numeric"), realOf("Inf"), "", OutOfRange},
	{typ("numeric"), textOf("1e200000"), "", OutOfRange},
	{typ("numeric"), textOf("1,5"), "", NoReading},
	{typ("numeric", 5, 2), textOf("1.5"), "1.50", Fits},
	{typ("numeric", 5, 2), textOf("1.50"), "1.50", Fits},
	{typ("numeric", 5, 2), textOf("1.500"), "1.50", Fits},
	{typ("numeric", 5, 2), textOf("1.234"), "", TooManyDigits},
	{typ("numeric", 5, 2), realOf("1.234"), "", TooManyDigits},
	{typ("numeric", 5, 2), realOf("999.99000000000000908"), "999.99", Fits},
	{typ("numeric", 5, 2), realOf("0.30000000000000004441"), "0.30", Rounded},
	{typ("numeric", 5, 2), realOf("999.99999999999989"), "", OutOfRange},
	{typ("numeric", 5, 2), integerOf("1000"), "", OutOfRange},
	{typ("numeric", 5, 2), integerOf("-999"), "-999.00", Fits},
	{typ("numeric", 5, 2), integerOf("0"), "0.00", Fits},
	{typ("numeric", 5, 0), textOf("12345.0"), "12345", Fits},
	{typ("numeric", 3, -2), integerOf("12300"), "12300", Fits},
	{typ("numeric", 3, -2), integerOf("12350"), "", TooManyDigits},
	{typ("numeric", 3, -2), integerOf("123400"), "", OutOfRange},
	{typ("numeric", 2, 4), textOf("0.0099"), "0.0099", Fits},
	{typ("numeric", 2, 4), textOf("0.01"), "", OutOfRange},
	{typ("numeric", 2, 4), integerOf("0"), "0.0000", Fits},

	{typ("float8"), integerOf("3"), "3", Fits},
	{typ("float8"), integerOf("1000000000000000"), "1e+15", Fits},
	{typ("float8"), integerOf("9007199254740993"), "9.007199254740992e+15", Rounded},
	{typ("float8"), integerOf("9223372036854775807"), "9.223372036854776e+18", Rounded},
	{typ("float8"), realOf("0.10000000000000000555"), "0.1", Fits},
	{typ("float8"), realOf("-Inf"), "-Infinity", Fits},
	{typ("float8"), textOf(" 1.50 "), "1.5", Fits},
	{typ("float8"), textOf("NAN"), "NaN", Fits},
	{typ("float8"), textOf("+inf"), "Infinity", Fits},
	{typ("float8"), textOf("-Infinity"), "-Infinity", Fits},
	{typ("float8"), textOf("1e999"), "", OutOfRange},
	{typ("float8"), textOf("1e-999"), "", OutOfRange},
	{typ("float8"), textOf("0x10"), "", NoReading},
	{typ("float4"), realOf("0.1"), "0.1", Rounded},
	{typ("float4"), realOf("0.5"), "0.5", Fits},
	{typ("float4"), integerOf("16777217"), "1.6777216e+07", Rounded},
	{typ("float4"), realOf("1e39"), "", OutOfRange},
	{typ("float4"), realOf("1e-60"), "0", Rounded},
	{typ("float4"), textOf("Infinity"), "Infinity", Fits},

	{typ("bool"), integerOf("1"), "t", Fits},
	{typ("bool"), realOf("0.0"), "f", Fits},
	{typ("bool"), integerOf("2"), "", NoReading},
	{typ("bool"), textOf("TRUE"), "t", Fits},
	{typ("bool"), textOf(" off "), "f", Fits},
	{typ("bool"), textOf("tr"), "", NoReading},
	{typ("bool"), textOf("FALSE"), "f", Fits},
	{typ("bool"), textOf(""), "", NoReading},
	{typ("bool"), blobOf("66"), "f", Changed},

	{typ("text"), textOf("a\tb\\"), `a\tb\\`, Fits},
	{typ("text"), parser.Value{Class: parser.Text, Text: []byte("it''s"), Doubled: true}, "it's", Fits},
	{typ("text"), integerOf("5"), "5", Fits},
	{typ("text"), realOf("5.0"), "5.0", Fits},
	{typ("text"), realOf("0.1"), "0.1", Fits},
	{typ("text"), blobOf("c3a4"), "ä", Changed},
	{typ("text"), blobOf("ff00fe"), "", BadText},
	{typ("text"), textOf("a\x00b"), "", HasNUL},
	{typ("text"), textOf("\xff"), "", BadText},
	{typ("varchar", 3), textOf("äöü"), "äöü", Fits},
	{typ("varchar", 3), textOf("äöüx"), "", TooLong},
	{typ("varchar", 3), textOf("abc "), "", TooLong},
	{typ("varchar", 4), parser.Value{Class: parser.Text, Text: []byte("it''s"), Doubled: true}, "it's", Fits},
	{typ("varchar", 3), integerOf("1234"), "", TooLong},
	{typ("varchar"), textOf("abc"), "abc", Fits},
	{typ("bpchar", 3), textOf("ab    "), "ab", Fits},
	{typ("bpchar", 3), textOf("abcd"), "", TooLong},
	{typ("name"), textOf(strings.Repeat("a", 63)), strings.Repeat("a", 63), Fits},
	{typ("name"), textOf(strings.Repeat("a", 64)), "", TooLong},
	{typ("char"), textOf("a"), "a", Fits},
	{typ("char"), textOf("ä"), "", TooLong},
	{target.Type{Name: target.Name{Schema: "public", Name: "citext"}}, textOf("a"), "a", Fits},

	{typ("bytea"), blobOf("ff00"), `\\xff00`, Fits},
	{typ("bytea"), textOf("it's"), `\\x69742773`, Changed},
	{typ("bytea"), integerOf("12"), `\\x3132`, Changed},

	{typ("uuid"), textOf("550E8400-E29B-41D4-A716-446655440000"), "550e8400-e29b-41d4-a716-446655440000", Fits},
	{typ("uuid"), textOf("{550e8400e29b41d4a716446655440000}"), "550e8400-e29b-41d4-a716-446655440000", Fits},
	{typ("uuid"), textOf("urn:uuid:550e8400-e29b-41d4-a716-446655440000"), "550e8400-e29b-41d4-a716-446655440000", Fits},
	{typ("uuid"), blobOf("550e8400e29b41d4a716446655440000"), "550e8400-e29b-41d4-a716-446655440000", Fits},
	{typ("uuid"), blobOf("35353065383430306532396234316434613731363434363635353434303030" + "30"), "550e8400-e29b-41d4-a716-446655440000", Changed},
	{typ("uuid"), textOf("550e8400e29b41d4a71644665544000"), "", NoReading},
	{typ("uuid"), textOf("550e8400-e29b-41d4-a716-44665544000g"), "", NoReading},
	{typ("uuid"), textOf(""), "", NoReading},
	{typ("uuid"), integerOf("1"), "", NoReading},

	{typ("timestamp"), textOf("2024-02-29 10:00:00"), "2024-02-29 10:00:00", Fits},
	{typ("timestamp"), textOf("2024-02-29T10:00:00.120000Z"), "2024-02-29 10:00:00.12", Fits},
	{typ("timestamp"), textOf("2024-02-29 23:30:00-02:00"), "2024-03-01 01:30:00", Fits},
	{typ("timestamp"), textOf("2024-02-29 10:00"), "2024-02-29 10:00:00", Fits},
	{typ("timestamp"), textOf("2024-02-29"), "2024-02-29 00:00:00", Fits},
	{typ("timestamp"), textOf("2024-02-29 10:00:00.1234567"), "2024-02-29 10:00:00.123457", Rounded},
	{typ("timestamp"), textOf("2024-02-29 10:00:00.1234560"), "2024-02-29 10:00:00.123456", Fits},
	{typ("timestamp"), textOf("2024-12-31 23:59:59.9999999"), "2025-01-01 00:00:00", Rounded},
	{typ("timestamp"), textOf("20240229100000"), "2024-02-29 10:00:00", Fits},
	{typ("timestamp"), integerOf("20240229100000"), "2024-02-29 10:00:00", Fits},
	{typ("timestamp"), textOf("20240229T100000Z"), "2024-02-29 10:00:00", Fits},
	{typ("timestamp"), textOf("2024-02-29 10:00:00.5 +0000 UTC"), "2024-02-29 10:00:00.5", Fits},
	{typ("timestamp"), textOf("2024-02-29 10:00:00.5 +0100 CET m=+0.012345678"), "2024-02-29 09:00:00.5", Fits},
	{typ("timestamp"), textOf("2024-02-29 10:00:00 +0300 +03"), "2024-02-29 07:00:00", Fits},
	{typ("timestamp"), textOf("2023-02-29 10:00:00"), "", NoReading},
	{typ("timestamp"), textOf("0000-00-00 00:00:00"), "", NoReading},
	{typ("timestamp"), textOf("2024-02-29 24:00:00"), "", NoReading},
	{typ("timestamp"), textOf("10:00:00"), "", NoReading},
	{typ("timestamp"), textOf("yesterday"), "", NoReading},
	{typ("timestamp"), textOf(""), "", NoReading},
	{typ("timestamp"), textOf("2024-02-29 10:00:00 apples"), "", NoReading},
	{typ("timestamp"), textOf("infinity"), "infinity", Fits},
	{typ("timestamp"), realOf("Inf"), "", NoReading},
	{typ("timestamp"), textOf("0000-06-01 00:00:00"), "0001-06-01 00:00:00 BC", Fits},
	{typ("timestamp"), textOf("0044-03-15 00:00:00 BC"), "0044-03-15 00:00:00 BC", Fits},
	{typ("timestamp"), textOf("12024-02-29 10:00:00"), "12024-02-29 10:00:00", Fits},
	{typ("timestamp"), textOf("294277-01-01 00:00:00"), "", OutOfRange},
	{typ("timestamp"), integerOf("1700000000"), "2023-11-14 22:13:20", Fits},
	{typ("timestamp"), integerOf("1700000000123"), "2023-11-14 22:13:20.123", Fits},
	{typ("timestamp"), integerOf("1700000000123456"), "2023-11-14 22:13:20.123456", Fits},
	{typ("timestamp"), integerOf("1700000000123456789"), "2023-11-14 22:13:20.123457", Rounded},
	{typ("timestamp"), integerOf("638397650450000000"), "", NoUnit}, // .NET
	{typ("timestamp"), integerOf("13348638245000000"), "", NoUnit},  // Chrome
	{typ("timestamp"), realOf("1700000000.5"), "2023-11-14 22:13:20.5", Fits},
	{typ("timestamp"), realOf("2460311.62783565"), "2024-01-02 03:04:05", Fits},
	{typ("timestamptz"), realOf("2440587.5"), "1970-01-01 00:00:00+00", Fits},
	{typ("timestamp"), realOf("5373484.499999"), "9999-12-31 23:59:59.914", Fits},
	{typ("timestamp"), realOf("1721425.5"), "0001-01-01 00:00:00", Fits},
	{typ("timestamp"), realOf("1721425.25"), "1970-01-20 22:10:25.25", Fits},
	{typ("timestamp"), realOf("5373484.5"), "1970-03-04 04:38:04.5", Fits},
	{typ("timestamp"), integerOf("2460312"), "1970-01-29 11:25:12", Fits},
	{typ("date"), realOf("2460311.5"), "2024-01-02", Fits},
	{typ("date"), realOf("2460311.75"), "", HasTime},
	{typ("timestamp"), textOf("1700000000.123"), "2023-11-14 22:13:20.123", Fits},
	{typ("timestamp"), realOf("2000000000.123"), "2033-05-18 03:33:20.123", Fits},
	{typ("timestamp"), textOf("1700000000"), "2023-11-14 22:13:20", Fits},
	{typ("timestamp"), integerOf("-1"), "1969-12-31 23:59:59", Fits},
	{typ("timestamp"), integerOf("0"), "1970-01-01 00:00:00", Fits},
	{typ("timestamp", 3), textOf("2024-02-29 10:00:00.123"), "2024-02-29 10:00:00.123", Fits},
	{typ("timestamp", 3), textOf("2024-02-29 10:00:00.1234"), "", TooManyDigits},
	{typ("timestamp", 0), textOf("2024-02-29 10:00:00.000000"), "2024-02-29 10:00:00", Fits},
	{typ("timestamp", 1), textOf("2024-02-29 10:00:00.3"), "2024-02-29 10:00:00.3", Fits},
	{typ("timestamp", 1), textOf("2024-02-29 10:00:00.31"), "", TooManyDigits},
	{typ("timestamp", 2), textOf("2024-02-29 10:00:00.31"), "2024-02-29 10:00:00.31", Fits},
	{typ("timestamp", 2), textOf("2024-02-29 10:00:00.312"), "", TooManyDigits},
	{typ("timestamp", 4), textOf("2024-02-29 10:00:00.3123"), "2024-02-29 10:00:00.3123", Fits},
	{typ("timestamp", 4), textOf("2024-02-29 10:00:00.31234"), "", TooManyDigits},
	{typ("timestamp", 5), textOf("2024-02-29 10:00:00.31234"), "2024-02-29 10:00:00.31234", Fits},
	{typ("timestamp", 5), textOf("2024-02-29 10:00:00.312345"), "", TooManyDigits},
	{typ("timestamp"), textOf("2024-01-31 10:00:00"), "2024-01-31 10:00:00", Fits},
	{typ("timestamp"), textOf("2024-01-32 10:00:00"), "", NoReading},
	{typ("timestamp"), textOf("2024-04-31 10:00:00"), "", NoReading},
	{typ("timestamp"), textOf("9999-12-31 23:59:59"), "9999-12-31 23:59:59", Fits},
	{typ("timestamp"), textOf("10000-01-01 00:00:00"), "10000-01-01 00:00:00", Fits},
	{typ("timestamp"), textOf("20240229T101112"), "2024-02-29 10:11:12", Fits},
	{typ("timestamp"), textOf("2024022T101112"), "", NoReading},
	{typ("timestamp"), textOf("202-02-28 10:00:00"), "", NoReading},
	{typ("timestamptz"), textOf("2024-02-29 10:00:00 GMT"), "2024-02-29 10:00:00+00", Fits},
	{typ("timestamptz"), textOf("2024-02-29 10:00:00 UTC"), "2024-02-29 10:00:00+00", Fits},
	{typ("date"), textOf("-4713-11-24"), "4714-11-24 BC", Fits},
	{typ("date"), textOf("-4713-11-23"), "", OutOfRange},
	{typ("uuid"), textOf("6f1d0e9a--0000-4000-8000-0123456789ab"), "", NoReading},
	{typ("macaddr"), textOf("0a:1b:2c:3d:4e:5f"), "0a:1b:2c:3d:4e:5f", Fits},
	{typ("macaddr"), textOf("0a:1b:2c:3d:4e:5g"), "", NoReading},
	{typ("interval"), textOf("00:00:00.1x"), "", NoReading},
	{typ("interval"), textOf("00:00:00.x"), "", NoReading},
	{typ("timestamptz"), textOf("2024-02-29 10:00:00"), "2024-02-29 10:00:00+00", Fits},
	{typ("timestamptz"), textOf("2024-02-29 10:00:00+01:00"), "2024-02-29 09:00:00+00", Fits},
	{typ("timestamptz"), textOf("2024-02-29 10:00:00+0130"), "2024-02-29 08:30:00+00", Fits},
	{typ("timestamptz"), textOf("2024-02-29 10:00:00+01:02:03"), "2024-02-29 08:57:57+00", Fits},
	{typ("timestamptz"), textOf("2024-02-29 10:00:00+16"), "", NoReading},
	{typ("timestamptz"), integerOf("1700000000"), "2023-11-14 22:13:20+00", Fits},
	{typ("timestamptz"), textOf("0001-01-01 00:00:00+01"), "0001-12-31 23:00:00+00 BC", Fits},
	{typ("timestamptz"), blobOf("323032342d30322d32392031303a30303a3030"), "2024-02-29 10:00:00+00", Changed},
	{typ("timestamp"), blobOf("323032342d30322d32392031303a30303a30302e31323334353637"), "2024-02-29 10:00:00.123457", Rounded},
	{typ("date"), textOf("2024-02-29"), "2024-02-29", Fits},
	{typ("date"), textOf("2024-02-29 00:00:00.000"), "2024-02-29", Fits},
	{typ("date"), textOf("2024-02-29T00:00:00+02:00"), "2024-02-29", Fits},
	{typ("date"), textOf("2024-02-29 00:00:01"), "", HasTime},
	{typ("date"), textOf("2023-02-29"), "", NoReading},
	{typ("date"), integerOf("1709164800"), "2024-02-29", Fits},
	{typ("date"), integerOf("1709164801"), "", HasTime},
	{typ("date"), integerOf("1709164800000"), "2024-02-29", Fits},

	{typ("time"), textOf("10:11:12.5"), "10:11:12.5", Fits},
	{typ("time"), textOf("10:11"), "10:11:00", Fits},
	{typ("time"), textOf("2000-01-01 10:11:12"), "10:11:12", Fits},
	{typ("time"), textOf("0001-01-01T10:11:12Z"), "10:11:12", Fits},
	{typ("time"), textOf("0000-01-01 10:11:12+00:00"), "10:11:12", Fits},
	{typ("time"), textOf("2024-01-01 10:11:12"), "", NoReading},
	{typ("time"), textOf("23:59:59.9999999"), "24:00:00", Rounded},
	{typ("time"), textOf("24:00:00"), "", NoReading},
	{typ("time"), textOf("2000-01-01"), "", NoReading},
	{typ("time"), integerOf("36000"), "", NoReading},
	{typ("time", 0), textOf("10:11:12.5"), "", TooManyDigits},
	{typ("timetz"), textOf("10:11:12-03:30"), "10:11:12-03:30", Fits},
	{typ("timetz"), textOf("10:11:12"), "10:11:12+00", Fits},

	{typ("interval"), integerOf("90061000001"), "1 day 01:01:01.000001", Fits},
	{typ("interval"), integerOf("-90061000000"), "-1 days -01:01:01", Fits},
	{typ("interval"), integerOf("0"), "00:00:00", Fits},
	{typ("interval"), integerOf("172800000000"), "2 days", Fits},
	{typ("interval"), textOf("1.02:03:04.5000000"), "1 day 02:03:04.5", Fits},
	{typ("interval"), textOf("-02:03:04"), "-02:03:04", Fits},
	{typ("interval"), textOf("02:03:04.1234567"), "02:03:04.123457", Rounded},
	{typ("interval"), textOf("1 day 02:03:04"), "1 day 02:03:04", Fits},
	{typ("interval"), textOf("P1DT2H"), "P1DT2H", Fits},
	{typ("interval"), textOf("PT"), "", NoReading},
	{typ("interval"), textOf("P"), "", NoReading},
	{typ("interval"), textOf("soon"), "", NoReading},
	{typ("interval"), textOf("02:60:00"), "", NoReading},
	{typ("interval"), realOf("1.5"), "", NoReading},

	{typ("json"), textOf(`{"a": [1, "x\n"]}`), `{"a": [1, "x\\n"]}`, Fits},
	{typ("jsonb"), textOf(`{"a":1}`), `{"a":1}`, Fits},
	{typ("jsonb"), textOf(`{"a":}`), "", NoReading},
	{typ("jsonb"), textOf(`"\u0000"`), "", PlainJSON},
	{typ("json"), textOf(`"\u0000"`), `"\\u0000"`, Fits},
	{typ("jsonb"), textOf(``), "", NoReading},
	{typ("jsonb"), integerOf("5"), "5", Fits},
	{typ("jsonb"), realOf("0.5"), "0.5", Fits},
	{typ("jsonb"), blobOf("7b7d"), "{}", Changed},
	{typ("jsonb"), blobOf("1331"), "1", Changed}, // SQLite's JSONB
	{typ("jsonb"), blobOf("ff00"), "", NoReading},
	{typ("jsonb"), textOf(`{"a":1,"a":2}`), `{"a":1,"a":2}`, RepeatedKeys},
	{typ("jsonb"), textOf(`{"a":1,"\u0061":2,"b":"\u0000"}`), "", PlainJSON},
	{typ("json"), textOf(`{"a":1,"a":2}`), `{"a":1,"a":2}`, Fits},

	{mood, textOf("happy"), "happy", Fits},
	{mood, textOf("Happy"), "", NoLabel},
	{mood, textOf(""), "", Fits},
	{mood, textOf(`a\b`), `a\\b`, Fits},
	{mood, parser.Value{Class: parser.Text, Text: []byte(`it''s "so"`), Doubled: true}, `it's "so"`, Fits},
	{mood, integerOf("0"), "", NoLabel},
	{domain(mood), textOf("angry"), "", NoLabel},

	{typ("inet"), textOf("10.0.0.1"), "10.0.0.1", Fits},
	{typ("inet"), textOf("10.0.0.1/24"), "10.0.0.1/24", Fits},
	{typ("inet"), textOf("10.0.0.1/32"), "10.0.0.1", Fits},
	{typ("inet"), textOf("0:0::1"), "::1", Fits},
	{typ("inet"), textOf("10.0.0.256"), "", NoReading},
	{typ("inet"), textOf("fe80::1%eth0"), "", NoReading},
	{typ("inet"), textOf(""), "", NoReading},
	{typ("cidr"), textOf("10.0.0.0/8"), "10.0.0.0/8", Fits},
	{typ("cidr"), textOf("10.0.0.1"), "10.0.0.1/32", Fits},
	{typ("cidr"), textOf("10.0.0.1/8"), "", NoReading},
	{typ("macaddr"), textOf("08-00-2B-01-02-03"), "08:00:2b:01:02:03", Fits},
	{typ("macaddr"), textOf("0800.2b01.0203"), "08:00:2b:01:02:03", Fits},
	{typ("macaddr"), textOf("08:00:2b:01:02"), "", NoReading},
	{typ("macaddr8"), textOf("08:00:2b:01:02:03:04:05"), "08:00:2b:01:02:03:04:05", Fits},

	{typ("bit", 3), textOf("101"), "101", Fits},
	{typ("bit", 3), textOf("10"), "", TooLong},
	{typ("bit", 1), integerOf("1"), "1", Fits},
	{typ("bit", 1), integerOf("2"), "", NoReading},
	{typ("varbit", 3), textOf("10"), "10", Fits},
	{typ("varbit", 3), textOf("1010"), "", TooLong},
	{typ("varbit"), textOf("101010"), "101010", Fits},

	{typ("text[]"), textOf(`["a", "b c", null, "", "NULL", "\"\\", "ä"]`), `{a,"b c",NULL,"","NULL","\\"\\\\",ä}`, Fits},
	{typ("text[]"), textOf(`[]`), `{}`, Fits},
	{typ("text[]"), textOf(`a,b`), "", NoReading},
	{typ("text[]"), textOf(`["a"`), "", NoReading},
	{typ("text[]"), textOf(`["a"] x`), "", NoReading},
	{typ("text[]"), textOf(`{a,"b c",NULL,"null"}`), `{a,"b c",NULL,"null"}`, Fits},
	{typ("text[]"), textOf(`{"a":1}`), "", NoReading},
	{typ("text[]"), textOf(`{a,b`), "", NoReading},
	{typ("text[]"), textOf(`{a,,b}`), "", NoReading},
	{typ("text[]"), textOf(`[1, 2.50, true]`), `{1,2.50,true}`, Fits},
	{typ("int4[]"), textOf(`[1, 2.0, "3"]`), `{1,2,3}`, Fits},
	{typ("int4[]"), textOf(`[1, "x"]`), "", NoReading},
	{typ("int4[]"), textOf(`[3000000000]`), "", OutOfRange},
	{typ("int4[]"), textOf(`[[1,2],[3,4]]`), `{{1,2},{3,4}}`, Fits},
	{typ("int4[]"), textOf(`[[1,2],[3]]`), "", Ragged},
	{typ("int4[]"), textOf(`[[1,2],3]`), "", Ragged},
	{typ("int4[]"), textOf(`[1,[2]]`), "", Ragged},
	{typ("int4[]"), textOf(`{ {1,2} , {3,4} }`), `{{1,2},{3,4}}`, Fits},
	{typ("int4[]"), textOf(`[[[[[[[1]]]]]]]`), "", NoReading},
	{typ("bool[]"), textOf(`[true, 0, "f"]`), `{t,f,f}`, Fits},
	{typ("numeric[]", 5, 2), textOf(`[1.5, 12345]`), "", OutOfRange},
	{typ("jsonb[]"), textOf(`[{"a":[1]}, 2, null]`), `{"{\\"a\\":[1]}",2,"null"}`, Fits},
	{typ("timestamptz[]"), textOf(`["2024-01-01T00:00:00Z"]`), `{"2024-01-01 00:00:00+00"}`, Fits},
	{typ("bytea[]"), textOf(`["a"]`), `{"\\\\x61"}`, Changed},
	{arrayOf(mood), textOf(`["happy","angry"]`), "", NoLabel},

	{typ("xml"), textOf("<a/>"), "<a/>", Fits},
	{typ("money"), realOf("12.5"), "12.5", Fits},
	{typ("int4range"), textOf("[1,5)"), "[1,5)", Fits},
	{target.Type{Name: target.Name{Schema: "public", Name: "hstore"}}, textOf(`"a"=>"b"`), `"a"=>"b"`, Fits},
}

func TestAppend(t *testing.T) {
	for _, c := range cases {
		w := newWriter(&c.t, false, Options{})
		w.Observe(&c.v)
		dst := []byte("before")
		got, fit := w.Append(dst, &c.v)
		if fit != c.fit || string(got) != "before"+c.want {
			t.Errorf("%s from %s %q: %q, %q; want %q, %q", &c.t, c.v.Class, c.v.Text, got, w.Reason(fit), c.want, w.Reason(c.fit))
		}
		if !fit.OK() && (w.Reason(fit) == "" || strings.Contains(w.Reason(fit), "%")) {
			t.Errorf("%s: no reason for %d", &c.t, fit)
		}
	}
}

func TestNull(t *testing.T) {
	text := typ("text")
	null := parser.Value{}
	if got, fit := newWriter(&text, false, Options{}).Append(nil, &null); string(got) != `\N` || fit != Fits {
		t.Errorf("NULL is %q, %d", got, fit)
	}
	if got, fit := newWriter(&text, true, Options{}).Append(nil, &null); len(got) > 0 || fit != NotNull {
		t.Errorf("NULL in NOT NULL is %q, %d", got, fit)
	}
}

func TestOptions(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		t    target.Type
		o    Options
		v    parser.Value
		want string
		fit  Fit
	}{
		{typ("numeric", 5, 2), Options{Round: true}, textOf("1.235"), "1.24", Rounded},
		{typ("numeric", 5, 2), Options{Round: true}, textOf("-1.235"), "-1.24", Rounded},
		{typ("numeric", 5, 2), Options{Round: true}, textOf("999.995"), "", OutOfRange},
		{typ("numeric", 5, 2), Options{Round: true}, textOf("0.004"), "0.00", Rounded},
		{typ("numeric", 3, -2), Options{Round: true}, integerOf("12350"), "12400", Rounded},
		{typ("numeric", 3, -2), Options{Round: true}, integerOf("49"), "0", Rounded},
		{typ("numeric"), Options{Major: 14}, realOf("-Inf"), "-Infinity", Fits},
		{typ("numeric", 5, 2), Options{Major: 14}, realOf("-Inf"), "", OutOfRange},
		{typ("timestamp", 0), Options{Round: true}, textOf("2024-02-29 10:00:00.5"), "2024-02-29 10:00:01", Rounded},
		{typ("timestamp", 0), Options{Round: true}, textOf("1999-12-31 23:59:58.5"), "1999-12-31 23:59:58", Rounded},
		{typ("time", 0), Options{Round: true}, textOf("10:11:12.5"), "10:11:13", Rounded},
		{typ("timestamp"), Options{Unit: Milliseconds}, integerOf("1000"), "1970-01-01 00:00:01", Fits},
		{typ("timestamp"), Options{Unit: Seconds}, realOf("2460311.5"), "1970-01-29 11:25:11.5", Fits},
		{typ("timestamp"), Options{Unit: JulianDays}, integerOf("2460312"), "2024-01-02 12:00:00", Fits},
		{typ("timestamp"), Options{Unit: Seconds}, integerOf("200000000000"), "8307-10-01 19:33:20", Fits},
		{typ("timestamp"), Options{Unit: Seconds}, integerOf("9223372036854775807"), "", OutOfRange},
		{typ("timestamptz"), Options{Zone: berlin}, textOf("2024-01-15 10:00:00"), "2024-01-15 09:00:00+00", Fits},
		{typ("timestamptz"), Options{Zone: berlin}, textOf("2024-07-15 10:00:00"), "2024-07-15 08:00:00+00", Fits},
		{typ("timestamptz"), Options{Zone: berlin}, textOf("2024-07-15 10:00:00Z"), "2024-07-15 10:00:00+00", Fits},
		{typ("timestamptz"), Options{Zone: berlin}, textOf("2024-03-31 02:30:00"), "2024-03-31 01:30:00+00", Fits}, // there is none
		{typ("timestamptz"), Options{Zone: berlin}, textOf("2024-10-27 02:30:00"), "2024-10-27 01:30:00+00", Fits}, // there are two
		{typ("timestamptz"), Options{Zone: berlin}, textOf("2024-10-27 03:30:00"), "2024-10-27 02:30:00+00", Fits},
		{typ("timestamp"), Options{Zone: berlin}, textOf("2024-07-15 10:00:00"), "2024-07-15 10:00:00", Fits},
		{typ("int4"), Options{Affinity: 3}, textOf("05"), "5", Fits},
		{typ("text"), Options{Affinity: 3}, textOf("05"), "5", Fits}, // as SQLite keeps it
	} {
		got, fit := newWriter(&c.t, false, c.o).Append(nil, &c.v)
		if string(got) != c.want || fit != c.fit {
			t.Errorf("%s from %q with %+v: %q, %d; want %q, %d", &c.t, c.v.Text, c.o, got, fit, c.want, c.fit)
		}
	}
}

// The largest number of a column tells the unit of all of them.
func TestUnit(t *testing.T) {
	for _, c := range []struct {
		numbers []string // the first three are observed
		want    string
	}{
		{[]string{"0", "5", "1700000000000", "1000"}, "1970-01-01 00:00:00, 1970-01-01 00:00:00.005, 2023-11-14 22:13:20, 1970-01-01 00:00:01"},
		{[]string{"0", "0", "0", "1700000000000", "1000"}, "1970-01-01 00:00:00, 1970-01-01 00:00:00, 1970-01-01 00:00:00, 2023-11-14 22:13:20, 1970-01-01 00:00:01"},
		{[]string{"1", "2", "3", "1700000000000", "4"}, "1970-01-01 00:00:01, 1970-01-01 00:00:02, 1970-01-01 00:00:03, it is no number of seconds, which others of the column are, 1970-01-01 00:00:04"},
	} {
		typ := typ("timestamp")
		w := newWriter(&typ, false, Options{})
		for _, n := range c.numbers[:3] {
			v := integerOf(n)
			w.Observe(&v)
		}
		var got []string
		for _, n := range c.numbers {
			v := integerOf(n)
			out, fit := w.Append(nil, &v)
			if !fit.OK() {
				out = []byte(w.Reason(fit))
			}
			got = append(got, string(out))
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%v: %s, want %s", c.numbers, s, c.want)
		}
	}
}

// Usual values cost no garbage: doubles from 1e16 on, arrays, and intervals that
// PostgreSQL reads itself may.
func TestNoAllocation(t *testing.T) {
	for _, c := range cases {
		if !c.fit.OK() || c.want == "9.223372036854776e+18" || c.t.Dims > 0 || c.t.Name.Name == "interval" && c.v.Class == parser.Text || c.v.Class == parser.Blob && strings.HasPrefix(c.t.Name.Name, "json") {
			continue
		}
		w := newWriter(&c.t, false, Options{})
		dst := make([]byte, 0, 256)
		w.Append(dst, &c.v) // its buffers grow
		if n := testing.AllocsPerRun(10, func() { w.Append(dst, &c.v) }); n > 0 {
			t.Errorf("%s from %s %q: %v allocations", &c.t, c.v.Class, c.v.Text, n)
		}
	}
}

// Every family says what it takes and where that is documented.
func TestFamilies(t *testing.T) {
	for _, f := range append(append([]*family{}, families...), enumFamily, arrayFamily, otherFamily) {
		if f.takes == "" || !strings.HasPrefix(f.source, docs) || f.encoder == nil {
			t.Errorf("%v is not complete", f.types)
		}
	}
	for f := Rounded; int(f) < len(reasons); f++ {
		if reasons[f] == "" {
			t.Errorf("there is no reason %d", f)
		}
	}
}

// A long value comes in parts.
func TestChunks(t *testing.T) {
	for _, c := range []struct {
		t    target.Type
		v    parser.Value
		want string
		fit  Fit
	}{
		{typ("text"), parser.Value{Class: parser.Text, Open: true, Doubled: true}, "it's\\tit's\\t", Fits},
		{typ("varchar", 10), parser.Value{Class: parser.Text, Open: true, Doubled: true}, "it's\\tit's\\t", Fits},
		{typ("varchar", 9), parser.Value{Class: parser.Text, Open: true, Doubled: true}, "it's\\t", TooLong},
		{typ("jsonb"), parser.Value{Class: parser.Text, Open: true, Doubled: true}, "it's\\tit's\\t", Fits},
		{typ("int4"), parser.Value{Class: parser.Text, Open: true, Doubled: true}, "", TooLarge},
		{typ("bytea"), parser.Value{Class: parser.Text, Open: true, Doubled: true}, `\\x697427730969742773` + "09", Changed},
	} {
		w := newWriter(&c.t, false, Options{})
		var dst []byte
		fit := Fits
		for i := 0; i < 2 && fit.OK(); i++ {
			dst, fit = w.AppendChunk(dst, &c.v, []byte("it''s\t"), i == 0)
		}
		if string(dst) != c.want || fit != c.fit {
			t.Errorf("%s: %q, %d; want %q, %d", &c.t, dst, fit, c.want, c.fit)
		}
	}
}
