package parser

import (
	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// WINDOW, OVER and FILTER are names unless what stands around them makes them
// keywords, by the rules of SQLite's tokenizer (analyzeWindowKeyword and its
// neighbours in tokenize.c).

// windowAhead reports whether WINDOW name AS comes next.
func (p *exprParser) windowAhead() bool {
	if !isWord(p.lex.Peek(), "WINDOW") {
		return false
	}
	mark := p.lex.MakeCheckpoint()
	defer p.lex.LoadCheckpoint(mark)
	p.lex.Next()
	return isName(p.lex.Next()) && p.peekKeyword("AS")
}

// windows reads the WINDOW clause.
func (p *exprParser) windows() ([]*ast.Window, error) {
	p.lex.Next()
	var out []*ast.Window
	for {
		n, err := p.name()
		if err != nil {
			return nil, err
		}
		if err := p.must("AS", "("); err != nil {
			return nil, err
		}
		w, err := p.window()
		if err != nil {
			return nil, err
		}
		w.Name = n.Text
		out = append(out, w)
		if !p.punct(",") {
			return out, nil
		}
	}
}

// afterCall reads FILTER (WHERE ...) and OVER after the arguments of a function.
func (p *exprParser) afterCall(c *ast.Call) error {
	var err error
	if isWord(p.lex.Peek(), "FILTER") && p.after().Value == "(" {
		p.lex.Next()
		if err = p.must("(", "WHERE"); err != nil {
			return err
		}
		if c.Filter, err = p.expr(1); err != nil {
			return err
		}
		if err = p.must(")"); err != nil {
			return err
		}
	}
	if !isWord(p.lex.Peek(), "OVER") {
		return nil
	}
	switch t := p.after(); {
	case t.Type == tokPunct && t.Value == "(":
		p.lex.Next()
		p.lex.Next()
		c.Over, err = p.window()
	case isName(t):
		p.lex.Next()
		p.lex.Next()
		c.Over = &ast.Window{Name: lexer.Unquote([]byte(t.Value))}
	}
	return err
}

// window reads a window after its "(".
func (p *exprParser) window() (*ast.Window, error) {
	w := &ast.Window{}
	t := p.lex.Peek()
	var err error
	if isName(t) && !isWord(t, "PARTITION") && !frameUnit(t) {
		p.lex.Next()
		w.Base = lexer.Unquote([]byte(t.Value))
	}
	if p.word("PARTITION") {
		if err = p.must("BY"); err != nil {
			return nil, err
		}
		if w.PartitionBy, err = p.exprs(); err != nil {
			return nil, err
		}
	}
	if w.OrderBy, err = p.orderBy(); err != nil {
		return nil, err
	}
	if frameUnit(p.lex.Peek()) {
		if w.Frame, err = p.frame(); err != nil {
			return nil, err
		}
	}
	return w, p.must(")")
}
