package parser

import (
	"strings"

	"github.com/alecthomas/participle/v2"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// from reads tables and joins, which group to the left.
func (p *exprParser) from() (ast.TableExpr, error) {
	leave, err := p.descend()
	defer leave()
	if err != nil {
		return nil, err
	}
	left, err := p.table()
	for err == nil {
		var j *ast.Join
		if j, err = p.joinOp(); j == nil || err != nil {
			break
		}
		high := p.peak
		p.peak = 0
		j.Left = left
		if j.Right, err = p.table(); err != nil {
			return nil, err
		}
		switch {
		case p.keyword("ON"):
			j.On, err = p.expr(1)
		case p.keyword("USING"):
			if j.Using, err = p.columnList(); err == nil && j.Using == nil {
				err = unexpected(p.lex.Peek(), `"("`)
			}
		}
		left = j
		p.peak = max(p.peak, high+1) // as in expr
		if err == nil {
			err = p.bound()
		}
	}
	return left, err
}

// table reads what a comma or JOIN joins. After "(" either a query or joins
// follow, and the next word says which: nothing is read twice.
func (p *exprParser) table() (ast.TableExpr, error) {
	if p.punct("(") {
		return p.tableInParentheses()
	}
	t, err := p.qualified()
	if err != nil {
		return nil, err
	}
	if p.punct("(") {
		f := &ast.TableFunc{Schema: t.Schema, Name: t.Name}
		if f.Args, err = p.list(); err == nil {
			f.Alias, _, err = p.alias()
		}
		return f, err
	}
	if t.Alias, _, err = p.alias(); err == nil {
		err = p.indexedBy()
	}
	return &t, err
}

func (p *exprParser) tableInParentheses() (ast.TableExpr, error) {
	if p.queryAhead() {
		s, err := p.query()
		if err != nil {
			return nil, err
		}
		t := &ast.TableSelect{Select: s}
		if err = p.must(")"); err == nil {
			t.Alias, _, err = p.alias()
		}
		return t, err
	}
	x, err := p.from()
	if err != nil {
		return nil, err
	}
	if err := p.must(")"); err != nil {
		return nil, err
	}
	alias, named, err := p.alias()
	if !named {
		return x, err
	}
	switch x := x.(type) { // the outer alias replaces the inner one
	case *ast.Table:
		x.Alias = alias
	case *ast.TableFunc:
		x.Alias = alias
	case *ast.TableSelect:
		x.Alias = alias
	case *ast.Join:
		x.Alias = alias
	}
	return x, err
}

// qualified reads [schema.]name.
func (p *exprParser) qualified() (t ast.Table, err error) {
	if t.Name, err = p.name(); err == nil && p.punct(".") {
		t.Schema = t.Name.Text
		t.Name, err = p.name()
	}
	return t, err
}

// indexedBy passes over INDEXED BY name and NOT INDEXED, which change no
// result.
func (p *exprParser) indexedBy() error {
	if p.keyword("NOT") {
		return p.must("INDEXED")
	}
	if !p.word("INDEXED") {
		return nil
	}
	if err := p.must("BY"); err != nil {
		return err
	}
	_, err := p.name()
	return err
}

// joinOp reads a comma or the words up to JOIN; nil for neither. SQLite takes
// up to three words before JOIN, in any order
// (https://sqlite.org/syntax/join-operator.html).
func (p *exprParser) joinOp() (*ast.Join, error) {
	if p.punct(",") {
		return &ast.Join{Kind: ast.CommaJoin}, nil
	}
	j := &ast.Join{Kind: ast.InnerJoin}
	first := p.lex.Peek()
	seen := map[string]bool{}
	var words []string
	for t := first; t.Type == tokWord && joinWords[strings.ToUpper(t.Value)] && len(words) < 3; t = p.lex.Peek() {
		words = append(words, strings.ToUpper(t.Value))
		seen[words[len(words)-1]] = true
		p.lex.Next()
	}
	if !p.keyword("JOIN") {
		if words != nil {
			return nil, unexpected(p.lex.Peek(), "JOIN")
		}
		return nil, nil
	}
	j.Natural = seen["NATURAL"]
	left, right := seen["LEFT"] || seen["FULL"], seen["RIGHT"] || seen["FULL"]
	outer := left || right
	if seen["INDEXED"] || (seen["INNER"] || seen["CROSS"]) && (outer || seen["OUTER"]) || seen["OUTER"] && !outer {
		return nil, participle.Errorf(first.Pos, "unknown join type: %s", diag.Show(strings.Join(words, " ")))
	}
	switch {
	case left && right:
		j.Kind = ast.FullJoin
	case left:
		j.Kind = ast.LeftJoin
	case right:
		j.Kind = ast.RightJoin
	case seen["CROSS"]:
		j.Kind = ast.CrossJoin
	}
	return j, nil
}
