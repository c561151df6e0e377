package coltype

import (
	"bytes"
	"math"
	"math/big"
	"strconv"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser"
)

// What a column holds has one canonical text, computed here in Go and by
// CanonicalExpr in PostgreSQL: what SQLite held, or the digits of its bytes. A
// column that widens keeps it, as Convert does.

// Canonical returns the canonical text of a value, and whether that is the digits
// of its bytes. text is the value's, copied what was written for it; textual is
// set for a bytea whose first values came as text. The canonical text may be part
// of these or of buf.
func (t *Type) Canonical(text, copied []byte, textual bool, buf *[]byte) (canonical []byte, digits bool) {
	switch t.Encoding {
	case encodeBigint:
		return plainNumber(copied), false
	case encodeNumeric:
		if printedReal(copied) {
			return copied, false
		}
		if bytes.IndexByte(copied, '.') < 0 { // an error would be garbage
			if _, err := strconv.ParseInt(str(copied), 10, 64); err == nil {
				return plainNumber(copied), false
			}
		}
		*buf = appendReal((*buf)[:0], float(copied))
		return *buf, false
	case encodeSeconds, encodeMillis, encodeMicros:
		return plainNumber(text), false
	case encodeBoolean:
		if copied[0] == 't' {
			return canonicalTrue, false
		}
		return canonicalFalse, false
	case encodeBoolWord: // the text, and not its first letter
		return text, false
	case encodeDouble:
		if printedReal(copied) {
			return copied, false
		}
		f := float(copied)
		if t.WholeReals() || !isWhole(f) {
			*buf = appendReal((*buf)[:0], f)
		} else {
			*buf = strconv.AppendInt((*buf)[:0], int64(f), 10)
		}
		return *buf, false
	case encodeUUIDBlob:
		return lower(copied, buf), false
	case encodeUUIDMixed:
		*buf = appendPrintedUUID((*buf)[:0], copied)
		return *buf, false
	case encodeBytea, encodeByteaAny, encodeByteaRaw:
		hexText := copied[len(pg.CopyHexPrefix):]
		if textual {
			*buf = parser.AppendHexBytes((*buf)[:0], hexText)
			if CheckText(*buf) == Fits {
				return *buf, false
			}
		}
		return lower(hexText, buf), true
	}
	return pg.CopyContent(copied, buf), false
}

var canonicalTrue, canonicalFalse = []byte("1"), []byte("0")

// lower returns hex digits in lower case.
func lower(digits []byte, buf *[]byte) []byte {
	if !hasUpper(digits) {
		return digits
	}
	*buf = append((*buf)[:0], digits...)
	for i, c := range *buf {
		(*buf)[i] = c | 0x20 // of a digit, itself
	}
	return *buf
}

// CanonicalExpr is the expression that gives the canonical text of a loaded value
// of a column, or of bytes the bytes themselves.
func (t *Type) CanonicalExpr(name pg.Name) pg.Expr {
	plain := &pg.Cast{X: name, Type: "text"}
	switch t.Encoding {
	case encodeBytea, encodeByteaAny, encodeByteaRaw:
		return name
	case encodeUUIDBlob:
		return &pg.Call{Func: "replace", Args: []pg.Expr{plain, pg.String("-"), pg.String("")}}
	case encodeUUIDMixed:
		return plain
	}
	x, _ := t.TextOf(name)
	return x
}

// printedReal reports whether a shortest decimal is printed so by float8out, and
// is no integer.
func printedReal(text []byte) bool {
	var d decimal
	return d.read(text) == len(text) && d.point > 0 && d.plain() && text[len(text)-1] != '0'
}

// plainNumber returns a decimal number as PostgreSQL prints it: without a plus,
// leading zeros, or a minus before zero.
func plainNumber(text []byte) []byte {
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

// appendPrintedUUID appends a UUID as PostgreSQL prints it.
func appendPrintedUUID(dst, text []byte) []byte {
	n := 0
	for _, c := range text {
		if c == '-' || c == '{' || c == '}' {
			continue
		}
		if n == 8 || n == 12 || n == 16 || n == 20 {
			dst = append(dst, '-')
		}
		if c >= 'A' {
			c |= 0x20
		}
		dst = append(dst, c)
		n++
	}
	return dst
}
