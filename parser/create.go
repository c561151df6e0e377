package parser

import (
	"errors"
	"fmt"
	"sort"
	"strings"

	"github.com/alecthomas/participle/v2"
	plexer "github.com/alecthomas/participle/v2/lexer"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// create parses a CREATE statement. One that can't be parsed is an ast.Broken.
func (p *Parser) create(h ast.Head, w *words) (ast.Statement, error) {
	i := 1
	for w.upper(i) == "TEMP" || w.upper(i) == "TEMPORARY" || w.upper(i) == "UNIQUE" {
		i++
	}
	kind := w.upper(i)
	var s ast.Statement
	var err error
	switch kind {
	case "TABLE":
		s, err = createTable(h, w)
	case "INDEX":
		s, err = createIndex(h, w)
	case "VIEW":
		s, err = createView(h, w)
	case "TRIGGER":
		s, err = createTrigger(h, w)
	case "VIRTUAL":
		s, err = createVirtual(h, w)
		i++ // TABLE
	default:
		return &ast.Other{Head: h, Verb: strings.TrimSpace("CREATE " + kind)}, nil
	}
	if err == nil {
		return s, nil
	}
	var syntax *ast.SyntaxError
	if !errors.As(err, &syntax) {
		return nil, err
	}
	syntax.Pos = h.Pos.Advance([]byte(h.Text[:min(int(syntax.Pos.Offset), len(h.Text))]))
	i++
	if w.upper(i) == "IF" && w.upper(i+1) == "NOT" {
		i += 3
	}
	name, _ := w.qualified(i)
	return &ast.Broken{Head: h, Kind: kind, Name: name.Text, Err: syntax}, nil
}

// syntaxError rephrases participle's error for people. Its place is that of
// the token it could not use.
func syntaxError(err error, w *words, lex *plexer.PeekingLexer) error {
	var perr participle.Error
	if !errors.As(err, &perr) {
		return err
	}
	text := perr.Message()
	var unexpectedToken *participle.UnexpectedTokenError
	offset := perr.Position().Offset
	if errors.As(err, &unexpectedToken) {
		// The furthest token is closer to the mistake than the one at which
		// the last alternative gave up.
		if t := lex.Peek(); t.Pos.Offset > offset {
			offset = t.Pos.Offset
		}
		text = "syntax error near " + quoteAt(w, offset)
	}
	return &ast.SyntaxError{Pos: diag.Pos{Offset: int64(offset)}, Text: text}
}

// quoteAt quotes the token at offset.
func quoteAt(w *words, offset int) string {
	for i, t := range w.tokens {
		if t.start >= offset {
			return diag.Show(w.raw(i))
		}
	}
	return "the end of the statement"
}

// afterComma reports whether a comma stands before the token at offset.
func (w *words) afterComma(offset int) bool {
	i := sort.Search(len(w.tokens), func(i int) bool { return w.tokens[i].start >= offset })
	return i > 0 && w.tokens[i-1].kind == lexer.Comma
}

func (n nameNode) name() ast.Name { return ast.Name{Text: string(n.Text), Offset: n.Pos.Offset} }

func (d dottedNode) name() ast.Name {
	if d.Second != nil {
		return d.Second.name()
	}
	return d.First.name()
}

func names(nodes []nameNode) []ast.Name {
	var out []ast.Name
	for _, n := range nodes {
		out = append(out, n.name())
	}
	return out
}

func createTable(h ast.Head, w *words) (ast.Statement, error) {
	n, err := tableGrammar.parse(w)
	if err != nil {
		return nil, err
	}
	t := &ast.CreateTable{Head: h, Temp: n.Temp, IfNotExists: n.IfNotExists, Name: n.Name.name()}
	t.Columns = make([]ast.ColumnDef, 0, len(n.Items))
	name := "" // of a CONSTRAINT name waiting for its constraint
	for i, item := range n.Items {
		offset := item.Pos.Offset
		comma := w.afterComma(offset)
		if i > 0 && (item.Column != nil && n.Items[i-1].Column == nil || n.Items[i-1].Column != nil && !comma) {
			return nil, &ast.SyntaxError{Pos: diag.Pos{Offset: int64(offset)}, Text: "syntax error near " + quoteAt(w, offset)}
		}
		if c := item.Column; c != nil {
			t.Columns = append(t.Columns, column(c))
			continue
		}
		c := item.Constraint
		if comma {
			name = ""
		}
		if c.Name != nil {
			name = string(c.Name.Text)
			continue
		}
		con := ast.Constraint{Name: name, Offset: c.Pos.Offset}
		name = ""
		switch {
		case c.Primary != nil:
			con.Kind, con.Columns, con.Conflict = ast.PrimaryKey, sorted(c.Primary.Columns), c.Primary.Conflict.word()
			con.Autoincrement = c.Primary.Autoincrement
		case c.Unique != nil:
			con.Kind, con.Columns, con.Conflict = ast.Unique, sorted(c.Unique.Columns), c.Unique.Conflict.word()
		case c.Check != nil:
			con.Kind, con.Expr = ast.Check, c.Check.Expr.Expr
		case c.Foreign != nil:
			con.Kind, con.References = ast.ForeignKey, c.Foreign.References.reference()
			for _, n := range c.Foreign.Columns {
				con.Columns = append(con.Columns, ast.IndexedColumn{Expr: &ast.ColumnRef{Name: string(n.Text)}})
			}
			c.Foreign.Defer.apply(con.References)
		}
		t.Constraints = append(t.Constraints, con)
	}
	for _, o := range n.Options {
		switch word := strings.ToUpper(string(o.Name.Text)); {
		case o.Without && word == "ROWID":
			t.WithoutRowid = true
		case !o.Without && word == "STRICT":
			t.Strict = true
		default:
			return nil, &ast.SyntaxError{Pos: diag.Pos{Offset: int64(o.Name.Pos.Offset)}, Text: fmt.Sprintf("unknown table option %s", diag.Show(o.Name.Text))}
		}
	}
	if n.As {
		return nil, &ast.SyntaxError{Text: "CREATE TABLE AS SELECT holds no column definitions"}
	}
	if len(t.Columns) == 0 {
		return nil, &ast.SyntaxError{Text: "a table needs a column"}
	}
	return t, nil
}

func column(c *columnNode) ast.ColumnDef {
	col := ast.ColumnDef{Name: c.Name.name(), Type: string(c.Type)}
	name := ""
	var reference *ast.Reference
	for _, n := range c.Constraints {
		con := ast.Constraint{Name: name, Offset: n.Pos.Offset}
		switch {
		case n.Name != nil:
			name = string(n.Name.Text)
			continue
		case n.Defer != nil: // of the foreign key before it
			if reference != nil {
				n.Defer.apply(reference)
			}
			continue
		case n.Default != nil:
			con.Kind, con.Expr = ast.Default, n.Default.Expr
		case n.Null != nil:
			con.Kind = ast.Null
		case n.NotNull != nil:
			con.Kind, con.Conflict = ast.NotNull, n.NotNull.word()
		case n.Primary != nil:
			con.Kind, con.Conflict = ast.PrimaryKey, n.Primary.Conflict.word()
			con.Desc = strings.EqualFold(n.Primary.Order, "DESC")
			con.Autoincrement = n.Primary.Autoincrement
		case n.Unique != nil:
			con.Kind, con.Conflict = ast.Unique, n.Unique.word()
		case n.Check != nil:
			con.Kind, con.Expr = ast.Check, n.Check.Expr
		case n.References != nil:
			reference = n.References.reference()
			con.Kind, con.References = ast.ForeignKey, reference
		case n.Collate != nil:
			con.Kind, con.Collation = ast.Collate, string(n.Collate.Text)
		case n.Generated != nil:
			con.Kind, con.Expr = ast.Generated, n.Generated.Expr.Expr
			con.Stored = n.Generated.Kind != nil && strings.EqualFold(string(n.Generated.Kind.Text), "STORED")
		}
		name = ""
		col.Constraints = append(col.Constraints, con)
	}
	return col
}

func (c conflict) word() string { return strings.ToUpper(c.Action) }

func (n *referencesNode) reference() *ast.Reference {
	r := &ast.Reference{Table: n.Table.name(), Columns: names(n.Columns)}
	for _, a := range n.Args {
		action := strings.ToUpper(strings.Join(a.Action, " "))
		switch a.Event {
		case "DELETE":
			r.OnDelete = action
		case "UPDATE":
			r.OnUpdate = action
		}
	}
	return r
}

// apply sets what the clause means: only DEFERRABLE INITIALLY DEFERRED makes a
// foreign key deferred (https://sqlite.org/foreignkeys.html#fk_deferred).
func (d *deferNode) apply(r *ast.Reference) {
	if d != nil {
		r.Deferrable = !d.Not
		r.Deferred = !d.Not && strings.EqualFold(d.Initial, "DEFERRED")
	}
}

func sorted(nodes []*sortNode) []ast.IndexedColumn {
	var out []ast.IndexedColumn
	for _, n := range nodes {
		out = append(out, indexed(n.Expr.Expr, strings.EqualFold(n.Order, "DESC")))
	}
	return out
}

// indexed is a key of an index.
func indexed(x ast.Expr, desc bool) ast.IndexedColumn {
	k := ast.IndexedColumn{Expr: x, Desc: desc}
	if c, ok := k.Expr.(*ast.CollateExpr); ok {
		k.Expr, k.Collation = c.X, c.Collation
	}
	if l, ok := k.Expr.(*ast.Literal); ok && l.Kind == ast.StringLit { // 'name' is a name here
		k.Expr = &ast.ColumnRef{Name: l.Text}
	}
	return k
}

func createIndex(h ast.Head, w *words) (ast.Statement, error) {
	n, err := indexGrammar.parse(w)
	if err != nil {
		return nil, err
	}
	x := &ast.CreateIndex{Head: h, Unique: n.Unique, Name: n.Name.name(), Table: n.Table.name(), Keys: sorted(n.Keys)}
	if n.Where != nil {
		x.Where = n.Where.Expr
	}
	return x, nil
}
