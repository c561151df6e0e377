package catalog

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

// A sum is that of big integers, in any order, and so is one of two halves.
func TestSum(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for range 100 {
		var all, half Sum
		want := new(big.Int)
		for i := range r.IntN(50) {
			h := int64(r.Uint64())
			switch r.IntN(8) {
			case 0:
				h = math.MinInt64
			case 1:
				h = math.MaxInt64
			case 2:
				h = -1
			}
			want.Add(want, big.NewInt(h))
			if i%2 == 0 {
				all.Add(h)
			} else {
				half.Add(h)
			}
		}
		if all.Merge(half); all.String() != want.String() {
			t.Fatalf("got %s, want %s", &all, want)
		}
	}
}
