package query

import (
	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

var dateFunctions = []function{}
var jsonFunctions = []function{}

func (t *Translator) now(k ast.LiteralKind) (Value, error) {
	return Value{}, cannot("the current time")
}
func (t *Translator) jsonArrow(op string, l, r Value) (Value, error) {
	return Value{}, cannot("operator %s", op)
}
func (t *Translator) isAggregate(name string, x *ast.Call) bool { return false }
func (t *Translator) aggregate(name string, x *ast.Call, s *Scope) (Value, error) {
	return Value{}, cannot("aggregate %s()", name)
}
func (t *Translator) windowFunction(name string, x *ast.Call, s *Scope) (Value, error) {
	return Value{}, cannot("window function %s()", name)
}

// TableFunction translates a table-valued function, and names its columns.
func (t *Translator) TableFunction(x *ast.TableFunc, s *Scope) (pg.Expr, []*Column, error) {
	return nil, nil, cannot("table-valued function %s()", diag.Escape(x.Name.Text))
}

func (t *Translator) window(w *ast.Window, s *Scope) (*pg.WindowDef, error) {
	return nil, cannot("a window")
}
