package fit

import (
	"bytes"
	"math"
	"strconv"
	"unsafe"

	"github.com/sqlite2pg/sqlite2pg/parser"
)

// number is a decimal number: 0.digits × 10^exp, without zeros around the digits.
type number struct {
	negative bool
	digits   []byte
	exp      int
	scale    int // digits after the point, as written: of 1.50 2
	// word is Infinity, -Infinity or NaN, or empty.
	word string
}

// maxExponent is beyond what any type takes, so that nothing overflows.
const maxExponent = 1 << 20

// number reads a value as a number: of a real the shortest decimal that is the same
// double, of a text a number and nothing else. It is valid until the next value.
func (w *Writer) number(v *parser.Value) (n number, ok bool) {
	switch v.Class {
	case parser.Integer:
		return w.parseNumber(v.Text)
	case parser.Real:
		f := float(v.Text)
		switch {
		case math.IsInf(f, 1):
			return number{word: "Infinity"}, true
		case math.IsInf(f, -1):
			return number{word: "-Infinity"}, true
		}
		var buf [32]byte
		n, ok = w.parseNumber(strconv.AppendFloat(buf[:0], f, 'e', -1, 64))
		n.scale = max(len(n.digits)-n.exp, 0)
		return n, ok
	case parser.Text:
		text := w.trimmed(v)
		if word := numberWord(text); word != "" {
			return number{word: word}, true
		}
		return w.parseNumber(text)
	}
	return number{}, false
}

// numberWord reads the words that PostgreSQL takes for numbers.
func numberWord(text []byte) string {
	if len(text) < 3 || len(text) > len("-infinity") {
		return ""
	}
	var buf [16]byte
	switch string(lower(buf[:0], text)) {
	case "nan":
		return "NaN"
	case "inf", "+inf", "infinity", "+infinity":
		return "Infinity"
	case "-inf", "-infinity":
		return "-Infinity"
	}
	return ""
}

// lower appends text in lower case, of ASCII.
func lower(dst, text []byte) []byte {
	for _, c := range text {
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		dst = append(dst, c)
	}
	return dst
}

// parseNumber reads [sign] digits [. digits] [e [sign] digits].
func (w *Writer) parseNumber(text []byte) (n number, ok bool) {
	i := 0
	if i < len(text) && (text[i] == '-' || text[i] == '+') {
		n.negative = text[i] == '-'
		i++
	}
	digits, seen := w.digits[:0], 0
	for ; i < len(text) && digit(text[i]); i++ {
		seen++
		if len(digits) > 0 || text[i] != '0' {
			digits = append(digits, text[i])
			n.exp++
		}
	}
	if i < len(text) && text[i] == '.' {
		for i++; i < len(text) && digit(text[i]); i++ {
			seen++
			n.scale++
			if len(digits) > 0 || text[i] != '0' {
				digits = append(digits, text[i])
			} else {
				n.exp--
			}
		}
	}
	w.digits = digits
	if seen == 0 {
		return n, false
	}
	if i < len(text) && text[i]|0x20 == 'e' {
		e, from := 0, i+1
		if i++; i < len(text) && (text[i] == '-' || text[i] == '+') {
			from++
			i++
		}
		for ; i < len(text) && digit(text[i]); i++ {
			e = min(e*10+int(text[i]-'0'), maxExponent)
		}
		if i == from {
			return n, false
		}
		if text[from-1] == '-' {
			e = -e
		}
		n.exp += e
		n.scale = max(n.scale-e, 0)
	}
	n.digits = bytes.TrimRight(digits, "0")
	if len(n.digits) == 0 {
		n.exp, n.negative = 0, false
	}
	return n, i == len(text)
}

func digit(c byte) bool { return c-'0' <= 9 }

// int64 returns the number as an integer.
func (n *number) int64() (int64, Fit) {
	switch {
	case n.word != "" || len(n.digits) > max(n.exp, 0):
		return 0, NoReading
	case n.exp > 19:
		return 0, OutOfRange
	}
	var u uint64
	for i := range n.exp {
		c := byte('0')
		if i < len(n.digits) {
			c = n.digits[i]
		}
		u = u*10 + uint64(c-'0')
	}
	limit := uint64(math.MaxInt64)
	if n.negative {
		limit++
	}
	if u > limit {
		return 0, OutOfRange
	}
	if n.negative {
		return -int64(u), Fits // of 2^63, too
	}
	return int64(u), Fits
}

// round keeps digits up to scale places after the point, which may be negative, and
// rounds half away from zero, as numeric does. It reports whether digits were lost.
func (n *number) round(scale int) (lost bool) {
	keep := n.exp + scale
	n.scale = max(scale, 0)
	if keep >= len(n.digits) {
		return false
	}
	up := keep >= 0 && n.digits[keep] >= '5'
	n.digits = n.digits[:max(keep, 0)]
	if up {
		n.increment()
	}
	n.digits = bytes.TrimRight(n.digits, "0")
	if len(n.digits) == 0 {
		n.exp, n.negative = 0, false
	}
	return true
}

// increment adds one to the last digit.
func (n *number) increment() {
	for i := len(n.digits) - 1; i >= 0; i-- {
		if n.digits[i] < '9' {
			n.digits[i]++
			return
		}
		n.digits[i] = '0'
	}
	n.digits = append(n.digits[:0], '1')
	n.exp++
}

// append appends the number as numeric prints it, with scale digits after the
// point.
func (n *number) append(dst []byte, scale int) []byte {
	if n.negative {
		dst = append(dst, '-')
	}
	if n.exp <= 0 {
		dst = append(dst, '0')
	}
	for i := range max(n.exp, 0) {
		dst = append(dst, n.at(i))
	}
	if scale > 0 {
		dst = append(dst, '.')
		for i := range scale {
			dst = append(dst, n.at(n.exp+i))
		}
	}
	return dst
}

// at is the digit at a place, which may be one of the zeros around the digits.
func (n *number) at(i int) byte {
	if i < 0 || i >= len(n.digits) {
		return '0'
	}
	return n.digits[i]
}

func float(text []byte) float64 {
	f, _ := strconv.ParseFloat(str(text), 64) // out of range gives an infinity, as in SQLite
	return f
}

// str views b as a string that must not outlive it.
func str(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }
