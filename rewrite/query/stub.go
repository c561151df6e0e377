package query

import "github.com/sqlite2pg/sqlite2pg/parser/ast"
import "github.com/sqlite2pg/sqlite2pg/emit/pg"

func (t *Translator) Select(q *ast.Select, outer *Scope) (pg.Query, []*Column, error) {
	return nil, nil, cannot("a subquery")
}
