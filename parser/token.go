package parser

import (
	"strings"

	plexer "github.com/alecthomas/participle/v2/lexer"

	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// What the parsers of expressions, queries and trigger steps ask of the tokens
// ahead. Words are given in capitals.

func isWord(t *plexer.Token, w string) bool {
	return t.Type == tokWord && lexer.EqualFold([]byte(t.Value), w)
}

// isName reports whether t is nm of SQLite's grammar: a word, a quoted name or
// a string.
func isName(t *plexer.Token) bool {
	return t.Type == tokWord || t.Type == tokQuoted || t.Type == tokString
}

// after returns the token after the next one.
func (p *exprParser) after() *plexer.Token {
	mark := p.lex.MakeCheckpoint()
	defer p.lex.LoadCheckpoint(mark)
	p.lex.Next()
	return p.lex.Peek()
}

func (p *exprParser) peekKeyword(k string) bool {
	t := p.lex.Peek()
	return t.Type == tokKeyword && t.Value == k
}

func (p *exprParser) keyword(k string) bool {
	if p.peekKeyword(k) {
		p.lex.Next()
		return true
	}
	return false
}

func (p *exprParser) word(w string) bool {
	if isWord(p.lex.Peek(), w) {
		p.lex.Next()
		return true
	}
	return false
}

func (p *exprParser) punct(s string) bool {
	if t := p.lex.Peek(); t.Type == tokPunct && t.Value == s {
		p.lex.Next()
		return true
	}
	return false
}

// must reads tokens that have to stand here.
func (p *exprParser) must(tokens ...string) error {
	for _, s := range tokens {
		if !p.keyword(s) && !p.word(s) && !p.punct(s) {
			if strings.Contains("(),;=.", s) {
				s = `"` + s + `"`
			}
			return unexpected(p.lex.Peek(), s)
		}
	}
	return nil
}

// oneOf reads one of the words, and returns it.
func (p *exprParser) oneOf(words ...string) (string, error) {
	for _, w := range words {
		if p.word(w) || p.keyword(w) {
			return w, nil
		}
	}
	last := len(words) - 1
	return "", unexpected(p.lex.Peek(), strings.Join(words[:last], ", ")+" or "+words[last])
}

func (p *exprParser) name() (ast.Name, error) {
	t := p.lex.Peek()
	if !isName(t) {
		return ast.Name{}, unexpected(t, "a name")
	}
	p.lex.Next()
	return ast.Name{Text: lexer.Unquote([]byte(t.Value)), Offset: t.Pos.Offset}, nil
}

// columnList reads (name, name); nil if there is no parenthesis.
func (p *exprParser) columnList() ([]ast.Name, error) {
	if !p.punct("(") {
		return nil, nil
	}
	var out []ast.Name
	for {
		n, err := p.name()
		if err != nil {
			return nil, err
		}
		out = append(out, n)
		if p.punct(")") {
			return out, nil
		}
		if !p.punct(",") {
			return nil, unexpected(p.lex.Peek(), `"," or ")"`)
		}
	}
}
