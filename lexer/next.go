package lexer

import (
	"bytes"
	"fmt"

	"github.com/sqlite2pg/sqlite2pg/diag"
)

// Next returns the next token. White space and comments before it are skipped.
// At the end of input it returns a token of kind EOF.
//
// Errors are *diag.Message for what SQLite's tokenizer refuses, or the reader's own.
func (s *Scanner) Next() (Token, error) {
	// The fast path of data rows: no space between two tokens.
	if s.pos+3 < s.end {
		switch c := s.buf[s.pos]; c {
		case ',', '(', ')', ';':
			s.pos++
			return Token{Kind: punct[c], Text: s.buf[s.pos-1 : s.pos], Offset: s.base + int64(s.pos) - 1}, nil
		case '\'':
			return s.quoted(String, '\'')
		}
	}
	if err := s.Space(); err != nil {
		return Token{}, err
	}
	if s.pos == s.end {
		return Token{Offset: s.Offset()}, nil
	}
	// Space has seen to it that three bytes are there, where the input has them.
	rest := s.buf[s.pos:s.end]
	c := rest[0]
	next := byte(0)
	if len(rest) > 1 {
		next = rest[1]
	}
	switch {
	case c == '\'':
		return s.quoted(String, '\'')
	case (c == 'x' || c == 'X') && next == '\'':
		return s.blob()
	case class[c] == cWord:
		return s.word(Word)
	case class[c] == cDigit, c == '.' && class[next] == cDigit:
		return s.number()
	case c == '"' || c == '`':
		return s.quoted(Quoted, c)
	case c == '[':
		return s.bracket()
	case c == '?' || c == ':' || c == '@' || c == '$' || c == '#':
		return s.word(Variable)
	case punct[c] != 0:
		return s.take(punct[c], 1), nil
	}
	third := byte(0)
	if len(rest) > 2 {
		third = rest[2]
	}
	if n := operator(c, next, third); n > 0 {
		return s.take(Operator, n), nil
	}
	bad := diag.BadCharacter
	if c == '\\' {
		bad = diag.BadBackslash
	}
	return Token{}, bad(showByte(c)).At(s.Pos(s.Offset()))
}

var punct = [256]Kind{'(': LParen, ')': RParen, ',': Comma, ';': Semicolon, '.': Dot, '+': Plus}

// operator returns the length of the operator that begins with a, b, c, or 0.
// https://sqlite.org/lang_expr.html
func operator(a, b, c byte) int {
	switch a {
	case '-':
		if b == '>' {
			if c == '>' {
				return 3
			}
			return 2
		}
		return 1
	case '|', '=':
		if b == a {
			return 2
		}
		return 1
	case '<':
		if b == '=' || b == '>' || b == '<' {
			return 2
		}
		return 1
	case '>':
		if b == '=' || b == '>' {
			return 2
		}
		return 1
	case '!':
		if b == '=' {
			return 2
		}
	case '*', '/', '%', '&', '~':
		return 1
	}
	return 0
}

func (s *Scanner) take(k Kind, n int) Token {
	t := Token{Kind: k, Text: s.buf[s.pos : s.pos+n], Offset: s.Offset()}
	if k == Operator && n == 1 && t.Text[0] == '-' {
		t.Kind = Minus
	}
	s.pos += n
	return t
}

// word reads a name, keyword or variable; its first byte is known to be right.
func (s *Scanner) word(k Kind) (Token, error) {
	i, err := s.run(s.pos+1, inWord)
	if err != nil {
		return Token{}, err
	}
	t := Token{Kind: k, Text: s.buf[s.pos:i], Offset: s.Offset()}
	s.pos = i
	return t, nil
}

// run returns the end of the run of bytes that are in, beginning at i. It may
// move the buffer so that s.pos stays the start of the token.
func (s *Scanner) run(i int, in func(byte) bool) (int, error) {
	for {
		for i < s.end && in(s.buf[i]) {
			i++
		}
		if i < s.end {
			return i, nil
		}
		shift, ok := s.fill(s.pos)
		i -= shift
		if !ok {
			if s.fail != nil {
				return i, s.fail
			}
			if !s.eof {
				return i, diag.WordTooLong(len(s.buf)).At(s.Pos(s.Offset()))
			}
			return i, nil
		}
	}
}

// number reads an integer or real literal: digits with single underscores
// between them (since SQLite 3.46), a point, an exponent, or 0x hex.
// https://sqlite.org/lang_expr.html#literal_values_constants_
func (s *Scanner) number() (Token, error) {
	exp := false
	i, err := s.run(s.pos, func(c byte) bool {
		if exp && (c == '+' || c == '-') {
			exp = false
			return true
		}
		exp = c == 'e' || c == 'E'
		return inWord(c) || c == '.'
	})
	if err != nil {
		return Token{}, err
	}
	// The run may have taken a sign that is an operator: 0x1E+5, 12a-3.
	text := s.buf[s.pos:i]
	n, k := numberEnd(text)
	if n < len(text) && (inWord(text[n]) || n == 0) {
		return Token{}, diag.BadNumber(diag.Show(text)).At(s.Pos(s.Offset()))
	}
	t := Token{Kind: k, Text: text[:n], Offset: s.Offset()}
	s.pos += n
	return t, nil
}

// numberEnd returns the length and kind of the numeric literal text begins with.
func numberEnd(text []byte) (int, Kind) {
	at := func(i int) byte {
		if i < len(text) {
			return text[i]
		}
		return 0
	}
	if at(0) == '0' && (at(1) == 'x' || at(1) == 'X') && isHex(at(2)) {
		i := 2
		for isHex(at(i)) || at(i) == '_' && isHex(at(i-1)) && isHex(at(i+1)) {
			i++
		}
		return i, Integer
	}
	i, k := 0, Integer
	digits := func() {
		for class[at(i)] == cDigit || at(i) == '_' && i > 0 && class[at(i-1)] == cDigit && class[at(i+1)] == cDigit {
			i++
		}
	}
	digits()
	if at(i) == '.' {
		k = Float
		i++
		digits()
	}
	if at(i) == 'e' || at(i) == 'E' {
		j := i + 1
		if at(j) == '+' || at(j) == '-' {
			j++
		}
		if class[at(j)] == cDigit {
			k = Float
			i = j
			digits()
		}
	}
	return i, k
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}

// quoted reads a string or quoted name: q ... q with qq for a q inside.
func (s *Scanner) quoted(k Kind, q byte) (Token, error) {
	i := s.pos + 1
	doubled := false
	for {
		n := bytes.IndexByte(s.buf[i:s.end], q)
		if n < 0 {
			i = s.end
		} else if i += n; i+1 < s.end || s.eof && s.fail == nil {
			if i+1 < s.end && s.buf[i+1] == q {
				doubled = true
				i += 2
				continue
			}
			t := Token{Kind: k, Doubled: doubled, Text: s.buf[s.pos : i+1], Offset: s.Offset()}
			s.pos = i + 1
			return t, nil
		}
		shift, ok := s.fill(s.pos)
		i -= shift
		if ok {
			continue
		}
		if s.eof {
			if n >= 0 && s.fail == nil {
				continue // the quote is the input's last byte
			}
			return Token{}, s.unterminated(s.Pos(s.Offset()), k)
		}
		if k == String {
			return s.openLiteral(q, 1), nil
		}
		return Token{}, diag.NameTooLong(len(s.buf)).At(s.Pos(s.Offset()))
	}
}

func (s *Scanner) unterminated(start diag.Pos, k Kind) error {
	if s.fail != nil {
		return s.fail
	}
	return diag.Unterminated(k.String()).At(start)
}

func (s *Scanner) openLiteral(q byte, skip int) Token {
	t := Token{Kind: String, Open: true, Offset: s.Offset()}
	if skip == 2 {
		t.Kind = Blob
	}
	s.open, s.openBlob, s.openPos = q, skip == 2, s.Pos(s.Offset())
	s.pos += skip
	return t
}

// bracket reads [a b]: it ends at the first ].
func (s *Scanner) bracket() (Token, error) {
	i, err := s.run(s.pos+1, func(c byte) bool { return c != ']' })
	if err != nil {
		return Token{}, err
	}
	if i == s.end {
		return Token{}, s.unterminated(s.Pos(s.Offset()), Quoted)
	}
	t := Token{Kind: Quoted, Text: s.buf[s.pos : i+1], Offset: s.Offset()}
	s.pos = i + 1
	return t, nil
}

// blob reads x'00ff'. Its digits are checked here, complete or in chunks.
func (s *Scanner) blob() (Token, error) {
	i := s.pos + 2
	for {
		n := bytes.IndexByte(s.buf[i:s.end], '\'')
		if n >= 0 {
			i += n
			t := Token{Kind: Blob, Text: s.buf[s.pos : i+1], Offset: s.Offset()}
			digits := t.Text[2 : len(t.Text)-1]
			if len(digits)%2 != 0 || !IsHex(digits) {
				return Token{}, diag.BadBlob().At(s.Pos(t.Offset))
			}
			s.pos = i + 1
			return t, nil
		}
		i = s.end
		shift, ok := s.fill(s.pos)
		i -= shift
		if ok {
			continue
		}
		if s.eof {
			return Token{}, s.unterminated(s.Pos(s.Offset()), Blob)
		}
		return s.openLiteral('\'', 2), nil
	}
}

// IsHex reports whether b holds hex digits only.
func IsHex(b []byte) bool {
	for _, c := range b {
		if !isHex(c) {
			return false
		}
	}
	return true
}

// Chunk returns the next part of an Open literal's content, and whether it is
// the last. A part never ends inside a doubled quote or a UTF-8 sequence, and
// has an even number of digits in a blob. It is valid until the next call.
func (s *Scanner) Chunk() (part []byte, last bool, err error) {
	if s.end-s.pos < len(s.buf)/2 {
		s.fill(s.pos)
	}
	for {
		part, last, ok := s.chunk()
		if ok {
			if s.openBlob && !IsHex(part) || s.openBlob && last && len(part)%2 != 0 {
				return nil, false, diag.BadBlob().At(s.openPos)
			}
			if last {
				s.open = 0
			}
			return part, last, nil
		}
		atEnd := s.eof
		if _, ok := s.fill(s.pos); !ok && atEnd {
			k := String
			if s.openBlob {
				k = Blob
			}
			return nil, false, s.unterminated(s.openPos, k)
		}
	}
}

// chunk takes what is in the buffer; ok is false when more is needed first.
func (s *Scanner) chunk() (part []byte, last, ok bool) {
	in := s.buf[s.pos:s.end]
	for i := 0; ; {
		n := bytes.IndexByte(in[i:], s.open)
		if n < 0 {
			i = wholeRunes(in)
			if s.openBlob {
				i = len(in) &^ 1
			}
			s.pos += i
			return in[:i], false, i > 0
		}
		i += n
		if s.openBlob { // no quote can be doubled here
			s.pos += i + 1
			return in[:i], true, true
		}
		if i+1 == len(in) && !s.eof {
			s.pos += i
			return in[:i], false, i > 0
		}
		if i+1 < len(in) && in[i+1] == s.open {
			i += 2
			continue
		}
		s.pos += i + 1
		return in[:i], true, true
	}
}

// wholeRunes returns the length of b without a UTF-8 sequence cut at its end.
func wholeRunes(b []byte) int {
	for i := 1; i <= 3 && i <= len(b); i++ {
		c := b[len(b)-i]
		if c < 0x80 {
			break
		}
		if c >= 0xC0 { // a sequence begins here: is it complete?
			if need := 2 + b2i(c >= 0xE0) + b2i(c >= 0xF0); need > i {
				return len(b) - i
			}
			break
		}
	}
	return len(b)
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

func showByte(c byte) string {
	if c > 0x20 && c < 0x7F {
		return fmt.Sprintf("%q", c)
	}
	return fmt.Sprintf("0x%02x", c)
}
