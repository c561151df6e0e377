package parser

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/lexer"
)

// Class is SQLite's storage class of a value.
// https://sqlite.org/datatype3.html#storage_classes_and_datatypes
type Class uint8

// The storage classes.
const (
	Null Class = iota
	Integer
	Real
	Text
	Blob
)

func (c Class) String() string {
	return [...]string{"NULL", "integer", "real", "text", "blob"}[c]
}

// Value is one value of a row. Text points into buffers of the parser and is
// valid until the next call of a Parser method.
type Value struct {
	Class Class
	// Doubled is set when a Text's quotes are still doubled, as they stand in
	// the literal.
	Doubled bool
	// Open is set when a Text or Blob is too long for one buffer: Text is
	// empty, and Chunk returns the content part by part.
	Open bool
	// Text is, by class: the decimal digits of an integer within int64, in
	// canonical form; a real as written, for strconv.ParseFloat (infinities as
	// "Inf" and "-Inf"); the bytes of a text; the hex digits of a blob.
	Text []byte
	// Offset is where the value begins in the input.
	Offset int64

	inScratch bool // Text stays valid while the value is evaluated: it is in the parser's scratch, or its own
}

// AppendContent appends the content of a Text, its quotes made single, or the
// Text of another class.
func (v *Value) AppendContent(dst []byte) []byte {
	if !v.Doubled {
		return append(dst, v.Text...)
	}
	return AppendSingle(dst, v.Text)
}

// AppendSingle appends text with its doubled quotes made single.
func AppendSingle(dst, text []byte) []byte {
	for {
		i := bytes.Index(text, []byte("''"))
		if i < 0 {
			return append(dst, text...)
		}
		dst = append(dst, text[:i+1]...)
		text = text[i+2:]
	}
}

// NextValue reads the next value of the current row into v. It returns false
// at the end of the row. A value is a literal or one of the forms that dumps
// write: replace(), char(), unistr(), ||, infinities in all spellings.
func (p *Rows) NextValue(v *Value) (bool, error) {
	if p.data == openValue {
		for {
			_, last, err := p.Chunk()
			if err != nil {
				return false, err
			}
			if last {
				break
			}
		}
	}
	t, err := p.s.Next()
	if err != nil {
		return false, err
	}
	if p.first {
		p.first = false
	} else {
		if t.Kind == lexer.RParen {
			p.data = afterRow
			return false, nil
		}
		if t.Kind != lexer.Comma {
			return false, p.unexpected(t, `after a value, "," or ")"`)
		}
		if t, err = p.s.Next(); err != nil {
			return false, err
		}
	}
	v.Offset = t.Offset
	p.s.Mark(t.Offset)
	v.Doubled, v.Open = false, false
	switch t.Kind {
	case lexer.String, lexer.Blob:
		v.Class = Text
		if t.Kind == lexer.Blob {
			v.Class = Blob
		}
		if t.Open {
			v.Open, v.Doubled, v.Text = true, true, nil
			p.data, p.stream = openValue, nil
			return true, nil
		}
		if c := p.s.NextByte(); c == ',' || c == ')' {
			if v.Class == Blob {
				v.Text = t.Text[2 : len(t.Text)-1]
			} else {
				v.Text, v.Doubled = t.Text[1:len(t.Text)-1], t.Doubled
			}
			return true, nil
		}
	case lexer.Integer, lexer.Float:
		if c := p.s.NextByte(); c == ',' || c == ')' {
			return true, p.number(v, t, false)
		}
	case lexer.Word:
		if t.Is("NULL") {
			if c := p.s.NextByte(); c == ',' || c == ')' {
				v.Class, v.Text = Null, nil
				return true, nil
			}
		}
	}
	return true, p.evaluate(v, t)
}

func (p *Rows) unexpected(t lexer.Token, where string) error {
	pos, text := p.s.Pos(t.Offset), diag.Show(t.Text)
	if p.cut(t) {
		return diag.EndsInInsert().At(pos)
	}
	bad := diag.BadValue
	if t.Offset == p.textEnd {
		bad = diag.BadValueText
	}
	return bad(where, text).At(pos)
}

// cut reports whether the input ends with the token, which may be half a word.
func (p *Rows) cut(t lexer.Token) bool { return t.Kind == lexer.EOF || len(p.s.Peek(1)) == 0 }

// number sets v to a numeric literal.
func (p *Rows) number(v *Value, t lexer.Token, negative bool) error {
	text := t.Text
	if negative {
		p.num = append(append(p.num[:0], '-'), text...)
		text = p.num
	}
	switch {
	case t.Kind == lexer.Integer && plainInteger(text) && within64(text):
		v.Class, v.Text = Integer, text
		return nil
	case t.Kind == lexer.Float && bytes.IndexByte(text, '_') < 0:
		v.Class, v.Text = Real, text
		return nil
	}
	offset := v.Offset
	*v = Number(string(text))
	v.Offset = offset
	if v.Class == Real && bytes.ContainsAny(t.Text, "xX") {
		return diag.BadHex(diag.Show(t.Text)).At(p.s.Pos(t.Offset))
	}
	return nil
}

// Number is the value of a numeric literal, with or without a minus sign.
// Integers beyond 64 bits are reals, and hex is two's complement
// (https://sqlite.org/lang_expr.html#literal_values_constants_).
func Number(text string) Value {
	text = strings.ReplaceAll(text, "_", "")
	digits, negative := strings.CutPrefix(text, "-")
	if len(digits) > 2 && digits[1]|0x20 == 'x' {
		if u, err := strconv.ParseUint(digits[2:], 16, 64); err == nil {
			n := int64(u)
			if negative {
				n = -n
			}
			return Value{Class: Integer, Text: strconv.AppendInt(nil, n, 10)}
		}
		return Value{Class: Real, Text: []byte("Inf")} // SQLite refuses it
	}
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		return Value{Class: Integer, Text: strconv.AppendInt(nil, n, 10)}
	}
	return Value{Class: Real, Text: []byte(text)}
}

// within64 reports whether the digits of a plain integer are within int64.
func within64(text []byte) bool {
	limit := "9223372036854775807"
	if text[0] == '-' {
		text, limit = text[1:], "9223372036854775808"
	}
	return len(text) < len(limit) || len(text) == len(limit) && string(text) <= limit
}

// plainInteger reports whether text is an integer as we would print it.
func plainInteger(text []byte) bool {
	if text[0] == '-' {
		text = text[1:]
		if text[0] == '0' {
			return false
		}
	}
	if text[0] == '0' && len(text) > 1 {
		return false
	}
	for _, c := range text {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}
