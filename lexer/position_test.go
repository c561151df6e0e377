package lexer_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/lexer"
)

// long stands before a case's input: lines of all lengths, longer than a small
// buffer in sum and each.
var long = strings.Repeat("a /* b */\n", 20) + strings.Repeat(" ", 100) + "\n" + strings.Repeat("a ", 100)

// TestPositions: line and column count from 1, columns in bytes.
func TestPositions(t *testing.T) {
	t.Parallel()
	cases := []struct{ in, want string }{
		{"a", "a 1:1 0"},
		{" a  b", "a 1:2 1, b 1:5 4"},
		{"a\nb", "a 1:1 0, b 2:1 2"},
		{"a\r\nb\rc", "a 1:1 0, b 2:1 3, c 2:3 5"}, // only LF ends a line
		{"é b", "é 1:1 0, b 1:4 3"},
		{"\ufeffa", "a 1:4 3"},
		{"'\n\n' b", "'\n\n' 1:1 0, b 3:3 5"},
		{"/*\n*/--\nb", "b 3:1 8"},
		{"a;\n\n\n;", "a 1:1 0, ; 1:2 1, ; 4:1 5"},
		{"(1,'a')", "( 1:1 0, 1 1:2 1, , 1:3 2, 'a' 1:4 3, ) 1:7 6"},
	}
	for _, c := range cases {
		want(t, c.in, places(lexer.New(strings.NewReader(c.in))), c.want)
		want(t, c.in, places(tiny(c.in)), c.want)
	}
}

// places returns the text, line:column and offset of each token.
func places(s *lexer.Scanner) string {
	var out []string
	for {
		tok, err := s.Next()
		if err != nil {
			return err.Error()
		}
		if tok.Kind == lexer.EOF {
			return strings.Join(out, ", ")
		}
		p := s.Pos(tok.Offset)
		out = append(out, fmt.Sprintf("%s %v %d", tok.Text, p, p.Offset))
	}
}

// TestErrorPositions gives each error its place, behind long input too. An
// unterminated literal is named by where it began, however long it is.
func TestErrorPositions(t *testing.T) {
	t.Parallel()
	junk := strings.Repeat("0\n", 100)
	cases := []struct {
		in   string
		line int // of the error, from the input's first
		col  int
		want string
	}{
		{"12abc", 1, 1, `unrecognized token "12abc" [bad-number]`},
		{"\n  \v", 2, 3, "character 0x0b is not part of SQL [bad-character]"},
		{"\n x'0'", 2, 2, "a blob literal must be an even number of hex digits, and nothing else [bad-blob]"},
		{"\n 'a\nb", 2, 2, "the input ends inside a string that begins here [unterminated]"},
		{"\n \"a\nb", 2, 2, "the input ends inside a quoted name that begins here [unterminated]"},
		{"\n x'0011", 2, 2, "the input ends inside a blob that begins here [unterminated]"},
		{"\n 'a" + junk, 2, 2, "the input ends inside a string that begins here [unterminated]"},
		{"\n x'" + strings.Repeat("00", 100), 2, 2, "the input ends inside a blob that begins here [unterminated]"},
		{"\n x'" + strings.Repeat("00", 100) + "0g'", 2, 2, "a blob literal must be an even number of hex digits, and nothing else [bad-blob]"},
	}
	for _, c := range cases {
		for _, before := range []string{"", long, long + "\n"} {
			p := after(before)
			line, col := p.line+c.line-1, c.col
			if c.line == 1 {
				col += p.col - 1
			}
			wanted := fmt.Sprintf("%d:%d: %s", line, col, c.want)
			for _, s := range []*lexer.Scanner{lexer.New(strings.NewReader(before + c.in)), tiny(before + c.in)} {
				var err error
				for t := (lexer.Token{Kind: lexer.Word}); err == nil && t.Kind != lexer.EOF; {
					t, _, err = next(s)
				}
				want(t, before+c.in, fmt.Sprint(err), wanted)
			}
		}
	}
}

type place struct{ line, col int }

func after(text string) place {
	return place{1 + strings.Count(text, "\n"), len(text) - strings.LastIndexByte(text, '\n')}
}

// TestTooLong: what is no literal must fit the buffer.
func TestTooLong(t *testing.T) {
	t.Parallel()
	x := strings.Repeat("x", 64)
	cases := []struct{ in, want string }{
		{x[1:], "word<" + x[1:] + ">"},
		{x, "error: a name or number is longer than 64 bytes [token-too-long]"},
		{strings.Repeat("1", 64), "error: a name or number is longer than 64 bytes [token-too-long]"},
		{"[" + x + "]", "error: a name or number is longer than 64 bytes [token-too-long]"},
		{`"` + x + `"`, "error: a quoted name is longer than 64 bytes [token-too-long]"},
	}
	for _, c := range cases {
		want(t, c.in, scan(tiny(c.in)), c.want)
	}
}

// TestMark: the place of a marked offset is known after it has left the buffer.
func TestMark(t *testing.T) {
	t.Parallel()
	s := tiny("a\n  '" + strings.Repeat("b\n", 100) + "' c")
	s.Next()
	tok, err := s.Next()
	if err != nil || !tok.Open {
		t.Fatal(tok.Open, err)
	}
	s.Mark(tok.Offset)
	for last := false; !last; {
		if _, last, err = s.Chunk(); err != nil {
			t.Fatal(err)
		}
		if p := s.Pos(tok.Offset); p.String() != "2:3" || p.Offset != 4 {
			t.Fatalf("the literal began at %v, offset %d", p, p.Offset)
		}
	}
	if p := s.Pos(s.Offset()); p.String() != "102:2" {
		t.Errorf("it ends at %v", p)
	}
}

// TestPositionsInAnyOrder: what was asked before makes no difference.
func TestPositionsInAnyOrder(t *testing.T) {
	t.Parallel()
	in := "a\n\nbc\n d\r\n\n" + strings.Repeat("e ", 20)
	s := lexer.New(strings.NewReader(in))
	if _, err := s.Next(); err != nil {
		t.Fatal(err)
	}
	for i := range len(in) {
		for _, at := range []int{i, len(in) - 1 - i, i / 2, i} {
			fresh := lexer.New(strings.NewReader(in))
			if _, err := fresh.Next(); err != nil {
				t.Fatal(err)
			}
			if got, want := s.Pos(int64(at)), fresh.Pos(int64(at)); got != want {
				t.Fatalf("offset %d is at %v, asked first at %v", at, got, want)
			}
		}
	}
}
