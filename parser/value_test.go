package parser_test

import (
	"math"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/parser"
)

// TestValues: the value of each form that dumps write in VALUES, as SQLite
// computes it. Reals stay as written, for the caller to parse.
func TestValues(t *testing.T) {
	t.Parallel()
	const bad = " [bad-value]"
	cases := []struct{ in, want string }{
		// Literals.
		{"NULL", "NULL"}, {"null", "NULL"}, {"TRUE", "1"}, {"false", "0"}, {" NULL ", "NULL"},
		{"''", "''"}, {"'a'", "'a'"}, {"'it''s'", "'it's'"}, {"''''", "'''"}, {"'NULL'", "'NULL'"}, {"'a;),(b'", "'a;),(b'"},
		{`'literal \n only'`, `'literal \n only'`}, {"'a\r\n\x00\xff'", "'a\r\n\x00\xff'"},
		{"x''", "x''"}, {"X'00fF'", "x'00fF'"}, {"x'27'", "x'27'"},

		// Numbers.
		{"0", "0"}, {"-0", "0"}, {"1", "1"}, {"-1", "-1"}, {"+1", "1"}, {"- 1", "-1"}, {"-/* c */1", "-1"}, {"007", "7"}, {"-007", "-7"},
		{"9223372036854775807", "9223372036854775807"}, {"-9223372036854775807", "-9223372036854775807"},
		{"-9223372036854775808", "-9223372036854775808"}, {"- 9223372036854775808", "-9223372036854775808"},
		{"9223372036854775808", "9223372036854775808r"}, {"-9223372036854775809", "-9223372036854775809r"},
		{"-9223372036854776000", "-9223372036854776000r"}, {"18446744073709551616", "18446744073709551616r"},
		{"00000000000000000000001", "1"}, {"1000000000000000000000000000000", "1000000000000000000000000000000r"},
		{"0x1F", "31"}, {"0Xff", "255"}, {"-0x10", "-16"}, {"0x7fffffffffffffff", "9223372036854775807"},
		{"0xFFFFFFFFFFFFFFFF", "-1"}, {"0x8000000000000000", "-9223372036854775808"}, {"0x000000000000000000001F", "31"},
		{"1_000", "1000"}, {"-1_000_000", "-1000000"}, {"1_0.5_0", "10.50r"}, {"0x1_F", "31"},
		{"1.5", "1.5r"}, {"-1.5", "-1.5r"}, {"1.", "1.r"}, {".5", ".5r"}, {"-.5", "-.5r"}, {"1e5", "1e5r"}, {"1.0e+300", "1.0e+300r"}, {"-0.0", "-0.0r"},
		{"10.499999999999999999", "10.499999999999999999r"}, {"4.94065645841246544e-324", "4.94065645841246544e-324r"},

		// Infinity has many spellings; the huge numbers stay for ParseFloat.
		{"Inf", "Infr"}, {"-Inf", "-Infr"}, {"inf", "Infr"}, {"INF", "Infr"}, {"+inf", "Infr"}, {"- INF", "-Infr"}, {"Infinity", "Infr"}, {"-infinity", "-Infr"},
		{"1e999", "1e999r"}, {"-1e999", "-1e999r"}, {"9.0e+999", "9.0e+999r"}, {"-9.0e+999", "-9.0e+999r"}, {"'Inf'", "'Inf'"}, {"NaN", "NULL"},

		// replace(), as the shell writes it and as it may be written.
		{`replace('a\nb','\n',char(10))`, "'a\nb'"},
		{`REPLACE ( 'a\nb' , '\n' , CHAR ( 10 ) )`, "'a\nb'"},
		{`replace(/* 1 */'a\nb'/* 2 */,/* 3 */'\n'/* 4 */,/* 5 */char(/* 6 */10/* 7 */)/* 8 */)/* 9 */`, "'a\nb'"},
		{`replace(replace('a\r\nb','\r',char(13)),'\n',char(10))`, "'a\r\nb'"},
		{`replace(replace('a\r\nb','\n', char(10)),'\r', char(13))`, "'a\r\nb'"},
		{`replace('real\012literal \n','\012',char(10))`, "'real\nliteral \\n'"},
		{`replace('real(\n0)lit \n lit \012','(\n0)',char(10))`, "'real\nlit \\n lit \\012'"},
		{`replace(replace('a\015b\012c\r\n','\015',char(13)),'\012',char(10))`, "'a\rb\nc\\r\\n'"},
		{`replace('it''s\n''','\n',char(10))`, "'it's\n''"},
		{`replace('a''b','''','''''')`, "'a''b'"},
		{`replace('aaa','a','')`, "''"},
		{`replace('aaa','aa','b')`, "'ba'"},
		{`replace('abc','b','long text')`, "'along textc'"},
		{`replace('abc','','x')`, "'abc'"},
		{`replace(replace(replace('abc','a','1'),'b','2'),'c','3')`, "'123'"},
		{`replace('a',replace('b','b','a'),'c')`, "'c'"},
		{`replace(NULL,'a','b')`, "NULL"}, {`replace('a',NULL,'b')`, "NULL"}, {`replace('a','b',NULL)`, "NULL"}, {`replace('a','',NULL)`, "'a'"},
		{`replace(12,'2','3')`, "'13'"}, {`replace(12,'','x')`, "12"}, {`replace(12.50,'z','y')`, "'12.5'"}, {`replace(x'6162','a','b')`, "'bb'"},
		{`replace('a1b',1,2)`, "'a2b'"},

		// unistr().
		{`unistr('line1\u000aline2')`, "'line1\nline2'"},
		{`unistr('a\u000d\u000ab')`, "'a\r\nb'"},
		{`unistr('back\\slash\u0009')`, "'back\\slash\t'"},
		{`unistr('\\u000a')`, `'\u000a'`},
		{`unistr('x'');\u000aDROP ''')`, "'x');\nDROP ''"},
		{`UNISTR ( '\000A\U0001F680\+01F680\u20ac' )`, "'\n🚀🚀€'"},
		{`unistr('\uD83D\uDE80')`, "'\xed\xa0\xbd\xed\xba\x80'"}, // surrogates are not joined
		{`unistr('\u0000')`, "'\x00'"},
		{"unistr('\xff\\u000a')", "'\xff\n'"},
		{`unistr('')`, "''"}, {`unistr('plain')`, "'plain'"}, {`unistr(NULL)`, "NULL"}, {`unistr('a'||'\u000a')`, "'a\n'"},
		{`unistr('\')`, "error: 1:32: unistr() has an invalid Unicode escape" + bad},
		{`unistr('\x')`, "error: 1:33: unistr() has an invalid Unicode escape" + bad},
		{`unistr('\u00g0')`, "error: 1:37: unistr() has an invalid Unicode escape" + bad},
		{`unistr('\u00')`, "error: 1:35: unistr() has an invalid Unicode escape" + bad},
		{`unistr('\U0000000')`, "error: 1:40: unistr() has an invalid Unicode escape" + bad},
		{`unistr('\+00000')`, "error: 1:38: unistr() has an invalid Unicode escape" + bad},

		// char().
		{"char(10)", "'\n'"}, {"char(97,98)", "'ab'"}, {"char(128640)", "'🚀'"}, {"char(0x41)", "'A'"}, {"char(-1)", "'\ufffd'"}, {"char(1114112)", "'\ufffd'"},
		{"char('a')", "error: 1:27: char() in VALUES needs integers" + bad},

		// Concatenation, as sqldiff writes it.
		{"'c'||X'0a'\n||'d'", "'c\nd'"},
		{"'a' || 'b' || 'c'", "'abc'"},
		{"'a'/* c */||-- c\n'b'", "'ab'"},
		{"'it''s'||''''", "'it's''"},
		{"''||''", "''"}, {"'a'||NULL", "NULL"}, {"NULL||'a'", "NULL"}, {"'a'||NULL||'b'", "NULL"},
		{"1||2", "'12'"}, {"-1||'a'", "'-1a'"}, {"1.50||'a'", "'1.5a'"}, {"1e20||''", "'1.0e+20'"}, {"x'6162'||x'63'", "'abc'"}, {"TRUE||''", "'1'"},
		{"'a'||char(10)||replace('b','b','c')", "'a\nc'"},
		{"replace('a'||'\\n','\\n',char(10))", "'a\n'"},

		// What can't be carried as data is refused with its place.
		{"", `error: 1:22: a value was expected, not ")"` + bad},
		{"a", `error: 1:22: a value was expected, not "a"` + bad},
		{`"a"`, `error: 1:22: a value was expected, not ""a""` + bad},
		{"(1)", `error: 1:22: a value was expected, not "("` + bad},
		{"1+1", `error: 1:23: after a value, "," or ")" was expected, not "+"` + bad},
		{"1|2", `error: 1:23: "||" was expected, not "|"` + bad},
		{"'a'|'b'", `error: 1:25: "||" was expected, not "|"` + bad},
		{"'a' 'b'", `error: 1:26: after a value, "," or ")" was expected, not "'b'"` + bad},
		{"-'a'", `error: 1:23: a number was expected, not "'a'"` + bad},
		{"- -1", `error: 1:24: a number was expected, not "-"` + bad},
		{"~1", `error: 1:22: a value was expected, not "~"` + bad},
		{"?1", `error: 1:22: a value was expected, not "?1"` + bad},
		{"CURRENT_TIMESTAMP", `error: 1:22: a value was expected, not "CURRENT_TIMESTAMP"` + bad},
		{"upper('a')", `error: 1:22: a value was expected, not "upper"` + bad},
		{"replace", `error: 1:29: "(" was expected, not ")"` + bad},
		{"replace('a','b')", `error: 1:37: "," was expected, not ")"` + bad},
		{"replace('a','b','c','d')", `error: 1:41: ")" was expected, not ","` + bad},
		{"unistr('a','b')", `error: 1:32: ")" was expected, not ","` + bad},
		{"0x1FFFFFFFFFFFFFFFF", `error: 1:22: hex literal too big: "0x1FFFFFFFFFFFFFFFF"` + bad},
		{"1,", `error: 1:24: a value was expected, not ")"` + bad},
		{",1", `error: 1:22: a value was expected, not ","` + bad},
		{"x'0'", "error: 1:22: a blob literal must be an even number of hex digits, and nothing else [bad-blob]"},
		{"12abc", `error: 1:22: unrecognized token "12abc" [bad-number]`},
		{strings.Repeat("replace(", 17) + "'a'" + strings.Repeat(",'b','c')", 17), `error: 1:150: calls are nested more than 16 deep` + bad},
	}
	for _, c := range cases {
		in, expected := "INSERT INTO t VALUES("+c.in+",7),(8);", "insert t ("+c.want+",7)(8)"
		if strings.HasPrefix(c.want, "error") {
			in, expected = "INSERT INTO t VALUES("+c.in+");", "insert t; "+c.want
		}
		both(t, in, expected)
	}
}

// TestHeldValues: values made by functions do not overwrite each other while a
// row is read; each is valid until the next.
func TestHeldValues(t *testing.T) {
	t.Parallel()
	both(t, `INSERT INTO t VALUES(replace('a\nb','\n',char(10)),'c'||'d',unistr('\u0065'),'f''g','h'||'i''j'),('k','l'||'m');`,
		"insert t ('a\nb','cd','e','f'g','hi'j')('k','lm')")
}

func TestOffsets(t *testing.T) {
	t.Parallel()
	p := newParser("INSERT INTO t VALUES( 1, -2,replace('a','b','c') ,'d'||'e');")
	if _, err := p.Next(); err != nil {
		t.Fatal(err)
	}
	if _, err := p.NextRow(); err != nil {
		t.Fatal(err)
	}
	for _, at := range []int64{22, 25, 28, 50} {
		var v parser.Value
		if ok, err := p.NextValue(&v); !ok || err != nil || v.Offset != at {
			t.Errorf("value at %d, want %d (error %v)", v.Offset, at, err)
		}
	}
}

// TestAppendReal: a real becomes text as in SQLite.
func TestAppendReal(t *testing.T) {
	t.Parallel()
	cases := []struct {
		in   float64
		want string
	}{
		{0, "0.0"}, {math.Copysign(0, -1), "0.0"}, {1, "1.0"}, {-1.5, "-1.5"}, {0.1, "0.1"}, {1.0 / 3, "0.333333333333333"}, {100, "100.0"},
		{123456789012345, "123456789012345.0"}, {1e14, "100000000000000.0"}, {1e15, "1.0e+15"}, {1.5e20, "1.5e+20"}, {1e300, "1.0e+300"},
		{0.0001, "0.0001"}, {0.00001, "1.0e-05"}, {1.25e-7, "1.25e-07"}, {5e-324, "4.94065645841247e-324"}, {math.MaxFloat64, "1.79769313486232e+308"},
		{9007199254740993, "9.00719925474099e+15"}, {math.Inf(1), "Inf"}, {math.Inf(-1), "-Inf"}, {0.99999999999999999, "1.0"}, {999999999999999.9, "1.0e+15"},
	}
	for _, c := range cases {
		want(t, "AppendReal", string(parser.AppendReal(nil, c.in)), c.want)
	}
}

func TestAppendHexBytes(t *testing.T) {
	t.Parallel()
	want(t, "hex", string(parser.AppendHexBytes([]byte("a"), []byte("00fFAb27"))), "a\x00\xff\xab'")
}
