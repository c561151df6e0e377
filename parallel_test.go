package sqlite2pg_test

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg"
	"github.com/sqlite2pg/sqlite2pg/target/read"
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

// TestPartsInto: the same holds for rows that fit a schema which exists, also of columns
// whose unit of time the first number decides.
func TestPartsInto(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(3))
	schema, err := read.Schema(strings.NewReader("--\n-- PostgreSQL database dump\n--\n" +
		"CREATE TABLE public.t (a integer, b character varying(600), c numeric(9,2), d timestamp with time zone, e timestamp[], f jsonb, g text[]);\n--\n-- PostgreSQL database dump complete\n--\n"))
	if err != nil {
		t.Fatal(err)
	}
	lost := 0
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 2))
		times := []string{"'2024-01-01 00:00:00'", "'2024-01-01T00:00:00.5Z'", "0", "1700000000", "1700000000123", "NULL"}[:3+r.IntN(4)]
		texts := []string{"plain", "it''s", "),(2,''x'',", ");\nINSERT INTO t VALUES(7,''", strings.Repeat("long ", 100), "größe"}
		odd, plain := 500+r.IntN(3000), r.IntN(1500)
		var b strings.Builder
		b.WriteString("BEGIN;\nCREATE TABLE t(a INTEGER PRIMARY KEY, b TEXT, c REAL, d DATETIME, e TEXT, f TEXT, g TEXT);\n")
		for i := range 2000 {
			at, list := times[0], "'[]'"
			if i > plain && r.IntN(10) == 0 {
				at = times[r.IntN(len(times))]
				list = "'[" + strings.Trim(times[r.IntN(len(times))], "'NUL") + "]'"
				if !strings.Contains("'[]''[0]''[1700000000]''[1700000000123]'", list) {
					list = "NULL"
				}
			}
			price := fmt.Sprintf("%d.25", i)
			if r.IntN(odd) == 0 {
				price = "'many'"
			}
			fmt.Fprintf(&b, "INSERT INTO t VALUES(%d,'%s',%s,%s,%s,'{\"a\":%d}','[\"x\",null]');\n", i, texts[r.IntN(len(texts))], price, at, list, i)
		}
		b.WriteString("COMMIT;\n")
		in := b.String()
		opts := sqlite2pg.WithWindow(sqlite2pg.Options{Verify: seed%2 == 0, Into: &sqlite2pg.Into{Schema: schema}}, 500)
		opts = sqlite2pg.WithSegments(opts, int64(100+r.IntN(5000)), int64(r.IntN(3000)))
		want := run(bufio.NewReader(strings.NewReader(in)), opts)
		got := run(strings.NewReader(in), opts)
		if got.script != want.script || got.said != want.said {
			t.Fatalf("seed %d: in parts it becomes\n%.3000s\n%s\nand not\n%.3000s\n%s", seed, got.script, got.said, want.script, want.said)
		}
		if !got.done {
			lost++
		}
	}
	if lost == 0 || lost == 60 {
		t.Errorf("%d of 60 do not fit", lost)
	}
}
