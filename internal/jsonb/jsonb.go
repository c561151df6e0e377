// Package jsonb reads and writes SQLite's binary JSON.
// https://sqlite.org/jsonb.html
package jsonb

import (
	"encoding/binary"
	"encoding/json"
	"errors"
)

// The types of elements that have names here.
const (
	null    = 0
	true_   = 1
	false_  = 2
	integer = 3
	float   = 5
	text    = 7 // needs no escapes
	textJ   = 8 // has the escapes of JSON
	textRaw = 10
	array   = 11
	object  = 12
)

// maxDepth of arrays and objects, as in SQLite.
const maxDepth = 1000

var (
	errFormat = errors.New("it is no JSONB")
	errDepth  = errors.New("it is nested more than 1000 levels deep")
)

// Encode appends what SQLite's jsonb() makes of JSON text.
func Encode(dst, src []byte) ([]byte, error) {
	if !json.Valid(src) {
		return dst, errors.New("it is no JSON")
	}
	dst, rest, err := encode(dst, src, 0)
	if err == nil && len(blanks(rest)) > 0 {
		err = errFormat
	}
	return dst, err
}

// encode appends the value that valid JSON begins with, and returns what
// follows it.
func encode(dst, src []byte, depth int) ([]byte, []byte, error) {
	if depth > maxDepth {
		return dst, src, errDepth
	}
	src = blanks(src)
	switch c := src[0]; c {
	case 'n':
		return append(dst, null), src[4:], nil
	case 't':
		return append(dst, true_), src[4:], nil
	case 'f':
		return append(dst, false_), src[5:], nil
	case '"':
		n, kind := 1, byte(text)
		for src[n] != '"' {
			if src[n] == '\\' {
				kind = textJ
				n++
			}
			n++
		}
		return append(header(dst, kind, n-1), src[1:n]...), src[n+1:], nil
	case '[', '{':
		kind, end := byte(array), byte(']')
		if c == '{' {
			kind, end = object, '}'
		}
		var inside []byte
		src = src[1:]
		for {
			src = blanks(src)
			switch src[0] {
			case end:
				return append(header(dst, kind, len(inside)), inside...), src[1:], nil
			case ',', ':':
				src = src[1:]
				continue
			}
			var err error
			if inside, src, err = encode(inside, src, depth+1); err != nil {
				return dst, src, err
			}
		}
	}
	n, kind := 0, byte(integer)
	for n < len(src) && (src[n] >= '0' && src[n] <= '9' || src[n] == '-' || src[n] == '+' || src[n] == '.' || src[n]|0x20 == 'e') {
		if src[n] == '.' || src[n]|0x20 == 'e' {
			kind = float
		}
		n++
	}
	return append(header(dst, kind, n), src[:n]...), src[n:], nil
}

func blanks(src []byte) []byte {
	for len(src) > 0 && (src[0] == ' ' || src[0] == '\t' || src[0] == '\n' || src[0] == '\r') {
		src = src[1:]
	}
	return src
}

// header appends the header of an element with size bytes of payload.
func header(dst []byte, kind byte, size int) []byte {
	switch {
	case size <= 11:
		return append(dst, byte(size)<<4|kind)
	case size <= 0xFF:
		return append(dst, 12<<4|kind, byte(size))
	case size <= 0xFFFF:
		return binary.BigEndian.AppendUint16(append(dst, 13<<4|kind), uint16(size))
	}
	return binary.BigEndian.AppendUint32(append(dst, 14<<4|kind), uint32(size))
}

// Decode appends the JSON text of a JSONB blob. Blobs that are no JSONB are an
// error; so are elements of JSON5, which have no exact form in JSON.
func Decode(dst, blob []byte) ([]byte, error) {
	n := len(dst)
	out, rest, err := decode(dst, blob, 0)
	if err != nil || len(rest) > 0 || !json.Valid(out[n:]) {
		return dst, errFormat
	}
	return out, nil
}

func decode(dst, blob []byte, depth int) ([]byte, []byte, error) {
	if depth > maxDepth {
		return dst, nil, errDepth
	}
	kind, payload, rest, ok := element(blob)
	if !ok {
		return dst, nil, errFormat
	}
	switch kind {
	case null, true_, false_:
		if len(payload) > 0 {
			return dst, nil, errFormat
		}
		return append(dst, [...]string{"null", "true", "false"}[kind]...), rest, nil
	case integer, float: // a number and nothing else: JSON has blanks around it, too
		if !json.Valid(payload) || payload[0] != '-' && !digit(payload[0]) || !digit(payload[len(payload)-1]) {
			return dst, nil, errFormat
		}
		return append(dst, payload...), rest, nil
	case text, textJ: // one text: a quote in it would end it
		n := len(dst)
		dst = append(append(append(dst, '"'), payload...), '"')
		if !json.Valid(dst[n:]) {
			return dst, nil, errFormat
		}
		return dst, rest, nil
	case textRaw:
		quoted, err := json.Marshal(string(payload))
		return append(dst, quoted...), rest, err
	case array, object:
		open, end := byte('['), byte(']')
		if kind == object {
			open, end = '{', '}'
		}
		dst = append(dst, open)
		for i := 0; len(payload) > 0; i++ {
			if i > 0 {
				sep := byte(',')
				if kind == object && i%2 == 1 {
					sep = ':'
				}
				dst = append(dst, sep)
			}
			var err error
			if dst, payload, err = decode(dst, payload, depth+1); err != nil {
				return dst, nil, err
			}
		}
		return append(dst, end), rest, nil
	}
	return dst, nil, errFormat
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

// element takes the first element of a blob apart.
func element(blob []byte) (kind byte, payload, rest []byte, ok bool) {
	if len(blob) == 0 {
		return 0, nil, nil, false
	}
	kind = blob[0] & 15
	size, wide := uint64(blob[0]>>4), 0
	if size >= 12 {
		wide = 1 << (size - 12)
	}
	blob = blob[1:]
	if len(blob) < wide {
		return 0, nil, nil, false
	}
	if wide > 0 {
		size = 0
		for _, c := range blob[:wide] {
			size = size<<8 | uint64(c)
		}
		blob = blob[wide:]
	}
	if size > uint64(len(blob)) {
		return 0, nil, nil, false
	}
	return kind, blob[:size], blob[size:], true
}
