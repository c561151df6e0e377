package parser

import (
	"strings"

	"github.com/alecthomas/participle/v2"
	plexer "github.com/alecthomas/participle/v2/lexer"

	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// MaxCompound bounds the SELECTs that UNION and the like join, as SQLite's
// default does (https://sqlite.org/limits.html#max_compound_select).
const MaxCompound = 500

// queryNode lets the grammar hold a query.
type queryNode struct{ *ast.Select }

// Parse implements participle.Parseable.
func (q *queryNode) Parse(lex *plexer.PeekingLexer) error {
	s, err := (&exprParser{lex: lex}).query()
	q.Select = s
	return err
}

// queryAhead reports whether a SELECT, VALUES or WITH comes next.
func (p *exprParser) queryAhead() bool {
	return p.peekKeyword("SELECT") || p.peekKeyword("VALUES") || isWord(p.lex.Peek(), "WITH")
}

// query reads a query with its WITH clause.
func (p *exprParser) query() (*ast.Select, error) {
	err := p.enter()
	defer func() { p.depth-- }()
	if err != nil {
		return nil, err
	}
	with, err := p.with()
	if err != nil {
		return nil, err
	}
	return p.compound(with)
}

func (p *exprParser) with() (*ast.With, error) {
	if !p.word("WITH") {
		return nil, nil
	}
	w := &ast.With{Recursive: p.word("RECURSIVE")}
	for {
		t, err := p.cte()
		if err != nil {
			return nil, err
		}
		w.Tables = append(w.Tables, t)
		if !p.punct(",") {
			return w, nil
		}
	}
}

func (p *exprParser) cte() (t ast.CTE, err error) {
	if t.Name, err = p.name(); err != nil {
		return t, err
	}
	if t.Columns, err = p.columnList(); err != nil {
		return t, err
	}
	if err = p.must("AS"); err != nil {
		return t, err
	}
	not := p.keyword("NOT")
	switch {
	case p.word("MATERIALIZED"):
		t.Materialized = "MATERIALIZED"
		if not {
			t.Materialized = "NOT MATERIALIZED"
		}
	case not:
		return t, unexpected(p.lex.Peek(), "MATERIALIZED")
	}
	if err = p.must("("); err != nil {
		return t, err
	}
	if t.Select, err = p.query(); err != nil {
		return t, err
	}
	return t, p.must(")")
}

// compound reads what follows WITH: cores, ORDER BY, LIMIT.
func (p *exprParser) compound(with *ast.With) (*ast.Select, error) {
	s := &ast.Select{With: with}
	for op, more := "", true; more; op, more = p.compoundOp() {
		if len(s.Cores) == MaxCompound {
			return nil, participle.Errorf(p.lex.Peek().Pos, "a query has more than %d terms", MaxCompound)
		}
		c, err := p.core()
		if err != nil {
			return nil, err
		}
		c.Op = op
		s.Cores = append(s.Cores, c)
	}
	var err error
	if s.OrderBy, err = p.orderBy(); err != nil {
		return nil, err
	}
	s.Limit, s.Offset, err = p.limit()
	return s, err
}

func (p *exprParser) compoundOp() (string, bool) {
	switch {
	case p.keyword("UNION"):
		if p.keyword("ALL") {
			return "UNION ALL", true
		}
		return "UNION", true
	case p.keyword("INTERSECT"):
		return "INTERSECT", true
	case p.keyword("EXCEPT"):
		return "EXCEPT", true
	}
	return "", false
}

func (p *exprParser) core() (*ast.Core, error) {
	c := &ast.Core{}
	var err error
	if p.keyword("VALUES") {
		c.Values, err = p.values()
		return c, err
	}
	if !p.keyword("SELECT") {
		return nil, unexpected(p.lex.Peek(), "SELECT")
	}
	if c.Distinct = p.keyword("DISTINCT"); !c.Distinct {
		p.keyword("ALL")
	}
	if c.Columns, err = p.resultColumns(); err != nil {
		return nil, err
	}
	if p.keyword("FROM") {
		if c.From, err = p.from(); err != nil {
			return nil, err
		}
	}
	if c.Where, err = p.clause("WHERE"); err != nil {
		return nil, err
	}
	if p.keyword("GROUP") {
		if err = p.must("BY"); err != nil {
			return nil, err
		}
		if c.GroupBy, err = p.exprs(); err != nil {
			return nil, err
		}
	}
	if c.Having, err = p.clause("HAVING"); err != nil {
		return nil, err
	}
	if p.windowAhead() {
		c.Windows, err = p.windows()
	}
	return c, err
}

// values reads the rows after VALUES.
func (p *exprParser) values() ([][]ast.Expr, error) {
	var rows [][]ast.Expr
	for {
		if err := p.must("("); err != nil {
			return nil, err
		}
		row, err := p.exprs()
		if err != nil {
			return nil, err
		}
		if err := p.must(")"); err != nil {
			return nil, err
		}
		rows = append(rows, row)
		if !p.punct(",") {
			return rows, nil
		}
	}
}

func (p *exprParser) resultColumns() ([]ast.ResultColumn, error) {
	var out []ast.ResultColumn
	for {
		c, err := p.resultColumn()
		if err != nil {
			return nil, err
		}
		out = append(out, c)
		if !p.punct(",") {
			return out, nil
		}
	}
}

func (p *exprParser) resultColumn() (c ast.ResultColumn, err error) {
	if p.punct("*") {
		return ast.ResultColumn{Star: true}, nil
	}
	mark, first := p.lex.MakeCheckpoint(), p.lex.Peek()
	if isName(first) {
		p.lex.Next()
		if p.punct(".") && p.punct("*") {
			return ast.ResultColumn{Star: true, Table: lexer.Unquote([]byte(first.Value))}, nil
		}
		p.lex.LoadCheckpoint(mark)
	}
	if c.Expr, err = p.expr(1); err != nil {
		return c, err
	}
	next := p.lex.Peek().Pos
	c.Text = strings.TrimRight(source(next)[first.Pos.Offset:next.Offset], " \t\n\v\f\r")
	c.Alias, c.Named, err = p.alias()
	return c, err
}

// joinWords are words that are names everywhere but in the place of an alias
// without AS.
var joinWords = map[string]bool{
	"CROSS": true, "FULL": true, "INDEXED": true, "INNER": true, "LEFT": true, "NATURAL": true, "OUTER": true, "RIGHT": true,
}

// alias reads [AS] name, and reports whether there is one.
func (p *exprParser) alias() (name string, ok bool, err error) {
	if p.keyword("AS") {
		n, err := p.name()
		return n.Text, true, err
	}
	t := p.lex.Peek()
	if !isName(t) || t.Type == tokWord && joinWords[strings.ToUpper(t.Value)] || p.windowAhead() {
		return "", false, nil
	}
	p.lex.Next()
	return lexer.Unquote([]byte(t.Value)), true, nil
}

// clause reads an expression with the keyword before it; nil for none.
func (p *exprParser) clause(keyword string) (ast.Expr, error) {
	if !p.keyword(keyword) {
		return nil, nil
	}
	return p.expr(1)
}

func (p *exprParser) orderBy() ([]ast.OrderTerm, error) {
	if !p.keyword("ORDER") {
		return nil, nil
	}
	if err := p.must("BY"); err != nil {
		return nil, err
	}
	return p.orderTerms()
}

func (p *exprParser) orderTerms() ([]ast.OrderTerm, error) {
	var out []ast.OrderTerm
	for {
		x, err := p.expr(1)
		if err != nil {
			return nil, err
		}
		o := ast.OrderTerm{Expr: x}
		if o.Desc = p.word("DESC"); !o.Desc {
			p.word("ASC")
		}
		if p.word("NULLS") {
			if o.Nulls, err = p.oneOf("FIRST", "LAST"); err != nil {
				return nil, err
			}
		}
		out = append(out, o)
		if !p.punct(",") {
			return out, nil
		}
	}
}

// limit reads LIMIT x, LIMIT x OFFSET y or LIMIT y, x.
func (p *exprParser) limit() (limit, offset ast.Expr, err error) {
	if limit, err = p.clause("LIMIT"); limit == nil || err != nil {
		return nil, nil, err
	}
	switch {
	case p.word("OFFSET"):
		offset, err = p.expr(1)
	case p.punct(","):
		offset = limit
		limit, err = p.expr(1)
	}
	return limit, offset, err
}
