package query

import (
	"encoding/hex"
	"math"
	"math/big"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// literal translates a constant. A number and a string stand bare, as an
// integer, a numeric and an untyped literal: Settled gives them their types.
func (t *Translator) literal(l *ast.Literal) (Value, error) {
	switch l.Kind {
	case ast.IntegerLit:
		return integerText(l.Text), nil
	case ast.RealLit:
		f, _ := strconv.ParseFloat(l.Text, 64) // out of range gives an infinity, as in SQLite
		return realValue(f), nil
	case ast.TrueLit:
		return integer(1), nil
	case ast.FalseLit:
		return integer(0), nil
	case ast.StringLit:
		if !utf8.ValidString(l.Text) || strings.IndexByte(l.Text, 0) >= 0 {
			return Value{}, cannot("a string that PostgreSQL's text cannot hold")
		}
		return text(l.Text), nil
	case ast.BlobLit:
		return blobText(l.Text), nil
	case ast.CurrentTime, ast.CurrentDate, ast.CurrentTimestamp:
		return t.now(l.Kind)
	}
	return null, nil
}

// null is NULL.
var null = Value{X: pg.Keyword("NULL"), Type: TypeNull, Literal: &ast.Literal{Kind: ast.NullLit}}

// integer is an integer literal.
func integer(n int64) Value {
	v := Value{X: pg.Number(strconv.FormatInt(n, 10)), Type: TypeInteger, NotNull: true,
		Literal: &ast.Literal{Kind: ast.IntegerLit, Text: strconv.FormatInt(n, 10)}}
	v.Digits = len(strings.TrimPrefix(v.Literal.Text, "-"))
	if n < 0 {
		v.X = &pg.Prefix{Op: "-", X: pg.Number(v.Literal.Text[1:])}
	}
	if n == math.MinInt64 { // the digits alone are no bigint
		v.X = &pg.Cast{X: pg.String(v.Literal.Text), Type: "bigint"}
	}
	if n >= math.MinInt32 && n <= math.MaxInt32 {
		v.Type = TypeInt4
	}
	return v
}

// integerText reads an integer literal, in decimal or hexadecimal. One that is
// too large is a real. https://sqlite.org/lang_expr.html#literal_values_constants_
func integerText(s string) Value {
	if len(s) > 2 && s[0] == '0' && s[1]|0x20 == 'x' {
		n, _ := strconv.ParseUint(s[2:], 16, 64)
		return integer(int64(n))
	}
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		return integer(n)
	}
	f, _ := strconv.ParseFloat(s, 64)
	return realValue(f)
}

// realValue is a literal of type REAL.
func realValue(f float64) Value {
	v := Value{Type: TypeReal, NotNull: true, Literal: &ast.Literal{Kind: ast.RealLit, Text: strconv.FormatFloat(f, 'g', -1, 64)}}
	if math.IsInf(f, 0) {
		v.X = &pg.Cast{X: pg.String(map[bool]string{true: "Infinity", false: "-Infinity"}[f > 0]), Type: "double precision"}
		return v
	}
	digits := strconv.FormatFloat(math.Abs(f), 'f', -1, 64)
	if math.Abs(f) >= 1<<53 { // all digits: an integer may stand beside it
		digits = strconv.FormatFloat(math.Abs(f), 'f', 0, 64)
	}
	if len(digits) > 25 {
		digits = strconv.FormatFloat(math.Abs(f), 'g', -1, 64)
	} else if !strings.Contains(digits, ".") {
		digits += ".0"
	}
	v.X = pg.Number(digits)
	if f < 0 {
		v.X = &pg.Prefix{Op: "-", X: v.X}
	}
	return v
}

// text is a string literal.
func text(s string) Value {
	return Value{X: pg.String(s), Type: TypeText, NotNull: true, Literal: &ast.Literal{Kind: ast.StringLit, Text: s}}
}

// blobText is a blob literal of hex digits.
func blobText(digits string) Value {
	return Value{X: &pg.Cast{X: pg.String(`\x` + strings.ToLower(digits)), Type: "bytea"}, Type: TypeBlob, NotNull: true,
		Literal: &ast.Literal{Kind: ast.BlobLit, Text: digits}}
}

// Settled is the value as an expression of exactly the type that it says,
// however it is used: literals get their type, and integers are bigint.
func (v Value) Settled() Value {
	l := v.Literal
	switch {
	case v.Type.Kind == Integer && v.Type.narrow():
		v.X, v.Type = &pg.Cast{X: v.X, Type: "bigint"}, TypeInteger
	case l == nil:
	case l.Kind == ast.RealLit && v.Type.Kind == Real, l.Kind == ast.StringLit, l.Kind == ast.NullLit:
		if _, done := v.X.(*pg.Cast); !done {
			v.X = &pg.Cast{X: v.X, Type: v.Type.SQL}
		}
	}
	return v
}

// constantText is the text of a literal as SQLite converts it, and whether the
// value is a literal that has one.
func (v Value) constantText() (string, bool) {
	if v.Literal == nil {
		return "", false
	}
	switch v.Literal.Kind {
	case ast.IntegerLit, ast.StringLit:
		return v.Literal.Text, true
	case ast.RealLit:
		f, _ := strconv.ParseFloat(v.Literal.Text, 64)
		return realText(f), true
	case ast.BlobLit:
		b, err := hex.DecodeString(v.Literal.Text)
		return string(b), err == nil && utf8.Valid(b) && !strings.Contains(string(b), "\x00")
	}
	return "", false
}

// realText writes a real as SQLite converts it to text: 15 significant digits,
// and always a point.
func realText(f float64) string {
	switch {
	case math.IsInf(f, 1):
		return "Inf"
	case math.IsInf(f, -1):
		return "-Inf"
	case f == 0:
		return "0.0"
	}
	s := strconv.FormatFloat(f, 'e', 14, 64)
	mantissa, exponent, _ := strings.Cut(s, "e")
	e, _ := strconv.Atoi(exponent)
	if e < -4 || e >= 15 {
		mantissa = strings.TrimRight(mantissa, "0")
		if strings.HasSuffix(mantissa, ".") {
			mantissa += "0"
		}
		return mantissa + "e" + exponent
	}
	rounded, _ := strconv.ParseFloat(s, 64)
	out := strconv.FormatFloat(rounded, 'f', -1, 64)
	if !strings.Contains(out, ".") {
		out += ".0"
	}
	return out
}

const blanks = " \t\n\v\f\r"

// numericPrefix returns the longest prefix of a text that is a number, without
// the blanks before it, and whether it is written as an integer.
func numericPrefix(s string) (prefix string, whole bool) {
	s = strings.TrimLeft(s, blanks)
	i, digits := 0, 0
	run := func() {
		for i < len(s) && s[i] >= '0' && s[i] <= '9' {
			i, digits = i+1, digits+1
		}
	}
	if i < len(s) && (s[i] == '-' || s[i] == '+') {
		i++
	}
	run()
	whole = true
	if i < len(s) && s[i] == '.' && (digits > 0 || i+1 < len(s) && s[i+1] >= '0' && s[i+1] <= '9') {
		i, whole = i+1, false
		run()
	}
	if digits == 0 {
		return "", true
	}
	if end := i; i < len(s) && s[i]|0x20 == 'e' {
		i++
		if i < len(s) && (s[i] == '-' || s[i] == '+') {
			i++
		}
		if digits = 0; true {
			run()
		}
		if digits == 0 {
			i = end
		} else {
			whole = false
		}
	}
	return s[:i], whole
}

// constantNumber is what arithmetic makes of a text: the number that it begins
// with, or 0.
func constantNumber(s string) Value {
	prefix, whole := numericPrefix(s)
	switch {
	case prefix == "":
		return integer(0)
	case whole:
		return integerText(strings.TrimPrefix(prefix, "+"))
	}
	f, _ := strconv.ParseFloat(prefix, 64)
	return realValue(f)
}

// asNumber is what NUMERIC affinity makes of a text, if the text looks like a
// number. https://sqlite.org/datatype3.html#type_affinity
func asNumber(s string) (Value, bool) {
	prefix, _ := numericPrefix(s)
	if prefix == "" || strings.Trim(s, blanks) != prefix {
		return Value{}, false
	}
	v := constantNumber(s)
	if v.Type.Kind == Real { // 5.0 becomes 5
		f, _ := strconv.ParseFloat(v.Literal.Text, 64)
		if f == math.Trunc(f) && math.Abs(f) < 1<<51 {
			v = integer(int64(f))
		}
	}
	return v, true
}

// integerPrefix is what CAST AS INTEGER makes of a text.
func integerPrefix(s string) int64 {
	s = strings.TrimLeft(s, blanks)
	i := 0
	if i < len(s) && (s[i] == '-' || s[i] == '+') {
		i++
	}
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	n, ok := new(big.Int).SetString(strings.TrimPrefix(s[:i], "+"), 10)
	switch {
	case !ok:
		return 0
	case n.IsInt64():
		return n.Int64()
	case n.Sign() < 0:
		return math.MinInt64
	}
	return math.MaxInt64
}

// truncated is what CAST AS INTEGER makes of a real.
func truncated(f float64) int64 {
	switch {
	case f >= math.MaxInt64:
		return math.MaxInt64
	case f <= math.MinInt64:
		return math.MinInt64
	}
	return int64(f)
}
