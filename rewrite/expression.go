package rewrite

import (
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/query"
)

// immutable translates what must depend on its row only: the expressions of
// indexes and generated columns.
func (p *Plan) immutable() *query.Translator {
	t := p.translator()
	t.Immutable = true
	return t
}

// alone is the scope of an expression over one table.
func alone(r *query.Relation) *query.Scope {
	return &query.Scope{Sources: []*query.Source{{Name: lexer.Fold(r.Name), Relation: r}}}
}

// condition translates an expression over the loaded table, whose truth counts.
func (p *Plan) condition(t *Table, tr *query.Translator, x ast.Expr) (pg.Expr, error) {
	if err := query.OfRow(x); err != nil {
		return nil, err
	}
	return tr.Condition(x, alone(p.relationOf(t)))
}

// readsColumn reports whether an expression reads a column of the table.
func (t *Table) readsColumn(x ast.Expr) bool {
	found := false
	ast.Walk(x, func(e ast.Expr) {
		if c, ok := e.(*ast.ColumnRef); ok && (!c.DoubleQuoted || t.column(c.Name) != nil) {
			found = true
		}
	})
	return found
}

// mentions reports whether an expression names a column.
func mentions(x ast.Expr, name string) bool {
	found := false
	ast.Walk(x, func(e ast.Expr) {
		if c, ok := e.(*ast.ColumnRef); ok && lexer.Fold(c.Name) == lexer.Fold(name) {
			found = true
		}
	})
	return found
}

// literalValue is a literal as a value of a row.
func literalValue(l *ast.Literal) (*parser.Value, bool) {
	v := &parser.Value{Text: []byte(l.Text)}
	switch l.Kind {
	case ast.NullLit:
		v.Class = parser.Null
	case ast.IntegerLit, ast.RealLit:
		*v = parser.Number(l.Text)
	case ast.StringLit:
		v.Class = parser.Text
	case ast.BlobLit:
		v.Class = parser.Blob
	case ast.TrueLit:
		v.Class, v.Text = parser.Integer, []byte("1")
	case ast.FalseLit:
		v.Class, v.Text = parser.Integer, []byte("0")
	default:
		return nil, false
	}
	return v, true
}
