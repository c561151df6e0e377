package parser

import (
	"strings"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// maxHead is the longest INSERT head kept for comparison with the next one.
const maxHead = lexer.BufferSize / 4

// insertHead reads INSERT [OR word] INTO name [(columns)] VALUES ( and leaves
// the scanner before the first value. The first token is already read.
// https://sqlite.org/lang_insert.html
func (p *Parser) insertHead(pos diag.Pos, t lexer.Token) (ast.Statement, error) {
	in := &ast.Insert{Head: ast.Head{Pos: pos}}
	end := int64(-1) // of the table's name in quotes
	bad := func(want string) (ast.Statement, error) {
		at, text := p.s.Pos(t.Offset), diag.Show(t.Text)
		if p.cut(t) {
			return nil, diag.EndsInInsert().At(pos)
		}
		bad := diag.BadInsert
		if t.Offset == end {
			bad = diag.BadInsertName
		}
		return nil, bad(want, text).At(at)
	}
	var err error
	next := func() bool {
		t, err = p.s.Next()
		return err == nil
	}
	if t.Is("REPLACE") {
		in.Or = "REPLACE"
	}
	if !next() {
		return nil, err
	}
	if t.Is("OR") && in.Or == "" {
		if !next() {
			return nil, err
		}
		in.Or = strings.ToUpper(string(t.Text))
		if !next() {
			return nil, err
		}
	}
	if !t.Is("INTO") {
		return bad("INTO")
	}
	if !next() {
		return nil, err
	}
	name := func() (ast.Name, bool) {
		ok := t.Kind == lexer.Word || t.Kind == lexer.Quoted || t.Kind == lexer.String && !t.Open
		return ast.Name{Text: lexer.Unquote(t.Text), Offset: int(t.Offset - pos.Offset)}, ok
	}
	var ok bool
	if in.Table, ok = name(); !ok {
		return bad("a table name")
	}
	if t.Kind == lexer.Quoted {
		end = t.Offset + int64(len(t.Text))
	}
	if !next() {
		return nil, err
	}
	if t.Kind == lexer.Dot { // main.t
		if !next() {
			return nil, err
		}
		if in.Table, ok = name(); !ok {
			return bad("a table name")
		}
		if !next() {
			return nil, err
		}
	}
	if t.Kind == lexer.LParen {
		for t.Kind != lexer.RParen {
			if !next() {
				return nil, err
			}
			n, ok := name()
			if !ok {
				return bad("a column name")
			}
			in.Columns = append(in.Columns, n)
			if p.s.KeptLen() > MaxStatement {
				return nil, diag.InsertTooLong(MaxStatement).At(pos)
			}
			if !next() {
				return nil, err
			}
			if t.Kind != lexer.Comma && t.Kind != lexer.RParen {
				return bad(`"," or ")"`)
			}
		}
		if !next() {
			return nil, err
		}
	}
	if !t.Is("VALUES") {
		return bad("VALUES")
	}
	if !next() {
		return nil, err
	}
	if t.Kind != lexer.LParen {
		return bad(`"("`)
	}
	p.headText, p.inside = nil, false
	if text := p.s.Drop(); len(text) <= maxHead {
		p.headText = text
	}
	p.insert, p.data, p.first = in, rowAhead, true
	return in, nil
}
