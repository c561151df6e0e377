package parser

import (
	"strings"

	"github.com/alecthomas/participle/v2"
	plexer "github.com/alecthomas/participle/v2/lexer"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// MaxDepth bounds the height of an expression, as SQLite's own default does
// (https://sqlite.org/limits.html#max_expr_depth): a Go stack that overflows
// cannot be recovered.
const MaxDepth = 1000

// exprNode lets the grammar hold an expression.
type exprNode struct{ ast.Expr }

// Parse implements participle.Parseable.
func (e *exprNode) Parse(lex *plexer.PeekingLexer) error {
	x, err := (&exprParser{lex: lex}).expr(1)
	e.Expr = x
	return err
}

// defaultNode is the value of DEFAULT: a signed term, a parenthesised
// expression, or a bare word, which SQLite reads as a string.
type defaultNode struct{ ast.Expr }

// Parse implements participle.Parseable.
func (d *defaultNode) Parse(lex *plexer.PeekingLexer) error {
	p := &exprParser{lex: lex}
	if t := lex.Peek(); t.Type == tokWord || t.Type == tokQuoted {
		x, err := p.primary()
		if c, ok := x.(*ast.ColumnRef); ok && c.Table == "" {
			x = &ast.Literal{Kind: ast.StringLit, Text: c.Name}
		}
		d.Expr = x
		return err
	}
	x, err := p.prefix() // a COLLATE after it is the column's
	d.Expr = x
	return err
}

// typeNode is typetoken: words, then one or two signed numbers in parentheses.
type typeNode string

// Parse implements participle.Parseable.
func (ty *typeNode) Parse(lex *plexer.PeekingLexer) error {
	var parts []string
	for {
		t := lex.Peek()
		if !isName(t) || isWord(t, "GENERATED") && generatedAlways(lex) {
			break
		}
		parts = append(parts, lexer.Unquote([]byte(t.Value)))
		lex.Next()
	}
	text := strings.Join(parts, " ")
	if len(parts) > 0 && lex.Peek().Value == "(" {
		lex.Next()
		text += "("
		for t := lex.Next(); t.Value != ")"; t = lex.Next() {
			if t.Type != tokNumber && t.Value != "," && t.Value != "-" && t.Value != "+" {
				return unexpected(t, "a number")
			}
			text += t.Value
		}
		text += ")"
	}
	*ty = typeNode(text)
	return nil
}

// generatedAlways reports whether the words GENERATED ALWAYS come next.
func generatedAlways(lex *plexer.PeekingLexer) bool {
	mark := lex.MakeCheckpoint()
	defer lex.LoadCheckpoint(mark)
	lex.Next()
	return isWord(lex.Peek(), "ALWAYS")
}

func unexpected(t *plexer.Token, want string) error {
	got := diag.Show(t.Value)
	if t.EOF() {
		got = "the end of the statement"
	}
	return participle.Errorf(t.Pos, "%s was expected, not %s", want, got)
}

// exprParser climbs SQLite's precedence ladder.
// It is large because each step of the ladder is a method, and so is each clause that
// nests: expressions hold queries, and queries expressions.
type exprParser struct {
	lex   *plexer.PeekingLexer
	depth int // how deep the parser is
	peak  int // how deep the tree being read reaches
}

// binding holds the precedence of the binary operators, 1 the loosest, as
// parse.y declares them (https://sqlite.org/lang_expr.html). All are left
// associative. IS, LIKE, BETWEEN and the like stand at the level of =.
var binding = map[string]int{
	"OR": 1, "AND": 2,
	"=": 4, "==": 4, "<>": 4, "!=": 4,
	"<": 5, "<=": 5, ">": 5, ">=": 5,
	"&": 7, "|": 7, "<<": 7, ">>": 7,
	"+": 8, "-": 8,
	"*": 9, "/": 9, "%": 9,
	"||": 10, "->": 10, "->>": 10,
}

const (
	notLevel      = 3
	equalityLevel = 4
)

func (p *exprParser) enter() error {
	p.depth++
	p.peak = max(p.peak, p.depth)
	return p.bound()
}

func (p *exprParser) bound() error {
	if p.peak > MaxDepth {
		return participle.Errorf(p.lex.Peek().Pos, "an expression is nested more than %d levels deep", MaxDepth)
	}
	return nil
}

// descend begins a tree whose height is counted by itself, until leave is
// called.
func (p *exprParser) descend() (leave func(), err error) {
	outside := p.peak
	p.peak = 0
	err = p.enter()
	return func() {
		p.depth--
		p.peak = max(p.peak, outside)
	}, err
}

// expr reads an expression whose operators bind at least as tightly as level.
func (p *exprParser) expr(level int) (ast.Expr, error) {
	leave, err := p.descend()
	defer leave()
	if err != nil {
		return nil, err
	}
	start := p.lex.Peek().Pos.Offset
	x, err := p.prefix()
	for err == nil {
		left := p.peak
		p.peak = 0
		var y ast.Expr
		if y, err = p.operator(x, level); y == nil || err != nil {
			p.peak = max(p.peak, left)
			break
		}
		x = y
		p.written(x, start)
		p.peak = max(p.peak, left+1) // the left operand is now one level further down
		err = p.bound()
	}
	return x, err
}

// operator reads what follows x at this level or tighter; nil for nothing.
func (p *exprParser) operator(x ast.Expr, level int) (ast.Expr, error) {
	t := p.lex.Peek()
	if t.Type == tokPunct || t.Type == tokKeyword && (t.Value == "AND" || t.Value == "OR") {
		b := binding[t.Value]
		if b < level || b == 0 {
			return nil, nil
		}
		p.lex.Next()
		right, err := p.expr(b + 1)
		op := t.Value
		switch op {
		case "==":
			op = "="
		case "!=":
			op = "<>"
		}
		return &ast.Binary{Op: op, L: x, R: right}, err
	}
	if p.keyword("COLLATE") { // binds tightest
		return p.collate(x)
	}
	if level > equalityLevel {
		return nil, nil
	}
	mark := p.lex.MakeCheckpoint()
	not := p.keyword("NOT")
	switch {
	case not && p.keyword("NULL"), !not && p.keyword("NOTNULL"):
		return &ast.IsNull{X: x, Not: true}, nil
	case !not && p.keyword("ISNULL"):
		return &ast.IsNull{X: x}, nil
	case !not && p.keyword("IS"):
		return p.is(x)
	case p.keyword("BETWEEN"):
		return p.between(x, not)
	case p.keyword("IN"):
		return p.in(x, not)
	}
	for _, op := range []string{"LIKE", "GLOB", "REGEXP", "MATCH"} {
		if p.word(op) {
			return p.like(x, op, not)
		}
	}
	p.lex.LoadCheckpoint(mark)
	return nil, nil
}

func (p *exprParser) is(x ast.Expr) (ast.Expr, error) {
	op := "IS"
	if p.keyword("NOT") {
		op = "IS NOT"
	}
	if p.keyword("DISTINCT") { // IS [NOT] DISTINCT FROM, since 3.39
		if !p.keyword("FROM") {
			return nil, unexpected(p.lex.Peek(), "FROM")
		}
		op = map[string]string{"IS": "IS NOT", "IS NOT": "IS"}[op]
	}
	right, err := p.expr(equalityLevel + 1)
	if l, ok := right.(*ast.Literal); ok && l.Kind == ast.NullLit {
		return &ast.IsNull{X: x, Not: op == "IS NOT"}, err
	}
	return &ast.Binary{Op: op, L: x, R: right}, err
}

func (p *exprParser) between(x ast.Expr, not bool) (ast.Expr, error) {
	low, err := p.expr(notLevel) // up to AND
	if err != nil {
		return nil, err
	}
	if !p.keyword("AND") {
		return nil, unexpected(p.lex.Peek(), "AND")
	}
	high, err := p.expr(equalityLevel + 1)
	return &ast.Between{X: x, Low: low, High: high, Not: not}, err
}

func (p *exprParser) in(x ast.Expr, not bool) (ast.Expr, error) {
	in := &ast.In{X: x, Not: not}
	if !p.punct("(") {
		t, err := p.qualified()
		if err == nil && p.punct("(") {
			f := &ast.TableFunc{Schema: t.Schema, Name: t.Name}
			f.Args, err = p.list()
			in.From = f
			return in, err
		}
		in.From = &t
		return in, err
	}
	var err error
	if p.queryAhead() {
		if in.Select, err = p.query(); err == nil {
			err = p.must(")")
		}
		return in, err
	}
	in.List, err = p.list()
	return in, err
}

func (p *exprParser) like(x ast.Expr, op string, not bool) (ast.Expr, error) {
	if not {
		op = "NOT " + op
	}
	right, err := p.expr(equalityLevel + 1)
	b := &ast.Binary{Op: op, L: x, R: right}
	if err == nil && p.keyword("ESCAPE") {
		b.Escape, err = p.expr(equalityLevel + 2)
	}
	return b, err
}

func (p *exprParser) collate(x ast.Expr) (ast.Expr, error) {
	n := p.lex.Next()
	if !isName(n) {
		return nil, unexpected(n, "a collation")
	}
	return &ast.CollateExpr{X: x, Collation: lexer.Unquote([]byte(n.Value))}, nil
}

// written notes the text of an expression that begins at start and ends before the next token.
func (p *exprParser) written(x ast.Expr, start int) {
	if last := p.lex.RawCursor(); x != nil && last > 0 {
		t := p.lex.Range(last-1, last)[0]
		ast.SetSource(x, source(t.Pos)[start:t.Pos.Offset+len(t.Value)])
	}
}

// prefix is a primary with the prefix operators before it. NOT may stand
// before any operand, and takes all that binds tighter than itself.
func (p *exprParser) prefix() (ast.Expr, error) {
	start := p.lex.Peek().Pos.Offset
	x, err := p.prefixed()
	if err == nil {
		p.written(x, start)
	}
	return x, err
}

func (p *exprParser) prefixed() (ast.Expr, error) {
	t := p.lex.Peek()
	switch {
	case t.Type == tokPunct && (t.Value == "-" || t.Value == "+" || t.Value == "~"):
		err := p.enter()
		defer func() { p.depth-- }()
		if err != nil {
			return nil, err
		}
		p.lex.Next()
		x, err := p.prefix()
		return &ast.Unary{Op: t.Value, X: x}, err
	case p.keyword("NOT"):
		x, err := p.expr(notLevel)
		return &ast.Unary{Op: "NOT", X: x}, err
	}
	return p.primary()
}

func (p *exprParser) primary() (ast.Expr, error) {
	t := *p.lex.Next()
	switch t.Type {
	case tokNumber:
		if strings.ContainsAny(t.Value, ".eE") && !strings.HasPrefix(strings.ToLower(t.Value), "0x") {
			return &ast.Literal{Kind: ast.RealLit, Text: strings.ReplaceAll(t.Value, "_", "")}, nil
		}
		return &ast.Literal{Kind: ast.IntegerLit, Text: strings.ReplaceAll(t.Value, "_", "")}, nil
	case tokString:
		if p.lex.Peek().Value == "." { // 't'.a is a column
			return p.column(&t)
		}
		return &ast.Literal{Kind: ast.StringLit, Text: lexer.Unquote([]byte(t.Value))}, nil
	case tokBlob:
		return &ast.Literal{Kind: ast.BlobLit, Text: t.Value[2 : len(t.Value)-1]}, nil
	case tokQuoted:
		if p.punct("(") { // a name in quotes may be a function's, too
			return p.call(lexer.Unquote([]byte(t.Value)))
		}
		return p.column(&t)
	case tokPunct:
		if t.Value == "(" {
			return p.parenthesised()
		}
	case tokKeyword:
		switch t.Value {
		case "NULL":
			return &ast.Literal{Kind: ast.NullLit}, nil
		case "CASE":
			return p.caseExpr()
		case "EXISTS":
			if p.punct("(") {
				return p.subquery(true)
			}
		}
	case tokWord:
		next := p.lex.Peek()
		if next.Type == tokPunct && next.Value == "(" {
			p.lex.Next()
			switch {
			case isWord(&t, "CAST"):
				return p.cast()
			case isWord(&t, "RAISE"):
				return p.raise()
			}
			return p.call(t.Value)
		}
		if k, ok := wordLiterals[strings.ToUpper(t.Value)]; ok && next.Value != "." {
			return &ast.Literal{Kind: k}, nil
		}
		return p.column(&t)
	}
	return nil, unexpected(&t, "an expression")
}

var wordLiterals = map[string]ast.LiteralKind{
	"TRUE": ast.TrueLit, "FALSE": ast.FalseLit, "CURRENT_TIME": ast.CurrentTime,
	"CURRENT_DATE": ast.CurrentDate, "CURRENT_TIMESTAMP": ast.CurrentTimestamp,
}

func (p *exprParser) column(t *plexer.Token) (ast.Expr, error) {
	parts := []string{lexer.Unquote([]byte(t.Value))}
	for len(parts) < 3 && p.lex.Peek().Value == "." {
		p.lex.Next()
		n := p.lex.Next()
		if !isName(n) {
			return nil, unexpected(n, "a name")
		}
		parts = append(parts, lexer.Unquote([]byte(n.Value)))
	}
	c := &ast.ColumnRef{Name: parts[len(parts)-1], DoubleQuoted: len(parts) == 1 && t.Value[0] == '"'}
	if len(parts) > 1 {
		c.Table = parts[len(parts)-2]
	}
	if len(parts) > 2 {
		c.Schema = parts[0]
	}
	return c, nil
}

// parenthesised reads what follows "(": an expression, a row, or a query.
func (p *exprParser) parenthesised() (ast.Expr, error) {
	if p.queryAhead() {
		return p.subquery(false)
	}
	items, err := p.list()
	if err != nil {
		return nil, err
	}
	switch len(items) {
	case 0:
		return nil, participle.Errorf(p.lex.Peek().Pos, "an expression was expected between parentheses")
	case 1:
		return items[0], nil
	}
	return &ast.Row{Items: items}, nil
}

// subquery reads a query and the parenthesis after it.
func (p *exprParser) subquery(exists bool) (ast.Expr, error) {
	s, err := p.query()
	if err != nil {
		return nil, err
	}
	return &ast.Subquery{Select: s, Exists: exists}, p.must(")")
}

// exprs reads one or more expressions.
func (p *exprParser) exprs() ([]ast.Expr, error) {
	var items []ast.Expr
	for {
		x, err := p.expr(1)
		if err != nil {
			return nil, err
		}
		items = append(items, x)
		if !p.punct(",") {
			return items, nil
		}
	}
}

// list reads expressions, if any, up to a closing parenthesis.
func (p *exprParser) list() ([]ast.Expr, error) {
	if p.punct(")") {
		return nil, nil
	}
	items, err := p.exprs()
	if err == nil && !p.punct(")") {
		err = unexpected(p.lex.Peek(), `"," or ")"`)
	}
	return items, err
}

// call reads what follows the "(" of a function.
func (p *exprParser) call(name string) (ast.Expr, error) {
	c := &ast.Call{Name: name}
	var err error
	if p.punct("*") {
		c.Star, err = true, p.must(")")
	} else {
		err = p.arguments(c)
	}
	if err == nil {
		err = p.afterCall(c)
	}
	return c, err
}

func (p *exprParser) arguments(c *ast.Call) error {
	if c.Distinct = p.keyword("DISTINCT"); !c.Distinct {
		p.keyword("ALL")
	}
	if p.punct(")") {
		return nil
	}
	var err error
	if !p.peekKeyword("ORDER") {
		if c.Args, err = p.exprs(); err != nil {
			return err
		}
	}
	if c.OrderBy, err = p.orderBy(); err == nil && !p.punct(")") {
		err = unexpected(p.lex.Peek(), `"," or ")"`)
	}
	return err
}

// raise reads what follows RAISE(.
func (p *exprParser) raise() (ast.Expr, error) {
	r := &ast.Raise{}
	var err error
	if r.Kind, err = p.oneOf("IGNORE", "ROLLBACK", "ABORT", "FAIL"); err != nil {
		return nil, err
	}
	if r.Kind != "IGNORE" {
		if err = p.must(","); err == nil {
			r.Message, err = p.expr(1)
		}
	}
	if err == nil {
		err = p.must(")")
	}
	return r, err
}

func (p *exprParser) cast() (ast.Expr, error) {
	x, err := p.expr(1)
	if err != nil {
		return nil, err
	}
	if !p.keyword("AS") {
		return nil, unexpected(p.lex.Peek(), "AS")
	}
	var ty typeNode
	if err := ty.Parse(p.lex); err != nil {
		return nil, err
	}
	if !p.punct(")") {
		return nil, unexpected(p.lex.Peek(), `")"`)
	}
	return &ast.Cast{X: x, Type: string(ty)}, nil
}

func (p *exprParser) caseExpr() (ast.Expr, error) {
	c := &ast.Case{}
	var err error
	if !p.peekKeyword("WHEN") {
		if c.X, err = p.expr(1); err != nil {
			return nil, err
		}
	}
	for p.keyword("WHEN") {
		var w ast.When
		if w.Cond, err = p.expr(1); err != nil {
			return nil, err
		}
		if !p.keyword("THEN") {
			return nil, unexpected(p.lex.Peek(), "THEN")
		}
		if w.Then, err = p.expr(1); err != nil {
			return nil, err
		}
		c.Whens = append(c.Whens, w)
	}
	if p.keyword("ELSE") {
		if c.Else, err = p.expr(1); err != nil {
			return nil, err
		}
	}
	if len(c.Whens) == 0 || !p.word("END") {
		return nil, unexpected(p.lex.Peek(), "WHEN or END")
	}
	return c, nil
}
