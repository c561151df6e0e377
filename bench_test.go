package sqlite2pg_test

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg"
)

// mixedDump is a dump of about size bytes with values of all classes, as sqlite3
// writes them.
func mixedDump(size int) string {
	r := rand.New(rand.NewPCG(1, 1))
	words := strings.Fields("lorem ipsum dolor sit amet consectetur it''s größe under_score 100% elit")
	text := func(n int) string {
		var list []string
		for range n {
			list = append(list, words[r.IntN(len(words))])
		}
		return strings.Join(list, " ")
	}
	var b strings.Builder
	b.WriteString("PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nCREATE TABLE t(id INTEGER PRIMARY KEY, a INT, amount NUMERIC(10,2), x REAL, name VARCHAR(40), body TEXT, at DATETIME, day DATE, ok BOOLEAN, meta JSON, data BLOB);\n")
	for i := 1; b.Len() < size; i++ {
		body := "'" + text(20+r.IntN(30)) + "'"
		if i%5 == 0 {
			body = "replace('" + text(10) + `\n` + text(10) + `','\n',char(10))`
		}
		fmt.Fprintf(&b, "INSERT INTO t VALUES(%d,%d,%.18g,%.20g,'%s',%s,'2024-%02d-%02d %02d:00:59','2024-02-29',%d,'{\"k\": %d, \"tags\": [\"a\", \"b\"]}',X'%x');\n",
			i, r.IntN(1e6), float64(r.IntN(1e6))/100, r.NormFloat64(), text(3), body, 1+r.IntN(12), 1+r.IntN(28), r.IntN(24), r.IntN(2), i, text(1+r.IntN(20)))
	}
	b.WriteString("COMMIT;\n")
	return b.String()
}

// BenchmarkTranslate translates 16 MiB: as it comes, and as a file is read, in
// parts.
func BenchmarkTranslate(b *testing.B) {
	dump := mixedDump(16 << 20)
	for _, c := range []struct {
		name   string
		verify bool
		in     func() io.Reader
	}{
		{"stream", false, func() io.Reader { return struct{ io.Reader }{strings.NewReader(dump)} }},
		{"file", false, func() io.Reader { return strings.NewReader(dump) }},
		{"stream/verify", true, func() io.Reader { return struct{ io.Reader }{strings.NewReader(dump)} }},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(dump)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := sqlite2pg.Translate(context.Background(), c.in(), io.Discard, sqlite2pg.Options{Verify: c.verify}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
