package parser_test

import (
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/internal/samples"
)

// FuzzRows: rows are the same whether they stand in one INSERT or in several,
// whatever heads they have, and with comments and line ends between them.
func FuzzRows(f *testing.F) {
	f.Add("1,'a'", "NULL,x'00'", "t")
	f.Add("replace('a\\nb','\\n',char(10)),1", "'it''s'||char(9)", "\"t\"(a,b)")
	f.Add("unistr('\\u000a')", "-1e999,Infinity", "main.t")
	var last string
	for _, dump := range samples.Dumps(f) {
		for _, line := range strings.Split(dump, "\n") {
			if head, values, ok := strings.Cut(line, " VALUES("); ok {
				values = strings.TrimSuffix(values, ");")
				f.Add(values, last, strings.TrimPrefix(head, "INSERT INTO "))
				last = values
			}
		}
	}
	f.Fuzz(func(t *testing.T, a, b, head string) {
		one := func(values string) (string, bool) {
			got := statements(newParser("INSERT INTO t VALUES(" + values + ");"))
			row, ok := strings.CutPrefix(got, "insert t ")
			return row, ok && !strings.Contains(got, "error: ") && !strings.Contains(row, ")(") && !strings.Contains(row, "; ")
		}
		rowA, okA := one(a)
		rowB, okB := one(b)
		if !okA || !okB {
			return
		}
		text := func(between string) string {
			in := "INSERT INTO " + head + " VALUES(" + a + between + b + ");"
			if got, small := statements(newParser(in)), statements(tiny(in)); got == small || strings.Contains(small, "error: ") {
				return got
			}
			t.Fatalf("%s: another result with a small buffer", in)
			return ""
		}
		first := text("),(")
		shown, ok := strings.CutSuffix(first, " "+rowA+rowB)
		if !ok && !strings.Contains(first, "error: ") && strings.Count(first, "; ") == 0 {
			t.Fatalf("%s and %s are %s and %s, together %s", a, b, rowA, rowB, first)
		}
		if !ok {
			return // the head is none
		}
		if got := text(") -- (\n , /* ) */ ("); got != first {
			t.Fatalf("got %s\nwith comments between the rows %s", first, got)
		}
		for _, between := range []string{");INSERT INTO " + head + " VALUES(", ") ;\r\nINSERT INTO " + head + " VALUES(", ");\ninsert into " + head + " values ("} {
			if got, want := text(between), shown+" "+rowA+"; "+shown+" "+rowB; got != want {
				t.Fatalf("got %s\nin two statements %s", want, got)
			}
		}
	})
}
