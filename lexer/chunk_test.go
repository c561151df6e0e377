package lexer_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"github.com/sqlite2pg/sqlite2pg/lexer"
)

// TestOpen: a literal that does not fit the buffer comes Open, others do not.
func TestOpen(t *testing.T) {
	t.Parallel()
	for n := range 200 {
		for _, in := range []string{"'" + strings.Repeat("a", n) + "'", "x'" + strings.Repeat("00", n) + "'"} {
			s := lexer.NewSize(strings.NewReader(in), 64)
			tok, text, err := next(s)
			if err != nil || text != in {
				t.Errorf("%d bytes: got %s (error %v)", len(in), text, err)
			}
			if tok.Open && len(in) < 64 || !tok.Open && len(in) > 64 {
				t.Errorf("%d bytes: Open is %v", len(in), tok.Open)
			}
			if tok.Open && (len(tok.Text) > 0 || tok.Offset != 0) {
				t.Errorf("%d bytes: an Open token has text %q and offset %d", len(in), tok.Text, tok.Offset)
			}
			if tok, err = s.Next(); tok.Kind != lexer.EOF || err != nil {
				t.Errorf("%d bytes: followed by %v, error %v", len(in), tok.Kind, err)
			}
		}
	}
}

// TestChunks: no chunk ends within a doubled quote or a character, or after
// half a byte of a blob, wherever the literal begins in the buffer.
func TestChunks(t *testing.T) {
	t.Parallel()
	literals := map[string]string{
		"quotes":     strings.Repeat("''", 100),
		"odd quotes": "a" + strings.Repeat("''", 100),
		"quotes far": strings.Repeat("aaaaaaaaaaaaaa''", 20),
		"2 bytes":    strings.Repeat("é", 100),
		"3 bytes":    strings.Repeat("€", 100),
		"4 bytes":    strings.Repeat("🚀", 100),
		"mixed":      strings.Repeat("aé''€🚀", 50),
		"newlines":   strings.Repeat("\n;--", 100),
		"bad UTF-8":  strings.Repeat("\x80\xff\xc3''", 100),
		"cut UTF-8":  strings.Repeat("a", 100) + "\xf0\x9f\x9a",
	}
	for name, in := range literals {
		t.Run(name, func(t *testing.T) {
			for pad := range 64 {
				text := strings.Repeat(" ", pad) + "'" + in + "',7"
				for _, s := range []*lexer.Scanner{lexer.NewSize(strings.NewReader(text), 64), tiny(text)} {
					got := chunks(t, s)
					want(t, text, strings.Join(got, ""), in)
					for _, part := range got {
						if strings.Count(part, "'")%2 != 0 {
							t.Errorf("pad %d: a doubled quote is split: %q", pad, part)
						}
						if utf8.ValidString(in) && !utf8.ValidString(part) {
							t.Errorf("pad %d: a character is split: %q", pad, part)
						}
					}
					want(t, text, scan(s), ", int<7>")
				}
			}
		})
	}
}

func TestBlobChunks(t *testing.T) {
	t.Parallel()
	in := strings.Repeat("00fF", 60)
	for pad := range 64 {
		text := strings.Repeat(" ", pad) + "X'" + in + "'||1"
		for _, s := range []*lexer.Scanner{lexer.NewSize(strings.NewReader(text), 64), tiny(text)} {
			got := chunks(t, s)
			want(t, text, strings.Join(got, ""), in)
			for _, part := range got {
				if len(part)%2 != 0 {
					t.Errorf("pad %d: a chunk has %d digits", pad, len(part))
				}
			}
			want(t, text, scan(s), "op<||> int<1>")
		}
	}
}

// chunks reads an Open literal, the next token of s.
func chunks(t *testing.T, s *lexer.Scanner) (parts []string) {
	t.Helper()
	tok, err := s.Next()
	if err != nil || !tok.Open {
		t.Fatalf("Open is %v, error %v", tok.Open, err)
	}
	for {
		part, last, err := s.Chunk()
		if err != nil {
			t.Fatal(err)
		}
		parts = append(parts, string(part))
		if last {
			return parts
		}
	}
}

// TestBadBlobChunks: an odd digit is found whatever the blob's length and
// wherever its end falls in the buffer.
func TestBadBlobChunks(t *testing.T) {
	t.Parallel()
	const bad = "error: a blob literal must be an even number of hex digits, and nothing else [bad-blob]"
	for n := range 200 {
		digits := strings.Repeat("0", 2*n)
		for _, end := range []string{"0'", "0g'", "0''0'", "0' ", "g0'"} {
			in := "x'" + digits + end
			want(t, in, scan(lexer.NewSize(strings.NewReader(in), 64)), bad)
			want(t, in, scan(tiny(in)), bad)
		}
	}
}

func TestTwoOpenLiterals(t *testing.T) {
	t.Parallel()
	a, b := strings.Repeat("a", 1000), strings.Repeat("00", 1000)
	in := fmt.Sprintf("('%s',x'%s','%s')", a, b, a)
	want(t, in, scan(tiny(in)), fmt.Sprintf("( str<'%s'> , blob<x'%s'> , str<'%s'> )", a, b, a))
}

// TestMemory: a long literal passes through the buffer; nothing grows.
func TestMemory(t *testing.T) {
	in := "'" + strings.Repeat("a", 1<<20) + "'"
	allocs := testing.AllocsPerRun(5, func() {
		s := lexer.NewSize(iotest.HalfReader(strings.NewReader(in)), 1<<10)
		if tok, err := s.Next(); err != nil || !tok.Open {
			t.Fatal(tok.Open, err)
		}
		for last := false; !last; {
			var err error
			if _, last, err = s.Chunk(); err != nil {
				t.Fatal(err)
			}
		}
	})
	if allocs > 10 {
		t.Errorf("%v allocations for one literal", allocs)
	}
}
