package fit

import (
	"bytes"
	stdjson "encoding/json"
	"io"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/target"
)

// array is an array of any type. Its elements are written as values of that type.
type array struct {
	elem *Writer
	json bool // they are JSON: arrays and objects are elements
}

func newArray(t *target.Type, o *Options) encoder {
	elem := t.Elem()
	b := elem.Base()
	options := *o
	options.Affinity = 0 // an element is what it says
	return &array{newWriter(elem, false, options), b.Is("json") || b.Is("jsonb")}
}

func (e *array) printed() bool { return e.elem.Printed() }

func (e *array) append(w *Writer, dst []byte, v *parser.Value) ([]byte, Fit) {
	if v.Class != parser.Text {
		return dst, NoReading
	}
	text := w.trimmed(v)
	if fit := checkText(text); fit != Fits {
		return dst, fit
	}
	if len(text) == 0 || text[0] != '[' && text[0] != '{' {
		return dst, NoReading
	}
	a := arrayReader{e: e, sizes: make([]int, 0, maxDims)}
	var fit Fit
	if text[0] == '[' {
		a.d = stdjson.NewDecoder(bytes.NewReader(text))
		a.d.UseNumber()
		fit = a.fromJSON()
	} else {
		a.text = text
		fit = a.fromPostgres()
	}
	if !fit.OK() {
		return dst, fit
	}
	if a.count == 0 {
		a.out = append(a.out[:0], "{}"...) // an array without elements has no dimensions
	}
	return appendText(dst, a.out), fit
}

// maxDims is how many dimensions an array has at most (MAXDIM).
const maxDims = 6

// arrayReader makes the text of an array, as PostgreSQL prints it.
type arrayReader struct {
	e     *array
	d     *stdjson.Decoder
	text  []byte // what is left of PostgreSQL's form
	out   []byte
	sizes []int // of each dimension, -1 before it is known
	flat  int   // the depth at which elements stand, 0 before it is known
	count int   // elements
	fit   Fit
}

// fromJSON reads a JSON array.
func (a *arrayReader) fromJSON() Fit {
	if t, err := a.d.Token(); err != nil || t != stdjson.Delim('[') {
		return NoReading
	}
	if fit := a.jsonPart(1); fit != Fits {
		return fit
	}
	if _, err := a.d.Token(); err != io.EOF {
		return NoReading
	}
	return a.fit
}

// jsonPart reads the elements of an array whose bracket is read.
func (a *arrayReader) jsonPart(depth int) Fit {
	if depth > maxDims {
		return NoReading
	}
	a.out = append(a.out, '{')
	size := 0
	for ; a.d.More(); size++ {
		if size > 0 {
			a.out = append(a.out, ',')
		}
		var raw stdjson.RawMessage
		if a.e.json {
			if a.d.Decode(&raw) != nil {
				return NoReading
			}
			if fit := a.element(depth, parser.Value{Class: parser.Text, Text: raw}); fit != Fits {
				return fit
			}
			continue
		}
		t, err := a.d.Token()
		if err != nil {
			return NoReading
		}
		fit := Fits
		switch t := t.(type) {
		case stdjson.Delim:
			if t != '[' {
				return NoReading
			}
			if a.flat > 0 && depth >= a.flat {
				return Ragged
			}
			fit = a.jsonPart(depth + 1)
		case string:
			fit = a.element(depth, parser.Value{Class: parser.Text, Text: []byte(t)})
		case stdjson.Number:
			fit = a.element(depth, jsonNumber(string(t)))
		case bool:
			fit = a.element(depth, parser.Value{Class: parser.Text, Text: []byte(map[bool]string{true: "true", false: "false"}[t])})
		case nil:
			fit = a.element(depth, parser.Value{Class: parser.Null})
		}
		if fit != Fits {
			return fit
		}
	}
	if _, err := a.d.Token(); err != nil {
		return NoReading
	}
	return a.close(depth, size)
}

// jsonNumber is a number of JSON as a value of SQLite.
func jsonNumber(text string) parser.Value {
	v := parser.Number(text)
	if v.Class == parser.Real { // to its last digit, for numeric
		return parser.Value{Class: parser.Text, Text: []byte(text)}
	}
	return v
}

// close ends a part of the array at a depth, which has that many elements.
func (a *arrayReader) close(depth, size int) Fit {
	a.out = append(a.out, '}')
	for len(a.sizes) < depth {
		a.sizes = append(a.sizes, -1)
	}
	if a.sizes[depth-1] >= 0 && a.sizes[depth-1] != size || size == 0 && depth > 1 {
		return Ragged
	}
	a.sizes[depth-1] = size
	return Fits
}

// element appends one element.
func (a *arrayReader) element(depth int, v parser.Value) Fit {
	if a.flat > 0 && a.flat != depth {
		return Ragged
	}
	a.flat = depth
	a.count++
	if v.Class == parser.Null {
		a.out = append(a.out, "NULL"...)
		return Fits
	}
	copied, fit := a.e.elem.Append(nil, &v)
	if !fit.OK() {
		return fit
	}
	a.fit = max(a.fit, fit)
	var buf []byte
	a.out = appendElement(a.out, pg.CopyContent(copied, &buf))
	return Fits
}

// appendElement appends the text of an element, quoted where PostgreSQL quotes it
// (array_out in arrayfuncs.c).
func appendElement(dst, text []byte) []byte {
	if len(text) > 0 && !bytes.ContainsAny(text, "{}\",\\ \t\n\v\f\r") && !bytes.EqualFold(text, []byte("NULL")) {
		return append(dst, text...)
	}
	dst = append(dst, '"')
	for _, c := range text {
		if c == '"' || c == '\\' {
			dst = append(dst, '\\')
		}
		dst = append(dst, c)
	}
	return append(dst, '"')
}

// fromPostgres reads PostgreSQL's own form: {a,"b c",NULL,{...}}.
func (a *arrayReader) fromPostgres() Fit {
	if fit := a.postgresPart(1); fit != Fits {
		return fit
	}
	if len(a.text) > 0 {
		return NoReading
	}
	return a.fit
}

// postgresPart reads a part whose brace is next.
func (a *arrayReader) postgresPart(depth int) Fit {
	if depth > maxDims {
		return NoReading
	}
	a.text = trimLeft(a.text[1:])
	a.out = append(a.out, '{')
	size := 0
	for ; len(a.text) > 0 && a.text[0] != '}'; size++ {
		if size > 0 {
			if a.text[0] != ',' {
				return NoReading
			}
			a.out = append(a.out, ',')
			a.text = trimLeft(a.text[1:])
		}
		fit := NoReading
		if len(a.text) > 0 && a.text[0] == '{' {
			if a.flat > 0 && depth >= a.flat {
				return Ragged
			}
			fit = a.postgresPart(depth + 1)
		} else if v, ok := a.postgresElement(); ok {
			fit = a.element(depth, v)
		}
		if fit != Fits {
			return fit
		}
		a.text = trimLeft(a.text)
	}
	if len(a.text) == 0 {
		return NoReading
	}
	a.text = trimLeft(a.text[1:])
	return a.close(depth, size)
}

// postgresElement reads an element, quoted or not.
func (a *arrayReader) postgresElement() (v parser.Value, ok bool) {
	v.Class = parser.Text
	if len(a.text) > 0 && a.text[0] == '"' {
		for i := 1; i < len(a.text); i++ {
			switch c := a.text[i]; c {
			case '"':
				a.text = a.text[i+1:]
				return v, true
			case '\\':
				if i++; i < len(a.text) {
					v.Text = append(v.Text, a.text[i])
				}
			default:
				v.Text = append(v.Text, c)
			}
		}
		return v, false
	}
	i := 0
	for ; i < len(a.text) && a.text[i] != ',' && a.text[i] != '}'; i++ {
		switch a.text[i] {
		case '"', '{':
			return v, false
		case '\\':
			if i++; i == len(a.text) {
				return v, false
			}
		}
		v.Text = append(v.Text, a.text[i])
	}
	a.text = a.text[i:]
	v.Text = trim(v.Text)
	if bytes.EqualFold(v.Text, []byte("NULL")) {
		return parser.Value{Class: parser.Null}, true
	}
	return v, len(v.Text) > 0
}

func trimLeft(text []byte) []byte {
	for len(text) > 0 && space(text[0]) {
		text = text[1:]
	}
	return text
}
