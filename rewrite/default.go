package rewrite

import (
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/query"
)

// setDefault translates the DEFAULT of a column. One that cannot be said is
// left out and reported.
func (t *Table) setDefault(c *Column, con *ast.Constraint) {
	if c.Identity || c.Generated || t.schema.opts.DataOnly {
		return // SQLite never uses it there, or the table exists
	}
	x, why := t.defaultExpr(c, con.Expr)
	if c.lostDefault = why != ""; why != "" {
		t.schema.warn(diag.DefaultLeftOut(why).At(t.pos(con.Offset)).About(t.object(c)))
	}
	c.def = x
}

// defaultExpr translates a DEFAULT for the type that the column has in the end.
func (t *Table) defaultExpr(c *Column, x ast.Expr) (out pg.Expr, why string) {
	if n, ok := x.(*ast.ColumnRef); ok { // DEFAULT ("x") is a string, too
		x = &ast.Literal{Kind: ast.StringLit, Text: n.Name}
	}
	if now, ok := instantOf(x); ok {
		if out = now.as(c.Type.Family()); out != nil {
			return out, ""
		}
	}
	if v, ok := constant(x); ok {
		return coltype.Default(c.Type, v)
	}
	err := query.OfRow(x)
	if err != nil {
		return nil, err.Error()
	}
	err = t.schema.try(func() error {
		tr := t.schema.translator()
		v, err := tr.Value(x, &query.Scope{})
		if err == nil {
			out, err = tr.Assign(c.seenAs(true), v)
		}
		return err
	})
	if err != nil {
		return nil, err.Error()
	}
	return out, ""
}

// constant evaluates a literal, with signs before a number.
func constant(x ast.Expr) (*parser.Value, bool) {
	switch x := x.(type) {
	case *ast.Literal:
		return literalValue(x)
	case *ast.Unary:
		v, ok := constant(x.X)
		if !ok || v.Class != parser.Integer && v.Class != parser.Real || x.Op != "-" && x.Op != "+" {
			return nil, false
		}
		if x.Op == "-" {
			if v.Text[0] == '-' {
				v.Text = v.Text[1:]
			} else if string(v.Text) != "0" {
				v.Text = append([]byte{'-'}, v.Text...)
			}
			if string(v.Text) == "-9223372036854775808" {
				v.Class = parser.Integer
			}
		}
		return v, true
	}
	return nil, false
}
