package fit

import (
	"math"
	"strconv"
)

// A point in time is a number of microseconds since 2000-01-01 00:00, and a day a
// number of days, as PostgreSQL keeps them, in the Gregorian calendar without an end,
// which SQLite has, too.
const (
	second = 1_000_000
	minute = 60 * second
	hour   = 60 * minute
	day    = 24 * hour
)

// The limits of PostgreSQL's types: of date and of timestamps.
// https://www.postgresql.org/docs/current/datatype-datetime.html
var (
	firstDay       = daysOf(-4713, 11, 24)
	lastDay        = daysOf(5874897, 12, 31)
	endDay         = daysOf(294277, 1, 1)
	firstTimestamp = firstDay * day
	endTimestamp   = endDay * day
)

// unixEpoch is 1970-01-01.
var unixEpoch = daysOf(1970, 1, 1) * day

// daysOf returns the day of a date; the year before 1 is 0.
// The calculation is that of https://howardhinnant.github.io/date_algorithms.html.
func daysOf(y, m, d int) int64 {
	if m <= 2 {
		y--
		m += 12
	}
	era := floorDiv(int64(y), 400)
	yoe := int64(y) - era*400
	doy := int64((153*(m-3)+2)/5 + d - 1)
	return era*146097 + yoe*365 + yoe/4 - yoe/100 + doy - to2000
}

// to2000 is how many days 2000-01-01 is after 0000-03-01, which the eras begin with.
const to2000 = 730425

// dateOf is the date of a day. The calculation is that of Neri and Schneider, Euclidean
// affine functions and their application to calendar algorithms (2022), with centuries
// and years that begin in March.
func dateOf(days int64) (y, m, d int) {
	quarters := 4*(days+to2000) + 3
	century := floorDiv(quarters, 146097)
	ofYear := 2939745 * uint64((quarters-century*146097)|3)
	dayOfYear := uint32(ofYear) / 2939745 / 4
	ofMonth := 2141*dayOfYear + 197913
	y, m, d = int(100*century)+int(ofYear>>32), int(ofMonth>>16), int(ofMonth&0xFFFF/2141)+1
	if m > 12 {
		return y + 1, m - 12, d
	}
	return y, m, d
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// appendDate appends a day as PostgreSQL prints it, but for the BC of years before 1.
func appendDate(dst []byte, days int64) (out []byte, bc bool) {
	y, m, d := dateOf(days)
	if y < 1 {
		y, bc = 1-y, true
	}
	if y <= 9999 {
		dst = appendTwo(appendTwo(dst, y/100), y%100)
	} else {
		dst = strconv.AppendInt(dst, int64(y), 10)
	}
	dst = appendTwo(append(dst, '-'), m)
	return appendTwo(append(dst, '-'), d), bc
}

// appendTwo appends a number below 100 as two digits.
func appendTwo(dst []byte, n int) []byte { return append(dst, pairs[n][0], pairs[n][1]) }

// pairs are the digits of the numbers below 100: a division for each is dear.
var pairs = func() (of [100][2]byte) {
	for n := range of {
		of[n] = [2]byte{byte('0' + n/10), byte('0' + n%10)}
	}
	return of
}()

// appendClock appends microseconds of a day, without zeros at the end, as PostgreSQL
// prints them.
func appendClock(dst []byte, micros int64) []byte {
	seconds := int(micros / second)
	if hours := seconds / 3600; hours < 100 {
		dst = appendTwo(dst, hours)
	} else {
		dst = strconv.AppendInt(dst, int64(hours), 10) // of an interval
	}
	dst = appendTwo(append(dst, ':'), seconds/60%60)
	dst = appendTwo(append(dst, ':'), seconds%60)
	if fraction := int(micros - int64(seconds)*second); fraction > 0 {
		dst = appendTwo(append(dst, '.'), fraction/10_000)
		dst = appendTwo(appendTwo(dst, fraction/100%100), fraction%100)
		for dst[len(dst)-1] == '0' {
			dst = dst[:len(dst)-1]
		}
	}
	return dst
}

// instant is what an ISO 8601 text says, in parts.
type instant struct {
	date   bool // it has a date
	days   int64
	clock  bool  // it has a time of day
	micros int64 // of the day; rounded up it may be a whole day
	// rounded is set when digits beyond the microsecond were not all 0.
	rounded   bool
	hasOffset bool
	offset    int64 // from UTC, in microseconds
}

// parseInstant reads a date, a time of day, or both, in the spellings of SQLite,
// PostgreSQL and the ORMs: YYYY-MM-DD, with more digits of a year or a BC behind;
// HH:MM[:SS[.fraction]] behind a space or a T; an offset (Z, UTC, +01, +01:00,
// +0100, with a space before or without), and behind it the name of a zone and the
// monotonic clock, as Go prints them; YYYYMMDDHHMMSS and YYYYMMDDTHHMMSS.
// https://sqlite.org/lang_datefunc.html#time_values
// ok is false for anything else, for a day that there is not, and for an hour 24 or
// a second 60, which PostgreSQL would change.
func parseInstant(text []byte) (t instant, ok bool) {
	s := scan{s: trim(text)}
	y, m, d := 0, 0, 0
	compact := false
	switch n, sign := s.run(); {
	case sign == 0 && n == 14 || sign == 0 && n == 8 && len(s.s) > 8 && s.s[8]|0x20 == 't':
		y, m, d = s.take(4), s.take(2), s.take(2)
		if n == 8 {
			s.s = s.s[1:]
		}
		compact, t.date, t.clock = true, true, true
	case n >= 4 && n <= 6 && len(s.s) > sign+n && s.s[sign+n] == '-':
		minus := sign == 1 && s.s[0] == '-'
		s.s = s.s[sign:]
		y = s.take(n)
		if minus {
			y = -y
		}
		m, d = s.after('-', 2), s.after('-', 2)
		t.date = true
		if s.bad {
			return t, false
		}
		if len(s.s) > 0 && (s.s[0] == ' ' || s.s[0]|0x20 == 't') && len(s.s) > 1 && digit(s.s[1]) {
			s.s = s.s[1:]
			t.clock = true
		}
	case sign == 0 && n == 2:
		t.clock = true
	default:
		return t, false
	}
	if t.clock && !s.clock(&t, compact) {
		return t, false
	}
	if t.date {
		if s.word(" BC") {
			if y < 1 {
				return t, false
			}
			y = 1 - y
		}
		if m < 1 || m > 12 || d < 1 || d > daysIn(y, m) {
			return t, false
		}
		t.days = daysOf(y, m, d)
	}
	return t, !s.bad && len(s.s) == 0
}

// scan takes a text apart from its beginning.
type scan struct {
	s   []byte
	bad bool
}

// run returns how many digits are at the beginning, after a sign, and the length of
// that.
func (s *scan) run() (digits, sign int) {
	if len(s.s) > 0 && (s.s[0] == '-' || s.s[0] == '+') {
		sign = 1
	}
	for sign+digits < len(s.s) && digit(s.s[sign+digits]) {
		digits++
	}
	return digits, sign
}

// take takes a number of that many digits.
func (s *scan) take(digits int) (n int) {
	if len(s.s) < digits {
		s.bad = true
		return 0
	}
	for _, c := range s.s[:digits] {
		if !digit(c) {
			s.bad = true
		}
		n = n*10 + int(c-'0')
	}
	s.s = s.s[digits:]
	return n
}

// after takes a number behind a character.
func (s *scan) after(c byte, digits int) int {
	if len(s.s) == 0 || s.s[0] != c {
		s.bad = true
		return 0
	}
	s.s = s.s[1:]
	return s.take(digits)
}

// next reports whether the next character is c.
func (s *scan) next(c byte) bool { return len(s.s) > 0 && s.s[0] == c }

// word takes a word, if it is there.
func (s *scan) word(w string) bool {
	if len(s.s) < len(w) || string(s.s[:len(w)]) != w {
		return false
	}
	s.s = s.s[len(w):]
	return true
}

// clock takes HH:MM[:SS[.fraction]], or HHMMSS, and an offset.
func (s *scan) clock(t *instant, compact bool) bool {
	h, m, sec := s.take(2), 0, 0
	seconds := compact
	if compact {
		m, sec = s.take(2), s.take(2)
	} else if m = s.after(':', 2); s.next(':') {
		sec, seconds = s.after(':', 2), true
	}
	if s.bad || h > 23 || m > 59 || sec > 59 {
		return false
	}
	t.micros = int64(h)*hour + int64(m)*minute + int64(sec)*second
	if seconds && s.next('.') {
		n := 1
		for n < len(s.s) && digit(s.s[n]) {
			n++
		}
		if n == 1 {
			return false
		}
		micros, rounded := fraction(s.s[:n])
		t.micros, t.rounded = t.micros+micros, rounded
		s.s = s.s[n:]
	}
	return s.offset(t)
}

// fraction returns the microseconds of a point and digits, as PostgreSQL rounds them
// (ParseFractionalSecond in datetime.c), and whether any digit was lost.
func fraction(text []byte) (micros int64, rounded bool) {
	if len(text) > 7 {
		for _, c := range text[7:] {
			rounded = rounded || c != '0'
		}
		if rounded {
			return int64(math.RoundToEven(float(text) * second)), true
		}
		text = text[:7]
	}
	unit := int64(second)
	for _, c := range text[1:] {
		unit /= 10
		micros += int64(c-'0') * unit
	}
	return micros, false
}

// maxOffset is beyond what PostgreSQL takes for an offset (MAX_TZDISP_HOUR).
const maxOffset = 16 * hour

// offset takes an offset from UTC, if there is one, and what Go prints behind it.
func (s *scan) offset(t *instant) bool {
	spaced := s.next(' ') && len(s.s) > 1 && s.s[1] != 'B'
	if spaced {
		s.s = s.s[1:]
	}
	switch {
	case s.word("Z"), s.word("z"), s.word("UTC"), s.word("GMT"):
		t.hasOffset = true
		return true
	case !s.next('+') && !s.next('-'):
		return !spaced
	}
	minus := s.s[0] == '-'
	s.s = s.s[1:]
	t.hasOffset = true
	t.offset = int64(s.take(2)) * hour
	for _, unit := range [...]int64{minute, second} {
		switch {
		case s.next(':'):
			s.s = s.s[1:]
		case len(s.s) == 0 || !digit(s.s[0]):
			unit = 0
		}
		if unit > 0 {
			n := s.take(2)
			if n > 59 {
				return false
			}
			t.offset += int64(n) * unit
		}
	}
	if t.offset >= maxOffset {
		return false
	}
	if minus {
		t.offset = -t.offset
	}
	s.zoneName()
	return !s.bad
}

// zoneName takes the name of a zone and the reading of the monotonic clock, as
// time.Time.String prints them behind an offset: " CET", " +03", " m=+0.012".
func (s *scan) zoneName() {
	if rest, ok := cutField(s.s, func(c byte) bool { return c >= 'A' && c <= 'Z' }); ok && string(s.s) != " BC" {
		s.s = rest
	} else if rest, ok := cutField(s.s, func(c byte) bool { return digit(c) || c == '+' || c == '-' }); ok {
		s.s = rest
	}
	if len(s.s) > 3 && string(s.s[:3]) == " m=" {
		if rest, ok := cutField(s.s[2:], func(c byte) bool { return digit(c) || c == '+' || c == '-' || c == '.' }); ok {
			s.s = rest
		}
	}
}

// cutField takes a character and then characters of a kind, at least two.
func cutField(s []byte, of func(byte) bool) (rest []byte, ok bool) {
	n := 1
	for n < len(s) && of(s[n]) {
		n++
	}
	if n < 3 || s[0] != ' ' && s[0] != '=' {
		return s, false
	}
	return s[n:], true
}

func daysIn(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}
