package coltype

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// appendJSONB appends what PostgreSQL prints of JSON as jsonb: keys by their length and
// then by their bytes, of equal ones the last, one space after each colon and comma,
// strings with the escapes that they need, numbers as numeric prints them.
// https://www.postgresql.org/docs/current/datatype-json.html
func appendJSONB(dst, text []byte) []byte {
	p := jsonbPrinter{text: text}
	return p.value(dst)
}

// jsonbPrinter reads JSON that jsonb holds: jsonFit has looked at it.
type jsonbPrinter struct {
	text []byte
	at   int
}

// next skips spaces and returns the byte that follows.
func (p *jsonbPrinter) next() byte {
	p.at = skipSpace(p.text, p.at)
	return p.text[p.at]
}

func (p *jsonbPrinter) value(dst []byte) []byte {
	switch c := p.next(); c {
	case '{':
		return p.object(dst)
	case '[':
		p.at++
		dst = append(dst, '[')
		for n := 0; p.next() != ']'; n++ {
			if n > 0 {
				p.at++ // the comma
				dst = append(dst, ", "...)
			}
			dst = p.value(dst)
		}
		p.at++
		return append(dst, ']')
	case '"':
		return appendJSONString(dst, p.string())
	case 't', 'f', 'n':
		n := jsonWord(p.text[p.at:])
		p.at += n
		return append(dst, p.text[p.at-n:p.at]...)
	}
	end := jsonNumber(p.text, p.at)
	number := p.text[p.at:end]
	p.at = end
	return appendNumeric(dst, number)
}

func (p *jsonbPrinter) object(dst []byte) []byte {
	type member struct{ key, value string }
	var members []member
	p.at++
	for n := 0; p.next() != '}'; n++ {
		if n > 0 {
			p.at++ // the comma
			p.next()
		}
		key := p.string()
		p.next()
		p.at++ // the colon
		members = append(members, member{key, string(p.value(nil))})
	}
	p.at++
	slices.SortStableFunc(members, func(a, b member) int {
		if len(a.key) != len(b.key) {
			return len(a.key) - len(b.key)
		}
		return strings.Compare(a.key, b.key)
	})
	dst = append(dst, '{')
	first := true
	for i, m := range members {
		if i+1 < len(members) && members[i+1].key == m.key {
			continue
		}
		if !first {
			dst = append(dst, ", "...)
		}
		first = false
		dst = append(append(appendJSONString(dst, m.key), ": "...), m.value...)
	}
	return append(dst, '}')
}

// string reads a string.
func (p *jsonbPrinter) string() (s string) {
	end, escaped := jsonString(p.text, p.at)
	raw := p.text[p.at:end]
	p.at = end
	if !escaped {
		return string(raw[1 : len(raw)-1])
	}
	json.Unmarshal(raw, &s)
	return s
}

// appendJSONString appends a string as PostgreSQL's escape_json does.
func appendJSONString(dst []byte, s string) []byte {
	dst = append(dst, '"')
	for i := range len(s) {
		switch c := s[i]; {
		case c == '\b':
			dst = append(dst, `\b`...)
		case c == '\f':
			dst = append(dst, `\f`...)
		case c == '\n':
			dst = append(dst, `\n`...)
		case c == '\r':
			dst = append(dst, `\r`...)
		case c == '\t':
			dst = append(dst, `\t`...)
		case c == '"' || c == '\\':
			dst = append(dst, '\\', c)
		case c < ' ':
			dst = fmt.Appendf(dst, `\u%04x`, c)
		default:
			dst = append(dst, c)
		}
	}
	return append(dst, '"')
}

// appendNumeric appends a number of JSON as numeric prints it: its digits without an
// exponent.
func appendNumeric(dst, number []byte) []byte {
	negative := number[0] == '-'
	number = bytes.TrimPrefix(number, []byte{'-'})
	exponent := 0
	if i := bytes.IndexAny(number, "eE"); i >= 0 {
		exponent, _ = strconv.Atoi(strings.TrimPrefix(string(number[i+1:]), "+"))
		number = number[:i]
	}
	whole, fraction, _ := bytes.Cut(number, []byte{'.'})
	digits := string(whole) + string(fraction)
	point := len(whole) + exponent
	if point > len(digits) {
		digits += strings.Repeat("0", point-len(digits))
	}
	if point < 0 {
		digits, point = strings.Repeat("0", -point)+digits, 0
	}
	if strings.Trim(digits, "0") == "" {
		negative = false
	}
	if negative {
		dst = append(dst, '-')
	}
	if before := strings.TrimLeft(digits[:point], "0"); before == "" {
		dst = append(dst, '0')
	} else {
		dst = append(dst, before...)
	}
	if after := digits[point:]; after != "" {
		dst = append(append(dst, '.'), after...)
	}
	return dst
}
