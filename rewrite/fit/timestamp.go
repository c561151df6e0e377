package fit

import (
	"bytes"
	"math"
	"time"

	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/target"
)

// timestamp is timestamp(p), timestamptz(p) or date. Numbers are unix times, of one
// unit in all the column: the size of the largest tells which.
type timestamp struct {
	kind timestampKind
	secondDigits
	unit   Unit
	forced bool // the user has said the unit
	// follows is set where another Writer decides the unit.
	follows bool
	top     float64 // size of the largest number, before the unit is known
	whole   bool    // one of them is no real
	last    dated   // of the value before, which is often of the same day
}

// dated is a day and what is printed of it, if there is a date.
type dated struct {
	days int64
	date []byte
	bc   bool
}

// secondDigits is how many digits of a second a type keeps.
type secondDigits int

type timestampKind uint8

const (
	plain timestampKind = iota
	zoned
	dateOnly
)

func newTimestamp(t *target.Type, o *Options) encoder   { return newTimestampOf(plain, t, o) }
func newTimestamptz(t *target.Type, o *Options) encoder { return newTimestampOf(zoned, t, o) }
func newDate(t *target.Type, o *Options) encoder        { return newTimestampOf(dateOnly, t, o) }

func newTimestampOf(kind timestampKind, t *target.Type, o *Options) encoder {
	return &timestamp{kind: kind, secondDigits: precision(t), unit: o.Unit, forced: o.Unit != AnyUnit}
}

func precision(t *target.Type) secondDigits {
	if len(t.Mods) > 0 {
		return secondDigits(min(t.Mods[0], 6))
	}
	return 6
}

// units have, by Unit, how many decimal places a number is shifted to become
// microseconds, and the size from which on it is of a larger unit: these sizes are
// the years 5138, 5138, 2103 and never.
var units = [...]struct {
	shift int
	below float64
}{
	Seconds:      {6, 1e11},
	Milliseconds: {3, 1e14},
	Microseconds: {0, 4.2e15},
	Nanoseconds:  {-3, math.Inf(1)},
	JulianDays:   {0, 5373484.5}, // the year 10000
}

// firstJulian is the year 1. Reals from there to the year 10000 are Julian days, which
// SQLite's functions write and read: as seconds they would all be of January and
// February 1970.
const firstJulian = 1721425.5

// firstNanos is September 1999 in nanoseconds. Between microseconds and that are the times of
// programs that count from another year: Windows and Chrome from 1601, .NET from 1.
const firstNanos = 9.38e17

// unitOf is the unit of numbers whose largest is of that size. 0 is the same in all. It is not
// ok where the size does not tell.
func unitOf(top float64, whole bool) (u Unit, ok bool) {
	switch {
	case top == 0:
		return AnyUnit, true
	case !whole && top >= firstJulian && top < units[JulianDays].below:
		return JulianDays, true
	}
	for u = Seconds; top >= units[u].below; {
		u++
	}
	return u, u < Nanoseconds || top >= firstNanos
}

func (e *timestamp) observe(w *Writer, v *parser.Value) {
	if n, f, ok := e.number(w, v); ok && n.word == "" && !math.IsInf(f, 0) {
		e.top = max(e.top, f)
		e.whole = e.whole || v.Class != parser.Real
	}
}

// number reads a value as a unix time, and its size; ok is false for anything else:
// 14 digits are YYYYMMDDHHMMSS, unless the user has said the unit, or an integer
// cannot be meant so. In milliseconds they would be of the year 2286 and later.
func (e *timestamp) number(w *Writer, v *parser.Value) (n number, size float64, ok bool) {
	if v.Class == parser.Blob {
		return n, 0, false
	}
	text := w.trimmed(v)
	if len(text) > 4 && text[4] == '-' && digit(text[3]) { // a year: a number has e before
		return n, 0, false
	}
	if v.Class == parser.Text && (len(text) == 0 || !digit(text[len(text)-1]) || numberWord(text) != "") {
		return n, 0, false
	}
	if len(text) == 14 && !e.forced && len(bytes.Trim(text, "0123456789")) == 0 && (v.Class == parser.Text || text[0] == '1' && text[1] == '9' || text[0] == '2' && text[1] == '0') {
		return n, 0, false
	}
	if n, ok = w.number(v); !ok {
		return n, 0, false
	}
	return n, math.Abs(float(text)), true
}

func (e *timestamp) append(w *Writer, dst []byte, v *parser.Value) ([]byte, Fit) {
	n, size, ok := e.number(w, v)
	if !ok {
		return e.appendText(w, dst, v)
	}
	switch {
	case n.word != "":
		return dst, NoReading // SQLite's infinities are no time
	case math.IsInf(size, 0):
		return dst, OutOfRange
	}
	if e.unit == AnyUnit {
		unit, ok := unitOf(max(e.top, size), e.whole || v.Class != parser.Real)
		switch {
		case e.follows && unit != AnyUnit:
			return dst, Undecided
		case !ok:
			return dst, NoUnit
		}
		e.unit = unit
	}
	u := e.unit
	if u == AnyUnit {
		u = Seconds // of 0
	}
	if !e.forced && size >= units[u].below {
		return dst, OtherUnit
	}
	if u == JulianDays {
		return e.appendMicros(w, dst, julian(size, n.negative), Fits)
	}
	n.exp += units[u].shift
	fit := Fits
	if n.roundToEven() {
		fit = Rounded
	}
	at, bad := n.int64()
	if bad != Fits || at > endTimestamp { // the epoch is added, and no more than 64 bits are needed
		return dst, OutOfRange
	}
	return e.appendMicros(w, dst, at, fit)
}

// julian is a Julian day in microseconds since 1970. SQLite keeps milliseconds of it.
// https://sqlite.org/lang_datefunc.html
func julian(days float64, negative bool) int64 {
	const epoch = 210866760000000 // 1970-01-01 in milliseconds
	if negative {
		days = -days
	}
	return (int64(math.Floor(days*86400000+0.5)) - epoch) * 1000
}

// appendMicros writes what is so many microseconds after 1970-01-01.
func (e *timestamp) appendMicros(w *Writer, dst []byte, at int64, fit Fit) ([]byte, Fit) {
	at += unixEpoch
	if e.kind == dateOnly {
		return appendDay(dst, floorDiv(at, day), at%day != 0, fit)
	}
	return e.appendAt(w, dst, at, fit)
}

// roundToEven drops the digits after the point, and reports whether there were any.
func (n *number) roundToEven() bool {
	if n.exp < 0 {
		n.digits, n.exp = n.digits[:0], 0
		return true
	}
	if len(n.digits) <= n.exp {
		return false
	}
	rest := n.digits[n.exp:]
	up := rest[0] > '5' || rest[0] == '5' && (len(rest) > 1 || n.exp > 0 && (n.digits[n.exp-1]-'0')%2 == 1)
	n.digits = n.digits[:n.exp]
	if up {
		n.increment()
	}
	if len(n.digits) == 0 {
		n.exp, n.negative = 0, false
	}
	return true
}

// appendText writes what a text says.
func (e *timestamp) appendText(w *Writer, dst []byte, v *parser.Value) ([]byte, Fit) {
	text := w.trimmed(v)
	switch string(text) {
	case "infinity", "-infinity":
		return append(dst, text...), Fits
	}
	t, ok := parseInstant(text)
	if !ok || !t.date {
		return dst, NoReading
	}
	fit := Fits
	if t.rounded {
		fit = Rounded
	}
	if e.kind == dateOnly { // the day that it says, whatever the offset
		return appendDay(dst, t.days+t.micros/day, t.micros%day != 0, fit)
	}
	if t.days < firstDay-1 || t.days > endDay {
		return dst, OutOfRange
	}
	at := t.days*day + t.micros - t.offset
	if e.kind == zoned && !t.hasOffset && w.Zone != nil {
		at -= offsetIn(w.Zone, at)
	}
	return e.appendAt(w, dst, at, fit)
}

// offsetIn is the offset in microseconds that a clock has which shows the time at.
// Of a time that there is twice, it is that after the change, and of one that there
// is not, that before it: as PostgreSQL reads it (DetermineTimeZoneOffset).
func offsetIn(zone *time.Location, at int64) int64 {
	at -= unixEpoch
	_, before := time.UnixMicro(at - day).In(zone).Zone()
	_, after := time.UnixMicro(at + day).In(zone).Zone()
	if before == after {
		return int64(before) * second
	}
	fits := func(offset int) bool {
		_, there := time.UnixMicro(at - int64(offset)*second).In(zone).Zone()
		return there == offset
	}
	if fits(after) {
		return int64(after) * second
	}
	return int64(before) * second
}

// appendAt writes a time in UTC.
func (e *timestamp) appendAt(w *Writer, dst []byte, at int64, fit Fit) ([]byte, Fit) {
	if unit := tens[6-e.secondDigits]; unit > 1 && at%unit != 0 { // a division is dear
		if !w.Round {
			return dst, TooManyDigits
		}
		at, fit = roundHalfAway(at, unit), Rounded
	}
	if at < firstTimestamp || at >= endTimestamp {
		return dst, OutOfRange
	}
	days := floorDiv(at, day)
	if l := &e.last; l.days != days || l.date == nil {
		l.days = days
		l.date, l.bc = appendDate(l.date[:0], days)
	}
	dst = append(append(dst, e.last.date...), ' ')
	dst = appendClock(dst, at-days*day)
	if e.kind == zoned {
		dst = append(dst, "+00"...)
	}
	if e.last.bc {
		dst = append(dst, " BC"...)
	}
	return dst, fit
}

// appendDay writes a day, if it is no part of one.
func appendDay(dst []byte, days int64, part bool, fit Fit) ([]byte, Fit) {
	switch {
	case part:
		return dst, HasTime
	case days < firstDay || days > lastDay:
		return dst, OutOfRange
	}
	dst, bc := appendDate(dst, days)
	if bc {
		dst = append(dst, " BC"...)
	}
	return dst, fit
}

var tens = [...]int64{1, 10, 100, 1_000, 10_000, 100_000, 1_000_000}

// roundHalfAway rounds to a multiple of unit, half away from 0, as PostgreSQL rounds
// times and intervals (AdjustTimestampForTypmod in timestamp.c).
func roundHalfAway(n, unit int64) int64 {
	if n >= 0 {
		return (n + unit/2) / unit * unit
	}
	return (n - unit/2) / unit * unit
}
