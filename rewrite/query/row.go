package query

import (
	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// OfRow returns an error for an expression that needs the rows of a query, or
// makes one: it has no place in a CHECK, a DEFAULT, an index or a generated
// column. SQLite refuses it there, too; a dump that was edited may have it.
func OfRow(x ast.Expr) (err error) {
	ast.Walk(x, func(e ast.Expr) {
		if c, ok := e.(*ast.Call); ok && err == nil && (isAggregate(c) || c.Over != nil) {
			err = cannot("aggregate %s() outside a query", diag.Escape(c.Name))
		}
		in, isIn := e.(*ast.In)
		if _, ok := e.(*ast.Subquery); err == nil && (ok || isIn && (in.Select != nil || in.From != nil)) {
			err = cannot("a subquery in an expression of one row")
		}
	})
	return err
}

// Helper returns a call of a helper.
func (t *Translator) Helper(signature string, args ...pg.Expr) pg.Expr {
	return t.helper(signature, args...)
}
