package coltype

import (
	"encoding/binary"
	"math/bits"
)

// Word is how much a direct encoder looks at in one step, in bytes.
const Word = 8

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

// hasUpper reports whether text, of hex digits and hyphens, has a capital.
func hasUpper(text []byte) bool {
	var capitals uint64
	for ; len(text) >= Word; text = text[Word:] {
		x := load(text)
		capitals |= capital(x)
	}
	for _, c := range text {
		capitals |= capital(uint64(c))
	}
	return capitals != 0
}

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
