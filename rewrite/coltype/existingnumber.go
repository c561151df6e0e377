package coltype

import (
	"bytes"
	"math"
	"math/big"
	"strconv"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/parser"
)

// textOf is the text of a value that a type reads from its text: of a blob the one
// that its bytes are. It is nil where there is none.
func textOf(v *parser.Value) []byte {
	switch v.Class {
	case parser.Text:
		if v.Doubled {
			return v.AppendContent(nil)
		}
		return v.Text
	case parser.Blob:
		text := parser.AppendHexBytes(nil, v.Text)
		if CheckText(text) != Fits {
			return nil
		}
		return text
	}
	return v.Text
}

// asNumber is a value as the number it is, or that its text looks like.
func asNumber(v *parser.Value) (parser.Class, []byte) {
	if v.Class == parser.Blob {
		return number(&parser.Value{Class: parser.Text, Text: textOf(v)})
	}
	return number(v)
}

// integerWithin writes integers of so many bits.
func integerWithin(bits int) func([]byte, *existing, *parser.Value) ([]byte, Fit) {
	low, high := int64(-1)<<(bits-1), int64(1)<<(bits-1)-1
	return func(dst []byte, _ *existing, v *parser.Value) ([]byte, Fit) {
		n, ok := wholeOf(v)
		if !ok || n < low || n > high {
			return dst, Misfit
		}
		return strconv.AppendInt(dst, n, 10), Fits
	}
}

// wholeOf is a value as an integer, if nothing is lost.
func wholeOf(v *parser.Value) (n int64, ok bool) {
	class, text := asNumber(v)
	switch class {
	case parser.Integer:
		n, err := strconv.ParseInt(str(text), 10, 64)
		return n, err == nil
	case parser.Real:
		f := float(text)
		return int64(f), f == math.Trunc(f) && f >= -1<<63 && f < 1<<63
	}
	return 0, false
}

func writeOID(dst []byte, _ *existing, v *parser.Value) ([]byte, Fit) {
	n, ok := wholeOf(v)
	if !ok || n < 0 || n > math.MaxUint32 {
		return dst, Misfit
	}
	return strconv.AppendInt(dst, n, 10), Fits
}

func printedInteger(_ *existing, copied []byte, _ *[]byte) []byte { return plainInteger(copied) }

// fastDigits takes integers of at most so many digits.
func fastDigits(most int) Fast {
	return func(t *Type, dst, in []byte) (int, int, parser.Class) {
		written, read, class := fastInteger(t, dst, in)
		if read > most {
			return 0, Leave, parser.Null
		}
		return written, read, class
	}
}

// maxNumericDigits bounds how long a number's text may become without exponent:
// numeric holds 131,072 digits before the point and 16,383 after it.
const maxNumericDigits = 16383

// writeNumeric writes a decimal by its digits: of a double the shortest that is the
// same double. With a precision it must be within; the noise in a double's last bit
// may go.
func writeNumeric(dst []byte, x *existing, v *parser.Value) ([]byte, Fit) {
	class, text := asNumber(v)
	n := len(dst)
	switch class {
	case parser.Integer:
		dst = append(dst, text...)
	case parser.Real:
		if v.Class != parser.Real { // a text may have more digits than a double
			if dst = appendPlainDecimal(dst, text); len(dst) == n {
				return dst, Misfit
			}
			break
		}
		f := float(text)
		if math.IsInf(f, 0) {
			if len(x.Mods) > 0 {
				return dst, Misfit
			}
			return appendShortest(dst, f), Fits
		}
		dst = strconv.AppendFloat(dst, f, 'f', -1, 64)
	default:
		if f, ok := floatOf(v); ok && len(x.Mods) == 0 { // NaN, Infinity
			return appendAnyFloat(dst, f), Fits
		}
		return dst, Misfit
	}
	if len(x.Mods) == 0 {
		return dst, Fits
	}
	p, s := x.Mods[0], 0
	if len(x.Mods) > 1 {
		s = x.Mods[1]
	}
	return withinPrecision(dst, n, p, s, class == parser.Real && v.Class == parser.Real, x.Round)
}

// appendPlainDecimal appends the digits of a number that is too long for a double:
// nothing if it would be absurdly long without its exponent.
func appendPlainDecimal(dst, text []byte) []byte {
	mantissa, exponent, _ := strings.Cut(strings.ToLower(string(bytes.TrimSpace(text))), "e")
	shift := 0
	if exponent != "" {
		var err error
		if shift, err = strconv.Atoi(exponent); err != nil || shift > maxNumericDigits || shift < -maxNumericDigits {
			return dst
		}
	}
	if len(mantissa) > maxNumericDigits {
		return dst
	}
	sign := ""
	if mantissa[0] == '-' || mantissa[0] == '+' {
		sign, mantissa = strings.TrimPrefix(mantissa[:1], "+"), mantissa[1:]
	}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	digits, point := whole+fraction, len(whole)+shift
	switch {
	case point <= 0:
		digits, point = strings.Repeat("0", 1-point)+digits, 1
	case point > len(digits):
		digits += strings.Repeat("0", point-len(digits))
	}
	dst = append(append(dst, sign...), digits[:point]...)
	if point < len(digits) {
		dst = append(append(dst, '.'), digits[point:]...)
	}
	return dst
}

// withinPrecision makes the decimal that dst has from n on one of numeric(p,s).
func withinPrecision(dst []byte, n, p, s int, real, round bool) ([]byte, Fit) {
	whole, fraction, _ := bytes.Cut(bytes.TrimPrefix(dst[n:], []byte{'-'}), []byte{'.'})
	if s >= 0 && len(bytes.TrimRight(fraction, "0")) <= s {
		if len(bytes.TrimLeft(whole, "0")) > p-s {
			return dst, Misfit
		}
		return dst, Fits
	}
	exact, ok := new(big.Rat).SetString(string(dst[n:]))
	if !ok {
		return dst, Misfit
	}
	ten := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(s, -s))), nil))
	scaled := new(big.Rat).Mul(exact, ten)
	if s < 0 {
		scaled.Quo(exact, ten)
	}
	rounded := roundHalfAway(scaled)
	unscaled := new(big.Rat).Quo(new(big.Rat).SetInt(rounded), ten)
	if s < 0 {
		unscaled.Mul(new(big.Rat).SetInt(rounded), ten)
	}
	fit := Fits
	if lost := new(big.Rat).Sub(unscaled, exact); lost.Sign() != 0 {
		noise := new(big.Rat).Mul(new(big.Rat).Abs(exact), big.NewRat(1, 1<<50))
		switch {
		case real && lost.Abs(lost).Cmp(noise) <= 0:
		case round:
			fit = Changed
		default:
			return dst, Misfit
		}
	}
	if len(new(big.Int).Abs(rounded).String()) > p && rounded.Sign() != 0 {
		return dst, Misfit
	}
	return append(dst[:n], unscaled.FloatString(max(s, 0))...), fit
}

// roundHalfAway rounds to the nearest integer, and half away from zero as
// PostgreSQL's numeric does.
func roundHalfAway(x *big.Rat) *big.Int {
	twice := new(big.Int).Mul(new(big.Int).Abs(x.Num()), big.NewInt(2))
	q := new(big.Int).Quo(new(big.Int).Add(twice, x.Denom()), new(big.Int).Mul(x.Denom(), big.NewInt(2)))
	if x.Sign() < 0 {
		q.Neg(q)
	}
	return q
}

// fastNumeric is fastDecimal for columns that exist: with a precision their scale is
// never negative there, nor above it.
func fastNumeric(t *Type, dst, in []byte) (int, int, parser.Class) {
	if t.Limit > 0 && (t.Scale < 0 || t.Scale > t.Limit) {
		return 0, Leave, parser.Null
	}
	return fastDecimal(t, dst, in)
}

// printedNumeric is a decimal with as many digits after the point as its column has,
// and without zeros in front.
func printedNumeric(x *existing, copied []byte, buf *[]byte) []byte {
	digits := bytes.TrimPrefix(copied, []byte{'-'})
	if digits[0] > '9' { // NaN, Infinity
		return copied
	}
	whole, fraction, _ := bytes.Cut(digits, []byte{'.'})
	if len(x.Mods) > 0 {
		fraction = bytes.TrimRight(fraction, "0")
	}
	out := (*buf)[:0]
	if len(digits) < len(copied) && len(bytes.Trim(digits, "0.")) > 0 { // zero has no sign
		out = append(out, '-')
	}
	if whole = bytes.TrimLeft(whole, "0"); len(whole) == 0 {
		whole = zero
	}
	out = append(out, whole...)
	if len(x.Mods) > 1 {
		for len(fraction) < x.Mods[1] {
			fraction = append(fraction[:len(fraction):len(fraction)], '0')
		}
	}
	if len(fraction) > 0 {
		out = append(append(out, '.'), fraction...)
	}
	*buf = out
	return out
}

func writeFloat8(dst []byte, _ *existing, v *parser.Value) ([]byte, Fit) {
	f, ok := floatOf(v)
	if !ok {
		return dst, Misfit
	}
	return appendAnyFloat(dst, f), Fits
}

// floatOf is a value as a double; ok is false for what is no number.
func floatOf(v *parser.Value) (f float64, ok bool) {
	class, text := asNumber(v)
	if class == parser.Integer || class == parser.Real {
		return float(text), true
	}
	switch strings.ToLower(strings.TrimSpace(string(textOf(v)))) {
	case "nan":
		return math.NaN(), true
	case "inf", "infinity", "+inf", "+infinity":
		return math.Inf(1), true
	case "-inf", "-infinity":
		return math.Inf(-1), true
	}
	return 0, false
}

func appendAnyFloat(dst []byte, f float64) []byte {
	if math.IsNaN(f) {
		return append(dst, "NaN"...)
	}
	return appendFloat(dst, f)
}

func printedFloat8(_ *existing, copied []byte, buf *[]byte) []byte {
	if printedReal(copied) || copied[len(copied)-1] == 'N' {
		return copied
	}
	*buf = appendFloat((*buf)[:0], float(copied))
	return *buf
}

// writeFloat4 keeps what real holds of a double: it has six digits.
func writeFloat4(dst []byte, _ *existing, v *parser.Value) ([]byte, Fit) {
	f, ok := floatOf(v)
	if !ok || math.Abs(f) > math.MaxFloat32 && !math.IsInf(f, 0) {
		return dst, Misfit
	}
	dst = appendAnyFloat(dst, float64(f))
	short, _ := strconv.ParseFloat(strconv.FormatFloat(float64(float32(f)), 'g', -1, 32), 64)
	if short != f && !math.IsNaN(f) {
		return dst, Changed
	}
	return dst, Fits
}

// writeBool takes 0 and 1, and the words that PostgreSQL reads as true and false.
func writeBool(dst []byte, _ *existing, v *parser.Value) ([]byte, Fit) {
	if v.Class == parser.Integer || v.Class == parser.Real {
		if n, ok := wholeOf(v); ok && (n == 0 || n == 1) {
			return append(dst, "ft"[n]), Fits
		}
		return dst, Misfit
	}
	switch strings.ToLower(strings.TrimSpace(string(textOf(v)))) {
	case "t", "true", "1", "y", "yes", "on":
		return append(dst, 't'), Fits
	case "f", "false", "0", "n", "no", "off":
		return append(dst, 'f'), Fits
	}
	return dst, Misfit
}

var printedTrue, printedFalse = []byte("true"), []byte("false")

func printedBool(_ *existing, copied []byte, _ *[]byte) []byte {
	if copied[0] == 't' {
		return printedTrue
	}
	return printedFalse
}
