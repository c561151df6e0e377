package lexer_test

import (
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/lexer"
)

func BenchmarkNext(b *testing.B) {
	dump := strings.Repeat("INSERT INTO t VALUES(1,-2.5,'it''s a text',X'00ff',NULL);\n", 10000)
	b.SetBytes(int64(len(dump)))
	for b.Loop() {
		s := lexer.New(strings.NewReader(dump))
		for {
			t, err := s.Next()
			if err != nil {
				b.Fatal(err)
			}
			if t.Kind == lexer.EOF {
				break
			}
		}
	}
}
