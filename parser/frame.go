package parser

import (
	plexer "github.com/alecthomas/participle/v2/lexer"

	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

func frameUnit(t *plexer.Token) bool {
	return isWord(t, "ROWS") || isWord(t, "RANGE") || isWord(t, "GROUPS")
}

// frame reads a frame-spec (https://sqlite.org/windowfunctions.html#framespec).
func (p *exprParser) frame() (*ast.Frame, error) {
	f := &ast.Frame{End: ast.Bound{Kind: "CURRENT ROW"}}
	var err error
	if f.Unit, err = p.oneOf("ROWS", "RANGE", "GROUPS"); err != nil {
		return nil, err
	}
	if p.keyword("BETWEEN") {
		if f.Start, err = p.frameBound(); err != nil {
			return nil, err
		}
		if err = p.must("AND"); err != nil {
			return nil, err
		}
		f.End, err = p.frameBound()
	} else {
		f.Start, err = p.frameBound()
	}
	if err != nil || !p.word("EXCLUDE") {
		return f, err
	}
	f.Exclude, err = p.oneOf("NO", "CURRENT", "GROUP", "TIES")
	switch {
	case err != nil:
	case f.Exclude == "NO":
		f.Exclude, err = "NO OTHERS", p.must("OTHERS")
	case f.Exclude == "CURRENT":
		f.Exclude, err = "CURRENT ROW", p.must("ROW")
	}
	return f, err
}

func (p *exprParser) frameBound() (b ast.Bound, err error) {
	switch {
	case p.word("CURRENT"):
		return ast.Bound{Kind: "CURRENT ROW"}, p.must("ROW")
	case p.word("UNBOUNDED"):
		b.Kind, err = p.oneOf("PRECEDING", "FOLLOWING")
		b.Kind = "UNBOUNDED " + b.Kind
		return b, err
	}
	if b.X, err = p.expr(1); err == nil {
		b.Kind, err = p.oneOf("PRECEDING", "FOLLOWING")
	}
	return b, err
}
