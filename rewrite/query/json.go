package query

import (
	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

var jsonFunctions = []function{}

func (t *Translator) jsonArrow(op string, l, r Value) (Value, error) {
	return Value{}, cannot("operator %s", op)
}

func (t *Translator) jsonGroupArray(a []Value, out *pg.Aggregate, x *ast.Call, s *Scope) (Value, error) {
	return Value{}, cannot("json_group_array()")
}

func (t *Translator) jsonGroupObject(a []Value, out *pg.Aggregate, x *ast.Call, s *Scope) (Value, error) {
	return Value{}, cannot("json_group_object()")
}

// TableFunction translates a table-valued function, and names its columns.
func (t *Translator) TableFunction(x *ast.TableFunc, s *Scope) (pg.Expr, []*Column, error) {
	return nil, nil, cannot("table-valued function %s()", diag.Escape(x.Name.Text))
}
