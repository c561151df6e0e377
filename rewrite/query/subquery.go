package query

import (
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// subquery translates EXISTS, and a query that stands for a value: that of the
// first column of its first row.
func (t *Translator) subquery(x *ast.Subquery, s *Scope) (Value, error) {
	if t.Immutable {
		return Value{}, cannot("a subquery, which PostgreSQL does not take here")
	}
	q, columns, err := t.Select(x.Select, s)
	if err != nil {
		return Value{}, err
	}
	if x.Exists {
		v := boolean(&pg.Exists{Query: q})
		v.NotNull = true
		return v, nil
	}
	if len(columns) != 1 {
		return Value{}, cannot("a row value outside a comparison")
	}
	c := columns[0]
	v := Value{X: &pg.Subquery{Query: oneRow(q)}, Type: c.Type, Affinity: c.Affinity, Digits: c.Digits}
	if v.Digits == 0 {
		v.Digits = usualDigits
	}
	return v, nil
}

// oneRow limits a query to its first row: PostgreSQL raises for more.
func oneRow(q pg.Query) pg.Query {
	switch s := q.(type) {
	case *pg.Select:
		if s.Limit == nil && !(len(s.Values) == 1) && !single(s) {
			s.Limit = pg.Number("1")
		}
	case *pg.Compound:
		if s.Limit == nil {
			s.Limit = pg.Number("1")
		}
	}
	return q
}

// single reports whether a query has one row by its form: it reads nothing, or
// aggregates without GROUP BY.
func single(s *pg.Select) bool {
	if s.From == nil {
		return true
	}
	if len(s.GroupBy) > 0 || s.Having != nil || len(s.Columns) != 1 {
		return false
	}
	a, ok := s.Columns[0].Expr.(*pg.Aggregate)
	return ok && a.Over == nil && a.OverName == ""
}

// inQuery translates X IN (SELECT ...), whose sides are compared as X = Y.
func (t *Translator) inQuery(x *ast.In, q *ast.Select, s *Scope) (Value, error) {
	return Value{}, cannot("IN of a query")
}

// compareRowQuery compares a row with a query's.
func (t *Translator) compareRowQuery(x *ast.Binary, s *Scope) (Value, error) {
	return Value{}, cannot("a comparison with a query of several columns")
}
