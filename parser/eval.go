package parser

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"math"
	"strconv"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/internal/jsonb"
	"github.com/sqlite2pg/sqlite2pg/lexer"
)

// maxEval is how much text an expression in VALUES may hold: the sqlite3 shell
// wraps a text with line ends in replace(), whose meaning is known only at its
// end. Longer texts go through a stream that supposes the shell's usual form.
// A text is in memory here, in the window or the row, and in what the garbage
// collector has not yet freed: a multiple of this must fit the bound on memory.
const maxEval = 4 << 20

// maxCalls is how deep function calls in VALUES may nest; dumps nest two.
const maxCalls = 16

// nested is the chain argument of an operand that may not be streamed.
const nested = -1

// evaluate reads a value that is more than one literal; t is its first token.
func (p *Rows) evaluate(v *Value, t lexer.Token) error {
	p.scratch = p.scratch[:0]
	return p.concat(v, t, 0, 0)
}

// concat is term { || term }: sqldiff and others write control characters that
// way. The value of a chain is text, or NULL if any part is.
//
// chain counts the replace() calls around the value when it is their first
// argument, or is nested. A text too long to hold is then streamed: v comes
// back Open, and what follows it is read by Chunk.
func (p *Rows) concat(v *Value, t lexer.Token, depth, chain int) error {
	if err := p.term(v, t, depth, chain); err != nil || v.Open {
		return err
	}
	from := 0 // where the text of a chain begins in the scratch; it stays at the end
	for text := false; ; text = true {
		if c := p.s.NextByte(); c == ',' || c == ')' {
			return nil
		}
		p.hold(v) // what is looked at next may move the buffer
		if err := p.s.Space(); err != nil {
			return err
		}
		if p.s.NextByte() != '|' {
			return nil
		}
		t, err := p.s.Next()
		if err != nil {
			return err
		}
		if string(t.Text) != "||" {
			return p.unexpected(t, `"||"`)
		}
		if t, err = p.s.Next(); err != nil {
			return err
		}
		if !text {
			p.asText(v)
			from = len(p.scratch)
			p.scratch = append(p.scratch, v.Text...)
		}
		end := len(p.scratch)
		right := Value{Offset: t.Offset}
		if err := p.term(&right, t, depth, nested); err != nil {
			return err
		}
		p.asText(&right)
		if v.Class == Null || right.Class == Null {
			v.Class, v.Text = Null, nil
			continue
		}
		p.scratch = append(p.scratch[:end], right.Text...) // over what is there for it
		v.Text, v.inScratch = p.scratch[from:len(p.scratch):len(p.scratch)], true
		if len(p.scratch) > 2*maxEval {
			return p.tooLong(v.Offset)
		}
	}
}

// term is one literal, signed number, word or function call.
func (p *Rows) term(v *Value, t lexer.Token, depth, chain int) error {
	v.Doubled, v.Open, v.inScratch = false, false, false
	switch t.Kind {
	case lexer.String, lexer.Blob:
		v.Class = Text
		if t.Kind == lexer.Blob {
			v.Class = Blob
		}
		switch {
		case t.Open:
			return p.holdOpen(v, chain)
		case t.Kind == lexer.Blob:
			v.Text = t.Text[2 : len(t.Text)-1]
		default:
			v.Text, v.Doubled = t.Text[1:len(t.Text)-1], t.Doubled
			p.textEnd = p.s.Offset()
		}
		return nil
	case lexer.Integer, lexer.Float:
		return p.number(v, t, false)
	case lexer.Minus, lexer.Plus:
		negative := t.Kind == lexer.Minus
		n, err := p.s.Next()
		switch {
		case err != nil:
			return err
		case n.Kind == lexer.Integer || n.Kind == lexer.Float:
			return p.number(v, n, negative)
		case infinity(n):
			v.Class, v.Text = Real, infinite[b2i(negative)]
			return nil
		}
		return p.unexpected(n, "a number")
	case lexer.Word:
		switch {
		case t.Is("NULL"), t.Is("NAN"):
			v.Class, v.Text = Null, nil // SQLite stores NaN as NULL
			return nil
		case t.Is("TRUE"), t.Is("FALSE"):
			v.Class, v.Text = Integer, truth[b2i(t.Is("TRUE"))]
			return nil
		case infinity(t):
			v.Class, v.Text = Real, infinite[0]
			return nil
		case depth == maxCalls:
			return diag.BadNesting(maxCalls).At(p.s.Pos(t.Offset))
		case t.Is("REPLACE"):
			return p.replace(v, depth+1, chain)
		case t.Is("UNISTR"):
			return p.unistr(v, depth+1, chain)
		case t.Is("CHAR"):
			return p.char(v, depth+1)
		case t.Is("JSONB"):
			return p.jsonb(v, depth+1)
		}
	}
	return p.unexpected(t, "a value")
}

var (
	truth    = [2][]byte{[]byte("0"), []byte("1")}
	infinite = [2][]byte{[]byte("Inf"), []byte("-Inf")}
)

func infinity(t lexer.Token) bool { return t.Is("INF") || t.Is("INFINITY") }

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// hold copies a value that may point into the scanner's buffer. The scratch
// only grows while a value is evaluated, so texts in it stay as they are.
func (p *Rows) hold(v *Value) {
	if v.inScratch {
		return
	}
	n := len(p.scratch)
	p.scratch = append(p.scratch, v.Text...)
	v.Text, v.inScratch = p.scratch[n:len(p.scratch):len(p.scratch)], true
	if v.Doubled {
		v.Text = undouble(v.Text)
		v.Doubled = false
	}
}

// holdOpen reads a literal longer than the scanner's buffer. If it is too long
// to hold and may be streamed, v stays Open.
func (p *Rows) holdOpen(v *Value, chain int) error {
	p.data = openValue
	n := len(p.scratch)
	for {
		part, last, err := p.s.Chunk()
		if err != nil {
			return err
		}
		p.scratch = append(p.scratch, part...)
		if last {
			break
		}
		if len(p.scratch)-n > maxEval {
			if chain < 1 || v.Class != Text {
				return p.tooLong(v.Offset)
			}
			begun := p.scratch[n:]
			p.stream = &replaceStream{calls: chain, carry: begun,
				onlyCR: !bytes.Contains(begun, markers[0][0]) && bytes.Contains(begun, markers[1][0])}
			v.Open, v.Text = true, nil
			return nil
		}
	}
	p.data = inRow
	v.Text, v.inScratch = p.scratch[n:len(p.scratch):len(p.scratch)], true
	if v.Class == Text {
		v.Text = undouble(v.Text)
	}
	return nil
}

// undouble makes doubled quotes single, in place.
func undouble(text []byte) []byte {
	return replaceInPlace(text, []byte("''"), []byte("'"))
}

// replaceInPlace replaces each old by new, which must not be longer.
func replaceInPlace(text, old, new []byte) []byte {
	i := bytes.Index(text, old)
	if i < 0 {
		return text
	}
	out := text[:i]
	for {
		out = append(out, new...)
		text = text[i+len(old):]
		if i = bytes.Index(text, old); i < 0 {
			return append(out, text...)
		}
		out = append(out, text[:i]...)
	}
}

func (p *Rows) tooLong(offset int64) error {
	return diag.ValueTooLong(maxEval).At(p.s.Pos(offset))
}

// expect reads a token of kind k.
func (p *Rows) expect(k lexer.Kind) error {
	t, err := p.s.Next()
	if err == nil && t.Kind != k {
		err = p.unexpected(t, k.String())
	}
	return err
}

// argument reads the token k and then an operand, which it holds unless it is
// streamed.
func (p *Rows) argument(k lexer.Kind, depth, chain int) (Value, error) {
	var v Value
	if err := p.expect(k); err != nil {
		return v, err
	}
	t, err := p.s.Next()
	if err != nil {
		return v, err
	}
	v.Offset = t.Offset
	if err := p.concat(&v, t, depth, chain); err != nil || v.Open {
		return v, err
	}
	p.hold(&v)
	return v, nil
}

// replace reads (X, Y, Z) and evaluates it as written: which marker stands for
// a line end, and how calls nest, differs by producer.
// https://sqlite.org/lang_corefunc.html#replace
func (p *Rows) replace(v *Value, depth, chain int) error {
	if chain != nested {
		chain++
	}
	x, err := p.argument(lexer.LParen, depth, chain)
	if err != nil {
		return err
	}
	v.Class, v.Text, v.Open, v.inScratch = x.Class, x.Text, x.Open, x.inScratch
	if x.Open {
		return nil
	}
	old, new, err := p.marker(depth)
	if err != nil {
		return err
	}
	switch {
	case x.Class == Null || old.Class == Null:
		v.Class, v.Text = Null, nil
		return nil
	case len(old.Text) == 0 || old.Text[0] == 0: // SQLite returns X itself
		return nil
	case new.Class == Null:
		v.Class, v.Text = Null, nil
		return nil
	}
	p.asText(v)
	switch {
	case len(new.Text) <= len(old.Text):
		v.Text = replaceInPlace(v.Text, old.Text, new.Text)
	case len(v.Text)/len(old.Text)*len(new.Text) > maxEval:
		return p.tooLong(v.Offset)
	default:
		v.Text, v.inScratch = bytes.ReplaceAll(v.Text, old.Text, new.Text), false
	}
	return nil
}

// marker reads the rest of a replace() call: , Y, Z ).
func (p *Rows) marker(depth int) (old, new Value, err error) {
	if old, err = p.argument(lexer.Comma, depth, nested); err != nil {
		return
	}
	if new, err = p.argument(lexer.Comma, depth, nested); err != nil {
		return
	}
	p.asText(&old)
	p.asText(&new)
	return old, new, p.expect(lexer.RParen)
}

// jsonb reads ('...'): the shell writes blobs that are binary JSON that way.
// https://sqlite.org/json1.html#jsonbx
func (p *Rows) jsonb(v *Value, depth int) error {
	x, err := p.argument(lexer.LParen, depth, nested)
	if err != nil {
		return err
	}
	if x.Class != Text {
		return diag.BadJSONBCall().At(p.s.Pos(x.Offset))
	}
	blob, err := jsonb.Encode(nil, x.Text)
	if err != nil {
		return diag.BadJSONB(err.Error()).At(p.s.Pos(x.Offset))
	}
	v.Class, v.Text, v.inScratch = Blob, hex.AppendEncode(nil, blob), false
	return p.expect(lexer.RParen)
}

// char reads (N, ...): the characters with these code points.
func (p *Rows) char(v *Value, depth int) error {
	v.Class = Text
	p.chars = p.chars[:0]
	before := len(p.scratch) // what the arguments have not written
	for k := lexer.LParen; ; k = lexer.Comma {
		a, err := p.argument(k, depth, nested)
		if err != nil {
			return err
		}
		n, err := strconv.ParseInt(string(a.Text), 10, 64)
		if a.Class != Integer || err != nil {
			return diag.BadCharCall().At(p.s.Pos(a.Offset))
		}
		p.chars = appendCode(p.chars, n)
		if len(p.scratch)-before > maxEval {
			return p.tooLong(v.Offset)
		}
		if err := p.s.Space(); err != nil {
			return err
		}
		if p.s.NextByte() != ',' {
			v.Text = p.chars
			return p.expect(lexer.RParen)
		}
	}
}

// asText makes v a text, as || and replace() see it.
func (p *Rows) asText(v *Value) {
	switch v.Class {
	case Null:
		return
	case Blob:
		v.Text, v.inScratch = AppendHexBytes(nil, v.Text), false
	case Real:
		f, _ := strconv.ParseFloat(string(v.Text), 64)
		v.Text, v.inScratch = AppendReal(nil, f), false
	case Text:
		if v.Doubled {
			p.hold(v)
		}
	}
	v.Class = Text
}

// AppendReal appends f as SQLite turns a real into text: 15 significant
// digits, always with a point. https://sqlite.org/printf.html (%!.15g)
func AppendReal(dst []byte, f float64) []byte {
	switch {
	case math.IsInf(f, 1):
		return append(dst, "Inf"...)
	case math.IsInf(f, -1):
		return append(dst, "-Inf"...)
	case f == 0:
		return append(dst, "0.0"...) // -0.0 too
	}
	var buf [32]byte
	e := strconv.AppendFloat(buf[:0], f, 'e', 14, 64)
	mantissa, exponent, _ := bytes.Cut(e, []byte{'e'})
	exp, _ := strconv.Atoi(string(exponent))
	if exp >= -4 && exp <= 14 {
		var plain [40]byte
		return appendTrimmed(dst, strconv.AppendFloat(plain[:0], f, 'f', 14-exp, 64))
	}
	return fmt.Appendf(appendTrimmed(dst, mantissa), "e%+03d", exp)
}

// appendTrimmed appends a decimal without trailing zeros, keeping one digit
// after the point.
func appendTrimmed(dst, decimal []byte) []byte {
	if bytes.IndexByte(decimal, '.') < 0 {
		return append(append(dst, decimal...), ".0"...)
	}
	decimal = bytes.TrimRight(decimal, "0")
	dst = append(dst, decimal...)
	if decimal[len(decimal)-1] == '.' {
		dst = append(dst, '0')
	}
	return dst
}

// AppendHexBytes appends the bytes that pairs of hex digits stand for.
func AppendHexBytes(dst, digits []byte) []byte {
	dst, _ = hex.AppendDecode(dst, digits) // the lexer has checked them
	return dst
}
