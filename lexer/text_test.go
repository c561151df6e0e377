package lexer_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/lexer"
)

// TestKeep: the source from a token to the scanner's place is returned as
// written, comments and all, though it has long left the buffer.
func TestKeep(t *testing.T) {
	t.Parallel()
	middle := strings.Repeat(" /* it's\n */ 'b' --x\n", 20)
	for _, s := range []*lexer.Scanner{lexer.New(strings.NewReader("z a" + middle + "c;d")), tiny("z a" + middle + "c;d")} {
		s.Next()
		if err := s.Space(); err != nil {
			t.Fatal(err)
		}
		s.Keep(s.Offset(), 1<<20)
		for {
			if tok, err := s.Next(); err != nil || tok.Kind == lexer.Semicolon {
				break
			}
			if got := s.KeptLen(); got != len(s.KeptText()) {
				t.Errorf("KeptLen is %d, KeptText has %d bytes", got, len(s.KeptText()))
			}
		}
		want(t, "kept", string(s.Drop()), "a"+middle+"c;")
		// Nothing is kept any more; a second keeping begins anew.
		s.Keep(s.Offset(), 1<<20)
		s.Next()
		want(t, "kept", string(s.Drop()), "d")
	}
}

func TestSkip(t *testing.T) {
	t.Parallel()
	in := "INSERT INTO t VALUES(1);INSERT INTO u"
	for _, s := range []*lexer.Scanner{lexer.New(strings.NewReader(in)), tiny(in)} {
		steps := []struct {
			prefix string
			want   bool
			at     int64
		}{
			{"INSERT INTO u", false, 0},
			{"insert", false, 0},
			{"INSERT INTO t VALUES(", true, 21},
			{"", true, 21},
			{"1);INSERT INTO u", true, 37},
			{"x", false, 37},
			{"", true, 37},
		}
		for _, c := range steps {
			if got := s.Skip([]byte(c.prefix)); got != c.want || s.Offset() != c.at {
				t.Errorf("Skip(%q) is %v at %d, want %v at %d", c.prefix, got, s.Offset(), c.want, c.at)
			}
		}
	}
	// What is longer than the buffer is not found, and nothing is lost.
	s := tiny(strings.Repeat("a ", 50))
	if s.Skip([]byte(strings.Repeat("a ", 40))) || s.Offset() != 0 {
		t.Errorf("Skip of more than a buffer moved to %d", s.Offset())
	}
}

func TestPeek(t *testing.T) {
	t.Parallel()
	for _, s := range []*lexer.Scanner{lexer.New(strings.NewReader("abc def")), tiny("abc def")} {
		want(t, "Peek(2)", string(s.Peek(2)), "ab")
		s.Next()
		want(t, "Peek(99)", string(s.Peek(99)), " def")
		want(t, "tokens", scan(s), "word<def>")
		want(t, "Peek at the end", string(s.Peek(1)), "")
	}
}

// TestComments: each comment is shown as it begins, with its place.
func TestComments(t *testing.T) {
	t.Parallel()
	stars := strings.Repeat("*", 1000)
	cases := []struct{ in, want string }{
		{"a b", ""},
		{"-- a\nb", "0 -- a\n"},
		{"-- a", "0 -- a"},
		{"a /* b */ -- c\n", "2 /* b */|10 -- c\n"},
		{"/**/", "0 /**/"},
		{"/*/ */", "0 /*/ */"},
		{"'-- a' \"/* b */\"", ""},
		{"/****** CORRUPTION ERROR *******/", "0 /****** CORRUPTION ERROR *******/"},
		{"a /*" + stars + "/ b", "2 /*" + stars[:254]},
	}
	for _, c := range cases {
		var got []string
		s := lexer.New(strings.NewReader(c.in))
		s.Comment = func(text []byte, offset int64) { got = append(got, fmt.Sprintf("%d %s", offset, text)) }
		scan(s)
		want(t, c.in, strings.Join(got, "|"), c.want)
	}
}
