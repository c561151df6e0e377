package lexer_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/lexer"
)

// letter stands for a kind in expected texts; punctuation stands for itself.
var letter = map[lexer.Kind]string{
	lexer.Word: "word", lexer.Quoted: "name", lexer.String: "str", lexer.Blob: "blob",
	lexer.Integer: "int", lexer.Float: "real", lexer.Operator: "op", lexer.Variable: "var",
}

// show writes a token as kind<text>, punctuation as the text alone.
func show(k lexer.Kind, text string) string {
	if l, ok := letter[k]; ok {
		return l + "<" + text + ">"
	}
	return text
}

// next is Next, with an Open literal read to its end.
func next(s *lexer.Scanner) (t lexer.Token, text string, err error) {
	if t, err = s.Next(); err != nil || !t.Open {
		return t, string(t.Text), err
	}
	text = "'"
	if t.Kind == lexer.Blob {
		text = "x'" // the scanner does not tell how the x was written
	}
	for last := false; !last; {
		var part []byte
		if part, last, err = s.Chunk(); err != nil {
			return t, "", err
		}
		text += string(part)
	}
	return t, text + "'", nil
}

// scan returns all tokens of s in one line. An error stands at the end, without
// its place, which depends on what stands before the input.
func scan(s *lexer.Scanner) string {
	var out []string
	for {
		t, text, err := next(s)
		if m := (*diag.Message)(nil); errors.As(err, &m) {
			return strings.Join(append(out, fmt.Sprintf("error: %s [%s]", m.Text, m.ID)), " ")
		}
		if err != nil {
			return strings.Join(append(out, "error: "+err.Error()), " ")
		}
		if t.Kind == lexer.EOF {
			return strings.Join(out, " ")
		}
		out = append(out, show(t.Kind, text))
	}
}

// tiny returns a scanner with the smallest buffer that gets one byte a read.
func tiny(in string) *lexer.Scanner {
	return lexer.NewSize(iotest.OneByteReader(strings.NewReader(in)), 64)
}

// want compares what a test got with what it expected, showing both in full.
func want(t *testing.T, in, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%q\n got %s\nwant %s", in, got, want)
	}
}

// once is a reader that fails the test if it is read after it ended.
type once struct {
	t *testing.T
	r io.Reader
	// ended is set by the first error, io.EOF included.
	ended bool
}

func (o *once) Read(b []byte) (int, error) {
	if o.ended {
		o.t.Error("read after the end of input")
	}
	n, err := o.r.Read(b)
	o.ended = err != nil
	return n, err
}
