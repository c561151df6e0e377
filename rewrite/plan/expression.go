package plan

import (
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/query"
)

// immutable translates what must depend on its row only: the expressions of
// indexes and generated columns.
func (rs *relations) immutable() *query.Translator {
	t := rs.translator()
	t.Immutable = true
	return t
}

// alone is the scope of an expression over one table.
func alone(r *query.Relation) *query.Scope {
	return &query.Scope{Sources: []*query.Source{{Name: lexer.Fold(r.Name), Relation: r}}}
}

// condition translates an expression over the loaded table, whose truth counts.
func (rs *relations) condition(t *catalog.Table, tr *query.Translator, x ast.Expr) (pg.Expr, error) {
	if err := query.OfRow(x); err != nil {
		return nil, err
	}
	return tr.Condition(x, alone(rs.relationOf(t)))
}
