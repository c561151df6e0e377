package parser

import (
	"bytes"
	"strconv"
	"unicode/utf8"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/lexer"
)

// stream turns the chunks of a literal that is an argument of a function into
// the chunks of the function's value.
type stream interface {
	// next takes a part of the literal, quotes doubled, and returns the part
	// of the value. After the literal's last part it reads what follows up to
	// the value's end.
	next(p *Rows, part []byte, last bool) ([]byte, error)
}

// Chunk returns the next part of an Open value's content and whether it is the
// last. Parts keep doubled quotes and pairs of hex digits whole. They are valid
// until the next call.
func (p *Rows) Chunk() (part []byte, last bool, err error) {
	if r, ok := p.stream.(*replaceStream); ok && r.carry != nil && !r.begun {
		part, err = r.next(p, nil, false)
		return part, false, err
	}
	part, last, err = p.s.Chunk()
	if err != nil {
		return nil, false, err
	}
	if p.stream != nil {
		part, err = p.stream.next(p, part, last)
	}
	if last {
		p.data, p.stream = inRow, nil
	}
	return part, last, err
}

// replaceStream is replace(replace('...', '\r', char(13)), '\n', char(10)) of a
// text too long for memory. The markers follow the text, so the shell's usual
// ones are supposed, and checked when they are read: with one call the marker
// that the text's beginning shows, with two both. The shell takes other markers
// only when the text itself holds a backslash and n or r; such a text is an
// error.
type replaceStream struct {
	calls int
	carry []byte // literal text not yet passed on
	// onlyCR is set when the beginning of the text has the marker of CR and
	// not that of LF.
	onlyCR bool
	begun  bool
	out    []byte
}

var markers = [2][2][]byte{{[]byte(`\n`), []byte("\n")}, {[]byte(`\r`), []byte("\r")}}

func (r *replaceStream) next(p *Rows, part []byte, last bool) ([]byte, error) {
	if r.begun = true; len(part) == 0 {
		r.out = r.carry // the text's beginning, too long to be copied without need
	} else {
		r.out = append(append(r.out[:0], r.carry...), part...)
	}
	r.carry = nil
	if n := len(r.out); !last && n > 0 {
		if cut := n - len(trailing(r.out)); cut < n {
			r.carry = append([]byte(nil), r.out[cut:]...)
			r.out = r.out[:cut]
		}
	}
	text := undouble(r.out)
	for _, m := range r.markers() {
		text = replaceInPlace(text, m[0], m[1])
	}
	if !last {
		return text, nil
	}
	p.scratch = nil // it may be the text: the markers are read elsewhere
	seen := [2]bool{}
	for range r.calls {
		old, new, err := p.marker(maxCalls - 1)
		if err != nil {
			return nil, err
		}
		known := false
		for i, m := range r.markers() {
			if bytes.Equal(old.Text, m[0]) && bytes.Equal(new.Text, m[1]) && !seen[i] {
				known, seen[i] = true, true
			}
		}
		if !known {
			return nil, p.tooLong(p.s.Offset())
		}
	}
	return text, nil
}

// markers returns the markers that are supposed.
func (r *replaceStream) markers() [][2][]byte {
	switch {
	case r.calls > 1:
		return markers[:]
	case r.onlyCR:
		return markers[1:]
	}
	return markers[:1]
}

// trailing returns the end of text that may be the beginning of a marker or of
// a doubled quote.
func trailing(text []byte) []byte {
	if text[len(text)-1] == '\\' {
		return text[len(text)-1:]
	}
	return nil
}

// unistr reads ('text') and evaluates it: \XXXX, \uXXXX, \+XXXXXX, \UXXXXXXXX
// and \\. https://sqlite.org/lang_corefunc.html#unistr
func (p *Rows) unistr(v *Value, depth, chain int) error {
	if err := p.expect(lexer.LParen); err != nil {
		return err
	}
	t, err := p.s.Next()
	if err != nil {
		return err
	}
	if t.Kind == lexer.String && t.Open && chain == 0 {
		p.data, p.stream = openValue, &unistrStream{}
		v.Class, v.Open, v.Text = Text, true, nil
		return nil
	}
	x := Value{Offset: t.Offset}
	if err := p.concat(&x, t, depth, nested); err != nil {
		return err
	}
	p.hold(&x)
	v.Class, v.Text = x.Class, x.Text
	if x.Class != Null {
		p.asText(v)
		text, rest, ok := unescape(v.Text[:0], v.Text)
		if !ok || len(rest) > 0 {
			return p.badEscape()
		}
		v.Text = text
	}
	return p.expect(lexer.RParen)
}

func (p *Rows) badEscape() error {
	return diag.BadEscape().At(p.s.Pos(p.s.Offset()))
}

// unescape appends text with unistr's escapes evaluated to dst, which may be
// text[:0]: no escape is shorter than what it stands for. An escape that is cut
// at the end comes back as rest; ok is false for one that is none.
func unescape(dst, text []byte) (out, rest []byte, ok bool) {
	for {
		i := bytes.IndexByte(text, '\\')
		if i < 0 {
			return append(dst, text...), nil, true
		}
		dst = append(dst, text[:i]...)
		text = text[i:]
		if len(text) < 2 {
			return dst, text, true
		}
		digits, skip := 4, 1
		switch text[1] {
		case '\\':
			dst = append(dst, '\\')
			text = text[2:]
			continue
		case 'u':
			skip = 2
		case '+':
			digits, skip = 6, 2
		case 'U':
			digits, skip = 8, 2
		}
		if len(text) < skip+digits {
			return dst, text, true
		}
		n, err := strconv.ParseUint(string(text[skip:skip+digits]), 16, 32)
		if err != nil {
			return dst, text, false
		}
		dst = appendCode(dst, int64(n))
		text = text[skip+digits:]
	}
}

// appendCode appends a code point as SQLite does: surrogates as they are, what
// is no code point as U+FFFD.
func appendCode(dst []byte, n int64) []byte {
	if n >= 0xD800 && n <= 0xDFFF {
		return append(dst, 0xE0|byte(n>>12), 0x80|byte(n>>6)&0x3F, 0x80|byte(n)&0x3F)
	}
	if n < 0 || n > utf8.MaxRune {
		n = utf8.RuneError
	}
	return utf8.AppendRune(dst, rune(n))
}

// unistrStream is unistr('...') of a literal too long for one buffer.
type unistrStream struct {
	carry []byte // an escape cut at the end of a part
	buf   []byte
}

func (u *unistrStream) next(p *Rows, part []byte, last bool) ([]byte, error) {
	u.buf = append(append(u.buf[:0], u.carry...), part...)
	text := undouble(u.buf)
	out, rest, ok := unescape(text[:0], text)
	if !ok || last && len(rest) > 0 {
		return nil, p.badEscape()
	}
	u.carry = append(u.carry[:0], rest...)
	if last {
		return out, p.expect(lexer.RParen)
	}
	return out, nil
}
