package load

import (
	"encoding/hex"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
)

// gathered is COPY text that was written.
type gathered struct{ strings.Builder }

func (c *gathered) Append(text []byte) { c.Write(text) }

// A text that becomes bytes does so part by part if it is long, wherever its parts end.
func TestRecodeLong(t *testing.T) {
	chain := coltype.ChainOf("TEXT", ast.TextAffinity)
	text, bytes := &chain[0], &chain[len(chain)-1]
	if bytes.SQL != "bytea" {
		t.Fatalf("the chain of TEXT ends in %s", bytes.SQL)
	}
	for _, value := range []string{"", `a\b`, strings.Repeat(`\`, heldField+1), strings.Repeat("\t\n\\x é", heldField/3), strings.Repeat("a", heldField-1) + "\\"} {
		copied := string(pg.AppendCopyText(nil, []byte(value)))
		in := "1\t" + copied + "\t\\N\n2\t\\N\tb\n"
		var got gathered
		r := recoder{columns: [][]*coltype.Recoder{nil, {coltype.NewRecoder(text, bytes)}, nil}}
		if err := r.recode(iotest.HalfReader(strings.NewReader(in)), &got); err != nil {
			t.Fatal(err)
		}
		if want := "1\t\\\\x" + hex.EncodeToString([]byte(value)) + "\t\\N\n2\t\\N\tb\n"; got.String() != want {
			t.Errorf("a text of %d bytes: %.50q ... of %d bytes, want %.50q ... of %d", len(value), got.String(), got.Len(), want, len(want))
		}
	}
	var got gathered
	r := recoder{columns: [][]*coltype.Recoder{nil, nil}}
	if err := r.recode(strings.NewReader("1\t2\n3\n"), &got); err == nil {
		t.Error("a row that lacks a field is no error")
	}
}
