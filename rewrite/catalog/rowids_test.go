package catalog

import (
	"fmt"
	"math"
	"testing"
)

func TestRowids(t *testing.T) {
	many := make([]int64, maxRowidRuns+1)
	for i := range many {
		many[i] = int64(2 * i)
	}
	for _, c := range []struct {
		rowids []int64
		want   string
	}{
		{[]int64{1, 2, 3}, "[{1 1}] 4 true"},
		{[]int64{-5, -4, 7, 8, 20}, "[{1 -5} {3 7} {5 20}] 21 true"},
		{[]int64{9, 10, 3}, "[{1 9} {3 3}] 11 true"}, // by a dump that somebody edited
		{[]int64{math.MaxInt64}, "[] 0 false"},
		{nil, "[] 0 false"},
		{many, "[] 0 false"},
	} {
		var r Rowids
		for i, n := range c.rowids {
			r.Note(int64(i)+1, n)
		}
		if got := fmt.Sprint(r.Of(int64(len(c.rowids)))); got != c.want {
			t.Errorf("%v: %s, want %s", c.rowids[:min(len(c.rowids), 9)], got, c.want)
		}
		if _, _, ok := r.Of(int64(len(c.rowids)) + 1); ok {
			t.Errorf("%v: a row without a rowid has one", c.rowids[:min(len(c.rowids), 9)])
		}
	}
	var r Rowids
	if r.Note(2, 1); !r.lost {
		t.Error("the first row has none, and that is not noticed")
	}
}
