package emit

import (
	"bytes"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
)

// TestInserts: rows become the same statements wherever the pieces of them end.
func TestInserts(t *testing.T) {
	defer func(n int) { longField = n }(longField)
	longField = 12
	const rows = "1\t\\N\tit's\n2\t\ta\\tb\\\\N\n3\ttwo\\nlines\\r'\\\\\t\\\\x00ff\n4\tlonger than is held\\n\\\\'\t\\N\n"
	for most, want := range map[int]string{
		1: "INSERT INTO s.t (a, b, c) VALUES ('1', NULL, 'it''s');\nINSERT INTO s.t (a, b, c) VALUES ('2', '', 'a\tb\\N');\n" +
			"INSERT INTO s.t (a, b, c) VALUES ('3', E'two\\nlines\\r''\\\\', '\\x00ff');\nINSERT INTO s.t (a, b, c) VALUES ('4', E'longer than is held\\n\\\\''', NULL);\n\n",
		3: "INSERT INTO s.t (a, b, c) VALUES\n    ('1', NULL, 'it''s'),\n    ('2', '', 'a\tb\\N'),\n" +
			"    ('3', E'two\\nlines\\r''\\\\', '\\x00ff');\nINSERT INTO s.t (a, b, c) VALUES\n    ('4', E'longer than is held\\n\\\\''', NULL);\n\n",
	} {
		for step := 1; step <= len(rows); step++ {
			var out bytes.Buffer
			w := NewWriter(&out, anything{})
			w.InsertRows(most)
			to, err := w.Rows(pg.Qualified{Schema: "s", Name: "t"}, []string{"a", "b", "c"})
			if err != nil {
				t.Fatal(err)
			}
			for i := 0; i < len(rows); i += step {
				to.Append([]byte(rows[i:min(i+step, len(rows))]))
			}
			w.EndRows()
			w.Flush()
			if got := out.String(); got != want {
				t.Errorf("%d rows a statement, %d bytes a time:\ngot\n%s\nwant\n%s", most, step, got, want)
			}
		}
	}
}

// TestFailEndsInsert: a failure in mid-row ends the statement before it raises.
func TestFailEndsInsert(t *testing.T) {
	for rows, want := range map[string]string{
		"1\thalf a": "INSERT INTO t (a, b) VALUES ('1', 'half a');\n",
		"1\t":       "INSERT INTO t (a, b) VALUES ('1', '');\n",
		"1\ta\n":    "INSERT INTO t (a, b) VALUES ('1', 'a');\n",
		"1\ta\\":    "INSERT INTO t (a, b) VALUES ('1', 'a');\n",
	} {
		var out bytes.Buffer
		w := NewWriter(&out, anything{})
		w.InsertRows(1)
		to, err := w.Rows(pg.Qualified{Name: "t"}, []string{"a", "b"})
		if err != nil {
			t.Fatal(err)
		}
		to.Append([]byte(rows))
		w.Fail("x")
		w.Flush()
		if got := out.String(); !bytes.HasPrefix([]byte(got), []byte(want+"\nDO $sqlite2pg$")) {
			t.Errorf("%q: %q", rows, got)
		}
	}
}
