package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// The heap, garbage included, may grow to smallHeap before it is collected: rows make no
// garbage, and collecting that of a small schema early would be a quarter of the time.
// What schemas of thousands of tables have in use is larger than that. Theirs is collected
// when there is leastGarbage beside it.
const (
	smallHeap    = 33 << 20
	leastGarbage = 20
	mostGarbage  = 100 // percent
)

// collectGarbage chooses the percentage after each collection, by what is in use then.
func collectGarbage() { afterCollection(mostGarbage) }

func afterCollection(percent int) {
	runtime.AddCleanup(new([32]byte), func(percent int) {
		live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		metrics.Read(live)
		want := garbage(int(live[0].Value.Uint64()))
		if want != percent {
			debug.SetGCPercent(want)
		}
		afterCollection(want)
	}, percent)
}

// garbage is the percentage for so many bytes in use.
func garbage(live int) int {
	return min(max((smallHeap-live)*100/max(live, 1), leastGarbage), mostGarbage)
}
