package coltype

import (
	"strconv"
	"time"

	"github.com/sqlite2pg/sqlite2pg/parser"
)

// moment is what an ISO 8601 text says. SQLite stores dates and times as such
// text (https://sqlite.org/lang_datefunc.html#time_values).
type moment struct {
	date, clock bool
	sep         byte // between date and clock
	seconds     bool
	fraction    int    // digits, without trailing zeros
	zeros       bool   // the fraction ends in a zero
	offset      string // Z, +01:00, -0330
}

// parseMoment reads YYYY-MM-DD, HH:MM[:SS[.fff]] or both with a blank or a T
// between, and then an offset. ok is false for anything else: an impossible
// day, year 0, hour 24 or second 60 too, which PostgreSQL would refuse or
// change.
func parseMoment(s []byte) (m moment, ok bool) {
	d := digits{s: s}
	if len(s) >= 10 && s[4] == '-' {
		y, mo := d.number(4, ""), d.number(2, "-")
		day := d.number(2, "-")
		if d.bad || y == 0 || mo == 0 || mo > 12 || day == 0 || day > daysIn(y, mo) {
			return m, false
		}
		m.date = true
		if len(d.s) == 0 {
			return m, true
		}
		if d.s[0] != ' ' && d.s[0] != 'T' {
			return m, false
		}
		m.sep = d.s[0]
		d.s = d.s[1:]
	}
	h, mi := d.number(2, ""), d.number(2, ":")
	if d.bad || h > 23 || mi > 59 {
		return m, false
	}
	m.clock = true
	if len(d.s) > 0 && d.s[0] == ':' {
		if sec := d.number(2, ":"); d.bad || sec > 59 {
			return m, false
		}
		m.seconds = true
		if len(d.s) > 1 && d.s[0] == '.' {
			n := 1
			for n < len(d.s) && d.s[n] >= '0' && d.s[n] <= '9' {
				if d.s[n] != '0' {
					m.fraction = n
				}
				n++
			}
			if n == 1 {
				return m, false
			}
			m.zeros = d.s[n-1] == '0'
			d.s = d.s[n:]
		}
	}
	if len(d.s) == 0 {
		return m, true
	}
	m.offset = str(d.s)
	return m, isOffset(d.s)
}

// isOffset reports whether s is Z or ±HH:MM, ±HHMM or ±HH, perhaps after a
// blank.
func isOffset(s []byte) bool {
	if s[0] == ' ' {
		s = s[1:]
	}
	if string(s) == "Z" || string(s) == "z" {
		return true
	}
	if len(s) == 0 || s[0] != '+' && s[0] != '-' {
		return false
	}
	d := digits{s: s[1:]}
	h, mi := d.number(2, ""), 0
	if len(d.s) > 0 {
		sep := ""
		if d.s[0] == ':' {
			sep = ":"
		}
		mi = d.number(2, sep)
	}
	return !d.bad && len(d.s) == 0 && h <= 15 && mi <= 59
}

// digits takes fixed-width numbers from the front of a text.
type digits struct {
	s   []byte
	bad bool
}

func (d *digits) number(width int, before string) (n int) {
	if len(d.s) < len(before)+width || string(d.s[:len(before)]) != before {
		d.bad = true
		return 0
	}
	d.s = d.s[len(before):]
	for _, c := range d.s[:width] {
		if c < '0' || c > '9' {
			d.bad = true
			return 0
		}
		n = n*10 + int(c-'0')
	}
	d.s = d.s[width:]
	return n
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

// maxFraction is how many digits of a second PostgreSQL keeps; it would round.
const maxFraction = 6

// printed reports whether PostgreSQL prints the clock just so.
func (m moment) printed() bool {
	return m.seconds && !m.zeros && m.fraction <= maxFraction
}

// appendISO appends a text that is a moment of which fits approves.
func appendISO(dst []byte, v *parser.Value, fits func(moment) bool) ([]byte, Fit) {
	if v.Class == parser.Text {
		if m, ok := parseMoment(v.Text); ok && m.fraction <= maxFraction && fits(m) {
			if m.offset != "" {
				return append(dst, v.Text...), WithOffset
			}
			return append(dst, v.Text...), Fits
		}
	}
	return dst, Misfit
}

func appendTimestamp(dst []byte, _ *Type, v *parser.Value) ([]byte, Fit) {
	return appendISO(dst, v, func(m moment) bool { return m.sep == ' ' && m.printed() && m.offset == "" })
}

func appendTimestampT(dst []byte, _ *Type, v *parser.Value) ([]byte, Fit) {
	return appendISO(dst, v, func(m moment) bool { return m.sep == 'T' && m.printed() && m.offset == "" })
}

func appendTimestamptz(dst []byte, _ *Type, v *parser.Value) ([]byte, Fit) {
	return appendISO(dst, v, func(m moment) bool { return m.sep == ' ' && m.printed() && m.offset == "+00" })
}

// appendMoment takes a date with or without a clock in any spelling.
func appendMoment(dst []byte, _ *Type, v *parser.Value) ([]byte, Fit) {
	return appendISO(dst, v, func(m moment) bool { return m.date })
}

func appendDate(dst []byte, _ *Type, v *parser.Value) ([]byte, Fit) {
	return appendISO(dst, v, func(m moment) bool { return m.date && !m.clock })
}

func appendTime(dst []byte, _ *Type, v *parser.Value) ([]byte, Fit) {
	return appendISO(dst, v, func(m moment) bool { return !m.date && m.printed() && m.offset == "" })
}

// appendClock takes a time of day in any spelling.
func appendClock(dst []byte, _ *Type, v *parser.Value) ([]byte, Fit) {
	return appendISO(dst, v, func(m moment) bool { return !m.date && m.offset == "" })
}

// Unix time is told from other integers by its size: from 1973 to 2100, or 0
// for none, in seconds, thousandths or millionths.
const firstUnix, lastUnix = 100_000_000, 4_102_444_800

func appendUnix(dst []byte, v *parser.Value, unit int64) ([]byte, Fit) {
	if v.Class != parser.Integer {
		return dst, Misfit
	}
	n, _ := strconv.ParseInt(str(v.Text), 10, 64)
	if n != 0 && (n < firstUnix*unit || n > lastUnix*unit) {
		return dst, Misfit
	}
	return time.UnixMicro(n*(1_000_000/unit)).UTC().AppendFormat(dst, "2006-01-02 15:04:05.999999"), Fits
}

func appendSeconds(dst []byte, _ *Type, v *parser.Value) ([]byte, Fit) { return appendUnix(dst, v, 1) }

func appendMillis(dst []byte, _ *Type, v *parser.Value) ([]byte, Fit) {
	return appendUnix(dst, v, 1_000)
}

func appendMicros(dst []byte, _ *Type, v *parser.Value) ([]byte, Fit) {
	return appendUnix(dst, v, 1_000_000)
}
