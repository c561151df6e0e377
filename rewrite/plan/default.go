package plan

import (
	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
	"github.com/sqlite2pg/sqlite2pg/rewrite/query"
)

// defaultValue is a DEFAULT, with the helpers that it calls.
type defaultValue struct {
	x       pg.Expr // nil for NULL
	helpers []*pg.CreateFunction
	lost    bool // it cannot be said, or not exactly: not what rows hold that rely on it
}

// expr returns the expression, nil for none.
func (d *defaultValue) expr() pg.Expr {
	if d == nil {
		return nil
	}
	return d.x
}

// setDefault translates the DEFAULT of a column for the type that it has now. One
// that cannot be said is left out and reported.
func (rs *relations) setDefault(t *catalog.Table, c *catalog.Column, con *ast.Constraint) {
	if c.Identity || c.Generated || !c.HasDefault || rs.schema.DataOnly {
		return // SQLite never uses it there, or the table exists
	}
	tr := rs.translator()
	x, why := rs.defaultExpr(tr, c, con.Expr)
	lost := why != ""
	if lost {
		var m *diag.Message
		if x, m = instead(c, con.Expr); m == nil {
			m = diag.DefaultLeftOut(why)
		}
		rs.schema.Warn(m.At(t.Pos(con.Offset)).About(t.Object(c)))
	}
	rs.defaults[c] = &defaultValue{x: x, helpers: tr.Helpers.List(), lost: lost}
}

// instead is what a DEFAULT becomes that is no value of its column's type, with a message
// that says so; nil for nothing.
func instead(c *catalog.Column, x ast.Expr) (out pg.Expr, m *diag.Message) {
	v, ok := catalog.Constant(x)
	if !ok {
		return nil, nil
	}
	if meant, ok := coltype.Meant(*c.Type, v); ok {
		out, _ = coltype.Default(*c.Type, meant)
		return out, diag.DefaultChanged(coltype.ShowValue(v), c.Type.Final(), string(meant.Text))
	}
	if out, ok := coltype.NoDate(*c.Type, v); ok {
		return out, diag.DefaultChanged(coltype.ShowValue(v), c.Type.Final(), coltype.BeforeAll)
	}
	return nil, nil
}

// Retype translates the DEFAULT of a column anew, whose type has changed.
func (rs *relations) Retype(t *catalog.Table, c *catalog.Column) {
	for _, con := range t.Definition(c).Constraints {
		if con.Kind == ast.Default {
			rs.setDefault(t, c, &con)
		}
	}
}

// DefaultLost returns an error if rows of the table rely on a DEFAULT that is
// left out: they would have NULL.
func (rs *relations) DefaultLost(t *catalog.Table) error {
	for _, c := range t.Columns {
		if d := rs.defaults[c]; d != nil && d.lost && c.Omitted != nil {
			return diag.DefaultLost().At(*c.Omitted).About(t.Object(c))
		}
	}
	return nil
}

// defaultExpr translates a DEFAULT for the type that the column has in the end.
func (rs *relations) defaultExpr(tr *query.Translator, c *catalog.Column, x ast.Expr) (out pg.Expr, why string) {
	if n, ok := x.(*ast.ColumnRef); ok { // DEFAULT ("x") is a string, too
		x = &ast.Literal{Kind: ast.StringLit, Text: n.Name}
	}
	if now, ok := currentTimeOf(x); ok {
		if out = now.as(c.Type.Family()); out != nil {
			return out, ""
		}
	}
	if v, ok := catalog.Constant(x); ok {
		return coltype.Default(*c.Type, v)
	}
	if err := query.OfRow(x); err != nil {
		return nil, err.Error()
	}
	v, err := tr.Value(x, &query.Scope{})
	if err == nil {
		out, err = tr.Assign(rs.newColumn(c, true), v)
	}
	if err != nil {
		return nil, err.Error()
	}
	return out, ""
}
