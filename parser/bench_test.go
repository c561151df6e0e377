package parser_test

import (
	"io"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser"
)

// BenchmarkRows reads rows value by value: the slow path.
func BenchmarkRows(b *testing.B) {
	benchmark(b, strings.Repeat("INSERT INTO t VALUES(1,-2.5,'it''s a text',X'00ff',NULL);\n", 10000))
}

func BenchmarkCreateTable(b *testing.B) {
	benchmark(b, strings.Repeat("CREATE TABLE t(id INTEGER PRIMARY KEY, name VARCHAR(80) NOT NULL DEFAULT '', total NUMERIC(10,2) CHECK(total >= 0), other REFERENCES t(id) ON DELETE CASCADE);\n", 100))
}

func benchmark(b *testing.B, dump string) {
	b.SetBytes(int64(len(dump)))
	for b.Loop() {
		p := parser.New(lexer.New(strings.NewReader(dump)))
		for {
			if _, err := p.Next(); err == io.EOF {
				break
			} else if err != nil {
				b.Fatal(err)
			}
		}
	}
}
