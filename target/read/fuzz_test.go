package read_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/target/read"
)

// FuzzSchema: whatever the file, it is read or refused; a line that is named is one
// of its lines, and the same text is read the same way again.
func FuzzSchema(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.sql")
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for part := range strings.SplitSeq(string(text), "\n\n\n") { // the whole is too long to vary well
			f.Add(head + part)
		}
	}
	for _, s := range []string{"CREATE TABLE public.t (a int $$ ;$$, b text DEFAULT E'\\'')", "\\restrict x\n", "COPY t FROM stdin;\n\\.", "/* /* */ ; */;", `ALTER TABLE "a;b`} {
		f.Add(head + s + ";")
	}
	f.Fuzz(func(t *testing.T, text string) {
		c, err := read.Schema(strings.NewReader(text))
		again, errAgain := read.Schema(strings.NewReader(text))
		if (err == nil) != (errAgain == nil) || err == nil && dump(c) != dump(again) {
			t.Fatalf("read twice: %v and %v", err, errAgain)
		}
		if err != nil {
			return
		}
		lines := strings.Count(text, "\n") + 1
		for _, table := range c.Tables {
			if table.Line < 1 || table.Line > lines {
				t.Errorf("%s is at line %d of %d", table.Name, table.Line, lines)
			}
			for _, column := range table.Columns {
				if column.Line < 1 || column.Line > lines {
					t.Errorf("%s.%s is at line %d of %d", table.Name, column.Name, column.Line, lines)
				}
			}
		}
	})
}
