package coltype

import "github.com/sqlite2pg/sqlite2pg/parser"

// Dates and times as ISO 8601 texts: timestamp.go, date.go and clock.go have the
// types of them.

// isoValue is what an ISO 8601 text says. SQLite stores dates and times as such
// text (https://sqlite.org/lang_datefunc.html#time_values).
type isoValue struct {
	date, clock bool
	sep         byte // between date and clock
	seconds     bool
	fraction    int    // digits, without trailing zeros
	zeros       bool   // the fraction ends in a zero
	offset      string // Z, +01:00, -0330
}

// parseISO reads YYYY-MM-DD, HH:MM[:SS[.fff]] or both with a space or a T
// between, and then an offset. ok is false for anything else: an impossible
// day, year 0, hour 24 or second 60 too, which PostgreSQL would refuse or
// change.
func parseISO(s []byte) (v isoValue, ok bool) {
	d := digits{s: s}
	if len(s) >= 10 && s[4] == '-' {
		y, mo := d.number(4, ""), d.number(2, "-")
		day := d.number(2, "-")
		if d.bad || y == 0 || mo == 0 || mo > 12 || day == 0 || day > daysIn(y, mo) {
			return v, false
		}
		v.date = true
		if len(d.s) == 0 {
			return v, true
		}
		if d.s[0] != ' ' && d.s[0] != 'T' {
			return v, false
		}
		v.sep = d.s[0]
		d.s = d.s[1:]
	}
	h, mi := d.number(2, ""), d.number(2, ":")
	if d.bad || h > 23 || mi > 59 {
		return v, false
	}
	v.clock = true
	if len(d.s) > 0 && d.s[0] == ':' {
		if sec := d.number(2, ":"); d.bad || sec > 59 {
			return v, false
		}
		v.seconds = true
		if len(d.s) > 1 && d.s[0] == '.' {
			n := 1
			for n < len(d.s) && d.s[n] >= '0' && d.s[n] <= '9' {
				if d.s[n] != '0' {
					v.fraction = n
				}
				n++
			}
			if n == 1 {
				return v, false
			}
			v.zeros = d.s[n-1] == '0'
			d.s = d.s[n:]
		}
	}
	if len(d.s) == 0 {
		return v, true
	}
	v.offset = str(d.s)
	return v, isOffset(d.s)
}

// isOffset reports whether s is Z or ±HH:MM, ±HHMM or ±HH, perhaps after a
// space.
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

// maxFraction is how many digits of a second PostgreSQL keeps: it rounds others.
// Applications in Go, .NET and Rust write up to maxRounded, nanoseconds.
// https://www.postgresql.org/docs/current/datatype-datetime.html
const maxFraction, maxRounded = 6, 9

// printed reports whether PostgreSQL prints the clock just so.
func (v isoValue) printed() bool {
	return v.seconds && !v.zeros && v.fraction <= maxFraction
}

// appendISO appends a text that is a date or time of which fits approves.
func appendISO(dst []byte, v *parser.Value, fits func(isoValue) bool) ([]byte, Fit) {
	return appendRounded(dst, v, func(iso isoValue) bool { return iso.fraction <= maxFraction && fits(iso) })
}

// appendRounded is appendISO for texts of which fits may approve though they have more
// digits of a second than PostgreSQL keeps.
func appendRounded(dst []byte, v *parser.Value, fits func(isoValue) bool) ([]byte, Fit) {
	if v.Class == parser.Text {
		if iso, ok := parseISO(v.Text); ok && fits(iso) {
			fit := Fits
			switch {
			case iso.offset != "" && iso.fraction > maxFraction:
				fit = RoundedOffset
			case iso.offset != "":
				fit = WithOffset
			case iso.fraction > maxFraction:
				fit = Rounded
			}
			return append(dst, v.Text...), fit
		}
	}
	return dst, Misfit
}
