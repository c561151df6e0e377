package fit

import (
	"testing"
	"time"
)

// TestDateOf holds dates beside Go's own, and daysOf beside dateOf: each day of some
// centuries around the changes of eras, and some of each century that PostgreSQL has.
func TestDateOf(t *testing.T) {
	epoch := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	check := func(days int64) {
		at := epoch.AddDate(0, 0, int(days))
		y, m, d := dateOf(days)
		if y != at.Year() || m != int(at.Month()) || d != at.Day() {
			t.Fatalf("day %d is %d-%d-%d, and for Go %s", days, y, m, d, at)
		}
		if n := daysOf(y, m, d); n != days {
			t.Fatalf("%d-%d-%d is day %d, not %d", y, m, d, n, days)
		}
	}
	for days := daysOf(-801, 1, 1); days < daysOf(2801, 1, 1); days++ {
		check(days)
	}
	for days := firstDay; days <= lastDay; days += 36524/4 + 1 {
		check(days)
	}
	check(lastDay)
}
