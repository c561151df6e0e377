package rewrite

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
)

// jsonbHolds reports whether jsonb holds all that valid JSON says. It refuses
// \u0000, half of a surrogate pair and numbers beyond numeric, and of a key
// that stands twice in an object it keeps the last value only.
// https://www.postgresql.org/docs/current/datatype-json.html
func jsonbHolds(text []byte) bool {
	var keyRoom [64][]byte // no garbage for most values
	var startRoom [64]int
	keys, starts := keyRoom[:0], startRoom[:0] // of the open objects, the outermost first
	for i := 0; i < len(text); {
		switch c := text[i]; {
		case c == '{':
			starts = append(starts, len(keys))
			i++
		case c == '}':
			first := starts[len(starts)-1]
			if repeats(keys[first:]) {
				return false
			}
			keys, starts = keys[:first], starts[:len(starts)-1]
			i++
		case c == '"':
			end := i + 1
			for text[end] != '"' {
				if text[end] == '\\' {
					end++
				}
				end++
			}
			content := text[i+1 : end]
			if !escapesHold(content) {
				return false
			}
			if rest := bytes.TrimLeft(text[end+1:], " \t\r\n"); len(rest) > 0 && rest[0] == ':' {
				keys = append(keys, unescaped(content, text[i:end+1]))
			}
			i = end + 1
		case c == '-' || c >= '0' && c <= '9':
			end := i + 1
			for end < len(text) && bytes.IndexByte([]byte("+-.eE0123456789"), text[end]) >= 0 {
				end++
			}
			if !numericHolds(text[i:end]) {
				return false
			}
			i = end
		default:
			i++
		}
	}
	return true
}

// repeats reports whether a key stands twice. It changes the order of keys.
func repeats(keys [][]byte) bool {
	slices.SortFunc(keys, bytes.Compare)
	for i := 1; i < len(keys); i++ {
		if bytes.Equal(keys[i-1], keys[i]) {
			return true
		}
	}
	return false
}

// unescaped is the content of a JSON string.
func unescaped(content, quoted []byte) []byte {
	if bytes.IndexByte(content, '\\') < 0 {
		return content
	}
	var s string
	if json.Unmarshal(quoted, &s) != nil {
		return content
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
	if i := bytes.IndexAny(number, "eE"); i >= 0 {
		var err error
		if exponent, err = strconv.Atoi(str(number[i+1:])); err != nil || exponent > 131072 || exponent < -16383 {
			return false
		}
		digits = number[:i]
	}
	whole, fraction, _ := bytes.Cut(digits, []byte{'.'})
	return len(whole)+exponent <= 131072 && len(fraction)-exponent <= 16383
}
