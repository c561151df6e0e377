package parser_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser"
)

// values shows the values of all rows with their places.
func values(t *testing.T, rows *parser.Rows) string {
	t.Helper()
	var out strings.Builder
	for {
		more, err := rows.NextRow()
		if err != nil {
			t.Fatal(err)
		}
		if !more {
			return out.String()
		}
		for {
			var v parser.Value
			more, err := rows.NextValue(&v)
			if err != nil {
				t.Fatal(err)
			}
			if !more {
				break
			}
			fmt.Fprintf(&out, "%v %v %s;", rows.Pos(v.Offset), v.Class, v.AppendContent(nil))
		}
	}
}

// TestKeptRows: rows that are kept are read as they were first, with their places,
// wherever the buffer ended, literals and expressions alike.
func TestKeptRows(t *testing.T) {
	const row = "1, -2.5,\n 'it''s', x'00ff', NULL, replace('a\\nb''','\\n',char(10)), 'a'||'b'||char(99), unistr('\\00e9') /* a comment, longer than the buffer of the test; */"
	const in = "-- a comment\nINSERT INTO t VALUES (" + row + "),\n(7);"
	for size := 64; size < 300; size += 7 {
		p := parser.New(lexer.NewSize(strings.NewReader(in), size))
		if _, err := p.Next(); err != nil {
			t.Fatal(err)
		}
		first := parser.New(lexer.New(strings.NewReader(in)))
		if _, err := first.Next(); err != nil {
			t.Fatal(err)
		}
		want := values(t, &first.Rows)
		if _, err := p.NextRow(); err != nil {
			t.Fatal(err)
		}
		at := p.Pos(p.Offset())
		p.Keep(len(in))
		var v parser.Value
		end := p.Offset()
		for n := 0; n < 8; n++ {
			if more, err := p.NextValue(&v); !more || err != nil {
				t.Fatal(more, err)
			}
			end = p.Offset()
		}
		text := p.AppendKept([]byte("before"), int(end-at.Offset))
		if got := string(text); !strings.HasPrefix("before"+row, got) || !strings.Contains(got, "unistr(") {
			t.Fatalf("a buffer of %d bytes: kept is %q", size, got)
		}
		var k parser.KeptRows
		k.Reset(append(text[len("before"):], ");"...), at, nil)
		if got := values(t, &k.Rows) + "4:2 integer 7;"; got != want {
			t.Errorf("a buffer of %d bytes\n got %s\nwant %s", size, got, want)
		}
		if got, want := values(t, &p.Rows), "4:2 integer 7;"; got != want {
			t.Errorf("the rest is %s, want %s", got, want)
		}
	}
}

// TestKeptInserts: rows of several INSERTs with one head follow each other.
func TestKeptInserts(t *testing.T) {
	const head = "INSERT INTO t VALUES("
	var k parser.KeptRows
	k.Reset([]byte("1),(2);\n"+head+"3); "+head+"4);   "), diag.Pos{Offset: 100, Line: 7, Column: 22}, []byte(head))
	var got strings.Builder
	for again := true; again; again = k.Again() {
		got.WriteString(values(t, &k.Rows) + "|")
	}
	if want := "7:22 integer 1;7:26 integer 2;|8:22 integer 3;|8:47 integer 4;|"; got.String() != want {
		t.Errorf("got %s, want %s", &got, want)
	}
}
