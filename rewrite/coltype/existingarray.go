package coltype

import (
	"bytes"
	"encoding/json"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser"
)

// maxArrayDepth is how many dimensions an array may have.
// https://www.postgresql.org/docs/current/arrays.html
const maxArrayDepth = 6

// writeArray writes a JSON array as one of PostgreSQL, each element as its type
// takes it. A text in PostgreSQL's own form goes in as it is.
func writeArray(dst []byte, x *existing, v *parser.Value) ([]byte, Fit) {
	text := bytes.TrimSpace(textOf(v))
	if v.Class != parser.Text && v.Class != parser.Blob || len(text) == 0 {
		return dst, Misfit
	}
	if text[0] == '{' && text[len(text)-1] == '}' && !json.Valid(text) {
		return pg.AppendCopyText(dst, text), Fits
	}
	var list []json.RawMessage
	if jsonFit(text) == Misfit || json.Unmarshal(text, &list) != nil {
		return dst, Misfit
	}
	element := &existing{Existing: x.Element, Reading: x.Reading, row: existingRow(x.Element)}
	array, fit := element.appendArray(nil, list, 1)
	if !fit.OK() {
		return dst, fit
	}
	return pg.AppendCopyText(dst, array), fit
}

func (x *existing) appendArray(dst []byte, list []json.RawMessage, depth int) ([]byte, Fit) {
	if depth > maxArrayDepth {
		return dst, Misfit
	}
	all := Fits
	dst = append(dst, '{')
	for i, raw := range list {
		if i > 0 {
			dst = append(dst, ',')
		}
		var inner []json.RawMessage
		if isJSON := x.Existing.Name == "json" || x.Existing.Name == "jsonb"; !isJSON && raw[0] == '[' && json.Unmarshal(raw, &inner) == nil {
			var fit Fit
			if dst, fit = x.appendArray(dst, inner, depth+1); !fit.OK() {
				return dst, fit
			}
			continue
		} else if string(raw) == "null" {
			dst = append(dst, "NULL"...)
			continue
		} else {
			value, ok := jsonElement(raw, isJSON)
			if !ok {
				return dst, Misfit
			}
			copied, fit := x.row.write(nil, x, value)
			if !fit.OK() {
				return dst, fit
			}
			all = max(all, fit)
			var buf []byte
			dst = appendQuotedElement(dst, pg.CopyContent(copied, &buf))
		}
	}
	return append(dst, '}'), all
}

// jsonElement is an element of a JSON array as a value of SQLite.
func jsonElement(raw json.RawMessage, isJSON bool) (*parser.Value, bool) {
	switch c := raw[0]; {
	case isJSON:
		return &parser.Value{Class: parser.Text, Text: raw}, true
	case c == '"':
		var text string
		if json.Unmarshal(raw, &text) != nil {
			return nil, false
		}
		return &parser.Value{Class: parser.Text, Text: []byte(text)}, true
	case c == 't' || c == 'f':
		return &parser.Value{Class: parser.Text, Text: raw}, true
	case c == '{':
		return nil, false
	}
	v := parser.Number(string(raw))
	return &v, true
}

// appendQuotedElement appends an element between quotes.
// https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO
func appendQuotedElement(dst, text []byte) []byte {
	dst = append(dst, '"')
	for _, c := range text {
		if c == '"' || c == '\\' {
			dst = append(dst, '\\')
		}
		dst = append(dst, c)
	}
	return append(dst, '"')
}
