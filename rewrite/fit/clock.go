package fit

import (
	"slices"

	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/target"
)

// clock is time(p), or with an offset timetz(p).
type clock struct {
	secondDigits
	zoned bool
}

func newTime(t *target.Type, _ *Options) encoder   { return clock{precision(t), false} }
func newTimetz(t *target.Type, _ *Options) encoder { return clock{precision(t), true} }

// idleDays are the days that mean nothing where a time of day is kept as a timestamp:
// Rails writes 2000-01-01, GORM 0000-01-01 or 0001-01-01, others 1970-01-01.
var idleDays = []int64{daysOf(2000, 1, 1), daysOf(1970, 1, 1), daysOf(1, 1, 1), daysOf(0, 1, 1)}

func (e clock) append(w *Writer, dst []byte, v *parser.Value) ([]byte, Fit) {
	if v.Class != parser.Text {
		return dst, NoReading
	}
	t, ok := parseInstant(w.trimmed(v))
	if !ok || !t.clock || t.date && !slices.Contains(idleDays, t.days) {
		return dst, NoReading
	}
	fit := Fits
	if t.rounded {
		fit = Rounded
	}
	if unit := tens[6-e.secondDigits]; t.micros%unit != 0 {
		if !w.Round {
			return dst, TooManyDigits
		}
		t.micros, fit = roundHalfAway(t.micros, unit), Rounded
	}
	dst = appendClock(dst, t.micros)
	if e.zoned {
		dst = appendOffset(dst, t.offset)
	}
	return dst, fit
}

// appendOffset appends an offset from UTC as PostgreSQL prints it: +01, -03:30.
func appendOffset(dst []byte, offset int64) []byte {
	sign := byte('+')
	if offset < 0 {
		sign, offset = '-', -offset
	}
	dst = appendTwo(append(dst, sign), int(offset/hour))
	if offset%hour != 0 {
		dst = appendTwo(append(dst, ':'), int(offset/minute%60))
	}
	if offset%minute != 0 {
		dst = appendTwo(append(dst, ':'), int(offset/second%60))
	}
	return dst
}
