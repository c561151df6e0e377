package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// How much garbage there may be, in percent of what is in use. Rows make none: with a
// small schema it stays little, and collecting it early would be a tenth of the time of
// a short run. Schemas of thousands of tables take a third less memory by a low one.
const (
	garbageOfSmall = 100
	garbageOfLarge = 12
	largeHeap      = 8 << 20 // in use
)

// collectGarbage chooses the percentage after each collection, by what is in use then.
func collectGarbage() { afterCollection(garbageOfSmall) }

func afterCollection(percent int) {
	runtime.AddCleanup(new([32]byte), func(percent int) {
		live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		metrics.Read(live)
		want := garbageOfSmall
		if live[0].Value.Uint64() > largeHeap {
			want = garbageOfLarge
		}
		if want != percent {
			debug.SetGCPercent(want)
		}
		afterCollection(want)
	}, percent)
}
