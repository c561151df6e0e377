package coltype

import (
	"bytes"
	"unicode/utf8"
	"unsafe"
)

// Fit says whether a value could be written, and if not, why.
type Fit uint8

// The reasons for which a value is rejected, or fits and something is to say of it.
const (
	Fits          Fit = iota
	Misfit            // the type does not hold such values
	BadUTF8           // text that is not UTF-8
	HasNUL            // text with a NUL character, which PostgreSQL's text cannot hold
	Changed           // it fits, as the nearest of the column's type: counted
	WithOffset        // it fits, and is a timestamp with an offset from UTC
	PlainJSON         // it fits json, and jsonb would refuse it
	RepeatedKeys      // it fits json, and jsonb would keep the last value of each key only
	Rounded           // it fits, with fewer digits: counted
	RoundedOffset     // Rounded and WithOffset
	Capitals          // it fits, and has capitals that citext takes for small letters, and NOCASE does not: counted
)

// OK reports whether the value is written.
func (f Fit) OK() bool { return f == Fits || f >= Changed }

// BeyondJSONB reports whether the value is JSON that jsonb does not hold whole.
func (f Fit) BeyondJSONB() bool { return f == PlainJSON || f == RepeatedKeys }

// HasOffset reports whether the value is a timestamp with an offset from UTC.
func (f Fit) HasOffset() bool { return f == WithOffset || f == RoundedOffset }

// IsRounded reports whether the value is written with fewer digits.
func (f Fit) IsRounded() bool { return f == Rounded || f == RoundedOffset }

// RoundedBy is how many nanoseconds PostgreSQL adds to a timestamp with up to nine digits of
// a second, or takes away, as it rounds it to the microsecond; 0 for another text.
func RoundedBy(text []byte) int {
	point := bytes.IndexByte(text, '.')
	if point < 0 {
		return 0
	}
	n, digits := 0, 0
	for _, c := range text[point+1:] {
		if c < '0' || c > '9' || digits == maxRounded {
			break
		}
		if digits++; digits > maxFraction {
			n = n*10 + int(c-'0')
		}
	}
	for ; digits > maxFraction && digits < maxRounded; digits++ {
		n *= 10
	}
	return min(n, 1000-n)
}

// CheckText says whether PostgreSQL's text type can hold text.
func CheckText(text []byte) Fit {
	if !utf8.Valid(text) {
		return BadUTF8
	}
	if bytes.IndexByte(text, 0) >= 0 {
		return HasNUL
	}
	return Fits
}

// str views b as a string that must not outlive it.
func str(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }
