package coltype

import (
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

func val(c parser.Class, text string) parser.Value { return parser.Value{Class: c, Text: []byte(text)} }

func integer(s string) parser.Value { return val(parser.Integer, s) }
func realv(s string) parser.Value   { return val(parser.Real, s) }
func text(s string) parser.Value    { return val(parser.Text, s) }
func blob(hex string) parser.Value  { return val(parser.Blob, hex) }

// no is the wanted text of a value that must be refused.
const no = "\x00refused"

func TestAppend(t *testing.T) {
	for _, c := range []struct {
		declared string
		v        parser.Value
		want     string
	}{
		{"INT", integer("-5"), "-5"},
		{"INT", text("12"), "12"},
		{"INT", text(" 12 "), "12"},
		{"INT", realv("5.0"), "5"},
		{"INT", realv("5.5"), no},
		{"INT", realv("9223372036854775808"), no},
		{"INT", realv("-9223372036854775808.0"), no}, // SQLite keeps it as a real
		{"DECIMAL", realv("-9223372036854775808.0"), "-9223372036854776000"},
		{"DECIMAL", integer("-9223372036854775808"), "-9223372036854775808"},
		{"INT", text("\v12"), "12"},
		{"INT", text("\u00a012"), no},
		{"INT", text("12abc"), no},
		{"INT", text(""), no},
		{"INT", blob("31"), no},

		{"REAL", integer("3"), "3"},
		{"REAL", realv("0.10000000000000000555"), "0.1"},
		{"REAL", realv("1e999"), "Infinity"},
		{"REAL", realv("-Inf"), "-Infinity"},
		{"REAL", realv("4.94065645841246544177e-324"), "5e-324"},
		{"REAL", text("1.5e3"), "1500"},
		{"REAL", text("x"), no},
		{"REAL", text("Inf"), "Infinity"},
		{"REAL", text("-Inf"), "-Infinity"},
		{"REAL", text("Infinity"), no},

		{"NUMERIC", realv("19.989999999999998436"), "19.99"},
		{"NUMERIC", realv("1e21"), "1000000000000000000000"},
		{"NUMERIC", realv("1e-7"), "0.0000001"},
		{"NUMERIC", realv("1e999"), no},
		{"DECIMAL(5,2)", realv("999.99"), "999.99"},
		{"DECIMAL(5,2)", realv("1000"), no},
		{"DECIMAL(5,2)", integer("-999"), "-999"},
		{"DECIMAL(5,2)", integer("1000"), no},
		{"DECIMAL(5,2)", realv("0.005"), no},
		{"DECIMAL(2,2)", realv("0.25"), "0.25"},

		{"BOOLEAN", integer("1"), "t"},
		{"BOOLEAN", integer("0"), "f"},
		{"BOOLEAN", text("false"), no},
		{"BOOLEAN", text("1"), "t"},
		{"BOOLEAN", integer("2"), no},
		{"BOOLEAN", text(""), no},
		{"BOOLEAN", realv("1.0"), "t"}, // NUMERIC affinity makes it 1

		{"TEXT", text("a\tb\\c\nd\re\x01"), `a\tb\\c\nd\re` + "\x01"},
		{"TEXT", integer("5"), "5"},
		{"TEXT", realv("1e20"), "1.0e+20"},
		{"TEXT", realv("1.50"), "1.5"},
		{"STRING", realv("0.30000000000000004"), "0.30000000000000004"},
		{"STRING", realv("1234567.5"), "1234567.5"},
		{"STRING", realv("1e20"), "1e+20"},
		{"STRING", text("05"), "5"}, // SQLite has lost the zero, too
		{"REAL", integer("9007199254740993"), "9007199254740993"},
		{"REAL", realv("-0.0"), "0"},
		{"TEXT", blob("c3a95c"), `é\\`},
		{"TEXT", blob("ff"), no},
		{"TEXT", text("a\xff"), no},
		{"TEXT", text("a\x00b"), no},
		{"TEXT", text("\xed\xa0\x80"), no},
		{"VARCHAR(3)", text("äöü"), "äöü"},
		{"VARCHAR(3)", text("äöüx"), no},
		{"VARCHAR(3)", integer("1234"), no},
		{"VARCHAR(3)", realv("12.5"), no},
		{"VARCHAR(3)", realv("1.5"), "1.5"},
		{"VARCHAR(3)", integer("123"), "123"},
		{"VARCHAR(1)", parser.Value{Class: parser.Text, Text: []byte("''"), Doubled: true}, "'"},

		{"BLOB", blob("00fF"), `\\x00fF`},
		{"BLOB", blob(""), `\\x`},
		{"BLOB", text("it's"), no}, // a type for texts, or for texts among blobs, follows in its chain
		{"BLOB", integer("1"), no},

		{"DATETIME", text("2024-02-29 12:34:56.123456"), "2024-02-29 12:34:56.123456"},
		{"DATETIME", text("2024-02-29T12:34:00"), no},
		{"DATETIME", text("2024-02-29"), no},
		{"DATETIME", text("2024-02-29 12:34:56.1234560"), no},
		{"DATETIME", text("2024-02-29 12:34:56.1234567"), no},
		{"DATETIME", text("2023-02-29 00:00:00"), no},
		{"DATETIME", text("0000-00-00 00:00:00"), no},
		{"DATETIME", text("0000-01-01"), no},
		{"DATETIME", text("2024-01-01 24:00:00"), no},
		{"DATETIME", text("2024-01-01 23:59:60"), no},
		{"DATETIME", text("2024-01-01T00:00:00Z"), no},
		{"DATETIME", text("now"), no},
		{"DATETIME", text(""), no},
		{"DATETIME", integer("1700000000"), no},
		{"TIMESTAMPTZ", text("2024-01-01T00:00:00Z"), no},
		{"TIMESTAMPTZ", text("2024-01-01 00:00:00.5+00"), "2024-01-01 00:00:00.5+00"},
		{"TIMESTAMPTZ", text("2024-01-01 00:00:00"), no},
		{"DATE", text("2024-12-31"), "2024-12-31"},
		{"DATE", text("2024-12-31 00:00:00"), no},
		{"DATE", text("31/12/2024"), no},
		{"TIME", text("23:59:59.999"), "23:59:59.999"},
		{"TIME", text("24:00"), no},
		{"TIME", text("1:00"), no},

		{"UUID", text("6f1d0e9a-0000-4000-8000-0123456789ab"), "6f1d0e9a-0000-4000-8000-0123456789ab"},
		{"UUID", text("6F1D0E9A-0000-4000-8000-0123456789ab"), no},
		{"UUID", blob("6f1d0e9a000040008000012345678901"), no},
		{"UUID", text("6f1d0e9a-0000-4000-8000-0123456789"), no},
		{"UUID", blob("6f1d"), no},
		{"JSON", text(`{"a":"\u0000"}`), `{"a":"\\u0000"}`},
		{"JSON", integer("5"), "5"},
		{"JSON", text(""), no},
		{"JSON", text("{'a':1}"), no},
		{"JSON", text("\"\xff\""), no},
		{"JSON", text("\"a\x00\""), no},
	} {
		ty := Of(c.declared)
		ty.Affinity = ast.AffinityOf(c.declared)
		got, fit := ty.Append([]byte("before\t"), &c.v)
		if string(got[:7]) != "before\t" {
			t.Errorf("%s: what stood before is %q", c.declared, got)
		}
		refused := !fit.OK()
		if refused != (c.want == no) || !refused && string(got[7:]) != c.want || refused && len(got) != 7 {
			t.Errorf("%s: %v %q gives %q (fit %d), want %q", c.declared, c.v.Class, c.v.Text, got[7:], fit, c.want)
		}
	}
}

// A spelling of truth that PostgreSQL reads goes in as it is, and no other.
func TestAppendTruth(t *testing.T) {
	for in, want := range map[string]string{
		"YES": "YES", "f": "f", "\n1": `\n1`, "\t0 ": `\t0 `, "+1": no, "01": no, "": no, "2": no, "1\v": no,
	} {
		v, asked := text(in), booleanText.as("boolean")
		if got, fit := asked.Append(nil, &v); fit.OK() != (want != no) || fit.OK() && string(got) != want {
			t.Errorf("%q gives %q (fit %d), want %q", in, got, fit, want)
		}
	}
}

// A row must cost no garbage.
func TestAppendDoesNotAllocate(t *testing.T) {
	dst := make([]byte, 0, 1024)
	for _, c := range []struct {
		declared string
		v        parser.Value
	}{
		{"INT", integer("12345")}, {"REAL", realv("0.10000000000000000555")}, {"NUMERIC", realv("19.99")},
		{"DECIMAL(10,2)", realv("19.99")}, {"TEXT", text("it\\s\n")}, {"BLOB", blob("00ff")}, {"BOOLEAN", integer("1")},
		{"DATETIME", text("2024-01-01 00:00:00")}, {"VARCHAR(5)", text("abc")}, {"UUID", text("6f1d0e9a-0000-4000-8000-0123456789ab")},
	} {
		ty := Of(c.declared)
		if n := testing.AllocsPerRun(100, func() { dst, _ = ty.Append(dst[:0], &c.v) }); n > 0 {
			t.Errorf("%s: %v allocations a value", c.declared, n)
		}
	}
}

func TestJsonbHolds(t *testing.T) {
	for text, want := range map[string]bool{
		`{"a": 1}`: true, `"\u00e9"`: true, `"\ud83d\ude00"`: true, `"a\\u0000"`: true, `"\n\\"`: true,
		`{"a": {"a": 1}, "b": [{"a": 1}, {"a": 2}], "c": "a:"}`: true, `["a", "a"]`: true, `{"a": 1, "b": "a", "a" : 2}`: false, `[{"x": {"a": 1, "\u0061": 2}}]`: false,
		`1e131071`: true, `1e131072`: false, `-1e-16383`: true, `1e-16384`: false, `[0.5e99999999999999999999]`: false, `{"n": 12.5E+3}`: true,
		`"\u0000"`: false, `"\ud83d"`: false, `"\ude00"`: false, `"\ud83dx\ude00"`: false, `"\ud83d\n"`: false, `"\\\u0000"`: false, `"\ud83d\ud83d\ude00"`: false,
	} {
		if got := jsonFit([]byte(text)) == Fits; got != want {
			t.Errorf("jsonb holds %s: %v, want %v", text, got, want)
		}
	}
}

// A decimal half way between two doubles is none that PostgreSQL prints, whatever
// the sign.
func TestAppendFloatInside(t *testing.T) {
	for f, want := range map[float64]string{1e23: "9.999999999999999e+22", 629440866767992064: "6.294408667679921e+17"} {
		if got := string(appendFloat(nil, f)); got != want {
			t.Errorf("%s, want %s", got, want)
		}
		if got := string(appendFloat(nil, -f)); got != "-"+want {
			t.Errorf("%s, want -%s", got, want)
		}
	}
}

// What is hashed of a truth value is what SQLite held.
func TestCanonicalTruth(t *testing.T) {
	for ty, word := range map[*Type]string{&booleanWord: "true", &booleanLetter: "t", &booleanText: "TRUE"} {
		v := text(word)
		copied, fit := ty.Append(nil, &v)
		var buf []byte
		if form, _ := ty.Canonical(v.Text, copied, false, &buf); fit != Fits || string(form) != word {
			t.Errorf("%s: %q, %v", word, form, fit)
		}
	}
	v := integer("1")
	copied, _ := Boolean.Append(nil, &v)
	var buf []byte
	if form, _ := Boolean.Canonical(v.Text, copied, false, &buf); string(form) != "1" {
		t.Errorf("1: %q", form)
	}
}

// A literal is what COPY would read, without its backslashes.
func TestDefaultHasNoEscapes(t *testing.T) {
	for _, c := range []struct {
		declared string
		v        parser.Value
		want     string
	}{
		{"JSON", text(`{"a":"x\ny"}`), `{"a":"x\ny"}`}, {"TEXT", blob("5c09"), "\\\t"}, {"TEXT", text(`a\b`), `a\b`},
	} {
		if x, why := Default(Of(c.declared), &c.v); x != pg.Expr(pg.String(c.want)) {
			t.Errorf("%s: %q, %s, want %q", c.declared, x, why, c.want)
		}
	}
	v := text("\ttrue")
	if x, why := Default(Boolean, &v); why != "" || x.(*pg.Cast).X != pg.Expr(pg.String("\ttrue")) {
		t.Errorf("%v, %s", x, why)
	}
}

// What is no date or time is none in any spelling.
func TestAppendAnySpelling(t *testing.T) {
	for in, want := range map[string]bool{
		"2024-02-29": true, "2024-02-29 12:34": true, "2024-02-29T12:34:56.123456": true, "2024-02-29 12:34:56Z": true, "2024-02-29 12:34:56 +05:30": true, "2024-02-29T12:34-0330": true, "2024-02-29 12:34+01": true,
		"2024-02-30": false, "2024-13-01": false, "2024-00-01": false, "2024-01-00": false, "0000-01-01": false, "2024-02-29x12:34": false, "2024-02-29 24:00": false, "2024-02-29 12:60": false, "2024-02-29 12:34:60": false, "2024-02-29 12:34:56.": false,
		"2024-02-29T12:34:56.1234567890": true, "2024-02-29 12:34:56.1234567891": false, "2024-02-29 12:34:56+16": false, "2024-02-29 12:34:56+01:60": false, "2024-02-29 12:34:56 ": false, "2024-02-29 12:34:56+1": false, "2024-2-29": false,
	} {
		v, date := text(in), timestampText
		if _, fit := date.Append(nil, &v); fit.OK() != want {
			t.Errorf("%s is a timestamp: fit %d, want %v", in, fit, want)
		}
		if len(in) < len("2024-02-29 12:34") || in[10] != ' ' {
			continue
		}
		_, clock, _ := strings.Cut(in, " ")
		v = text(clock)
		if _, fit := clockText.Append(nil, &v); fit.OK() != (want && !strings.ContainsAny(clock, "Z+-")) {
			t.Errorf("%s is a time of day: fit %d", clock, fit)
		}
	}
}
