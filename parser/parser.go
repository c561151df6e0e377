// Package parser reads the statements of a dump one at a time.
//
// DDL is parsed into package ast: its clauses by a participle grammar, its
// expressions by precedence climbing. Data rows take another path: after an
// ast.Insert the caller reads rows and values one by one (NextRow, NextValue)
// and no tree is ever made of them. The package knows nothing of PostgreSQL.
package parser

import (
	"io"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// MaxStatement is the longest statement other than INSERT, in bytes. Schema
// statements are kept whole while they are parsed; a CREATE TABLE with
// SQLite's 2,000 columns is a tenth of this.
const MaxStatement = 1 << 20

// Parser reads statements from a stream.
type Parser struct {
	Rows // of the last INSERT

	insert *ast.Insert
	inside bool    // a statement has begun, or an INSERT before its rows
	tokens []token // of the statement being collected
	tries  int     // how often it was parsed before its end
}

// New returns a Parser that reads from s.
func New(s *lexer.Scanner) *Parser { return &Parser{Rows: Rows{s: s}} }

// Inside reports whether a statement has begun and not ended: rows are not part
// of it.
func (p *Parser) Inside() bool { return p.inside }

// Next returns the next statement, or io.EOF after the last one. Rows of an
// Insert that were not read are skipped.
//
// A CREATE statement that can't be parsed comes as an ast.Broken. Errors are
// *diag.Message, or the reader's own.
func (p *Parser) Next() (ast.Statement, error) {
	if err := p.skipRows(); err != nil {
		return nil, err
	}
	for {
		if err := p.s.Space(); err != nil {
			return nil, err
		}
		if p.headText != nil && p.s.Skip(p.headText) {
			p.data, p.first = rowAhead, true
			return p.insert, nil
		}
		switch p.s.NextByte() {
		case ';': // an empty statement
			if _, err := p.s.Next(); err != nil {
				return nil, err
			}
			continue
		case '.', 'D', 'd':
			if p.clientLine() {
				p.s.SkipLine()
				continue
			}
		}
		break
	}
	first := p.s.Offset()
	p.s.Keep(first, MaxStatement)
	p.inside = true
	t, err := p.s.Next()
	if err != nil {
		return nil, err
	}
	if t.Kind == lexer.EOF {
		return nil, io.EOF
	}
	pos := p.s.Pos(first)
	if t.Kind != lexer.Word {
		return nil, diag.NotAStatement(diag.Show(t.Text)).At(pos)
	}
	if !beginsStatement[strings.ToUpper(string(t.Text))] && !p.cut(t) {
		return nil, diag.NotAStatement(diag.Show(t.Text)).At(pos)
	}
	if t.Is("INSERT") || t.Is("REPLACE") {
		return p.insertHead(pos, t)
	}
	swallowed, err := p.collect(pos, t)
	if err != nil {
		return nil, err
	}
	return p.statement(ast.Head{Pos: pos, Text: p.text(), Swallowed: swallowed})
}

// clientLine reports whether the line that begins here is for a client and no
// SQL: a command of the sqlite3 shell, as .recover writes one, or DELIMITER,
// which Adminer writes around triggers. Their END and a semicolon or two are an
// end for us, too.
func (p *Parser) clientLine() bool {
	const word = "DELIMITER "
	head := p.s.Peek(len(word))
	return (head[0] == '.' || lexer.EqualFold(head, word)) && p.s.Pos(p.s.Offset()).Column == 1
}

// token is a token of the collected statement; start and end count bytes of
// the statement's text.
type token struct {
	kind       lexer.Kind
	start, end int
}

// text ends the collecting and returns the statement's source without its
// semicolon and what surrounds it.
func (p *Parser) text() string {
	text := string(p.s.Drop())
	p.inside = false
	if n := len(p.tokens); n > 0 {
		return text[:p.tokens[n-1].end]
	}
	return text
}

// collect reads the rest of a statement into p.tokens. The end is found as
// sqlite3_complete() finds it (https://sqlite.org/c3ref/complete.html): at a
// semicolon, or in CREATE [TEMP] TRIGGER at ";", END, ";"; or else where a
// comment has swallowed the semicolon.
func (p *Parser) collect(start diag.Pos, t lexer.Token) (swallowed bool, err error) {
	p.tokens, p.tries = p.tokens[:0], 0
	trigger, ended := false, 0
	for {
		if t.Open || p.s.KeptLen() > MaxStatement {
			return false, diag.StatementTooLong(MaxStatement).At(start)
		}
		if trigger == (ended == 2) && p.swallowed(start, t) {
			p.s.Unread(t)
			return true, nil
		}
		switch {
		case t.Kind == lexer.EOF:
			return false, diag.EndsInStatement().At(start)
		case t.Kind == lexer.Semicolon:
			if !trigger || ended == 2 {
				return false, nil
			}
			ended = 1
		case ended == 1 && t.Is("END"):
			ended = 2
		default:
			ended = 0
		}
		end := int(p.s.Offset() - start.Offset)
		p.tokens = append(p.tokens, token{t.Kind, end - len(t.Text), end})
		if n := len(p.tokens); n <= 4 && t.Is("TRIGGER") {
			trigger = p.createsTrigger()
		}
		if t, err = p.s.Next(); err != nil {
			return false, err
		}
	}
}

// swallowed reports whether the statement so far is a complete CREATE whose
// semicolon stands at the end of a comment before t, which begins another one
// or is the end:
// Python's iterdump, DB Browser and others append the semicolon to the object's
// text, and that may end in a comment. SQLite would lose what follows.
func (p *Parser) swallowed(start diag.Pos, t lexer.Token) bool {
	n := len(p.tokens)
	if n < 4 || p.tries == maxTries || t.Kind != lexer.EOF && (t.Kind != lexer.Word || !followsSwallowed[strings.ToUpper(string(t.Text))]) {
		return false
	}
	end := p.tokens[n-1].end
	between := p.s.KeptSince(end)[:int(t.Offset-start.Offset)-end]
	comment, _, ok := strings.Cut(strings.TrimLeft(string(between), " \t"), "\n")
	if !ok || !strings.HasPrefix(comment, "--") || !strings.HasSuffix(strings.TrimRight(comment, "\r"), ";") {
		return false
	}
	p.tries++
	s, err := p.statement(ast.Head{Pos: start, Text: string(p.s.KeptText()[:end])})
	switch s.(type) {
	case *ast.CreateTable, *ast.CreateIndex, *ast.CreateView, *ast.CreateTrigger:
		return err == nil
	}
	return false
}

// maxTries is how often a statement is parsed to see whether it is complete.
const maxTries = 16

// followsSwallowed holds the words that statements of a dump begin with.
var followsSwallowed = map[string]bool{
	"CREATE": true, "INSERT": true, "REPLACE": true, "DROP": true, "DELETE": true, "PRAGMA": true,
	"ANALYZE": true, "BEGIN": true, "COMMIT": true, "ROLLBACK": true, "DELIMITER": true,
}

// beginsStatement holds all words that SQLite's statements begin with
// (https://sqlite.org/lang.html), and END for COMMIT.
var beginsStatement = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields("ALTER ANALYZE ATTACH BEGIN COMMIT CREATE DELETE DETACH DROP END EXPLAIN INSERT " +
		"PRAGMA REINDEX RELEASE REPLACE ROLLBACK SAVEPOINT SELECT UPDATE VACUUM VALUES WITH") {
		m[w] = true
	}
	return m
}()

// createsTrigger reports whether the tokens so far are CREATE [TEMP] TRIGGER,
// or EXPLAIN before that.
func (p *Parser) createsTrigger() bool {
	text := p.s.KeptText()
	n := len(p.tokens) - 1
	is := func(i int, words ...string) bool {
		for _, w := range words {
			if i >= 0 && p.tokens[i].kind == lexer.Word && lexer.EqualFold(text[p.tokens[i].start:p.tokens[i].end], w) {
				return true
			}
		}
		return false
	}
	if is(n-1, "TEMP", "TEMPORARY") {
		n--
	}
	return is(n-1, "CREATE") && (n == 1 || n == 2 && is(0, "EXPLAIN"))
}

// statement makes an ast.Statement of the collected tokens.
func (p *Parser) statement(h ast.Head) (ast.Statement, error) {
	w := words{text: h.Text, tokens: p.tokens}
	verb := w.upper(0)
	switch verb {
	case "CREATE":
		return p.create(h, &w)
	case "BEGIN", "COMMIT", "END", "ROLLBACK", "SAVEPOINT", "RELEASE":
		return transaction(h, &w)
	case "PRAGMA":
		n, _ := w.qualified(1)
		return &ast.Pragma{Head: h, Name: n.Text}, nil
	case "ANALYZE":
		return &ast.Analyze{Head: h}, nil
	case "DELETE":
		if w.upper(1) == "FROM" {
			n, _ := w.qualified(2)
			return &ast.Delete{Head: h, Table: n}, nil
		}
	case "DROP":
		i, exists := 2, false
		if w.upper(2) == "IF" && w.upper(3) == "EXISTS" {
			i, exists = 4, true
		}
		n, _ := w.qualified(i)
		return &ast.Drop{Head: h, Kind: w.upper(1), Name: n, IfExists: exists}, nil
	}
	return &ast.Other{Head: h, Verb: verb}, nil
}

func transaction(h ast.Head, w *words) (ast.Statement, error) {
	t := &ast.Transaction{Head: h}
	last := lexer.Fold(w.name(len(w.tokens) - 1).Text)
	switch w.upper(0) {
	case "BEGIN":
		t.Kind = ast.Begin
	case "COMMIT", "END":
		t.Kind = ast.Commit
	case "SAVEPOINT":
		t.Kind, t.Name = ast.Savepoint, last
	case "RELEASE":
		t.Kind, t.Name = ast.Release, last
	case "ROLLBACK":
		t.Kind = ast.Rollback
		for i := range w.tokens {
			if w.upper(i) == "TO" {
				t.Kind, t.Name = ast.RollbackTo, last
			}
		}
	}
	return t, nil
}

// words looks at the tokens of a statement by number.
type words struct {
	text   string
	tokens []token
}

func (w *words) raw(i int) string {
	if i < 0 || i >= len(w.tokens) {
		return ""
	}
	return w.text[w.tokens[i].start:w.tokens[i].end]
}

// upper returns token i in upper case if it is a bare word, else "".
func (w *words) upper(i int) string {
	if i < 0 || i >= len(w.tokens) || w.tokens[i].kind != lexer.Word {
		return ""
	}
	return strings.ToUpper(w.raw(i))
}

// name returns token i as a name.
func (w *words) name(i int) ast.Name {
	if i < 0 || i >= len(w.tokens) {
		return ast.Name{Offset: len(w.text)}
	}
	return ast.Name{Text: lexer.Unquote([]byte(w.raw(i))), Offset: w.tokens[i].start}
}

// qualified returns the name at token i, without its schema, and the number of
// the token after it.
func (w *words) qualified(i int) (ast.Name, int) {
	if i+1 < len(w.tokens) && w.tokens[i+1].kind == lexer.Dot {
		return w.name(i + 2), i + 3
	}
	return w.name(i), i + 1
}
