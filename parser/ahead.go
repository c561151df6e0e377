package parser

import (
	"bytes"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/lexer"
)

// Rows that stand whole in the scanner's buffer, and hold literals only, can be
// read there: Ahead hands the bytes out, Literal reads a value, Between what
// stands between two rows, and Pass takes note of how far the caller came.
// Whatever these do not know is left to NextRow and NextValue.

// Ahead returns the unread bytes of the scanner's buffer. NextRow has moved to a
// row, none of whose values has been read: the first value begins there. With
// more it reads on first; it returns nil when there is nothing more to be had.
func (p *Rows) Ahead(more bool) []byte {
	if more && !p.s.More() {
		return nil
	}
	return p.s.Buffered()
}

// Pass moves past n bytes, which end at the beginning of a row's first value or,
// with ended, behind a row's last value, before its parenthesis.
func (p *Rows) Pass(n int, ended bool) {
	p.s.Advance(n)
	if ended {
		p.first = false
	}
}

// Jump goes on at a place, as Pass does, which the reader has been set to.
func (p *Rows) Jump(to diag.Pos, ended bool) {
	p.s.Jump(to)
	p.Pass(0, ended)
}

// Head returns the text of the current INSERT up to the first value.
func (p *Rows) Head() []byte { return p.headText }

// Between returns the length of what stands between the last value of a row and
// the first one of the next: ),( or the same head again. It returns 0 for
// anything else, and when in ends there.
func (p *Rows) Between(in []byte) int { return between(in, p.headText) }

func between(in, head []byte) int {
	if len(in) < 3 || in[0] != ')' {
		return 0
	}
	i := skipLine(in, 2)
	switch in[1] {
	case ',':
		if i < len(in) && in[i] == '(' {
			return i + 1
		}
	case ';':
		if len(head) > 0 && bytes.HasPrefix(in[i:], head) {
			return i + len(head)
		}
	}
	return 0
}

// skipLine returns where what follows a line end, if there is one, begins.
func skipLine(in []byte, i int) int {
	if i < len(in) && in[i] == '\r' {
		i++
	}
	if i < len(in) && in[i] == '\n' {
		i++
	}
	return i
}

// Literal reads the literal that in begins with, if a comma or a parenthesis
// follows it, into v, whose Offset it leaves. It returns its length, or 0 for
// anything but a literal in its usual form. v.Text is part of in.
func Literal(in []byte, v *Value) int {
	*v = Value{Offset: v.Offset}
	n := 0
	switch {
	case len(in) < 2:
	case in[0] == '\'':
		n = 1
		for {
			i := bytes.IndexByte(in[n:], '\'')
			if n += i; i < 0 || n+1 == len(in) {
				return 0
			}
			if in[n+1] != '\'' {
				break
			}
			v.Doubled = true
			n += 2
		}
		n++
		v.Class, v.Text = Text, in[1:n-1]
	case in[1] == '\'' && in[0]|0x20 == 'x':
		i := bytes.IndexByte(in[2:], '\'')
		if i < 0 || i%2 != 0 || !lexer.IsHex(in[2:2+i]) {
			return 0
		}
		n = i + 3
		v.Class, v.Text = Blob, in[2:n-1]
	case bytes.HasPrefix(in, null):
		n = len(null)
	default:
		n = plainNumber(in, v)
	}
	if n >= len(in) || in[n] != ',' && in[n] != ')' {
		return 0
	}
	return n
}

var null = []byte("NULL")

// plainNumber reads -12, 12.5 or 1.25e-07 into v and returns its length, or 0.
func plainNumber(in []byte, v *Value) int {
	i := 0
	digits := func() bool {
		from := i
		for i < len(in) && in[i]-'0' <= 9 {
			i++
		}
		return i > from
	}
	if in[0] == '-' {
		i++
	}
	if !digits() {
		return 0
	}
	v.Class = Integer
	if i < len(in) && in[i] == '.' {
		v.Class = Real
		if i++; !digits() {
			return 0
		}
	}
	if i < len(in) && in[i]|0x20 == 'e' {
		v.Class = Real
		if i++; i < len(in) && (in[i] == '+' || in[i] == '-') {
			i++
		}
		if !digits() {
			return 0
		}
	}
	if v.Text = in[:i]; v.Class == Integer && !(plainInteger(v.Text) && within64(v.Text)) {
		return 0
	}
	return i
}
