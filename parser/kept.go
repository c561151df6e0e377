package parser

import (
	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/lexer"
)

// Rows may have to be read twice: what becomes of them depends on the rows that
// follow. They are kept as the dump has them, and read again as they were read
// first, with their places.

// Keep begins to keep the text of the values that follow, at most limit bytes.
func (p *Rows) Keep(limit int) { p.s.Keep(p.s.Offset(), limit) }

// AppendKept ends the keeping and appends the first n bytes of the text to dst.
func (p *Rows) AppendKept(dst []byte, n int) []byte { return p.s.AppendKept(dst, n) }

// KeptRows reads rows that are kept.
type KeptRows struct {
	Rows
	scanner lexer.Scanner
}

// Reset has the rows be read that text begins with, which stands at a place of
// the input. NextRow moves to the first one, whose first value begins there; the
// last one ends in a parenthesis and a semicolon. head is the text of the INSERT
// if rows follow each other in several ones with the same.
func (k *KeptRows) Reset(text []byte, at diag.Pos, head []byte) {
	k.scanner.Reset(text, at)
	k.s, k.headText, k.data, k.first = &k.scanner, head, rowAhead, true
}

// Again reports whether another INSERT with the same head follows the last row, and
// if so moves behind the head, as Parser.Next does.
func (k *KeptRows) Again() bool {
	if k.headText == nil || k.s.Space() != nil || !k.s.Skip(k.headText) {
		return false
	}
	k.data, k.first = rowAhead, true
	return true
}
