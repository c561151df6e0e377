package coltype

import "github.com/sqlite2pg/sqlite2pg/parser"

// Dates and times in the literals of a dump, a word at a time.

// shape is what a word of a timestamp is like: digits in some places, other
// characters in the rest.
type shape struct{ zero, room uint64 }

// shapeOf makes a shape of an example, whose digits are zeros.
func shapeOf(example string) (s shape) {
	for i := range len(example) {
		room := byte(0x7F)
		if example[i] == '0' {
			room -= 9
		}
		s.zero |= uint64(example[i]) << (8 * i)
		s.room |= uint64(room) << (8 * i)
	}
	return s
}

// digits returns the values of the digits of x, and 0 in other places. ok is
// false if x is of another shape.
func (s shape) digits(x uint64) (digits uint64, ok bool) {
	x ^= s.zero
	return x, (x|(x+s.room))&highs == 0
}

var (
	yearMonth = shapeOf("0000-00-")
	dayHour   = shapeOf("00 00:00")
	dayHourT  = shapeOf("00T00:00")
	seconds   = shapeOf(":00")

	hourMinute = shapeOf("00:00:00")
)

// two is the number that two digits are, the first of which is byte i.
func two(digits uint64, i int) int {
	return int(digits>>(8*i)&0xFF)*10 + int(digits>>(8*i+8)&0xFF)
}

// isDay reports whether the day is one, as parseISO does; digits are those
// of YYYY-MM-.
func isDay(digits uint64, day int) bool {
	year, month := two(digits, 0)*100+two(digits, 2), two(digits, 5)
	return year > 0 && month > 0 && month <= 12 && day > 0 && day <= daysIn(year, month)
}

// copyLiteral copies the literal whose closing quote is at end, if it is positive.
func copyLiteral(dst, in []byte, end int) (int, int, parser.Class) {
	if end <= 0 {
		return 0, end, parser.Null
	}
	return copy(dst, in[1:end]), end + 1, parser.Text
}

// isoSize is the length of a date and a time to the second.
const isoSize = len("2006-01-02 15:04:05")

// readISO reads a string literal with a date and a time to the second, and
// perhaps a fraction. It returns where what follows is, and whether the fraction
// ends in zeros.
func readISO(in []byte, between *shape) (end int, zeros bool) {
	if len(in) < 1+3*Word {
		return Short, false
	}
	date, ok1 := yearMonth.digits(load(in[1:]))
	clock, ok2 := between.digits(load(in[9:]))
	second, ok3 := seconds.digits(load(in[17:]) & 0xFFFFFF)
	if !ok1 || !ok2 || !ok3 || in[0] != '\'' || !isDay(date, two(clock, 0)) ||
		two(clock, 3) > 23 || two(clock, 6) > 59 || two(second, 1) > 59 {
		return Leave, false
	}
	return fractionEnd(in, isoSize+1)
}

// fractionEnd returns where the fraction of a second ends that may stand at end, and
// whether it ends with a zero.
func fractionEnd(in []byte, end int) (_ int, zeros bool) {
	begin := end
	if in[end] == '.' {
		for end++; end < len(in) && in[end]-'0' <= 9; end++ {
		}
		zeros = in[end-1] == '0'
		if end == len(in) {
			return Short, false
		}
		if end == begin+1 {
			return Leave, false
		}
	}
	return end, zeros
}

// FastISO reads a string literal with a date and a time to the second, and perhaps a
// fraction of any length, with a space or a T between. It returns where what follows is, or as Fast
// that it leaves the literal.
func FastISO(in []byte) (end int) {
	if end, _ = readISO(in, &dayHour); end == Leave {
		end, _ = readISO(in, &dayHourT)
	}
	return end
}

// FastClock returns where the time of day ends, to the second or with a fraction, that a
// literal begins with: at least one more byte comes behind it. It may be Leave or Short.
func FastClock(in []byte) (end int) {
	if len(in) < 2*Word {
		return Short
	}
	clock, ok1 := hourMinute.digits(load(in[1:]))
	if !ok1 || in[0] != '\'' || two(clock, 0) > 23 || two(clock, 3) > 59 || two(clock, 6) > 59 {
		return Leave
	}
	if end, _ = fractionEnd(in, 1+Word); end+1 == len(in) {
		return Short
	}
	return end
}

// longFraction reports whether the fraction of a literal that ends at end has more digits
// than PostgreSQL keeps.
func longFraction(end int) bool { return end-isoSize-2 > maxFraction }
