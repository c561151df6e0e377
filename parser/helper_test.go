package parser_test

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

func newParser(in string) *parser.Parser { return parser.New(lexer.New(strings.NewReader(in))) }

// tiny returns a parser with the smallest buffer that gets one byte a read.
func tiny(in string) *parser.Parser {
	return parser.New(lexer.NewSize(iotest.OneByteReader(strings.NewReader(in)), 64))
}

// want compares what a test got with what it expected, showing both in full.
func want(t *testing.T, in, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s\n got %s\nwant %s", in, got, want)
	}
}

// statements returns all statements in the short form, joined by "; ", with
// rows and an error, if any, at the end.
func statements(p *parser.Parser) string {
	var out []string
	for {
		s, err := p.Next()
		if err == io.EOF {
			return strings.Join(out, "; ")
		}
		if err != nil {
			return strings.Join(append(out, "error: "+err.Error()), "; ")
		}
		text := printStatement(s)
		if _, ok := s.(*ast.Insert); ok {
			var rows string
			if rows, err = readRows(p); rows != "" {
				text += " " + rows
			}
		}
		out = append(out, text)
		if err != nil {
			return strings.Join(append(out, "error: "+err.Error()), "; ")
		}
	}
}

// readRows reads the rows of the INSERT that p stands at: (1,'a')(2,'b').
func readRows(p *parser.Parser) (string, error) {
	out := ""
	for {
		ok, err := p.NextRow()
		if !ok || err != nil {
			return out, err
		}
		var row []string
		for {
			var v parser.Value
			ok, err := p.NextValue(&v)
			var text string
			if err == nil && ok {
				text, err = printValue(p, &v)
			}
			if err != nil {
				return out, err
			}
			if !ok {
				break
			}
			row = append(row, text)
		}
		out += "(" + strings.Join(row, ",") + ")"
	}
}

// printValue shows a value's class and content: 1, 1.5r, 'text', x'00', NULL.
func printValue(p *parser.Parser, v *parser.Value) (string, error) {
	all := append([]byte(nil), v.Text...)
	for last := !v.Open; !last; {
		var part []byte
		var err error
		if part, last, err = p.Chunk(); err != nil {
			return "", err
		}
		all = append(all, part...)
	}
	text := string(all)
	if v.Doubled {
		text = strings.ReplaceAll(text, "''", "'")
	}
	switch v.Class {
	case parser.Null:
		return "NULL" + text, nil
	case parser.Integer:
		return text, nil
	case parser.Real:
		return text + "r", nil
	case parser.Text:
		return "'" + text + "'", nil
	}
	return "x'" + text + "'", nil
}

// both checks a case with the usual buffer and with the smallest.
func both(t *testing.T, in, expected string) {
	t.Helper()
	want(t, in, statements(newParser(in)), expected)
	want(t, "byte by byte: "+in, statements(tiny(in)), expected)
}

// one parses the only statement of in.
func one(t *testing.T, in string) ast.Statement {
	t.Helper()
	p := newParser(in)
	s, err := p.Next()
	if err != nil {
		t.Fatalf("%s: %v", in, err)
	}
	if _, err := p.Next(); !errors.Is(err, io.EOF) {
		t.Fatalf("%s: more than one statement (error %v)", in, err)
	}
	return s
}
