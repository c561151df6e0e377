package coltype

import (
	"bytes"
	"math"
	"math/big"
	"strconv"
)

func float(text []byte) float64 {
	f, _ := strconv.ParseFloat(str(text), 64) // out of range gives an infinity, as in SQLite
	return f
}

// printedReal reports whether a shortest decimal is printed so by float8out, and
// is no integer.
func printedReal(text []byte) bool {
	var d decimal
	return d.read(text) == len(text) && d.point > 0 && d.plain() && text[len(text)-1] != '0'
}

// plainInteger returns an integer as PostgreSQL prints it: without a plus,
// leading zeros, or a minus before zero.
func plainInteger(text []byte) []byte {
	if text[0] >= '1' && text[0] <= '9' {
		return text
	}
	digits := bytes.TrimLeft(text, "+-")
	if len(digits) > 1 && digits[0] == '0' && digits[1] != '.' {
		digits = bytes.TrimLeft(digits[:len(digits)-1], "0")
		digits = text[len(text)-1-len(digits):]
	}
	if text[0] != '-' || string(digits) == "0" {
		return digits
	}
	if len(digits) == len(text)-1 {
		return text
	}
	return append([]byte{'-'}, digits...)
}

// appendReal appends a real as float8out prints it, and shows that it is no
// integer: 5.0, 1e+15.
// https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-FLOAT
func appendReal(dst []byte, f float64) []byte {
	n := len(dst)
	dst = appendFloat(dst, f)
	if f == math.Trunc(f) && !bytes.ContainsAny(dst[n:], "eI") {
		dst = append(dst, ".0"...)
	}
	return dst
}

// appendFloat appends a double as PostgreSQL prints it.
func appendFloat(dst []byte, f float64) []byte {
	if a := math.Abs(f); a >= 1e16 && a < 1e40 && math.Float64bits(f)&1 == 0 {
		return appendInside(dst, f)
	}
	return appendShortest(dst, f)
}

// appendShortest appends the shortest decimal that is the same double, with an
// exponent where PostgreSQL has one. Zero loses its sign, as in SQLite.
func appendShortest(dst []byte, f float64) []byte {
	switch a := math.Abs(f); {
	case math.IsInf(f, 1):
		return append(dst, "Infinity"...)
	case math.IsInf(f, -1):
		return append(dst, "-Infinity"...)
	case a == 0:
		return append(dst, '0')
	case a < 1e-4 || a >= 1e15:
		return strconv.AppendFloat(dst, f, 'e', -1, 64)
	}
	return strconv.AppendFloat(dst, f, 'f', -1, 64)
}

// appendInside appends the shortest decimal that is nearer to f than to any
// other double. A decimal half way between two doubles is read as the even one,
// but PostgreSQL does not print it: 1e23 is printed as 9.999999999999999e+22.
// Only doubles of this size have such a decimal of 17 digits or less.
func appendInside(dst []byte, f float64) []byte {
	if f < 0 {
		dst, f = append(dst, '-'), -f
	}
	n := len(dst)
	dst = strconv.AppendFloat(dst, f, 'e', -1, 64)
	for digits := bytes.IndexByte(dst[n:], 'e') - 1; halfWay(str(dst[n:]), f); digits++ {
		dst = strconv.AppendFloat(dst[:n], f, 'e', digits, 64)
	}
	return dst
}

// halfWay reports whether a decimal is exactly between f and a double beside it.
func halfWay(decimal string, f float64) bool {
	exact, _ := new(big.Float).SetPrec(256).SetString(decimal) // 1e40 has fewer bits
	toward := math.Inf(exact.Cmp(new(big.Float).SetFloat64(f)))
	twice := new(big.Float).SetPrec(256).Add(big.NewFloat(f), big.NewFloat(math.Nextafter(f, toward)))
	return twice.Cmp(exact.Add(exact, exact)) == 0
}
