package coltype

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strconv"
)

// maxJSONDepth is how deep JSON may nest.
const maxJSONDepth = 10000

// jsonFit reads a text as JSON (RFC 8259). It is a Misfit if it is none, and
// PlainJSON if jsonb refuses it: \u0000, half of a surrogate pair and numbers beyond
// numeric. Of a key that stands twice in an object jsonb keeps the last value only:
// RepeatedKeys.
// https://www.postgresql.org/docs/current/datatype-json.html
//
// That the bytes are UTF-8 is not looked at. Single quotes may be doubled: they
// stand in strings only, and keys stay as different as they are.
func jsonFit(text []byte) Fit {
	var levelRoom [8]jsonLevel // no garbage for most values
	var keyRoom [16][]byte
	levels, keys := levelRoom[:0], keyRoom[:0]
	fit := Fits
	i := 0
	for {
		// A value begins here.
		i = skipSpace(text, i)
		if i == len(text) {
			return Misfit
		}
		switch c := text[i]; {
		case c == '{' || c == '[':
			if len(levels) == maxJSONDepth {
				return Misfit
			}
			levels = append(levels, jsonLevel{object: c == '{', keys: len(keys)})
			i = skipSpace(text, i+1)
			if i < len(text) && text[i] == c+2 { // empty
				break
			}
			if c == '[' {
				continue
			}
			if i, keys = jsonKey(text, i, keys, &fit); i < 0 {
				return Misfit
			}
			continue
		case c == '"':
			end, escaped := jsonString(text, i)
			if end < 0 {
				return Misfit
			}
			if escaped && !escapesHold(text[i+1:end-1]) {
				fit = PlainJSON
			}
			i = end
		case c == '-' || c >= '0' && c <= '9':
			end := jsonNumber(text, i)
			if end < 0 {
				return Misfit
			}
			if !numericHolds(text[i:end]) {
				fit = PlainJSON
			}
			i = end
		default:
			n := jsonWord(text[i:])
			if n == 0 {
				return Misfit
			}
			i += n
		}
		// A value has ended, or an empty object or array is about to.
		for {
			i = skipSpace(text, i)
			if len(levels) == 0 {
				if i < len(text) {
					return Misfit
				}
				return fit
			}
			if i == len(text) {
				return Misfit
			}
			level := levels[len(levels)-1]
			if text[i] == ',' {
				if i++; level.object {
					if i, keys = jsonKey(text, skipSpace(text, i), keys, &fit); i < 0 {
						return Misfit
					}
				}
				break
			}
			if level.object != (text[i] == '}') || text[i] != '}' && text[i] != ']' {
				return Misfit
			}
			if fit == Fits && repeats(keys[level.keys:]) {
				fit = RepeatedKeys
			}
			keys, levels = keys[:level.keys], levels[:len(levels)-1]
			i++
		}
	}
}

// jsonLevel is an open object or array: its keys begin at number keys.
type jsonLevel struct {
	object bool
	keys   int
}

// jsonKey reads a key and its colon, and returns where the value begins, or -1.
func jsonKey(text []byte, i int, keys [][]byte, fit *Fit) (int, [][]byte) {
	if i == len(text) || text[i] != '"' {
		return -1, keys
	}
	end, escaped := jsonString(text, i)
	if end < 0 {
		return -1, keys
	}
	key := text[i+1 : end-1]
	if escaped {
		if !escapesHold(key) {
			*fit = PlainJSON
		}
		key = unescaped(text[i:end])
	}
	keys = append(keys, key)
	if i = skipSpace(text, end); i == len(text) || text[i] != ':' {
		return -1, keys
	}
	return i + 1, keys
}

func skipSpace(text []byte, i int) int {
	for i < len(text) && (text[i] == ' ' || text[i] == '\n' || text[i] == '\t' || text[i] == '\r') {
		i++
	}
	return i
}

// jsonWord returns the length of the word that text begins with.
func jsonWord(text []byte) int {
	for _, w := range [...]string{"true", "false", "null"} {
		if len(text) >= len(w) && string(text[:len(w)]) == w {
			return len(w)
		}
	}
	return 0
}

// jsonString returns where the string that begins at i ends, or -1, and whether
// it has escapes.
func jsonString(text []byte, i int) (end int, escaped bool) {
	for i++; ; {
		for i+Word <= len(text) {
			if test := plain(load(text[i:]), '"', '\\'); test != highs {
				i += first(test)
				break
			}
			i += Word
		}
		if i == len(text) {
			return -1, false
		}
		switch c := text[i]; {
		case c == '"':
			return i + 1, escaped
		case c < 0x20:
			return -1, false
		case c == '\\':
			escaped = true
			n := jsonEscape(text[i+1:])
			if n == 0 {
				return -1, false
			}
			i += n
		}
		i++
	}
}

// jsonEscape returns the length of what stands after the backslash of an escape,
// or 0.
func jsonEscape(text []byte) int {
	if len(text) == 0 {
		return 0
	}
	if text[0] != 'u' {
		switch text[0] {
		case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
			return 1
		}
		return 0
	}
	if len(text) < 5 {
		return 0
	}
	if _, err := hex.Decode(make([]byte, 2), text[1:5]); err != nil {
		return 0
	}
	return 5
}

// jsonNumber returns where the number that begins at i ends, or -1.
func jsonNumber(text []byte, i int) int {
	digits := func() bool {
		from := i
		for i < len(text) && text[i]-'0' <= 9 {
			i++
		}
		return i > from
	}
	if text[i] == '-' {
		i++
	}
	zero := i < len(text) && text[i] == '0'
	from := i
	if !digits() || zero && i > from+1 {
		return -1
	}
	if i < len(text) && text[i] == '.' {
		if i++; !digits() {
			return -1
		}
	}
	if i < len(text) && text[i]|0x20 == 'e' {
		if i++; i < len(text) && (text[i] == '+' || text[i] == '-') {
			i++
		}
		if !digits() {
			return -1
		}
	}
	return i
}

// repeats reports whether a key stands twice. It changes the order of keys.
func repeats(keys [][]byte) bool {
	if len(keys) <= 8 {
		for i, k := range keys {
			for _, other := range keys[:i] {
				if bytes.Equal(k, other) {
					return true
				}
			}
		}
		return false
	}
	slices.SortFunc(keys, bytes.Compare)
	for i := 1; i < len(keys); i++ {
		if bytes.Equal(keys[i-1], keys[i]) {
			return true
		}
	}
	return false
}

// unescaped is the content of a JSON string that has escapes.
func unescaped(quoted []byte) []byte {
	var s string
	if json.Unmarshal(quoted, &s) != nil {
		return quoted
	}
	return []byte(s)
}

// escapesHold reports whether no escape of a JSON string stands for NUL or
// half of a surrogate pair.
func escapesHold(text []byte) bool {
	high := false // the last escape was the first half of a pair
	for {
		i := bytes.IndexByte(text, '\\')
		if high && i != 0 || i < 0 {
			return !high
		}
		if text[i+1] != 'u' {
			if high {
				return false
			}
			text = text[i+2:]
			continue
		}
		code, _ := strconv.ParseUint(str(text[i+2:i+6]), 16, 16)
		low := code >= 0xDC00 && code <= 0xDFFF
		if code == 0 || low != high {
			return false
		}
		high = code >= 0xD800 && code <= 0xDBFF
		text = text[i+6:]
	}
}

// numericHolds reports whether PostgreSQL's numeric holds a JSON number: up to
// 131072 digits before the point and 16383 after it.
// https://www.postgresql.org/docs/current/datatype-numeric.html
func numericHolds(number []byte) bool {
	digits, exponent := number, 0
	for i, c := range number {
		if c|0x20 == 'e' {
			var err error
			if exponent, err = strconv.Atoi(str(number[i+1:])); err != nil || exponent > 131072 || exponent < -16383 {
				return false
			}
			digits = number[:i]
			break
		}
	}
	if exponent == 0 && len(digits) <= 16383 {
		return true
	}
	whole, fraction, _ := bytes.Cut(digits, []byte{'.'})
	return len(whole)+exponent <= 131072 && len(fraction)-exponent <= 16383
}
