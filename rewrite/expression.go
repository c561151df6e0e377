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
func (s *Schema) immutable() *query.Translator {
	t := s.translator()
	t.Immutable = true
	return t
}

// Functions returns what creates the helpers that were used since the last
// time: it stands before the statement that uses them.
func (s *Schema) Functions() []pg.Statement {
	var out []pg.Statement
	for _, f := range s.helpers.Take() {
		out = append(out, f)
	}
	return out
}

// try translates something, and forgets the helpers of what has no form.
func (s *Schema) try(f func() error) error {
	mark := s.helpers.Mark()
	err := f()
	if err != nil {
		s.helpers.Back(mark)
	}
	return err
}

// alone is the scope of an expression over one table.
func alone(r *query.Relation) *query.Scope {
	return &query.Scope{Sources: []*query.Source{{Name: lexer.Fold(r.Name), Relation: r}}}
}

// condition translates an expression over the loaded table, whose truth counts.
func (t *Table) condition(tr *query.Translator, x ast.Expr) (out pg.Expr, err error) {
	if err := query.OfRow(x); err != nil {
		return nil, err
	}
	err = t.schema.try(func() error {
		out, err = tr.Condition(x, alone(t.inQueries()))
		return err
	})
	return out, err
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
