package parser_test

import (
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser"
)

func TestLiteral(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		in    string
		n     int
		class parser.Class
		text  string
	}{
		{"12,", 2, parser.Integer, "12"}, {"-12)", 3, parser.Integer, "-12"}, {"1.5e-07,", 7, parser.Real, "1.5e-07"}, {"NULL,", 4, parser.Null, ""},
		{"'',", 2, parser.Text, ""}, {"'it''s')", 7, parser.Text, "it''s"}, {"x'00fF',", 7, parser.Blob, "00fF"}, {"X'')", 3, parser.Blob, ""},
		// not in its usual form, or cut off
		{"", 0, 0, ""}, {"12", 0, 0, ""}, {"12 ,", 0, 0, ""}, {"007,", 0, 0, ""}, {"-0,", 0, 0, ""}, {".5,", 0, 0, ""}, {"1.,", 0, 0, ""}, {"9223372036854775808,", 0, 0, ""}, {"1e,", 0, 0, ""},
		{"0x1F,", 0, 0, ""}, {"NULLS,", 0, 0, ""}, {"null,", 0, 0, ""}, {"'a", 0, 0, ""}, {"'a'", 0, 0, ""}, {"'a''", 0, 0, ""}, {"'a'||'b',", 0, 0, ""},
		{"x'0',", 0, 0, ""}, {"x'0g',", 0, 0, ""}, {"x'00", 0, 0, ""}, {"char(10),", 0, 0, ""},
	} {
		v := parser.Value{Doubled: true, Open: true, Offset: 7}
		if n := parser.Literal([]byte(c.in), &v); n != c.n || n > 0 && (v.Class != c.class || string(v.Text) != c.text || v.Open || v.Doubled != strings.Contains(c.text, "''") || v.Offset != 7) {
			t.Errorf("%q: %d, %+v", c.in, n, v)
		}
	}
}

func TestAhead(t *testing.T) {
	t.Parallel()
	const dump = "INSERT INTO t VALUES(1),(2),\r\n(3);\nINSERT INTO t VALUES(4);\r\nINSERT INTO t VALUES(5); INSERT INTO t VALUES(6);"
	p := parser.New(lexer.New(strings.NewReader(dump)))
	if _, err := p.Next(); err != nil {
		t.Fatal(err)
	}
	if more, err := p.NextRow(); !more || err != nil {
		t.Fatal(more, err)
	}
	in, n, rows := p.Ahead(false), 0, ""
	for {
		rows += string(in[n])
		n++
		next := p.Between(in[n:])
		if next == 0 {
			break
		}
		n += next
	}
	if rows != "12345" {
		t.Errorf("rows %s stand whole", rows)
	}
	p.Pass(n, true)
	if more, err := p.NextRow(); more || err != nil {
		t.Errorf("after the last row: %v, %v", more, err)
	}
	if _, err := p.Next(); err != nil {
		t.Fatal(err)
	}
	var v parser.Value
	if more, err := p.NextRow(); !more || err != nil {
		t.Fatal(more, err)
	}
	if more, err := p.NextValue(&v); !more || err != nil || string(v.Text) != "6" {
		t.Errorf("the next row has %q, %v", v.Text, err)
	}
	if p.Ahead(true) != nil {
		t.Error("there is more behind the end")
	}
}
