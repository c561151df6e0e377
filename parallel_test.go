package sqlite2pg_test

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg"
)

// TestParts: a file read in parts becomes the same bytes, and the same messages,
// as a stream, whatever its rows hold: what looks like the gap between two rows,
// values that do not fit, rows longer than a part, errors.
func TestParts(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(3))
	texts := []string{"plain", "it''s", "),(2,''x'',", ");\nINSERT INTO t VALUES(7,''", "line\nfeed", strings.Repeat("long ", 500), "größe"}
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 1))
		var b strings.Builder
		b.WriteString("BEGIN;\nCREATE TABLE t(a INTEGER PRIMARY KEY, b TEXT, c REAL, d DATETIME);\n")
		odd := r.IntN(400)
		for i := range 2000 {
			text := texts[0]
			if r.IntN(8) == 0 {
				text = texts[r.IntN(len(texts))]
			}
			day := "'2024-01-01 00:00:00'"
			if odd > 0 && r.IntN(odd) == 0 {
				day = []string{"'2024-01-01'", "'2024-01-01T00:00:00Z'", "replace('a\\nb','\\n',char(10))", "x'00'", "1700000000"}[r.IntN(5)]
			}
			if i > 0 && seed%3 == 1 || i%50 != 0 && seed%3 == 2 {
				b.WriteString(",")
			} else {
				if i > 0 {
					b.WriteString(";" + []string{"\n", "\r\n", "\n-- a comment with ');\n"}[min(r.IntN(40), 2)])
				}
				b.WriteString("INSERT INTO t VALUES")
			}
			fmt.Fprintf(&b, "(%d,'%s',%g,%s)", i, text, r.NormFloat64(), day)
		}
		if seed%5 == 4 {
			b.WriteString(",(1,2)")
		}
		b.WriteString(";\nCOMMIT;\n")
		in := b.String()
		for _, verify := range []bool{false, true} {
			opts := sqlite2pg.WithWindow(sqlite2pg.Options{Verify: verify}, 500)
			opts = sqlite2pg.WithSegments(opts, int64(100+r.IntN(20000)), int64(r.IntN(3000)))
			want := run(bufio.NewReader(strings.NewReader(in)), opts)
			got := run(strings.NewReader(in), opts)
			if got.script != want.script || got.said != want.said {
				t.Fatalf("seed %d: in parts it becomes\n%.3000s\n%s\nand not\n%.3000s\n%s", seed, got.script, got.said, want.script, want.said)
			}
		}
	}
}
