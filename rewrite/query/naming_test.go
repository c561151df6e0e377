package query

import (
	"slices"
	"testing"
)

// https://sqlite.org/src/file?name=src/select.c, sqlite3ColumnsFromExprList
func TestDistinctNames(t *testing.T) {
	for _, c := range []struct{ in, want []string }{
		{[]string{"a", "b"}, []string{"a", "b"}},
		{[]string{"a", "A", "a"}, []string{"a", "A:1", "a:2"}},
		{[]string{"a", "a:1", "a"}, []string{"a", "a:1", "a:2"}},
		{[]string{"a:5", "a:5"}, []string{"a:5", "a:1"}},
		{[]string{"a:b", "a:b"}, []string{"a:b", "a:b:1"}},
	} {
		if got := distinctNames(slices.Clone(c.in)); !slices.Equal(got, c.want) {
			t.Errorf("%q: got %q, want %q", c.in, got, c.want)
		}
	}
}
