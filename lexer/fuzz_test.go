package lexer_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/internal/samples"
	"github.com/sqlite2pg/sqlite2pg/lexer"
)

// FuzzScanner: tokens are pieces of the input in their order, whatever it is,
// and do not depend on how the input arrives.
func FuzzScanner(f *testing.F) {
	for _, c := range tokens {
		f.Add(c.in)
	}
	f.Add("'" + strings.Repeat("a''é", 40) + "' x'" + strings.Repeat("00", 60) + "'")
	for _, dump := range samples.Dumps(f) {
		f.Add(dump)
	}
	f.Fuzz(func(t *testing.T, in string) {
		whole, small := lexer.New(strings.NewReader(in)), tiny(in)
		end := int64(0)
		for {
			a, text, err := next(whole)
			b, same, errSmall := next(small)
			if m := (*diag.Message)(nil); errors.As(errSmall, &m) && m.ID == "token-too-long" {
				return // only a larger buffer can tell
			}
			if (err == nil) != (errSmall == nil) {
				t.Fatalf("error %v, with a small buffer %v", err, errSmall)
			}
			if err != nil {
				return
			}
			if b.Open && b.Kind == lexer.Blob {
				same = text[:1] + same[1:] // x or X
			}
			if a.Kind != b.Kind || a.Offset != b.Offset || text != same {
				t.Fatalf("token %v %q at %d, with a small buffer %v %q at %d", a.Kind, text, a.Offset, b.Kind, same, b.Offset)
			}
			if a.Kind == lexer.EOF {
				return
			}
			if a.Offset < end || len(text) == 0 {
				t.Fatalf("token %v %q at %d, the last ended at %d", a.Kind, text, a.Offset, end)
			}
			end = a.Offset + int64(len(text))
			if !strings.HasPrefix(in[a.Offset:], text) {
				t.Fatalf("token %v %q is not what stands at %d", a.Kind, text, a.Offset)
			}
		}
	})
}
