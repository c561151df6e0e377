package fit

import (
	"regexp"
	"strconv"
	"sync"

	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/target"
)

// interval is interval(p).
type interval struct{ secondDigits }

func newInterval(t *target.Type, _ *Options) encoder { return interval{precision(t)} }

// printed: what PostgreSQL reads itself, it prints in its own way.
func (interval) printed() bool { return false }

// spans are the other spellings that PostgreSQL reads: its own, and ISO 8601's with
// designators.
var spans = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^(@\s*)?(([+-]?\d+(\.\d+)?\s*(microseconds?|us|milliseconds?|ms|seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|w|months?|mons?|years?|yrs?|y)\s*)+([+-]?\d+:[0-5]\d(:[0-5]\d(\.\d+)?)?)?(\s*ago)?|[+-]?\d+:[0-5]\d(:[0-5]\d(\.\d+)?)?|[+-]?P(-?\d+(\.\d+)?[YMWD])*(T(-?\d+(\.\d+)?[HMS])+)?)$`)
})

// maxMicros is beyond what an interval takes, which keeps microseconds in 64 bits.
const maxMicros = 1 << 62

func (e interval) append(w *Writer, dst []byte, v *parser.Value) ([]byte, Fit) {
	if v.Class == parser.Real {
		return dst, NoReading
	}
	text := w.trimmed(v)
	var micros int64
	fit := Fits
	if v.Class == parser.Integer { // microseconds, as Django writes a duration
		n, _ := w.number(v)
		micros, _ = n.int64()
	} else {
		var ok, rounded bool
		if micros, rounded, ok = parseSpan(text); !ok {
			if len(text) < 2 || !spans().Match(text) {
				return dst, NoReading
			}
			return appendText(dst, text), Fits
		}
		if rounded {
			fit = Rounded
		}
	}
	if micros > maxMicros || micros < -maxMicros {
		return dst, OutOfRange
	}
	if unit := tens[6-e.secondDigits]; micros%unit != 0 {
		if !w.Round {
			return dst, TooManyDigits
		}
		micros, fit = roundHalfAway(micros, unit), Rounded
	}
	return appendSpan(dst, micros), fit
}

// parseSpan reads [-][d.]hh:mm:ss[.f], as .NET writes a TimeSpan.
// https://learn.microsoft.com/dotnet/standard/base-types/standard-timespan-format-strings
func parseSpan(text []byte) (micros int64, rounded, ok bool) {
	s := scan{s: text}
	minus := s.word("-")
	n, sign := s.run()
	if sign != 0 || n == 0 || n > 8 {
		return 0, false, false
	}
	if len(s.s) > n && s.s[n] == '.' {
		micros = int64(s.take(n)) * day
		s.s = s.s[1:]
		n, _ = s.run()
	}
	if n != 2 {
		return 0, false, false
	}
	h := s.take(2)
	m, sec := s.after(':', 2), s.after(':', 2)
	if s.bad || h > 23 || m > 59 || sec > 59 {
		return 0, false, false
	}
	micros += int64(h)*hour + int64(m)*minute + int64(sec)*second
	if s.next('.') {
		for _, c := range s.s[1:] {
			s.bad = s.bad || !digit(c)
		}
		if s.bad || len(s.s) == 1 {
			return 0, false, false
		}
		var f int64
		f, rounded = fraction(s.s)
		micros += f
		s.s = nil
	}
	if minus {
		micros = -micros
	}
	return micros, rounded, len(s.s) == 0
}

// appendSpan appends an interval of days and time as PostgreSQL prints it
// (IntervalStyle postgres).
func appendSpan(dst []byte, micros int64) []byte {
	days := int(micros / day)
	rest := micros % day
	if days != 0 {
		if days < 0 {
			dst = append(dst, '-')
		}
		dst = strconv.AppendInt(dst, int64(max(days, -days)), 10)
		if days == 1 {
			dst = append(dst, " day"...)
		} else {
			dst = append(dst, " days"...)
		}
		if rest == 0 {
			return dst
		}
		dst = append(dst, ' ')
	}
	if rest < 0 {
		dst, rest = append(dst, '-'), -rest
	}
	return appendClock(dst, rest)
}
