package coltype

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"testing"
)

// TestShortest compares with strconv: doubles of all sizes that are written
// without an exponent, printed with any number of digits, and decimals between.
func TestShortest(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	sure, total := 0, 0
	try := func(text string) {
		var d decimal
		if d.read([]byte(text)) != len(text) || d.point == 0 {
			return
		}
		f, _ := strconv.ParseFloat(text, 64)
		want := strconv.FormatFloat(f, 'f', -1, 64)
		var dst [64]byte
		total++
		if n := d.shortest(dst[:], []byte(text)); n > 0 {
			sure++
			if got := string(dst[:n]); got != want {
				t.Fatalf("%s: %s, want %s", text, got, want)
			}
		}
	}
	for range 300000 {
		f := math.Exp((rnd.Float64()*17 - 4) * math.Ln10)
		switch rnd.IntN(4) {
		case 0:
			f = math.Round(f*1000) / 1000
		case 1:
			f = -f
		}
		if f == 0 {
			continue
		}
		for _, digits := range []int{-1, 14, 15, 16, 17, 18, 19, 20, 25} {
			text := strconv.FormatFloat(f, 'f', digits-1-int(math.Floor(math.Log10(math.Abs(f)))), 64)
			if digits < 0 {
				text = strconv.FormatFloat(f, 'f', -1, 64)
			}
			try(text)
		}
		// beside the middle between two doubles
		middle := strconv.FormatFloat(f, 'f', 19-int(math.Floor(math.Log10(math.Abs(f)))), 64)
		try(fmt.Sprintf("%s%d", middle[:len(middle)-4], rnd.IntN(10000)))
	}
	if sure < total*97/100 {
		t.Errorf("sure of %d of %d", sure, total)
	}
	t.Logf("sure of %d of %d", sure, total)
}

func BenchmarkShortest(b *testing.B) {
	for _, text := range []string{"6375.619999999999891", "1.4125854478007697778", "12.5", "0.0000123"} {
		b.Run(text, func(b *testing.B) {
			var dst [64]byte
			in := []byte(text + ",")
			for b.Loop() {
				fastReal(nil, dst[:], in)
			}
		})
	}
}
