package coltype

import (
	"encoding/binary"
	"math/bits"

	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// Nearly all values are short literals of the class that their column declares.
// A direct encoder takes such a literal from the dump's text to COPY text in one
// pass over its bytes, a word at a time. What it does not know, it leaves to the
// road of parser.Value and Type.Append, which says the same of what it knows.

// direct writes the literal that in begins with into dst, which has room for
// twice its length and a word more. It returns how many bytes it has written and
// read, or in read that it leaves the literal (Leave), or that in ends within
// it (Short).
type Fast func(t *Type, dst, in []byte) (written, read int, class parser.Class)

const (
	Leave = 0
	Short = -1
)

// Word is how much is looked at in one step, in bytes.
const Word = 8

// fasts holds the direct encoders. Encodings that are not here are rare, or
// their values change on the way.
var fasts = [...]Fast{
	encodeText:       fastText,
	encodeAny:        fastText,
	encodeBigint:     fastBigint,
	encodeBoolean:    fastBoolean,
	encodeDouble:     fastDouble,
	encodeNumeric:    fastNumeric,
	encodeBytea:      fastBytea,
	encodeTimestamp:  fastTimestamp,
	encodeDate:       fastDate,
	encodeUUID:       fastUUID,
	encodeJSON:       fastJSON,
	encodeTimestampT: fastTimestamp,
	encodeMoment:     fastMoment,
	encodeByteaAny:   fastBytea,
	encodeByteaRaw:   fastBytea,
}

// direct returns the direct encoder of the type, or one that leaves everything.
func (t *Type) Fast() Fast {
	if t.Class == parser.Null && int(t.Encoding) < len(fasts) && fasts[t.Encoding] != nil {
		textual := t.Encoding == encodeText || t.Encoding == encodeAny
		if !textual || t.Affinity == ast.TextAffinity || t.Affinity == ast.NoAffinity { // no text turns into a number
			return fasts[t.Encoding]
		}
	}
	if t.Class == parser.Integer && t.Encoding == encodeBigint {
		return fastBigint
	}
	return LeaveAll
}

// LeaveAll is the direct encoder that leaves everything.
func LeaveAll(*Type, []byte, []byte) (int, int, parser.Class) { return 0, Leave, parser.Null }

// Each byte of a word is tested at once: the highest bit of a byte is set where
// the test holds. Only ASCII bytes pass.
const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// plain tests for bytes that are no control characters, nor a nor b.
func plain(x, a, b uint64) uint64 {
	y := x &^ highs
	return (y + (0x80-0x20)*ones) & (y ^ a*ones + 0x7F*ones) & (y ^ b*ones + 0x7F*ones) & (x ^ highs) & highs
}

// first is the number of the lowest byte that a test does not hold for.
func first(test uint64) int { return bits.TrailingZeros64(test^highs) / 8 }

func load(b []byte) uint64 { return binary.LittleEndian.Uint64(b) }

func store(b []byte, x uint64) { binary.LittleEndian.PutUint64(b, x) }

// fastBigint takes the decimal digits of an integer.
func fastBigint(_ *Type, dst, in []byte) (int, int, parser.Class) {
	if len(in) < 4*Word {
		return 0, Short, parser.Null
	}
	sign := 0
	if in[0] == '-' {
		sign = 1
	}
	n := first(isDigit(load(in[sign:])))
	store(dst, load(in))
	if n == Word {
		n += first(isDigit(load(in[sign+Word:])))
		store(dst[Word:], load(in[Word:]))
	}
	if n == 2*Word {
		n += first(isDigit(load(in[sign+2*Word:])))
		store(dst[2*Word:], load(in[2*Word:]))
	}
	if n == 0 || n > 18 || in[sign] == '0' && sign+n > 1 || !endsValue(in[sign+n]) {
		return 0, Leave, parser.Null
	}
	return sign + n, sign + n, parser.Integer
}

// endsValue reports whether nothing more of a value comes before the byte.
func endsValue(c byte) bool { return c == ',' || c == ')' }

func fastBoolean(_ *Type, dst, in []byte) (int, int, parser.Class) {
	if len(in) < 2 {
		return 0, Short, parser.Null
	}
	if in[0]-'0' > 1 || !endsValue(in[1]) {
		return 0, Leave, parser.Null
	}
	dst[0] = 'f'
	if in[0] == '1' {
		dst[0] = 't'
	}
	return 1, 1, parser.Integer
}

// fastBytea takes x'00ff'.
func fastBytea(_ *Type, dst, in []byte) (int, int, parser.Class) {
	if len(in) < 2 {
		return 0, Short, parser.Null
	}
	if in[0]|0x20 != 'x' || in[1] != '\'' {
		return 0, Leave, parser.Null
	}
	n := copy(dst, `\\x`)
	i := 2
	for i+Word <= len(in) {
		x := load(in[i:])
		store(dst[n:], x)
		if digits := isHex(x); digits != highs {
			k := first(digits)
			i, n = i+k, n+k
			if in[i] != '\'' || i%2 != 0 {
				return 0, Leave, parser.Null
			}
			return n, i + 1, parser.Blob
		}
		i, n = i+Word, n+Word
	}
	return 0, Short, parser.Null
}

// fastUUID takes the spelling that PostgreSQL prints.
func fastUUID(_ *Type, dst, in []byte) (int, int, parser.Class) {
	const size = len("6f1d0e9a-0000-4000-8000-0123456789ab")
	if len(in) < size+2 {
		return 0, Short, parser.Null
	}
	if in[0] != '\'' || in[size+1] != '\'' || in[9] != '-' || in[14] != '-' || in[19] != '-' || in[24] != '-' {
		return 0, Leave, parser.Null
	}
	const hyphen = 4 // the byte of a word that is no digit
	digits, capitals := uint64(highs), uint64(0)
	for _, from := range [...]int{1, 25, 29} {
		x := load(in[from:])
		digits &= isHex(x)
		capitals |= capital(x)
	}
	for _, from := range [...]int{10, 15, 20} {
		x := load(in[from:])
		digits &= isHex(x) | 0x80<<(8*hyphen)
		capitals |= capital(x)
	}
	if digits != highs || capitals != 0 {
		return 0, Leave, parser.Null
	}
	return copy(dst, in[1:size+1]), size + 2, parser.Text
}

// capital is not 0 if one of the hex digits and hyphens in x is a capital: a
// letter that lacks the bit of small ones.
func capital(x uint64) uint64 { return x &^ (x << 1) & (0x40 * ones) }

// isDigit tests for decimal digits.
func isDigit(x uint64) uint64 {
	ascii := x &^ highs
	return (ascii + (0x80-'0')*ones) &^ (ascii + (0x7F-'9')*ones) & (x ^ highs) & highs
}

// isHex tests for hex digits.
func isHex(x uint64) uint64 {
	ascii := x &^ highs
	letter := ascii | 0x20*ones
	digits := (ascii + (0x80-'0')*ones) &^ (ascii + (0x7F-'9')*ones)
	letters := (letter + (0x80-'a')*ones) &^ (letter + (0x7F-'f')*ones)
	return (digits | letters) & (x ^ highs) & highs
}
