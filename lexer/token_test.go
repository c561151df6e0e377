package lexer_test

import (
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/sqlite2pg/sqlite2pg/lexer"
)

// tokens holds every rule of SQLite's tokenizer, checked against SQLite 3.40.1;
// digit separators are of 3.46.
var tokens = []struct{ in, want string }{
	// White space: VT and U+00A0 are none.
	{"", ""},
	{" \t\r\n\f", ""},
	{"a\tb\nc\fd\re", "word<a> word<b> word<c> word<d> word<e>"},
	{"\ufeffa\ufeff", "word<a\ufeff>"}, // within a word it is a part of the word
	{"\ufeff 1 \ufeff+\ufeff\ufeff2 \ufeff", "int<1> + int<2>"},
	{"2\ufeff", `error: unrecognized token "2\u{feff}" [bad-number]`},
	{"\ufeff", ""},
	{"(\ufeff)", "( )"},
	{"\xef", "word<\xef>"},
	{"\xef\xbb", "word<\xef\xbb>"},
	{"\xef\xbba", "word<\xef\xbba>"},
	{"a\vb", "word<a> error: character 0x0b is not part of SQL [bad-character]"},
	{"\v", "error: character 0x0b is not part of SQL [bad-character]"},
	{"a\u00a0b", "word<a\u00a0b>"},
	{"\x00", "error: character 0x00 is not part of SQL [bad-character]"},

	// Comments.
	{"a--b\nc", "word<a> word<c>"},
	{"a--b\rc", "word<a>"},
	{"a -- to the end", "word<a>"},
	{"--", ""},
	{"----\n1", "int<1>"},
	{"a/*b*/c", "word<a> word<c>"},
	{"/**/1", "int<1>"},
	{"/*/ 1 */2", "int<2>"},
	{"/***/1", "int<1>"},
	{"/* a /* b */ c */", "word<c> op<*> op</>"},
	{"1 /* never closed", "int<1>"},
	{"1 /*", "int<1>"},
	{"/* -- */1", "int<1>"},
	{"-- /*\n1", "int<1>"},
	{"/* ' */ '/*' -- '\n'--'", "str<'/*'> str<'--'>"},

	// Strings: backslash means nothing, neighbours stay apart.
	{"''", "str<''>"},
	{"'a'", "str<'a'>"},
	{"'a''b'", "str<'a''b'>"},
	{"''''", "str<''''>"},
	{"'a' 'b'", "str<'a'> str<'b'>"},
	{`'\'a'`, `str<'\'> word<a> error: the input ends inside a string that begins here [unterminated]`},
	{"'a\nb\r\x00\xff\u2028'", "str<'a\nb\r\x00\xff\u2028'>"},
	{"'a;--b/*c'", "str<'a;--b/*c'>"},
	{"E'a'", "word<E> str<'a'>"},
	{"'", "error: the input ends inside a string that begins here [unterminated]"},
	{"'a''", "error: the input ends inside a string that begins here [unterminated]"},

	// Names.
	{"a_1$ _ Ünï \xff日本", "word<a_1$> word<_> word<Ünï> word<\xff日本>"},
	{`"a" "a""b" ""`, `name<"a"> name<"a""b"> name<"">`},
	{"`a` `a``b` ``", "name<`a`> name<`a``b`> name<``>"},
	{`"a'b" '"'`, `name<"a'b"> str<'"'>`},
	{"[a b] [a]] []", "name<[a b]> name<[a]> error: character ']' is not part of SQL [bad-character]"},
	{"[a\"'`[]", "name<[a\"'`[]>"},
	{`"a`, "error: the input ends inside a quoted name that begins here [unterminated]"},
	{"`a``", "error: the input ends inside a quoted name that begins here [unterminated]"},
	{"[a", "error: the input ends inside a quoted name that begins here [unterminated]"},
	{"main.t", "word<main> . word<t>"},

	// Blobs: x must touch the quote, and no quote is doubled.
	{"x''", "blob<x''>"},
	{"X'00fF'", "blob<X'00fF'>"},
	{"X '00'", "word<X> str<'00'>"},
	{"xx'00'", "word<xx> str<'00'>"},
	{"x'00''11'", "blob<x'00'> str<'11'>"},
	{"x'0'", "error: a blob literal must be an even number of hex digits, and nothing else [bad-blob]"},
	{"x'0g'", "error: a blob literal must be an even number of hex digits, and nothing else [bad-blob]"},
	{"x'0 0 '", "error: a blob literal must be an even number of hex digits, and nothing else [bad-blob]"},
	{"x'00", "error: the input ends inside a blob that begins here [unterminated]"},

	// Numbers.
	{"0 12 007", "int<0> int<12> int<007>"},
	{"1. .5 1.5 1.e5 .5e1 1E-5 1e+5", "real<1.> real<.5> real<1.5> real<1.e5> real<.5e1> real<1E-5> real<1e+5>"},
	{"0x1F 0XaB", "int<0x1F> int<0XaB>"},
	{"0x1E+5 0x1e-5", "int<0x1E> + int<5> int<0x1e> - int<5>"},
	{"1_000 1_0.0_1 1e1_0 0x1_F", "int<1_000> real<1_0.0_1> real<1e1_0> int<0x1_F>"},
	{"1e5+3 1+2", "real<1e5> + int<3> int<1> + int<2>"},
	{"1.2.3 1..2", "real<1.2> real<.3> real<1.> real<.2>"},
	{"0x1F.5", "int<0x1F> real<.5>"},
	{"-1 - 1", "- int<1> - int<1>"},
	{"1)", "int<1> )"},
	{"12abc", `error: unrecognized token "12abc" [bad-number]`},
	{"12$", `error: unrecognized token "12$" [bad-number]`},
	{"1e", `error: unrecognized token "1e" [bad-number]`},
	{"1e+", `error: unrecognized token "1e+" [bad-number]`},
	{"1.e", `error: unrecognized token "1.e" [bad-number]`},
	{"1.5e5x", `error: unrecognized token "1.5e5x" [bad-number]`},
	{"0x", `error: unrecognized token "0x" [bad-number]`},
	{"0xg", `error: unrecognized token "0xg" [bad-number]`},
	{"1__0", `error: unrecognized token "1__0" [bad-number]`},
	{"1_", `error: unrecognized token "1_" [bad-number]`},
	{"1_.5", `error: unrecognized token "1_.5" [bad-number]`},
	{"1._5", `error: unrecognized token "1._5" [bad-number]`},
	{"0x_1", `error: unrecognized token "0x_1" [bad-number]`},

	// Operators.
	{"( ) , ; . + - * / % & ~", "( ) , ; . + - op<*> op</> op<%> op<&> op<~>"},
	{"| || = == < <= <> << > >= >> !=", "op<|> op<||> op<=> op<==> op<<> op<<=> op<<>> op<<<> op<>> op<>=> op<>>> op<!=>"},
	{"a->b->>c-d", "word<a> op<->> word<b> op<->>> word<c> - word<d>"},
	{"-", "-"},
	{"->", "op<->>"},
	{"/", "op</>"},
	{"|||", "op<||> op<|>"},
	{"===", "op<==> op<=>"},
	{"<=>", "op<<=> op<>>"},
	{"1-/**/-1", "int<1> - - int<1>"},
	{"!", "error: character '!' is not part of SQL [bad-character]"},
	{"a^b", "word<a> error: character '^' is not part of SQL [bad-character]"},
	{"{", "error: character '{' is not part of SQL [bad-character]"},
	{`\`, `error: character '\\' is not part of SQL [bad-character]`},

	// Variables are told apart from operators, so that an error can name them.
	{"?1 :a @a $a #1 ?", "var<?1> var<:a> var<@a> var<$a> var<#1> var<?>"},

	// A row as dumps write it.
	{"INSERT INTO t VALUES(1,'a''b',x'00',-1.5,NULL);",
		"word<INSERT> word<INTO> word<t> word<VALUES> ( int<1> , str<'a''b'> , blob<x'00'> , - real<1.5> , word<NULL> ) ;"},
}

func TestTokens(t *testing.T) {
	t.Parallel()
	for _, c := range tokens {
		want(t, c.in, scan(lexer.New(strings.NewReader(c.in))), c.want)
	}
}

// TestReaders reads the table through readers that give little at a time.
func TestReaders(t *testing.T) {
	t.Parallel()
	readers := map[string]func(io.Reader) io.Reader{
		"one byte a read":   iotest.OneByteReader,
		"half of each read": iotest.HalfReader,
		"data with io.EOF":  iotest.DataErrReader,
		"one byte with EOF": func(r io.Reader) io.Reader { return iotest.DataErrReader(iotest.OneByteReader(r)) },
	}
	for name, wrap := range readers {
		t.Run(name, func(t *testing.T) {
			for _, c := range tokens {
				want(t, c.in, scan(lexer.NewSize(&once{t: t, r: wrap(strings.NewReader(c.in))}, 64)), c.want)
			}
		})
	}
}

// TestBufferBorder moves the table over the border of a small buffer byte by
// byte, so that every token is cut in every place.
func TestBufferBorder(t *testing.T) {
	t.Parallel()
	for _, c := range tokens {
		for n := 1; n <= 64; n++ {
			in := strings.Repeat(" ", n) + c.in
			want(t, in, scan(lexer.NewSize(strings.NewReader(in), 64)), c.want)
		}
	}
}

func TestDoubled(t *testing.T) {
	t.Parallel()
	cases := []struct {
		in   string
		want bool
	}{
		{`'a'`, false}, {`''`, false}, {`'a''b'`, true}, {`''''`, true}, {`'a"b'`, false},
		{`"a"`, false}, {`"a""b"`, true}, {"`a``b`", true}, {`[a]`, false},
	}
	for _, c := range cases {
		if got, err := lexer.New(strings.NewReader(c.in)).Next(); err != nil || got.Doubled != c.want {
			t.Errorf("%s: Doubled is %v, want %v (error %v)", c.in, got.Doubled, c.want, err)
		}
	}
}

func TestUnquote(t *testing.T) {
	t.Parallel()
	cases := []struct{ in, want string }{
		{`a`, `a`}, {`ab`, `ab`}, {``, ``}, {`"a b"`, `a b`}, {`"a""b"`, `a"b`}, {`""`, ``}, {`""""`, `"`},
		{"`a``b`", "a`b"}, {`[a""b]`, `a""b`}, {`[]`, ``}, {`'it''s'`, `it's`}, {`'a"b'`, `a"b`},
	}
	for _, c := range cases {
		want(t, c.in, lexer.Unquote([]byte(c.in)), c.want)
	}
}

// TestFold: SQLite compares names without case in ASCII only.
func TestFold(t *testing.T) {
	t.Parallel()
	for in, out := range map[string]string{"": "", "abc": "abc", "aBC_1": "abc_1", "ÄB": "Äb", "[Z]": "[z]", "@": "@"} {
		want(t, in, lexer.Fold(in), out)
	}
}

func TestReserved(t *testing.T) {
	t.Parallel()
	for in, out := range map[string]string{
		"select": "SELECT", "Table": "TABLE", "autoincrement": "AUTOINCREMENT", "null": "NULL",
		// These fall back to names in SQLite's grammar.
		"key": "", "end": "", "trigger": "", "desc": "", "temp": "", "replace": "", "generated": "", "left": "",
		"true": "", "current_timestamp": "", "selec": "", "": "", "autoincrements": "", "ſelect": "",
	} {
		want(t, in, lexer.Reserved(in), out)
	}
}

func TestIs(t *testing.T) {
	t.Parallel()
	cases := []struct {
		in, word string
		want     bool
	}{
		{"null", "NULL", true}, {"NuLL", "NULL", true}, {"NULL", "NULL", true}, {"nul", "NULL", false},
		{`"NULL"`, "NULL", false}, {"'NULL'", "NULL", false}, {"[NULL]", "NULL", false}, {"İN", "IN", false},
	}
	for _, c := range cases {
		if got, _ := lexer.New(strings.NewReader(c.in)).Next(); got.Is(c.word) != c.want {
			t.Errorf("%s: Is(%s) is %v", c.in, c.word, !c.want)
		}
	}
}
