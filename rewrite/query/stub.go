package query

// This file stands in for what selects brings: delete it then.

import (
	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

func (t *Translator) Select(q *ast.Select, outer *Scope) (pg.Query, []*Column, error) {
	return nil, nil, cannot("a subquery")
}

// rowidNames are SQLite's names of the rowid, if no column has them.
// https://sqlite.org/rowidtable.html
var rowidNames = map[string]bool{"rowid": true, "oid": true, "_rowid_": true}

// column looks a name up, from the innermost scope outwards: columns first,
// then the rowid, then the aliases of result columns. What is found nowhere in
// double quotes is a string (https://sqlite.org/quirks.html#dblquote).
func (t *Translator) column(x *ast.ColumnRef, scope *Scope) (Value, error) {
	name, table := fold(x.Name), fold(x.Table)
	for s := scope; s != nil; s = s.Outer {
		var found *Source
		var column *Column
		for _, source := range s.Sources {
			if table != "" && source.Name != table || table == "" && source.hidden[name] {
				continue
			}
			if c := source.column(name); c != nil {
				if found != nil {
					return Value{}, cannot("column name %s is ambiguous", diag.Show(x.Name))
				}
				found, column = source, c
			}
		}
		if found == nil && rowidNames[name] {
			for _, source := range s.Sources {
				if table != "" && source.Name != table || source.Relation.View {
					continue
				}
				if source.Relation.Rowid == nil {
					return Value{}, cannot("the rowid of %s, which PostgreSQL does not keep", diag.Show(source.Relation.Name))
				}
				if found != nil {
					return Value{}, cannot("column name %s is ambiguous", diag.Show(x.Name))
				}
				found, column = source, source.Relation.Rowid
			}
		}
		if found != nil {
			var x pg.Expr = pg.Name(column.PG)
			if found.Ref != "" {
				x = &pg.ColumnOf{Table: found.Ref, Name: column.PG}
			}
			if found.Relation.Missing != "" || column.Missing != "" {
				return Value{}, cannot("column %s is not in PostgreSQL", diag.Show(name))
			}
			return found.value(column, x), nil
		}
		if alias, ok := s.aliases[name]; ok && table == "" {
			plain := *s
			plain.aliases = nil // an alias sees columns only
			return t.Value(alias, &plain)
		}
	}
	if x.DoubleQuoted && table == "" {
		return t.literal(&ast.Literal{Kind: ast.StringLit, Text: x.Name})
	}
	if x.Table != "" {
		return Value{}, cannot("column %s.%s does not exist", diag.Escape(x.Table), diag.Escape(x.Name))
	}
	return Value{}, cannot("column %s does not exist", diag.Show(x.Name))
}

func (s *Source) column(folded string) *Column {
	for _, c := range s.Relation.Columns {
		if fold(c.Name) == folded {
			return c
		}
	}
	return nil
}

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
